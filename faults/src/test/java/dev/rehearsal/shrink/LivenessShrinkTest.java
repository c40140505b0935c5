package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.faults.Crashes;
import dev.rehearsal.faults.Drops;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.faults.Holds;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What is judged over the world is found under faults, and its stories become small. */
class LivenessShrinkTest {

    private static final int SEEDS = 60;
    private static final FaultProfile PROFILE =
            FaultProfile.HARSH.quietAfter(Duration.ofMillis(300));

    private sealed interface Message {}

    record Next() implements Message {}

    record Add(int number) implements Message {}

    record Done(int number) implements Message {}

    /**
     * Sends 1 to 10, each until it is acknowledged; the planted one forgets that after a retry of
     * the last.
     */
    private record Sender(boolean forgets) implements Actor<Sender.State, Message> {

        record State(int number, int tries) {}

        @Override
        public State start(Context<Message> context) {
            return send(new State(1, 0), context);
        }

        private State send(State state, Context<Message> context) {
            context.send(ActorRef.to("store"), new Add(state.number));
            context.timer(new Next(), Duration.ofMillis(10));
            return new State(state.number, state.tries + 1);
        }

        @Override
        public State receive(State state, Message message, Context<Message> context) {
            return switch (message) {
                case Next _ -> send(state, context);
                case Done done when done.number != state.number || forgets && state.tries > 1 ->
                        state;
                case Done _ when state.number == 10 -> {
                    context.cancel(new Next());
                    yield new State(11, 0);
                }
                case Done done -> send(new State(done.number + 1, 0), context);
                case Add _ -> state;
            };
        }
    }

    /** Adds up, each number once and on its disk; one plant adds twice, one does not recover. */
    private record Store(boolean addsTwice, boolean recovers) implements Actor<Integer, Message> {
        @Override
        public Integer start(Context<Message> context) {
            Option<byte[]> last = context.disk().read("last");
            if (last.isEmpty()) {
                write(0, context);
                return 0;
            }
            return recovers ? (int) last.get()[0] : -1;
        }

        private static void write(int number, Context<Message> context) {
            context.disk().write("last", 0, new byte[] {(byte) number});
            context.disk().sync("last");
            context.disk().syncFolder();
        }

        @Override
        public Integer receive(Integer last, Message message, Context<Message> context) {
            if (!(message instanceof Add add) || last < 0) {
                return last;
            }
            boolean fresh = add.number() == last + 1;
            if (fresh) {
                write(add.number(), context);
            }
            context.send(ActorRef.to("sender"), new Done(add.number()));
            return fresh ? add.number() : addsTwice ? last + add.number() : last;
        }
    }

    private record Sketch(Cluster cluster) implements Scenario {
        @Override
        public String name() {
            return "sums";
        }

        @Override
        public String summary() {
            return "a sender and a store";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return cluster;
        }
    }

    /** The sender does not survive a crash and does not crash: its memory is all that it has. */
    private static Cluster.Builder system(Sender sender, Store store, int crashes) {
        return Cluster.builder()
                .node("store", store)
                .node("sender", sender)
                .survives(crashes)
                .always(
                        "no-number-is-added-twice",
                        Invariant.that(
                                "the store is at most one ahead", LivenessShrinkTest::inStep))
                .sometimes("retried", world -> sender(world).exists(state -> state.tries() > 1));
    }

    /** The same, where all numbers must arrive. */
    private static Cluster.Builder complete(Sender sender, Store store, int crashes) {
        return system(sender, store, crashes)
                .eventually(
                        "all-arrive",
                        Invariant.that("the store has 10", world -> store(world).contains(10)))
                .within(Duration.ofSeconds(1))
                .settles(Duration.ofSeconds(1));
    }

    private static Simulation simulation(Cluster.Builder cluster) {
        return Simulation.of(new Sketch(cluster.build()).settings());
    }

    private static Option<Integer> store(View world) {
        return world.state("store", Integer.class);
    }

    private static Option<Sender.State> sender(View world) {
        return world.state("sender", Sender.State.class);
    }

    private static boolean inStep(View world) {
        Option<Sender.State> sender = sender(world);
        Option<Integer> store = store(world);
        return store.isEmpty() || sender.isEmpty() || store.get() <= sender.get().number();
    }

