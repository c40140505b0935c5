package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.faults.Injector;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;

/**
 * What goes wrong with disks, timers, clocks and connections is told by one story, whatever the
 * seed: for each kind there is an actor that cannot cope with that one.
 */
class CanonicalFaultsTest {

    private static final int SEEDS = 20;
    private static final Duration OFTEN = Duration.ofMillis(10);

    /** What an actor cannot cope with, which kinds of fault do that to it, and the one story. */
    private enum Weakness {
        READ_FAILS("s!1 / s/child : read log ~ 1: fails", "read-error"),
        WRITE_FAILS("s!1 / s/child : write log ~ 1: fails", "write-error"),
        SHORT_WRITE("s!1 / s/child : write log ~ 1: fails", "short-write"),
        SYNC_FAILS("s!1 / s/child : sync log ~ 1: fails", "sync-failure"),
        DISK_FULL("s: its disk has room for 0 bytes for 1s at t=1.001µs", "full-disk"),
        READS_ELSEWHERE(
                "s/child.Tick#1 / s/child : read log ~ 1: goes to log at 1", "misdirected-read"),
        SLOW_SYNC("s!1 / s/child : sync log ~ 1: takes 1s longer", "sync-stall"),
        EARLY("s!1 / s/child : Tick ~ 1: the timer fires 1ns after it was set", "timer-early"),
        LATE("s!1 / s/child : Tick ~ 1: the timer fires 40ms after it was set", "timer-late"),
        DRIFT("s: its clock runs 200000 ppm fast at t=0ns", "clock-drift"),
        WRITES_ELSEWHERE(
                "s/child.Tick#2 / s/child : write log ~ 1: goes to log at 0", "misdirected-write"),
        ROTS("s/child: its disk flips bit 0 of byte 0 of log at t=1.001µs", "bit-rot"),
        SCRAMBLED("s/child: its disk flips bit 0 of byte 0 of log at t=1.001µs", "garbage"),
        CUT_OFF("s: its connection with t breaks at t=10ms", "reset"),
        BUGGED("s/child.Tick#1 / s/child : stumble ~ 1: fires", "buggify"),
        CACHED(
                "s!1 / s/child : sync log ~ 1: fails\n"
                        + "s/child: its disk drops its cache: none at t=103.001µs",
                "eviction"),
        FORGETS(
                "s!1 / s/child : write log ~ 1: is lost\n"
                        + "s: crashes at t=201.001µs, boots 1ms later",
                "phantom-write",
                "crash");

        private final String story;
        private final String[] kinds;

        Weakness(String story, String... kinds) {
            this.story = story;
            this.kinds = kinds;
        }

        /** Two faults are looked for in a short run. */
        private long runNanos() {
            return this == FORGETS || this == CACHED ? 22_000_000 : 60_000_000;
        }

        private FaultProfile profile() {
            FaultProfile profile = FaultProfile.CALM.quietAfter(Duration.ofNanos(runNanos()));
            for (String kind : kinds) {
                profile = profile.with(Injector.named(kind).with("rate", "0.3"));
            }
            return switch (this) {
                case DISK_FULL -> profile.with("full-disk.span=20ms");
                case FORGETS -> profile.with("crash.span=5ms");
                case WRITES_ELSEWHERE -> profile.with("misdirected-write.offsetMax=2");
                case CACHED -> profile.with("eviction.span=5ms");
                case CUT_OFF -> profile.with("reset.span=20ms");
                case ROTS, SCRAMBLED -> profile.with(kinds[0] + ".span=20ms");
                case BUGGED -> profile.with("buggify.fireRate=0.3");
                default -> profile;
            };
        }

        /** Whether this is what it cannot cope with. */
        private boolean isHitBy(ExitReason reason) {
            return switch (this) {
                case READ_FAILS -> isFailure(reason, DiskFailed.Operation.READ);
                case WRITE_FAILS, SHORT_WRITE -> isFailure(reason, DiskFailed.Operation.WRITE);
                case SYNC_FAILS -> isFailure(reason, DiskFailed.Operation.SYNC);
                case DISK_FULL ->
                        reason instanceof DiskFailed failed && failed.why() == DiskFailed.Why.FULL;
                case READS_ELSEWHERE,
                        WRITES_ELSEWHERE,
                        ROTS,
                        SCRAMBLED,
                        CACHED,
                        BUGGED,
                        EARLY,
                        LATE ->
                        reason instanceof ExitReason.Because;
                case SLOW_SYNC, DRIFT, CUT_OFF, FORGETS -> false;
            };
        }

