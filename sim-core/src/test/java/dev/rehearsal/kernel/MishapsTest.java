package dev.rehearsal.kernel;

import static dev.rehearsal.kernel.ProcessTest.ends;
import static dev.rehearsal.kernel.ProcessTest.heard;
import static dev.rehearsal.kernel.ProcessTest.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Departure.Partition.Link;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.kernel.ProcessTest.Scripted;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.simulation.Run;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What goes wrong within turns, with disks, clocks, links and nodes. Over 500 lines: all cases
 * share the two actors.
 */
class MishapsTest {

    private static final long MILLI = 1_000_000;

    /** Tells b what it finds on its disk; on "go" writes, syncs and tells b after each. */
    private static final Scripted WRITER =
            Scripted.on(
                    context -> {
                        tell(context, "found " + onDisk(context));
                        if (onDisk(context).isEmpty()) {
                            context.timer("go", Duration.ofMillis(5));
                        }
                    },
                    (context, _) -> {
                        tell(context, "one");
                        context.disk().append("log", bytes("x"));
                        tell(context, "two");
                        context.disk().sync("log");
                        context.disk().syncFolder();
                        tell(context, "three");
                    });

    /** After that time an actor that has ended is there again. */
    private static final Escalation BOOTS = new Escalation.Boots(Duration.ofMillis(10));

    private static void tell(Context<String> context, String message) {
        context.send(ActorRef.to("b"), message);
    }

