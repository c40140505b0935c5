package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.PropertyException;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is judged over the world, step by step and once the faults have stopped. Over 500 lines: all
 * cases share the same few actors.
 */
class LivenessTest {

    private static final long MILLI = 1_000_000;
    private static final Heal AT_TEN_MILLIS = Heal.at(10 * MILLI);
    private static final Simulation.Options VERBOSE = Simulation.Options.DEFAULT.verbose();

    record Tick() {}

    record Ping(int number) {}

    /** Counts its ticks up to a limit; the planted one is at 4 too early, for one step. */
    private record Counter(int limit, boolean leaps) implements Actor<Integer, Tick> {
        @Override
        public Integer start(Context<Tick> context) {
            context.timer(new Tick(), Duration.ofMillis(1));
            return 0;
        }

        @Override
        public Integer receive(Integer count, Tick tick, Context<Tick> context) {
            if (count < limit) {
                context.timer(new Tick(), Duration.ofMillis(1));
            }
            if (!leaps) {
                return Math.min(limit, count + 1);
            }
            return switch (count) {
                case 2 -> 4;
                case 4 -> 3;
                case 3 -> 5;
                default -> Math.min(limit, count + 1);
            };
        }
    }

    /** Works at its first start; after a crash, only when it is healthy. */
    private record Server(boolean recovers) implements Actor<String, Ping> {
        @Override
        public String start(Context<Ping> context) {
            boolean again = context.disk().read("born").isDefined();
            if (!again) {
                context.disk().write("born", 0, new byte[] {1});
                context.disk().sync("born");
                context.disk().syncFolder();
            }
            return again && !recovers ? "stuck" : "working";
        }

        @Override
        public String receive(String state, Ping ping, Context<Ping> context) {
            return state;
        }
    }

    /** Passes a ball to its peer so many times. */
    private record Player(String peer, int passes) implements Actor<Integer, Ping> {
        @Override
        public Integer start(Context<Ping> context) {
            if (peer.equals("s2")) {
                context.send(ActorRef.to(peer), new Ping(1));
            }
            return 0;
        }

        @Override
        public Integer receive(Integer seen, Ping ping, Context<Ping> context) {
            if (ping.number() < passes) {
                context.send(ActorRef.to(peer), new Ping(ping.number() + 1));
            }
            return seen;
        }
    }

    private record Sketch(Cluster cluster) implements Scenario {
        @Override
        public String name() {
            return "sketch";
        }

        @Override
        public String summary() {
            return "a sketch";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return cluster;
        }
    }

    private static Simulation simulation(Cluster.Builder cluster) {
        return Simulation.of(new Sketch(cluster.build()).settings()).with(VERBOSE);
    }

    private static Run run(Cluster.Builder cluster, Adversary adversary) {
        return simulation(cluster).run(Vector.empty(), adversary);
    }

    private static Script healing(Heal heal, Departure... departures) {
        return new Script(Vector.of(departures), heal);
    }

    private static Departure crash(String node, long atMillis, long downMillis) {
        return new Departure.Crash(
                node, 0, new Point.At(atMillis * MILLI), downMillis * MILLI, Aftermath.NONE);
    }

    private static Cluster.Builder counting(boolean leaps) {
        return Cluster.builder()
                .node("s1", new Counter(5, leaps))
                .always(
                        "counts",
                        world ->
                                world.state("s1", Integer.class)
                                        .filter(count -> count == 4 && leaps)
                                        .map(count -> "3 was left out: count=" + count))
                .eventually("full", Invariant.that("s1 counts to 5", world -> counted(world, 5)))
                .within(Duration.ofSeconds(1));
    }

    private static boolean counted(View world, int count) {
        return world.state("s1", Integer.class).contains(count);
    }

    private static Cluster.Builder servers(boolean recover) {
        Cluster.Builder cluster = Cluster.builder().survives(1);
        for (String name : Vector.of("s1", "s2", "s3")) {
            cluster.node(name, new Server(recover));
        }
        return cluster.eventually(
                        "all-work",
                        world ->
                                Vector.range(0, world.nodes())
                                        .filter(world::isUp)
                                        .map(world::name)
                                        .find(name ->
                                                !world.state(name, String.class)
                                                        .contains("working"))
                                        .map(name -> name + " does not work"))
                .within(Duration.ofMillis(50));
    }

