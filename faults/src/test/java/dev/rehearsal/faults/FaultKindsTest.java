package dev.rehearsal.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.value.Damage;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Each kind of fault bites, is counted as itself, and stands in the published fault model.
 *
 * <p>Over 500 lines because every kind has its own example here.
 */
class FaultKindsTest {

    private static final long MILLI = 1_000_000;
    private static final int SEEDS = 100;
    private static final Path MODEL = Path.of("..", "docs", "FAULTS.md");
    private static final Simulation GROUND =
            Simulation.of(new ProvingGround().settings())
                    .with(Simulation.Options.DEFAULT.nanos(300_000_000));

    /** What must be seen of each kind; kept by hand, so that a kind that is lost is missed. */
    private enum Bite {
        DROP(FaultKind.DROP),
        DUPLICATE(FaultKind.DUPLICATE),
        REPLAY(
                FaultKind.DUPLICATE,
                all(Departure.Again.class, d -> nanos(d.until()) >= 200 * MILLI)),
        CORRUPT(
                FaultKind.CORRUPT,
                any(Departure.Corrupt.class, d -> d.damage() instanceof Damage.Flips)
                        .and(any(Departure.Corrupt.class, d -> d.damage() instanceof Damage.Cuts))),
        REORDER(FaultKind.HOLD, all(Departure.Held.class, d -> nanos(d.until()) <= 3 * MILLI)),
        HOLD(FaultKind.HOLD),
        DELAY_UNIFORM(
                FaultKind.HOLD,
                all(
                        Departure.Held.class,
                        d -> nanos(d.until()) >= MILLI && nanos(d.until()) <= 20 * MILLI)),
        DELAY_EXPONENTIAL(
                FaultKind.HOLD, any(Departure.Held.class, d -> nanos(d.until()) > 50 * MILLI)),
        DELAY_SPIKE(
                FaultKind.HOLD, all(Departure.Held.class, d -> nanos(d.until()) >= 100 * MILLI)),
        DELAY_WANDER(FaultKind.HOLD),
        SLOW(
                FaultKind.HOLD,
                run -> delaysBy(run, held -> held.message().from() + held.message().to()) == 1),
        SLOW_TYPE(FaultKind.HOLD, run -> delaysBy(run, held -> held.message().type()) == 1),
        SLOW_NODE(FaultKind.HOLD),
        LOSSY_LINK(FaultKind.DROP),
        LOSS_BURST(FaultKind.DROP),
        CLOG(FaultKind.HOLD, all(Departure.Held.class, d -> d.until() instanceof Point.At)),
        SWIZZLE(FaultKind.HOLD, all(Departure.Held.class, d -> d.until() instanceof Point.At)),
        OVERFLOW(FaultKind.DROP),
        BANDWIDTH(FaultKind.HOLD),
        LOST_ANSWER(
                FaultKind.DROP, all(Departure.Drop.class, d -> d.message().to().startsWith("c"))),
        LATE_REQUEST(
                FaultKind.HOLD,
                all(Departure.Held.class, d -> d.until() instanceof Point.AfterOperation)),
        TO_NEXT_INCARNATION(FaultKind.HOLD, run -> heldOverACrash(run, false)),
        FROM_DEAD_INCARNATION(FaultKind.HOLD, run -> heldOverACrash(run, true)),
        PARTITION(FaultKind.PARTITION),
        PARTITION_ONE_WAY(FaultKind.PARTITION, cut(link -> !link.isBack())),
        PARTITION_PARTIAL(FaultKind.PARTITION, cut(link -> link.size() == 2 && link.isBack())),
        PARTITION_RING(FaultKind.PARTITION, cut(link -> link.size() == 10 && link.isBack())),
        PARTITION_BRIDGE(FaultKind.PARTITION, cut(link -> link.size() == 8 && link.isBack())),
        ISOLATE(FaultKind.PARTITION, cut(link -> link.size() == 12 && link.isBack())),
        PARTITION_CLIENT(FaultKind.PARTITION, cut(link -> link.names().contains("c"))),
        FLAPPING(FaultKind.PARTITION),
        RESET(FaultKind.RESET),
        CRASH(FaultKind.CRASH),
        CRASH_REORDER(
                FaultKind.CRASH,
                any(Departure.Crash.class, d -> d.aftermath().toString().matches(".*-.*\\+.*"))),
        CRASH_TORN(
                FaultKind.CRASH,
                any(Departure.Crash.class, d -> d.aftermath().toString().contains("["))),
        DISK_WIPED(FaultKind.RESTORE, all(Departure.Restore.class, d -> d.fromNanos() == 0)),
        DISK_ROLLED_BACK(FaultKind.RESTORE, any(Departure.Restore.class, d -> d.fromNanos() > 0)),
        CRASH_FOR_GOOD(FaultKind.CRASH, run -> !run.story().heal().lost().isEmpty()),
        ZONE_CRASH(
                FaultKind.CRASH,
                run ->
                        crashes(run).size()
                                == 2 * crashes(run).map(Departure.Crash::at).distinct().size()),
        RESTART_STORM(
                FaultKind.CRASH,
                run ->
                        crashes(run)
                                .groupBy(Departure.Crash::target)
                                .values()
                                .exists(own -> own.size() >= 4)),
        CRASH_IN_TURN(FaultKind.CRASH, run -> isCut(run)),
        CRASH_IN_RECOVERY(
                FaultKind.CRASH,
                all(Departure.Cut.class, d -> d.turn().text().matches(".*!.*|.*: Start ~.*"))),
        STOP(FaultKind.STOP, all(Departure.Stop.class, d -> d.graceNanos() == 0)),
        GRACEFUL_STOP(FaultKind.STOP, all(Departure.Stop.class, d -> d.graceNanos() > 0)),
        PAUSE(FaultKind.PAUSE),
        SLOW_CPU(FaultKind.PAUSE),
        CLOCK_DRIFT(FaultKind.DRIFT),
        CLOCK_FORWARD(FaultKind.JUMP, all(Departure.Jump.class, d -> d.nanos() > 0)),
        CLOCK_BACK(FaultKind.JUMP, all(Departure.Jump.class, d -> d.nanos() < 0)),
        CLOCK_STROBE(FaultKind.JUMP, any(Departure.Jump.class, d -> d.nanos() == -200 * MILLI)),
        CLOCK_FREEZE(FaultKind.JUMP, all(Departure.Jump.class, d -> d.nanos() == -MILLI)),
        TIMER_EARLY(FaultKind.MISTIMED, all(Departure.Mistimed.class, d -> d.nanos() < 20 * MILLI)),
        TIMER_LATE(FaultKind.MISTIMED, all(Departure.Mistimed.class, d -> d.nanos() > 5 * MILLI)),
        KILL(FaultKind.KILL, all(Departure.Kill.class, d -> d.target().matches("s./sup/.*"))),
        KILL_SUPERVISOR(
                FaultKind.KILL, all(Departure.Kill.class, d -> d.target().endsWith("/sup"))),
        KILL_SIBLING(FaultKind.KILL, run -> run.story().departures().size() % 2 == 0),
        FAIL_IN_HANDLER(
                FaultKind.KILL,
                all(
                        Departure.Cut.class,
                        d -> !d.turn().text().matches(".*: (Start|ExitSignal) ~.*"))),
        FAIL_IN_START(
                FaultKind.KILL,
                all(Departure.Cut.class, d -> d.turn().text().contains(": Start ~"))),
        FAIL_IN_TERMINATION(
                FaultKind.KILL,
                all(Departure.Cut.class, d -> d.turn().text().contains(": ExitSignal ~"))),
        HANG(
                FaultKind.HANG,
                all(Departure.Hang.class, d -> !d.turn().text().contains(": ExitSignal ~"))),
        HANG_IN_TERMINATION(
                FaultKind.HANG,
                all(Departure.Hang.class, d -> d.turn().text().contains(": ExitSignal ~"))),
        READ_ERROR(
                FaultKind.DISK_ERROR,
                all(
                        Departure.DiskTrouble.class,
                        d -> d.operation().toString().matches(".*: (read|list).*"))),
        WRITE_ERROR(
                FaultKind.DISK_ERROR,
                all(
                        Departure.DiskTrouble.class,
                        d -> d.operation().toString().contains(": write"))),
        SHORT_WRITE(
                FaultKind.DISK_ERROR,
                all(
                        Departure.DiskTrouble.class,
                        d -> d.fault().toString().contains("fails after"))),
        SYNC_FAILURE(
                FaultKind.DISK_ERROR,
                all(Departure.DiskTrouble.class, d -> d.operation().toString().contains(": sync"))),
        EVICTION(FaultKind.EVICTION),
        FULL_DISK(FaultKind.FULL_DISK),
        SYNC_STALL(FaultKind.STALL, all(Departure.Stall.class, d -> d.nanos() >= 10 * MILLI)),
        SLOW_DISK(
                FaultKind.STALL,
                run -> stalls(run).map(Departure.Stall::nanos).distinct().size() <= 5),
        PHANTOM_WRITE(FaultKind.PHANTOM_WRITE),
        MISDIRECTED_WRITE(FaultKind.MISDIRECTED_WRITE),
        MISDIRECTED_READ(FaultKind.MISDIRECTED_READ),
        BIT_ROT(
                FaultKind.BIT_FLIP,
                all(Departure.Spoil.class, d -> d.fault() instanceof DiskFault.Flips)),
        GARBAGE(
                FaultKind.BIT_FLIP,
                all(Departure.Spoil.class, d -> d.fault() instanceof DiskFault.Scrambles)),
        BUGGIFY(FaultKind.BUGGIFY);

