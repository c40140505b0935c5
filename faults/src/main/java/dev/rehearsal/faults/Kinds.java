package dev.rehearsal.faults;

import static java.time.Duration.ofMillis;

import io.vavr.collection.Vector;

/** All kinds of fault with their usual options, and those of the ready profiles. */
final class Kinds {

    /** In the order of the published fault model. */
    static final Vector<Injector> ALL =
            Vector.of(
                    new Drops(0.05, 0.1),
                    new Duplicates(0.15, ofMillis(100)),
                    new Replays(0.05, ofMillis(200), ofMillis(1_000)),
                    new Corruptions(0.05, 0.25),
                    new Reorders(0.2, ofMillis(3)),
                    new Holds(0.5, ofMillis(50), 0.1),
                    new UniformDelays(0.3, ofMillis(1), ofMillis(20)),
                    new ExponentialDelays(0.3, ofMillis(10), ofMillis(500)),
                    new Spikes(0.01, ofMillis(100), ofMillis(400)),
                    new WanderingDelays(0.5, ofMillis(20), ofMillis(5), ofMillis(50)),
                    new SlowLinks(0.4, ofMillis(50)),
                    new SlowTypes(0.3, ofMillis(50)),
                    new SlowNodes(0.1, ofMillis(100), ofMillis(30)),
                    new LossyLinks(0.2, 0.3),
                    new LossBursts(0.05, ofMillis(20), 0.8),
                    new Clogs(0.1, ofMillis(100), ofMillis(80)),
                    new Swizzles(0.2, ofMillis(200), 0.5),
                    new Overflows(0.5, 2, ofMillis(5)),
                    new Throttles(0.3, ofMillis(3)),
                    new LostAnswers(0.1),
                    new LateRequests(0.05),
                    new AcrossBoots(
                            AcrossBoots.Way.TO, 0.1, ofMillis(100), ofMillis(20), ofMillis(5)),
                    new AcrossBoots(
                            AcrossBoots.Way.FROM, 0.1, ofMillis(100), ofMillis(20), ofMillis(5)),
                    cut(Partitions.Form.HALVES),
                    cut(Partitions.Form.ONE_WAY),
                    cut(Partitions.Form.PARTIAL),
                    cut(Partitions.Form.RING),
                    cut(Partitions.Form.BRIDGE),
                    cut(Partitions.Form.ISOLATED),
                    cut(Partitions.Form.CLIENT),
                    new Flapping(0.1, ofMillis(200), 5, ofMillis(10)),
                    new Resets(0.1, ofMillis(200)),
                    new Crashes(0.2, ofMillis(20), ofMillis(2), ofMillis(40), 0.5),
                    new DirtyCrashes(
                            DirtyCrashes.Loss.REORDERED,
                            0.2,
                            ofMillis(50),
                            ofMillis(2),
                            ofMillis(40)),
                    new DirtyCrashes(
                            DirtyCrashes.Loss.TORN, 0.2, ofMillis(50), ofMillis(2), ofMillis(40)),
                    new Wipes(0.2, ofMillis(200), ofMillis(2), ofMillis(40)),
                    new Rollbacks(0.2, ofMillis(200), ofMillis(100), ofMillis(2), ofMillis(40)),
                    new Losses(0.3),
                    new ZoneCrashes(0.2, ofMillis(200), ofMillis(2), ofMillis(40)),
                    new RestartStorms(0.1, ofMillis(200), 4, ofMillis(4)),
                    new TurnCrashes(TurnCrashes.Turn.ANY, 0.02, ofMillis(2), ofMillis(40)),
                    new TurnCrashes(TurnCrashes.Turn.RECOVERY, 0.02, ofMillis(2), ofMillis(40)),
                    new Stops(0.2, ofMillis(100), ofMillis(2), ofMillis(40)),
                    new GracefulStops(0.2, ofMillis(100), ofMillis(20), ofMillis(2), ofMillis(40)),
                    new Pauses(0.1, ofMillis(200), ofMillis(5), ofMillis(150)),
                    new Stutters(0.1, ofMillis(200), 10, ofMillis(6)),
                    new Drifts(0.5, 200_000),
                    new Jumps(Jumps.Way.FORWARD, 0.1, ofMillis(200), ofMillis(10_000)),
                    new Jumps(Jumps.Way.BACK, 0.1, ofMillis(200), ofMillis(10_000)),
                    new Strobes(0.1, ofMillis(200), 20, ofMillis(200), ofMillis(1)),
                    new Freezes(0.1, ofMillis(200), 50, ofMillis(1)),
                    new Timers(Timers.When.EARLY, 0.2, ofMillis(30)),
                    new Timers(Timers.When.LATE, 0.2, ofMillis(30)),
                    new Kills(Kills.Whom.WORKER, 0.2, ofMillis(100)),
                    new Kills(Kills.Whom.SUPERVISOR, 0.2, ofMillis(100)),
                    new Kills(Kills.Whom.SIBLINGS, 0.2, ofMillis(100)),
                    new TurnFailures(TurnFailures.Turn.HANDLER, 0.05),
                    new TurnFailures(TurnFailures.Turn.START, 0.05),
                    new TurnFailures(TurnFailures.Turn.TERMINATION, 0.05),
                    new Hangs(Hangs.Turn.HANDLER, 0.01, ofMillis(5), ofMillis(200)),
                    new Hangs(Hangs.Turn.TERMINATION, 0.2, ofMillis(1_000), ofMillis(10_000)),
                    new DiskErrors(DiskErrors.What.READ, 0.05),
                    new DiskErrors(DiskErrors.What.WRITE, 0.05),
                    new DiskErrors(DiskErrors.What.SHORT, 0.05),
                    new DiskErrors(DiskErrors.What.SYNC, 0.05),
                    new Evictions(0.1, ofMillis(50)),
                    new Fills(0.1, ofMillis(200), 32, ofMillis(10), ofMillis(100)),
                    new Stalls(0.05, ofMillis(10), ofMillis(200)),
                    new SlowDisks(0.3, ofMillis(10)),
                    new PhantomWrites(0.05),
                    new MisdirectedWrites(0.05, 64),
                    new MisdirectedReads(0.05, 64),
                    new Rots(Rots.What.BIT, 0.2, ofMillis(100)),
                    new Rots(Rots.What.BLOCK, 0.2, ofMillis(100)),
                    new FaultPoints(0.25, 0.25));