    private static Cluster.Builder players(int passes) {
        return Cluster.builder()
                .node("s1", new Player("s2", passes))
                .node("s2", new Player("s1", passes))
                .settles(Duration.ofMillis(20));
    }

    // -------------------------------------------------------------------------------------- always

    @Test
    void invariant_brokenAtOneStepOnly_endsTheRunAtThatStep() {
        Run run = run(counting(true), healing(AT_TEN_MILLIS));
        Violation violation = run.violation().get();
        assertEquals("counts/invariant/Tick", violation.signature());
        assertEquals(
                "3 was left out: count=4, after s1 handled its timer Tick", violation.message());
        assertEquals(4, violation.step(), "the boot, then the third tick");
        assertEquals(3 * MILLI, violation.nanos());
        assertEquals(4, run.steps());
    }

    @Test
    void invariant_thatHolds_holds_andTheRunEndsWhenItIsJudged() {
        Run run = run(counting(false), healing(AT_TEN_MILLIS));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(10 * MILLI, run.nanos());
    }

    @Test
    void invariant_ofParts_saysWhichPartIsBroken() {
        Invariant parts =
                Invariant.that("below 10", world -> !counted(world, 10))
                        .and(Invariant.that("never 2", world -> !counted(world, 2)));
        Run run =
                run(
                        Cluster.builder().node("s1", new Counter(5, false)).always("parts", parts),
                        Adversary.CALM);
        assertEquals(
                "does not hold: never 2, after s1 handled its timer Tick",
                run.violation().get().message());
    }

    @Test
    void invariant_isNotAskedAfterStepsThatChangeNothing() {
        AtomicInteger asked = new AtomicInteger();
        Run run =
                run(
                        players(1000)
                                .always(
                                        "counted",
                                        world -> {
                                            asked.incrementAndGet();
                                            return Option.none();
                                        }),
                        healing(Heal.at(2_000 * MILLI)));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(2 + 1000, run.steps());
        assertEquals(2, asked.get(), "after the boots alone: a pass changes no state");
    }

    @Test
    void step_ofWhichNothingIsSaidToHaveChanged_leavesEverythingThatAPropertySees() {
        int still = 0;
        for (long seed = 1; seed <= 20; seed++) {
            Simulation simulation = Simulation.of(new Bustle(2).settings());
            Adversary adversary = seed % 2 == 0 ? Bustle.Harsh.of(seed) : Bustle.Harsh.cruel(seed);
            Agenda agenda = new Agenda(adversary);
            Stage stage =
                    new Stage(
                            simulation.cluster(),
                            simulation.operations(seed),
                            adversary,
                            agenda,
                            Simulation.Options.DEFAULT);
            Object before = seen(stage.world());
            while (stage.users().areBusy()) {
                Action action = Objects.requireNonNull(agenda.next(Long.MAX_VALUE));
                stage.begin(action);
                stage.world().apply(action);
                Object after = seen(stage.world());
                if (!stage.hasChanged()) {
                    still++;
                    assertEquals(before, after, () -> "changed by " + action);
                }
                before = after;
            }
        }
        assertTrue(still > 100, "there are such steps: " + still);
    }

    private static Object seen(View world) {
        return Vector.range(0, world.nodes())
                .<Object>map(node -> world.isUp(node) + " " + world.disk(node).fingerprint())
                .appendAll(
                        Vector.range(0, world.actors())
                                .map(actor ->
                                        Option.of(world.life(actor)) + " " + world.state(actor)));
    }

    @Test
    void property_thatThrows_isAMistakeOfTheScenarioThatNamesIt() {
        PropertyException thrown =
                assertThrows(
                        PropertyException.class,
                        () ->
                                run(
                                        Cluster.builder()
                                                .node("s1", new Counter(5, false))
                                                .always(
                                                        "typo",
                                                        Invariant.that(
                                                                "up", world -> world.isUp("s9"))),
                                        Adversary.CALM));
        assertTrue(
                thrown.getMessage()
                        .startsWith(
                                "a property must not throw: property=typo"
                                        + " threw=java.lang.IllegalArgumentException: a node must"
                                        + " exist: node=s9"),
                thrown::getMessage);
    }