        private static boolean isFailure(ExitReason reason, DiskFailed.Operation operation) {
            return reason instanceof DiskFailed failed
                    && failed.operation() == operation
                    && failed.why() == DiskFailed.Why.ERROR;
        }
    }

    private sealed interface Message {}

    record Tick() implements Message {}

    record Ask() implements Message {}

    record Here(int written) implements Message {}

    record Time(long nanos) implements Message {}

    /** Watches its child, and once it is hurt it stays so. */
    private record Parent(Weakness weakness) implements Actor<Parent.State, Message> {

        record State(boolean hurt, boolean waiting, ActorRef<Message> child) {
            State hurtIf(boolean more) {
                return new State(hurt || more, waiting, child);
            }
        }

        @Override
        public State start(Context<Message> context) {
            context.timer(new Tick(), OFTEN);
            return new State(false, false, child(context));
        }

        private ActorRef<Message> child(Context<Message> context) {
            return context.spawnLinked("child", new Child(weakness));
        }

        @Override
        public State receive(State state, Message message, Context<Message> context) {
            return switch (message) {
                case Tick _ -> {
                    context.timer(new Tick(), OFTEN);
                    context.send(state.child, new Ask());
                    if (weakness == Weakness.CUT_OFF) {
                        context.monitor(ActorRef.<Message>to("t"));
                    }
                    yield new State(
                            state.hurt || weakness == Weakness.SLOW_SYNC && state.waiting,
                            true,
                            state.child);
                }
                case Here _ -> new State(state.hurt, false, state.child);
                case Time(long nanos) -> {
                    long apart = Math.abs(nanos(context) - nanos);
                    yield state.hurtIf(apart > 8_000_000);
                }
                case Ask _ -> state;
            };
        }

        @Override
        public State signal(State state, Signal signal, Context<Message> context) {
            return switch (signal) {
                case Signal.Exit(_, ExitReason reason) ->
                        new State(state.hurt || weakness.isHitBy(reason), false, child(context));
                case Signal.Down _ -> state.hurtIf(true);
                case Signal.Started _ -> state;
            };
        }

        @Override
        public boolean trapsExits() {
            return true;
        }
    }

    private static long nanos(Context<?> context) {
        return Duration.between(Instant.EPOCH, context.now()).toNanos();
    }

    /** Writes what it counts, reads it again, and tells everybody. */
    private record Child(Weakness weakness) implements Actor<Child.State, Message> {

        record State(int written, long startedNanos) {}

        private static final byte FIRST = 1;

        @Override
        public State start(Context<Message> context) {
            context.timer(new Tick(), OFTEN);
            long now = context.monotonic().toNanos();
            return isOfTime() ? new State(0, now) : new State(write(context), now);
        }

        private boolean isOfTime() {
            return weakness == Weakness.EARLY || weakness == Weakness.LATE;
        }

        /** Appends to its log, after the first byte, how long it was. */
        private static int write(Context<Message> context) {
            byte[] log = context.disk().read("log").getOrElse(new byte[0]);
            context.disk().append("log", new byte[] {log.length == 0 ? FIRST : (byte) log.length});
            context.disk().sync("log");
            context.disk().syncFolder();
            context.send(ActorRef.<Message>to("t"), new Here(log.length + 1));
            return log.length + 1;
        }

        @Override
        public State receive(State state, Message message, Context<Message> context) {
            return switch (message) {
                case Tick _ -> tick(state, context);
                case Ask _ -> {
                    context.reply(new Here(state.written));
                    yield state;
                }
                case Here _, Time _ -> state;
            };
        }