    static final Vector<Injector> LOSSY =
            Vector.of(
                    new Drops(0.05, 0.1),
                    new SlowLinks(0.4, ofMillis(50)),
                    new Holds(0.5, ofMillis(50), 0.1),
                    new Duplicates(0.15, ofMillis(100)),
                    new Crashes(0.2, ofMillis(20), ofMillis(2), ofMillis(40), 0.5));

    static final Vector<Injector> HARSH =
            Vector.of(
                    new Drops(0.2, 0.5),
                    new SlowLinks(0.4, ofMillis(100)),
                    new Holds(0.5, ofMillis(200), 0.5),
                    new Duplicates(0.2, ofMillis(300)),
                    new Crashes(0.4, ofMillis(50), ofMillis(1), ofMillis(200), 0.5),
                    new TurnCrashes(TurnCrashes.Turn.ANY, 0.005, ofMillis(1), ofMillis(200)),
                    new Stops(0.1, ofMillis(100), ofMillis(1), ofMillis(100)),
                    new Pauses(0.2, ofMillis(200), ofMillis(5), ofMillis(300)),
                    new Partitions(
                            Partitions.Form.HALVES,
                            0.3,
                            ofMillis(200),
                            ofMillis(10),
                            ofMillis(300)),
                    new Partitions(
                            Partitions.Form.ONE_WAY,
                            0.2,
                            ofMillis(200),
                            ofMillis(10),
                            ofMillis(300)),
                    new Jumps(Jumps.Way.FORWARD, 0.1, ofMillis(200), ofMillis(10_000)),
                    new Jumps(Jumps.Way.BACK, 0.1, ofMillis(200), ofMillis(10_000)));

    private Kinds() {}

    private static Partitions cut(Partitions.Form form) {
        return new Partitions(form, 0.1, ofMillis(200), ofMillis(10), ofMillis(200));
    }
}