    @Test
    void state_ofAnotherTypeThanAskedFor_isRefused() {
        PropertyException thrown =
                assertThrows(
                        PropertyException.class,
                        () ->
                                run(
                                        Cluster.builder()
                                                .node("s1", new Counter(5, false))
                                                .sometimes(
                                                        "typo",
                                                        world ->
                                                                world.state("s1", String.class)
                                                                        .isDefined()),
                                        Adversary.CALM));
        assertTrue(
                thrown.getMessage().contains("asked=java.lang.String is=java.lang.Integer"),
                thrown::getMessage);
    }

    // ----------------------------------------------------------------------------------- sometimes

    @Test
    void goals_areReportedWithTheFirstStepAtWhichTheyWereSeen() {
        Run run =
                run(
                        counting(false)
                                .sometimes("three", world -> counted(world, 3))
                                .sometimes("seven", world -> counted(world, 7)),
                        healing(AT_TEN_MILLIS));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(
                Vector.of(
                        new Run.Goal("three", Option.some(4L)),
                        new Run.Goal("seven", Option.none())),
                run.goals());
    }

    // ---------------------------------------------------------------------------------- eventually

    @Test
    void server_thatNeverRecovers_isFoundOnceAllIsHealed() {
        Run run = run(servers(false), healing(AT_TEN_MILLIS, crash("s2", 5, 1000)));
        Violation violation = run.violation().get();
        assertEquals("all-work/liveness/sketch", violation.signature());
        assertEquals(
                "s2 does not work, and nothing is left to happen after the faults stop at t=10ms",
                violation.message());
    }

    @Test
    void server_thatIsDownForLong_bootsAtTheHealTime_andItsHealthyTwinHolds() {
        Run run = run(servers(true), healing(AT_TEN_MILLIS, crash("s2", 5, 1000)));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(
                Vector.of(10 * MILLI),
                run.trace()
                        .events()
                        .filter(TraceEvent.Booted.class::isInstance)
                        .map(TraceEvent.Booted.class::cast)
                        .filter(boot -> boot.boot() == 2)
                        .map(TraceEvent.Booted::nanos));
    }

    @Test
    void eventually_thatComesTooLate_isViolatedAtItsBound() {
        Cluster.Builder cluster =
                Cluster.builder()
                        .node("s1", new Counter(100, false))
                        .eventually(
                                "sixty",
                                Invariant.that("s1 counts to 60", world -> counted(world, 60)))
                        .within(Duration.ofMillis(49));
        Violation violation = run(cluster, healing(AT_TEN_MILLIS)).violation().get();
        assertEquals(59 * MILLI, violation.nanos());
        assertEquals(
                "does not hold: s1 counts to 60, still 49ms after the faults stop at t=10ms",
                violation.message());
    }

    @Test
    void eventually_thatComesAtItsBound_holds() {
        Cluster.Builder cluster =
                Cluster.builder()
                        .node("s1", new Counter(100, false))
                        .eventually(
                                "sixty",
                                Invariant.that("s1 counts to 60", world -> counted(world, 60)))
                        .within(Duration.ofMillis(50));
        assertEquals(Run.Verdict.HOLDS, run(cluster, healing(AT_TEN_MILLIS)).verdict());
    }

    @Test
    void eventually_whereFaultsNeverStop_isInconclusive() {
        Run run = run(servers(true), healing(Heal.NEVER, crash("s2", 5, 1000)));
        assertEquals(Run.Verdict.INCONCLUSIVE, run.verdict());
    }

    @Test
    void eventually_beyondTheLimitOfTime_isInconclusive() {
        Run run =
                simulation(
                                Cluster.builder()
                                        .node("s1", new Counter(1000, false))
                                        .eventually("never", Invariant.that("never", _ -> false))
                                        .within(Duration.ofSeconds(1)))
                        .with(VERBOSE.nanos(100 * MILLI))
                        .run(Vector.empty(), healing(AT_TEN_MILLIS));
        assertEquals(Run.Verdict.INCONCLUSIVE, run.verdict());
        assertEquals(100 * MILLI, run.nanos());
    }