    private static String onDisk(Context<String> context) {
        return context.disk()
                .read("log")
                .map(read -> new String(read, StandardCharsets.UTF_8))
                .getOrElse("");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The turn of "go" has six effects; as many as stand before the cut are performed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void cut_byPowerLoss_performsTheEffectsBeforeItAndNoOther(int at) {
        Run run =
                run(
                        WRITER,
                        Scripted.idle(),
                        new Departure.Cut(
                                new TurnName("a.String#1"),
                                at,
                                new Departure.Cut.PowerLoss(MILLI, Aftermath.NONE)));

        Vector<String> sent =
                Vector.of("one", "two", "three").take(at == 6 ? 3 : at >= 3 ? 2 : at >= 1 ? 1 : 0);
        boolean synced = at >= 5;
        Vector<String> again =
                synced ? Vector.of("found x") : Vector.of("found ", "one", "two", "three");
        assertEquals(
                Vector.of("start", "found ").appendAll(sent).appendAll(again), heard(run, "b"));
        assertEquals(1, run.effective().get(FaultKind.CRASH).get());
    }

    @Test
    void cut_beyondTheEffectsOfTheTurn_neverComes() {
        Departure.Cut cut =
                new Departure.Cut(
                        new TurnName("a.String#1"),
                        7,
                        new Departure.Cut.PowerLoss(MILLI, Aftermath.NONE));
        Run run = run(WRITER, Scripted.idle(), cut);

        assertEquals(Vector.of("start", "found ", "one", "two", "three"), heard(run, "b"));
        assertEquals(Vector.empty(), run.story().departures());
    }

    @Test
    void cut_byAnExit_leavesWhatWasWrittenInThePageCache() {
        Run run =
                run(
                        BOOTS,
                        WRITER,
                        Scripted.idle(),
                        new Departure.Cut(
                                new TurnName("a.String#1"),
                                2,
                                new Departure.Cut.Exit(new ExitReason.Because("why"))));

        assertEquals(Vector.of("start", "found ", "one", "found x"), heard(run, "b"));
        assertEquals(Vector.of("a why"), ends(run));
    }

    @Test
    void cut_ofAStart_endsItsNodeBeforeTheStartIsDone() {
        Run run =
                run(
                        WRITER,
                        Scripted.idle(),
                        new Departure.Cut(
                                TurnName.start("a!1", "a"),
                                0,
                                new Departure.Cut.PowerLoss(MILLI, Aftermath.NONE)));

        assertEquals(Vector.of("start", "found ", "one", "two", "three"), heard(run, "b"));
        assertEquals(1, run.effective().get(FaultKind.CRASH).get());
    }

    @Test
    void cut_ofTheTurnOfAMessage_isFoundByTheNameOfTheMessage() {
        Run run =
                run(
                        WRITER,
                        Scripted.on(_ -> {}, (context, _) -> context.report("heard")),
                        new Departure.Cut(
                                new TurnName("a.String#1 / a→b : String ~ 2"),
                                0,
                                new Departure.Cut.PowerLoss(MILLI / 10, Aftermath.NONE)));

        assertEquals(Vector.of("start", "three"), heard(run, "b"));
    }

    private static Departure.DiskTrouble trouble(String name, DiskFault.OfOperation fault) {
        return new Departure.DiskTrouble(DiskName.parse(name), fault);
    }

    @Test
    void sync_thatFails_letsNothingBehindItHappenAndEndsTheActor() {
        for (String aftermath : Vector.of("none", "2+")) {
            Run run =
                    run(
                            BOOTS,
                            WRITER,
                            Scripted.idle(),
                            trouble("a.String#1 / a : sync log ~ 1", new DiskFault.Fails(0)),
                            new Departure.Crash(
                                    "a",
                                    0,
                                    new Point.At(20 * MILLI),
                                    MILLI,
                                    Aftermath.parse(aftermath)));

            assertEquals(Vector.of("a disk failed: operation=sync file=log why=error"), ends(run));
            assertEquals(
                    aftermath.equals("none")
                            ? Vector.of(
                                    "start", "found ", "one", "two", "found x", "found ", "one",
                                    "two", "three")
                            : Vector.of("start", "found ", "one", "two", "found x", "found x"),
                    heard(run, "b"));
        }
    }

    /** The name that no sync made durable goes with the page cache, while the file is synced. */
    @Test
    void file_thatHasGoneWhenItsSyncIsDone_failsTheSync() {
        Scripted synced =
                Scripted.on(
                        context -> {
                            tell(context, "found " + onDisk(context));
                            if (onDisk(context).isEmpty()) {
                                context.disk().append("log", bytes("x"));
                                context.disk().syncFolder();
                            }
                            context.timer("go", Duration.ofMillis(5));
                        },
                        (context, _) -> {
                            context.disk().sync("log");
                            tell(context, "synced");
                        });
        Run run =
                run(
                        BOOTS,
                        synced,
                        Scripted.idle(),
                        trouble("a!1 / a : sync of the folder ~ 1", new DiskFault.Fails(0)),
                        new Departure.Stall(
                                DiskName.parse("a.String#1 / a : sync log ~ 1"), 7 * MILLI),
                        new Departure.Spoil(
                                "a",
                                0,
                                new Point.At(18 * MILLI),
                                new DiskFault.Evicts(Aftermath.NONE)));

        assertEquals(Vector.of("start", "found ", "found x", "found ", "synced"), heard(run, "b"));
        assertEquals(
                Vector.of(
                        "a disk failed: operation=sync of the folder why=error",
                        "a disk failed: operation=sync file=log why=error"),
                ends(run));
    }

    @Test
    void write_thatFails_endsTheActorWithDiskFailed() {
        Run run =
                run(
                        WRITER,
                        Scripted.idle(),
                        trouble("a.String#1 / a : write log ~ 1", new DiskFault.Fails(0)));

        assertEquals(Vector.of("start", "found ", "one"), heard(run, "b"));
        assertEquals(Vector.of("a disk failed: operation=write file=log why=error"), ends(run));
        assertEquals(1, run.effective().get(FaultKind.DISK_ERROR).get());
    }

    @Test
    void read_thatFails_throwsInTheHandler() {
        Run run =
                run(
                        WRITER,
                        Scripted.idle(),
                        trouble("a!1 / a : read log ~ 1", new DiskFault.Fails(0)));

        assertEquals(Vector.of("a disk failed: operation=read file=log why=error"), ends(run));
        assertEquals(Vector.of("start"), heard(run, "b"));
    }

    @Test
    void write_thatIsLost_isSeenUntilTheNextCrash() {
        Run run =
                run(
                        WRITER,
                        Scripted.idle(),
                        trouble("a.String#1 / a : write log ~ 1", new DiskFault.Vanishes()),
                        new Departure.Stop("a", 0, new Point.At(20 * MILLI), MILLI),
                        new Departure.Crash(
                                "a", 0, new Point.At(30 * MILLI), MILLI, Aftermath.parse("9+")));

        assertEquals(
                Vector.of("start", "found ", "one", "two", "three", "found x", "found "),
                heard(run, "b").take(7));
    }

    @Test
    void disk_thatIsFull_failsTheWriteAndHasRoomAgainLater() {
        Departure.Fill fill = new Departure.Fill("a", 0, new Point.At(MILLI), 10 * MILLI, 0);
        Run run = run(BOOTS, WRITER, Scripted.idle(), fill);

        assertEquals(Vector.of("a disk failed: operation=write file=log why=full"), ends(run));
        assertEquals(
                Vector.of("start", "found ", "one", "found ", "one", "two", "three"),
                heard(run, "b"));
        assertEquals(1, run.effective().get(FaultKind.FULL_DISK).get());
    }

    @Test
    void bit_thatFlips_isReadByTheNextStart() {
        Run run =
                run(
                        WRITER,
                        Scripted.idle(),
                        new Departure.Spoil(
                                "a", 0, new Point.At(20 * MILLI), new DiskFault.Flips("log", 0, 0)),
                        new Departure.Crash(
                                "a", 0, new Point.At(30 * MILLI), MILLI, Aftermath.NONE));

        assertEquals("found y", heard(run, "b").last());
        Run nothing =
                run(
                        WRITER,
                        Scripted.idle(),
                        new Departure.Spoil(
                                "a", 0, new Point.At(0), new DiskFault.Flips("log", 0, 0)));
        assertEquals(Vector.empty(), nothing.story().departures(), "there is no such file yet");
    }

    @Test
    void sync_thatStalls_delaysWhatComesBehindIt() {
        Departure.Stall stall =
                new Departure.Stall(DiskName.parse("a.String#1 / a : sync log ~ 1"), 7 * MILLI);
        Run run = run(WRITER, timed(), stall);
        Run calm = run(WRITER, timed());

        assertEquals(7, times(run).last() - times(calm).last());
    }

    /** Writes down the milliseconds of the monotonic clock instead of what it hears. */
    private static Scripted timed() {
        return Scripted.on(_ -> {}, (context, _) -> context.report(context.monotonic().toMillis()));
    }

    private static Vector<Long> times(Run run) {
        return run.trace()
                .events()
                .flatMap(event ->
                        event instanceof dev.rehearsal.simulation.TraceEvent.Reported reported
                                ? Vector.of((Long) reported.event())
                                : Vector.empty());
    }

    @Test
    void kill_ofAnActorThatWaitsInASync_endsItAndItsSync() {
        Run run =
                run(
                        WRITER,
                        Scripted.idle(),
                        new Departure.Kill(
                                "a", 0, new Point.At(5 * MILLI + 50_000), new ExitReason.Killed()));

        assertEquals(Vector.of("a killed"), ends(run));
        assertEquals(Vector.of("start", "found ", "one", "two"), heard(run, "b"));
    }

    /** Sets three timers at its start and reports when they fire. */
    private static Scripted ticking() {
        return Scripted.on(
                context -> {
                    for (int i = 1; i <= 3; i++) {
                        context.timer("t" + i, Duration.ofMillis(10L * i));
                    }
                },
                (context, _) -> context.report(context.monotonic().toMillis()));
    }

    @Test
    void node_thatStandsStill_firesItsTimersLateAndInOrder() {
        Run run = run(ticking(), Scripted.idle(), new Departure.Pause("a", 0, at(5), 20 * MILLI));

        assertEquals(Vector.of("start", "t1", "t2", "t3"), heard(run, "a"));
        assertEquals(Vector.of(25L, 25L, 30L), times(run));
        assertEquals(1, run.effective().get(FaultKind.PAUSE).get());
    }

    @Test
    void node_thatCrashesWhileItStandsStill_goesOnWhenItBoots() {
        Run run =
                run(
                        ticking(),
                        Scripted.idle(),
                        new Departure.Pause("a", 0, at(5), 400 * MILLI),
                        new Departure.Crash("a", 0, at(15), MILLI, Aftermath.NONE));

        assertEquals(Vector.of(26L, 36L, 46L), times(run));
    }

    private static Point at(long millis) {
        return new Point.At(millis * MILLI);
    }

    @Test
    void clock_thatRunsTwiceAsFast_showsItAndFiresTimersEarlyThatAreSetFromThenOn() {
        Scripted twice =
                Scripted.on(
                        context -> context.timer("first", Duration.ofMillis(5)),
                        (context, message) -> {
                            context.report(context.monotonic().toMillis());
                            if (message.equals("first")) {
                                context.timer("second", Duration.ofMillis(10));
                                context.send(ActorRef.to("b"), "first");
                            } else {
                                context.send(ActorRef.to("b"), "second");
                            }
                        });
        Run run = run(twice, timed(), new Departure.Drift("a", 0, at(1), 1_000_000));

        assertEquals(Vector.of(9L, 6L, 19L, 11L), times(run), "a's clock and b's, in turn");
        assertEquals(Vector.of(5L, 6L, 15L, 16L), times(run(twice, timed())));
        assertEquals(1, run.effective().get(FaultKind.DRIFT).get());
    }

    @Test
    void wallClock_thatJumps_isReadByNowAndNotByTimersNorTheMonotonicClock() {
        Scripted watching =
                Scripted.on(
                        context -> context.timer("t", Duration.ofMillis(10)),
                        (context, _) -> {
                            context.report(context.now().toString());
                            context.report(context.monotonic().toString());
                        });
        Run run =
                run(
                        watching,
                        Scripted.idle(),
                        new Departure.Jump("a", 0, at(5), -3_600_000 * MILLI));

        assertEquals(
                Vector.of("1999-12-31T23:00:00.010Z", "PT0.01S"),
                run.trace()
                        .events()
                        .flatMap(event ->
                                event
                                                instanceof
                                                dev.rehearsal.simulation.TraceEvent.Reported
                                                        reported
                                        ? Option.some((String) reported.event())
                                        : Option.none()));
        assertEquals(1, run.effective().get(FaultKind.JUMP).get());
    }

    private static Departure.Partition cut(long millis, String... links) {
        return new Departure.Partition(
                "cut",
                0,
                at(0),
                millis * MILLI,
                Vector.of(links).map(link -> new Link(link.substring(0, 1), link.substring(1))));
    }

    @Test
    void link_thatIsCut_losesMessagesInThatDirectionOnly() {
        Scripted chatty =
                Scripted.on(
                        context -> {
                            context.timer("5", Duration.ofMillis(5));
                            context.timer("15", Duration.ofMillis(15));
                        },
                        (context, message) -> {
                            if (!message.startsWith("from")) {
                                String other = context.self().path().equals("a") ? "b" : "a";
                                context.send(ActorRef.<String>to(other), "from " + message);
                            }
                        });
        Run run = run(chatty, chatty, cut(10, "ab"));

        assertEquals(Vector.of("start", "5", "from 5", "15", "from 15"), heard(run, "a"));
        assertEquals(Vector.of("start", "5", "15", "from 15"), heard(run, "b"));
        assertEquals(1, run.effective().get(FaultKind.PARTITION).get());
    }

    private static final Scripted LINKED =
            Scripted.on(
                            context -> context.timer("link", Duration.ofMillis(10)),
                            (context, _) -> {
                                context.link(ActorRef.to("b"));
                                context.monitor(ActorRef.to("b"));
                            })
                    .trapping();

    @Test
    void link_thatIsCutForLong_breaksLinksAndMonitorsOnBothSides() {
        Run run = run(LINKED, Scripted.idle().trapping(), after(20, cut(20_000, "ab")));

        assertEquals(
                Vector.of("start", "link", "exit b!1 noconnection", "down b!1 noconnection"),
                heard(run, "a"));
        assertEquals(Vector.of("start", "exit a!1 noconnection"), heard(run, "b"));
    }

    @Test
    void link_thatIsCutForShorterThanItTakesToNotice_breaksNothing() {
        Run run = run(LINKED, Scripted.idle().trapping(), after(20, cut(490, "ab", "ba")));

        assertEquals(Vector.of("start", "link"), heard(run, "a"));
        assertEquals(Vector.of("start"), heard(run, "b"));
    }

    @Test
    void link_madeOverALinkThatIsKnownToBeCut_breaksAfterTheTimeThatItTakesToNotice() {
        Scripted late =
                Scripted.on(
                                context -> context.timer("link", Duration.ofMillis(600)),
                                (context, _) -> {
                                    context.link(ActorRef.to("b"));
                                    context.monitor(ActorRef.to("b"));
                                })
                        .trapping();
        Run run =
                run(
                        1_101 * MILLI,
                        new Escalation.Violates(),
                        late,
                        Scripted.idle().trapping(),
                        cut(20_000, "ba"));

        assertEquals(
                Vector.of("start", "link", "exit b!1 noconnection", "down b!1 noconnection"),
                heard(run, "a"));
        assertEquals(Vector.of("start", "exit a!1 noconnection"), heard(run, "b"));
    }

    @Test
    void linkAndMonitor_ofAnActorWhoseNodeIsDown_reportNoConnection() {
        Run run =
                run(
                        LINKED,
                        Scripted.idle(),
                        new Departure.Crash("b", 0, at(5), 20 * MILLI, Aftermath.NONE));

        assertEquals(
                Vector.of("start", "link", "exit b noconnection", "down b noconnection"),
                heard(run, "a"));
    }

    private static Departure.Partition after(long millis, Departure.Partition cut) {
        return new Departure.Partition(
                cut.target(), cut.slot(), at(millis), cut.nanos(), cut.links());
    }
}