    private static Run run(Simulation simulation, FaultProfile profile, long seed) {
        return simulation.run(seed, profile.adversary(simulation.cluster(), seed));
    }

    /** The first run that fails in that way, made small, as text. */
    private static Run smallest(Simulation simulation, FaultProfile profile, String signature) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run found = run(simulation, profile, seed);
            if (found.fails(signature)) {
                Shrunk shrunk = Shrinker.of(simulation).shrink(found);
                Run after = shrunk.after();
                assertTrue(after.fails(signature));
                assertTrue(shrunk.oneMinimal());
                Run again = simulation.run(after.story());
                assertEquals(after.traceHash(), again.traceHash());
                assertEquals(after.violation(), again.violation());
                assertEquals(Heal.USUAL, after.story().heal(), "as in every canonical story");
                return after;
            }
        }
        throw new AssertionError("no seed fails with " + signature);
    }

    /** What there is to tell of a run: what goes wrong, when that stops, what fails. */
    private static String story(Run run) {
        return run.story()
                .departures()
                .map(Departure::toString)
                .append(run.story().heal().toString())
                .append(run.violation().get().message())
                .mkString("\n");
    }

    private static Vector<FaultKind> kinds(Run run) {
        return run.story().departures().map(Departure::kind);
    }

    @Test
    void healthySystem_underEverySeed_holdsAndItsGoalIsSeen() {
        Simulation simulation = simulation(complete(new Sender(false), new Store(false, true), 0));
        int retried = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run run = run(simulation, PROFILE, seed);
            assertEquals(Run.Verdict.HOLDS, run.verdict(), run.violation()::toString);
            retried += run.goals().head().seen().isDefined() ? 1 : 0;
        }
        assertTrue(retried > SEEDS / 2, "retried in " + retried);
    }

    @Test
    void invariant_brokenByWhatComesTwice_shrinksToOneMessageThatIsLate() {
        Run small =
                smallest(
                        simulation(complete(new Sender(false), new Store(true, true), 0)),
                        PROFILE,
                        "no-number-is-added-twice/invariant/Add");
        assertEquals(
                """
                sender!1 / store→sender : Done ~ 1: held until the end
                faults stop at t=2s
                does not hold: the store is at most one ahead, after store handled Add\
                """,
                story(small));
        assertEquals(Vector.of(FaultKind.HOLD), kinds(small), "late, hence sent again");
        assertEquals(
                "does not hold: the store is at most one ahead, after store handled Add",
                small.violation().get().message());
        assertEquals(small.steps(), small.violation().get().step());
    }

    @Test
    void store_thatNeverRecovers_shrinksToOneEndOfItsProcess() {
        FaultProfile crashes =
                FaultProfile.CALM
                        .with(new Drops(0.1, 1))
                        .with(new Holds(0.2, Duration.ofMillis(20), 1))
                        .with(
                                new Crashes(
                                        0.5,
                                        Duration.ofMillis(30),
                                        Duration.ofMillis(5),
                                        Duration.ofMillis(50),
                                        0))
                        .quietAfter(Duration.ofMillis(300));
        Run small =
                smallest(
                        simulation(complete(new Sender(false), new Store(false, false), 1)),
                        crashes,
                        "all-arrive/liveness/sums");
        assertEquals(
                """
                store: its process ends at t=100.001µs, starts 1ms later
                faults stop at t=2s
                does not hold: the store has 10, still 1s after the faults stop at t=2s\
                """,
                story(small));
        assertEquals(Vector.of(FaultKind.STOP), kinds(small), "no loss of power is needed");
    }

    @Test
    void sender_thatAsksForEver_shrinksToOneLostOrLateMessage() {
        Run small =
                smallest(
                        simulation(
                                system(new Sender(true), new Store(false, true), 0)
                                        .settles(Duration.ofSeconds(1))),
                        PROFILE,
                        "settles/unsettled/sums");
        assertEquals(
                """
                sender!1 / sender→store : Add ~ 1: held until the end
                faults stop at t=2s
                not at rest 1s after the last operation and the faults stop at t=2s: sender handled its timer Next\
                """,
                story(small));
        assertEquals(1, kinds(small).size(), () -> small.story().toString());
        assertTrue(
                Vector.of(FaultKind.DROP, FaultKind.HOLD).contains(kinds(small).head()),
                () -> small.story().toString());
    }
}