    @Test
    void departures_afterTheHeal_neverHappen() {
        Run run =
                run(servers(false), healing(AT_TEN_MILLIS, crash("s2", 10, 1), crash("s1", 12, 1)));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(Vector.empty(), run.story().departures());
    }

    @Test
    void message_heldBeyondTheHeal_arrivesABaseLatencyAfterIt() {
        MessageName first = new MessageName("s1!1", "s1", "s2", "Ping", 1);
        Run run =
                run(
                        players(1),
                        healing(
                                AT_TEN_MILLIS,
                                new Departure.Held(first, new Point.After(1_000 * MILLI))));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(11 * MILLI, run.nanos());
    }

    @Test
    void story_withoutASeed_isHealedInTheSameWay() {
        Simulation simulation = simulation(servers(false));
        Heal heal = new Heal(10 * MILLI, Vector.of("s3"));
        Run found = simulation.run(Vector.empty(), healing(heal, crash("s2", 5, 1000)));
        Run again = simulation.run(found.story());
        assertEquals(heal, found.story().heal());
        assertEquals(found.violation(), again.violation());
        assertEquals(found.traceHash(), again.traceHash());
        assertEquals(found.story(), again.story());
        assertFalse(found.story().equals(found.story().withHeal(AT_TEN_MILLIS)));
    }

    // -------------------------------------------------------------------------------------- quorum

    @Test
    void server_thatIsNotHealed_losesPowerForGood_andTheOthersAreJudged() {
        Run run = run(servers(true), healing(new Heal(10 * MILLI, Vector.of("s3"))));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(1, run.injected().getOrElse(FaultKind.CRASH, 0));
        assertEquals(1, run.effective().getOrElse(FaultKind.CRASH, 0));
    }

    @Test
    void server_thatIsDownAndNotHealed_doesNotBootAgain() {
        Run run =
                run(
                        servers(true),
                        healing(new Heal(10 * MILLI, Vector.of("s2")), crash("s2", 5, 6)));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertEquals(3, run.trace().events().count(event -> event instanceof TraceEvent.Booted));
    }

    @Test
    void system_thatNeedsAllServers_isFoundWhenOnlyAQuorumIsHealed() {
        Cluster.Builder cluster =
                servers(true)
                        .eventually(
                                "all-up",
                                Invariant.that(
                                        "three servers are up",
                                        world -> world.states(String.class).size() == 3))
                        .within(Duration.ofMillis(50));
        assertEquals(Run.Verdict.HOLDS, run(cluster, healing(AT_TEN_MILLIS)).verdict());
        Run quorum = run(cluster, healing(new Heal(10 * MILLI, Vector.of("s3"))));
        assertEquals(
                "does not hold: three servers are up, and nothing is left to happen after the"
                        + " faults stop at t=10ms, and s3 never comes back",
                quorum.violation().get().message());
    }

    private record Beat() {}

    private record Elect() {}

    /** Counts the beats that it sends; one that is gullible starts anew when somebody doubts it. */
    private record Leader(boolean gullible) implements Actor<Integer, Object> {
        @Override
        public Integer start(Context<Object> context) {
            context.timer(new Tick(), Duration.ofMillis(1));
            return 0;
        }

        @Override
        public Integer receive(Integer beats, Object message, Context<Object> context) {
            if (message instanceof Tick) {
                context.send(ActorRef.to("s2"), new Beat());
                context.send(ActorRef.to("s3"), new Beat());
                context.timer(new Tick(), Duration.ofMillis(1));
                return Math.min(50, beats + 1);
            }
            return message instanceof Elect && gullible ? 0 : beats;
        }
    }

    /** Doubts the leader when it has not heard of it for a while. */
    private record Follower() implements Actor<Integer, Object> {
        @Override
        public Integer start(Context<Object> context) {
            context.timer(new Tick(), Duration.ofMillis(5));
            return 0;
        }

        @Override
        public Integer receive(Integer heard, Object message, Context<Object> context) {
            if (!(message instanceof Tick)) {
                return heard + 1;
            }
            if (heard == 0) {
                context.send(ActorRef.to("s1"), new Elect());
            }
            context.timer(new Tick(), Duration.ofMillis(5));
            return 0;
        }
    }