        final FaultKind form;
        final Predicate<Run> seen;

        Bite(FaultKind form) {
            this(form, _ -> true);
        }

        Bite(FaultKind form, Predicate<Run> seen) {
            this.form = form;
            this.seen = seen;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The links of one partition. */
    private record Links(Vector<Departure.Partition.Link> all) {
        int size() {
            return all.size();
        }

        boolean isBack() {
            return all.forAll(
                    link -> all.contains(new Departure.Partition.Link(link.to(), link.from())));
        }

        String names() {
            return all.mkString(" ");
        }
    }

    private static Predicate<Run> cut(Predicate<Links> shape) {
        return run ->
                run.story()
                        .departures()
                        .filter(Departure.Partition.class::isInstance)
                        .forAll(cut -> shape.test(new Links(((Departure.Partition) cut).links())));
    }

    private static <D extends Departure> Predicate<Run> all(Class<D> form, Predicate<D> rule) {
        return run -> of(run, form).forAll(rule);
    }

    private static <D extends Departure> Predicate<Run> any(Class<D> form, Predicate<D> rule) {
        return run -> of(run, form).exists(rule);
    }

    private static <D extends Departure> Vector<D> of(Run run, Class<D> form) {
        return run.story().departures().filter(form::isInstance).map(form::cast);
    }

    private static Vector<Departure.Crash> crashes(Run run) {
        return of(run, Departure.Crash.class);
    }

    private static Vector<Departure.Stall> stalls(Run run) {
        return of(run, Departure.Stall.class);
    }

    /** How many different delays there are at the most among messages of one group. */
    private static int delaysBy(Run run, Function<Departure.Held, String> group) {
        return of(run, Departure.Held.class)
                .groupBy(group)
                .values()
                .map(held -> held.map(Departure.Held::until).distinct().size())
                .max()
                .getOrElse(0);
    }

    /** Whether each message that is held arrives after a crash of its receiver, or its sender. */
    private static boolean heldOverACrash(Run run, boolean ofSender) {
        return of(run, Departure.Held.class)
                .forAll(held -> {
                    String path = ofSender ? held.message().from() : held.message().to();
                    return crashes(run)
                            .exists(crash ->
                                    (path + "/").startsWith(crash.target() + "/")
                                            && held.until() instanceof Point.At until
                                            && crash.at() instanceof Point.At at
                                            && at.nanos() < until.nanos());
                });
    }

    private static long nanos(Point point) {
        return point instanceof Point.After(long nanos) ? nanos : 0;
    }

    private static boolean isCut(Run run) {
        return run.story().departures().exists(Departure.Cut.class::isInstance);
    }

    /** What else must go wrong for a kind to be noticed. */
    private static FaultProfile beside(Bite bite) {
        FaultProfile calm = FaultProfile.CALM.quietAfter(Duration.ofMillis(250));
        return bite == Bite.PHANTOM_WRITE ? calm.with(Injector.named("crash")) : calm;
    }

    private static Run run(FaultProfile profile, long seed) {
        return GROUND.run(seed, profile.adversary(GROUND.cluster(), seed));
    }

    private static boolean isSeen(Bite bite, Run run) {
        return run.tallies().get(bite.label()).exists(tally -> tally.effective() > 0)
                && run.effective().containsKey(bite.form)
                && bite.seen.test(run);
    }

    /** What the test of each kind looks for: a run in which the kind takes effect. */
    private record Sighting(long seed, Run run) {}

    private static Option<Sighting> sighting(Bite bite, Injector injector, long seeds) {
        FaultProfile profile = beside(bite).with(injector);
        for (long seed = 0; seed < seeds; seed++) {
            Run run = run(profile, seed);
            if (isSeen(bite, run)) {
                return Option.some(new Sighting(seed, run));
            }
        }
        return Option.none();
    }

    /** Of the kinds as they are, looked for once. */
    private static final Map<Bite, Option<Sighting>> SIGHTINGS = new EnumMap<>(Bite.class);

    /** What the runs are without any kind, or with the crashes that some need. */
    private static final Map<String, Long> CALM = new HashMap<>();

    private static long calm(Bite bite, long seed) {
        FaultProfile calm = beside(bite);
        return CALM.computeIfAbsent(
                calm.toJson() + seed, _ -> Long.valueOf(run(calm, seed).traceHash()));
    }

    private static Sighting sighting(Bite bite) {
        return SIGHTINGS
                .computeIfAbsent(bite, _ -> sighting(bite, Injector.named(bite.label()), SEEDS))
                .getOrElseThrow(() ->
                        new AssertionError(
                                "no run in which it takes effect: kind="
                                        + bite.label()
                                        + " seeds="
                                        + SEEDS));
    }

    @ParameterizedTest
    @EnumSource(Bite.class)
    void kind_alone_takesEffectIsCountedAsItselfAndIsReplayedFromItsStory(Bite bite) {
        Sighting sighting = sighting(bite);
        Run run = sighting.run();
        String counted = run.tallies().toString();
        assertNotEquals(calm(bite, sighting.seed()), run.traceHash());
        Run again = GROUND.run(run.story());
        assertEquals(run.traceHash(), again.traceHash(), () -> counted);
        assertEquals(Vector.empty(), again.unused());
        assertEquals(run.injected(), again.injected());
        assertTrue(
                run.violation().isEmpty(),
                () -> "what is declared survivable is survived: " + run.violation());
    }

    // ------------------------------------------------------------------------------ the mutants

    /**
     * The mutation check over the injectors: with any one of the methods in which a kind decides
     * taken out, the kind does not take effect in the run in which the test of the kind sees it.
     */
    @ParameterizedTest
    @EnumSource(Bite.class)
    void kind_withAnyPartOfItTakenOut_isMissed(Bite bite) {
        long seed = sighting(bite).seed();
        Vector<Injector> mutants = Mutant.of(Injector.named(bite.label()));
        assertFalse(mutants.isEmpty());
        for (Injector mutant : mutants) {
            assertFalse(isSeen(bite, run(beside(bite).with(mutant), seed)), mutant::toString);
        }
    }

    /** In no other run either, so that the test of the kind fails. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(Bite.class)
    void kind_withAnyPartOfItTakenOut_failsItsTest(Bite bite) {
        for (Injector mutant : Mutant.of(Injector.named(bite.label()))) {
            assertEquals(
                    Option.none(),
                    sighting(bite, mutant, SEEDS).map(Sighting::seed),
                    mutant::toString);
        }
    }

    /** All but {@link Losses}, whom the profile asks by name. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(value = Bite.class, mode = EnumSource.Mode.EXCLUDE, names = "CRASH_FOR_GOOD")
    void mutant_withNothingTakenOut_isTheKind(Bite bite) {
        Sighting kind = sighting(bite);
        Injector whole = Mutant.whole(Injector.named(bite.label()));
        assertEquals(
                kind.run().traceHash(), run(beside(bite).with(whole), kind.seed()).traceHash());
    }

    @Test
    void kinds_all_haveABiteAndNoOtherHas() {
        assertEquals(
                Vector.of(Bite.values()).map(Bite::label).toSortedSet(),
                Injector.kinds().map(Injector::label).toSortedSet());
        assertTrue(Injector.kinds().size() >= 55, () -> "kinds=" + Injector.kinds().size());
    }

    @Test
    void kind_atRateZero_leavesTheRunCalm() {
        Simulation brief = GROUND.with(Simulation.Options.DEFAULT.nanos(50_000_000));
        Cluster cluster = brief.cluster();
        long calm = brief.run(0, FaultProfile.CALM.adversary(cluster, 0)).traceHash();
        for (Bite bite : Bite.values()) {
            Injector mute = Injector.named(bite.label()).scaled(0);
            Run none = brief.run(0, FaultProfile.CALM.with(mute).adversary(cluster, 0));
            assertFalse(isSeen(bite, none), bite::label);
            assertEquals(calm, none.traceHash(), bite::label);
        }
    }

    @Test
    void kinds_all_haveARowInTheFaultModelWithTheirUsualOptions() throws IOException {
        String model = Files.readString(MODEL);
        Set<String> missing = new TreeSet<>();
        for (Injector kind : Injector.kinds()) {
            String options =
                    Options.names(kind)
                            .map(name -> "`" + name + "` " + Options.value(kind, name))
                            .mkString(", ");
            String row = "| `" + kind.label() + "` |";
            if (model.lines().noneMatch(line -> line.startsWith(row) && line.contains(options))) {
                missing.add(row + " " + options);
            }
        }
        assertEquals(Set.of(), missing, () -> String.join("\n", missing));
    }

    @Test
    void kinds_withoutWhatTheClusterDeclares_destroyNothing() {
        Simulation fragile =
                Simulation.of(new ProvingGround().settings())
                        .with(Simulation.Options.DEFAULT.nanos(300_000_000));
        Cluster bare = ProvingGround.bare().build();
        Set<FaultKind> harmless =
                Set.of(
                        FaultKind.DROP,
                        FaultKind.DUPLICATE,
                        FaultKind.HOLD,
                        FaultKind.CORRUPT,
                        FaultKind.PARTITION,
                        FaultKind.PAUSE,
                        FaultKind.STALL,
                        FaultKind.JUMP,
                        FaultKind.DRIFT,
                        FaultKind.MISTIMED,
                        FaultKind.BUGGIFY);
        FaultProfile everything =
                new FaultProfile(
                        "everything",
                        Injector.kinds(),
                        new Healing(Duration.ofMillis(500), 1, false));
        for (long seed = 0; seed < 2; seed++) {
            Run run = fragile.run(seed, everything.adversary(bare, seed));
            for (FaultKind kind : run.injected().keySet()) {
                assertTrue(harmless.contains(kind), () -> run.tallies().toString());
            }
        }
    }

    @Test
    void damagedDisks_declaredAlone_rotOnThatManyServersAndNothingElse() {
        Simulation simulation =
                Simulation.of(new ProvingGround().settings())
                        .with(Simulation.Options.DEFAULT.nanos(700_000_000));
        FaultProfile ofDisks =
                FaultProfile.CALM
                        .with(new Rots(Rots.What.BIT, 1, Duration.ofMillis(50)))
                        .with(new Rots(Rots.What.BLOCK, 1, Duration.ofMillis(50)))
                        .with(
                                new Wipes(
                                        1,
                                        Duration.ofMillis(50),
                                        Duration.ofMillis(1),
                                        Duration.ofMillis(2)))
                        .with(new PhantomWrites(1))
                        .with(new MisdirectedWrites(1, 64));

        Cluster cluster = ProvingGround.bare().survivesDamagedDisks(1).build();
        Run run = simulation.run(1, ofDisks.adversary(cluster, 1));

        Set<String> hurt = new TreeSet<>();
        for (Departure departure : run.story().departures()) {
            Departure.Spoil spoil = assertInstanceOf(Departure.Spoil.class, departure);
            hurt.add(spoil.target().split("/")[0]);
        }
        assertEquals(1, hurt.size(), hurt::toString);
    }

    @Test
    void quorum_protected_onlyAMinorityIsHurt() {
        FaultProfile everything =
                new FaultProfile("everything", Injector.kinds(), Healing.USUAL)
                        .quietAfter(Duration.ofMillis(250))
                        .protectingQuorums();
        for (long seed = 0; seed < 2; seed++) {
            Set<String> hurt = new TreeSet<>();
            for (Departure departure : run(everything, seed).story().departures()) {
                if (departure instanceof Departure.Crash crash) {
                    hurt.add(crash.target());
                }
                if (departure instanceof Departure.Pause pause) {
                    hurt.add(pause.target());
                }
            }
            assertTrue(hurt.size() <= 2, hurt::toString);
        }
    }
}