        private State tick(State state, Context<Message> context) {
            long now = context.monotonic().toNanos();
            long passed = now - state.startedNanos - OFTEN.toNanos();
            if (weakness == Weakness.EARLY && passed < 0
                    || weakness == Weakness.LATE && passed > 0) {
                context.exit(new ExitReason.Because("what time is it?"));
            }
            context.timer(new Tick(), OFTEN);
            if (isOfTime()) {
                return new State(0, now);
            }
            if (weakness == Weakness.BUGGED && context.buggify("stumble")) {
                context.exit(new ExitReason.Because("over what?"));
            }
            byte[] log = context.disk().read("log").getOrElse(new byte[0]);
            if (log.length == 0 || log[0] != FIRST) {
                context.exit(new ExitReason.Because("what is this?"));
            }
            return new State(write(context), now);
        }
    }

    /** On another node: knows how much was written, and what time it is. */
    private record Witness(Weakness weakness) implements Actor<Witness.State, Message> {

        record State(int written, boolean lost) {}

        @Override
        public State start(Context<Message> context) {
            if (weakness == Weakness.DRIFT) {
                context.timer(new Tick(), OFTEN);
            }
            return new State(0, false);
        }

        @Override
        public State receive(State state, Message message, Context<Message> context) {
            return switch (message) {
                case Tick _ -> {
                    context.timer(new Tick(), OFTEN);
                    context.send(ActorRef.<Message>to("s"), new Time(nanos(context)));
                    yield state;
                }
                case Here(int written) ->
                        new State(written, state.lost || written <= state.written);
                case Ask _, Time _ -> state;
            };
        }
    }

    private record Sketch(Cluster cluster) implements Scenario {
        @Override
        public String name() {
            return "weak";
        }

        @Override
        public String summary() {
            return "an actor that cannot cope with one kind of fault";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return cluster;
        }
    }

    private static Simulation simulation(Weakness weakness) {
        Cluster.Builder cluster =
                Cluster.builder()
                        .node("s", new Parent(weakness))
                        .node("t", new Witness(weakness))
                        .survivesExits()
                        .survivesLostDisks(1)
                        .always(
                                "copes",
                                Invariant.that(
                                        "s is not hurt",
                                        world ->
                                                world.state("s", Parent.State.class)
                                                        .forAll(state -> !state.hurt())));
        if (weakness == Weakness.FORGETS) {
            cluster.survives(1)
                    .always(
                            "keeps",
                            Invariant.that(
                                    "what was written stays",
                                    world ->
                                            world.state("t", Witness.State.class)
                                                    .forAll(state -> !state.lost())));
        }
        return Simulation.of(new Sketch(cluster.build()).settings())
                .with(Simulation.Options.DEFAULT.nanos(weakness.runNanos()));
    }

    private static String story(Run run) {
        return run.story().departures().map(Departure::toString).mkString("\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = Weakness.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CACHED", "FORGETS"})
    void weakness_foundByAnySeed_isOneStory(Weakness weakness) {
        assertOneStory(weakness);
    }

    /** Two faults, and so many more stories. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(
            value = Weakness.class,
            names = {"CACHED", "FORGETS"})
    void weaknessThatTakesTwoFaults_foundByAnySeed_isOneStory(Weakness weakness) {
        assertOneStory(weakness);
    }

    private static void assertOneStory(Weakness weakness) {
        Simulation simulation = simulation(weakness);
        Shrinker shrinker = Shrinker.of(simulation);
        FaultProfile profile = weakness.profile();
        Vector<String> stories = Vector.empty();
        for (long seed = 0; stories.size() < SEEDS; seed++) {
            assertTrue(seed < 100 * SEEDS, () -> "too few seeds fail: " + weakness);
            Run run = simulation.run(seed, profile.adversary(simulation.cluster(), seed));
            if (run.violation().isDefined()) {
                Shrunk shrunk = shrinker.shrink(run);
                assertEquals(Standing.CANONICAL, shrunk.standing(), () -> story(shrunk.after()));
                assertTrue(shrunk.oneMinimal());
                assertEquals(Heal.USUAL, shrunk.after().story().heal());
                stories = stories.append(story(shrunk.after()));
            }
        }
        assertEquals(Vector.of(weakness.story), stories.distinct());
    }

    @ParameterizedTest
    @EnumSource(Weakness.class)
    void weakness_withoutFaults_doesNotShow(Weakness weakness) {
        Simulation simulation = simulation(weakness);
        Run run = simulation.run(1, FaultProfile.CALM.adversary(simulation.cluster(), 1));
        assertEquals(Run.Verdict.HOLDS, run.verdict(), run.violation()::toString);
    }
}