    private static Cluster.Builder led(boolean gullible) {
        return Cluster.builder()
                .survives(1)
                .node("s1", new Leader(gullible))
                .node("s2", new Follower())
                .node("s3", new Follower())
                .eventually("led", Invariant.that("s1 leads", world -> counted(world, 50)))
                .within(Duration.ofMillis(200));
    }

    private static final Heal S3_LEFT = new Heal(10 * MILLI, Vector.empty(), Vector.of("s3"));

    private static Departure deafS3() {
        return new Departure.Partition(
                "cut",
                0,
                new Point.At(9 * MILLI),
                2 * MILLI,
                Vector.of(new Departure.Partition.Link("s1", "s3")));
    }

    @Test
    void link_ofAServerThatIsLeftBroken_staysCutForGood_whileBothAreUp() {
        Run run = run(led(true), healing(S3_LEFT, deafS3()));
        assertEquals("led/liveness/sketch", run.violation().get().signature());
        assertEquals(
                "does not hold: s1 leads, still 200ms after the faults stop at t=10ms, and s3 stays"
                        + " as it is",
                run.violation().get().message());
        assertEquals(run.traceHash(), simulation(led(true)).run(run.story()).traceHash());
    }

    @Test
    void leaderThatIgnoresWhoeverIsCutOff_andRunsWhereNothingIsLeftBroken_hold() {
        assertEquals(Run.Verdict.HOLDS, run(led(false), healing(S3_LEFT, deafS3())).verdict());
        assertEquals(Run.Verdict.HOLDS, run(led(true), healing(S3_LEFT)).verdict());
        assertEquals(Run.Verdict.HOLDS, run(led(true), healing(AT_TEN_MILLIS, deafS3())).verdict());
        Heal lost = new Heal(10 * MILLI, Vector.of("s3"));
        assertEquals(Run.Verdict.HOLDS, run(led(true), healing(lost, deafS3())).verdict());
    }

    @Test
    void server_thatIsLeftBroken_isNotSeenByWhatMustComeToHold() {
        Heal left = new Heal(10 * MILLI, Vector.empty(), Vector.of("s2"));
        assertEquals(
                Run.Verdict.VIOLATED,
                run(servers(false), healing(AT_TEN_MILLIS, crash("s2", 2, 1))).verdict());
        assertEquals(
                Run.Verdict.HOLDS, run(servers(false), healing(left, crash("s2", 2, 1))).verdict());
    }

    @Test
    void server_thatIsDownOrStandsStillAndIsLeftBroken_staysSo() {
        Heal left = new Heal(10 * MILLI, Vector.empty(), Vector.of("s3"));
        Run down = run(led(true), healing(left, crash("s3", 5, 6)));
        assertEquals(Run.Verdict.HOLDS, down.verdict());
        assertEquals(3, down.trace().events().count(event -> event instanceof TraceEvent.Booted));
        Departure pause = new Departure.Pause("s3", 0, new Point.At(8 * MILLI), 10 * MILLI);
        Run still = run(led(true), healing(left, pause));
        assertEquals(Run.Verdict.HOLDS, still.verdict());
        assertEquals(
                0,
                still.trace()
                        .events()
                        .count(event ->
                                event instanceof TraceEvent.Turned turned
                                        && turned.actor().equals("s3")
                                        && turned.nanos() > 8 * MILLI));
    }

    @Test
    void server_bothLostAndLeftBroken_isRefused() {
        assertEquals(
                "a server is lost or left broken, and not both: lost=s3 broken=s3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Heal(MILLI, Vector.of("s3"), Vector.of("s3")))
                        .getMessage());
    }

    // ------------------------------------------------------------------------------------- settles

    @Test
    void players_whoPassForEver_neverSettle() {
        Violation violation =
                run(players(Integer.MAX_VALUE), healing(AT_TEN_MILLIS)).violation().get();
        assertEquals("settles/unsettled/sketch", violation.signature());
        assertEquals(30 * MILLI, violation.nanos());
        assertEquals(
                "not at rest 20ms after the last operation and the faults stop at t=10ms:"
                        + " s1 handled Ping",
                violation.message());
    }

    @Test
    void players_whoStop_settle() {
        assertEquals(Run.Verdict.HOLDS, run(players(25), healing(AT_TEN_MILLIS)).verdict());
    }

    @Test
    void players_whoStopTooLate_doNotSettleInTime() {
        assertEquals(Run.Verdict.HOLDS, run(players(30), healing(AT_TEN_MILLIS)).verdict());
        assertEquals(Run.Verdict.VIOLATED, run(players(31), healing(AT_TEN_MILLIS)).verdict());
    }

    /** Sets a timer that is far away, and thinks better of it. */
    private record Canceller() implements Actor<Integer, Tick> {
        @Override
        public Integer start(Context<Tick> context) {
            context.timer(new Tick(), Duration.ofSeconds(5));
            context.cancel(new Tick());
            return 0;
        }

        @Override
        public Integer receive(Integer state, Tick tick, Context<Tick> context) {
            return state;
        }
    }

    @Test
    void cancelledTimer_beyondTheBound_isNoUnrest() {
        Run run =
                run(
                        Cluster.builder()
                                .node("s1", new Canceller())
                                .settles(Duration.ofMillis(20)),
                        healing(AT_TEN_MILLIS));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
    }

    @Test
    void restThatIsDueLater_isJudged_whenWhatMustComeWasThereAllAlong() {
        Run run =
                run(
                        Cluster.builder()
                                .node("s1", new Canceller())
                                .eventually("at-once", _ -> Option.none())
                                .within(Duration.ofMillis(10))
                                .settles(Duration.ofMillis(20)),
                        healing(AT_TEN_MILLIS));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
    }

    @Test
    void pause_thatWouldLastBeyondTheBound_endsAtTheHeal_andIsNoUnrest() {
        Run run =
                run(
                        players(8),
                        healing(
                                AT_TEN_MILLIS,
                                new Departure.Pause(
                                        "s2", 0, new Point.At(2 * MILLI), 1_000 * MILLI)));
        assertEquals(1, run.story().departures().size());
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        long last = run.trace().events().last().nanos();
        assertTrue(last > 10 * MILLI && last < 30 * MILLI, () -> "at " + last);
    }

    @Test
    void rest_isNotDemanded_whereAServerIsLostForGood() {
        Run run =
                run(
                        players(Integer.MAX_VALUE).survives(1),
                        healing(new Heal(10 * MILLI, Vector.of("s2"))));
        assertEquals(Run.Verdict.HOLDS, run.verdict());
    }

    @Test
    void players_whoPassForEverAtOnce_areALivelock() {
        Run run =
                simulation(players(Integer.MAX_VALUE))
                        .with(VERBOSE.steps(15))
                        .run(Vector.empty(), healing(AT_TEN_MILLIS));
        assertEquals("terminates/livelock/sketch", run.violation().get().signature());
        assertEquals(15, run.steps());
    }

    // ------------------------------------------------------------------------------------- refused

    @Test
    void eventually_withoutABound_isRefused() {
        Cluster.Builder cluster = Cluster.builder().node("s1", new Server(true));
        cluster.eventually("works", Invariant.that("works", _ -> true));
        assertEquals(
                "an eventually must have a bound: property=works; add .within(duration)",
                assertThrows(IllegalArgumentException.class, cluster::build).getMessage());
    }

    @Test
    void properties_ofOneName_areRefused() {
        Cluster.Builder cluster =
                Cluster.builder()
                        .sometimes("same", _ -> true)
                        .always("same", Invariant.that("same", _ -> true));
        assertEquals(
                "the name of a property must be unique: property=same",
                assertThrows(IllegalArgumentException.class, cluster::build).getMessage());
    }

    @Test
    void bound_thatIsNotPositive_isRefused() {
        assertEquals(
                "within must be positive: property=settles within=PT0S",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Cluster.builder().settles(Duration.ZERO))
                        .getMessage());
    }

    @Test
    void heal_ofAServerThatIsNone_isRefused() {
        assertEquals(
                "a heal must name servers' nodes: node=s9",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> run(servers(true), healing(new Heal(MILLI, Vector.of("s9")))))
                        .getMessage());
    }
}
