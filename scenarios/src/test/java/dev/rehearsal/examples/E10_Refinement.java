package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Model;
import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Property;
import dev.rehearsal.check.Refinement;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Situation;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.examples.E10_Refinement.Message.Press;
import dev.rehearsal.examples.E10_Refinement.Message.Pressed;
import dev.rehearsal.plain.Rehearsal;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.function.Consumer;

/** Users press a button, over a network: is what counts them a counter? */
public final class E10_Refinement implements Scenario {

    private static final Variant TWICE =
            new Variant("counts-twice", "a press that is delivered again is counted again");

    // @start region=specification
    /** What a counter is: a number that grows by one, once for each press. */
    record Counting() implements Model<Counting.State, Counting.Count> {

        record State(int number, int pressed) {}

        record Count() {}

        @Override
        public Vector<State> initial() {
            return Vector.of(new State(0, 0));
        }

        @Override
        public void actions(State state, Consumer<? super Count> enabled) {
            enabled.accept(new Count());
        }

        @Override
        public State next(State state, Count count) {
            return new State(state.number() + 1, state.pressed() + 1);
        }

        @Override
        public Vector<Property<State>> properties() {
            return Vector.empty();
        }
    }

    // @end

    sealed interface Message {
        record Press(String request) implements Message {}

        record Pressed(String request) implements Message {}
    }

    // @start region=server
    /** The number, and the presses that were counted. */
    record Counted(int number, TreeSet<String> done) {}

    record Counter(boolean countsTwice) implements Actor<Counted, Message> {

        @Override
        public Counted start(Context<Message> context) {
            return new Counted(0, TreeSet.empty());
        }

        @Override
        public Counted receive(Counted counted, Message message, Context<Message> context) {
            if (!(message instanceof Press(String request))) {
                return counted;
            }
            context.reply(new Pressed(request));
            return counted.done().contains(request) && !countsTwice
                    ? counted
                    : new Counted(counted.number() + 1, counted.done().add(request));
        }
    }

    // @end

    record Pressing() {}

    /** Presses, and waits until it hears that this was counted. */
    record User(String name) implements Client<Pressing, String, Message> {

        @Override
        public String start(ClientContext<Message> context) {
            return "";
        }

        @Override
        public String invoke(
                String open, int index, Pressing pressing, ClientContext<Message> context) {
            String request = name + "#" + index;
            context.send(ActorRef.to("counter"), new Press(request));
            return request;
        }

        @Override
        public String receive(String open, Message message, ClientContext<Message> context) {
            if (message instanceof Pressed(String request) && request.equals(open)) {
                context.complete("counted");
                return "";
            }
            return open;
        }

        @Override
        public String abandon(String open) {
            return "";
        }
    }

    @Override
    public String name() {
        return "button";
    }

    @Override
    public String summary() {
        return "users press a button over a network: is what counts them a counter?";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(TWICE);
    }

    // @start region=cluster
    @Override
    public Cluster cluster(Settings settings) {
        return Cluster.builder()
                .node("counter", new Counter(settings.has(TWICE)))
                .client("ann", new User("ann"))
                .client("bob", new User("bob"))
                .workload(
                        new Workload(
                                Pressing.class,
                                4,
                                Duration.ofMillis(5),
                                Duration.ofMillis(200),
                                (_, _, _) -> new Pressing()))
                .checked(_ -> Vector.of(new Pressing(), new Pressing()))
                .refines("is a counter", Refinement.of(new Counting(), E10_Refinement::counting))
                .build();
    }

    /** What the server's state means. */
    private static Counting.State counting(Situation situation) {
        return situation
                .world()
                .state("counter", Counted.class)
                .map(counted -> new Counting.State(counted.number(), counted.done().size()))
                .getOrElse(new Counting.State(0, 0));
    }

    // @end

    // @start region=tests
    @Test
    void counter_underAnyFaults_isACounter() {
        Rehearsal.simulate(this).under("swarm").seeds(0, 200).assertHolds();
    }

    @Test
    void counter_inEveryOrderWithRepetitions_isACounter() {
        Result result =
                Search.with(Options.DEFAULT)
                        .run(
                                settings().cluster().system(),
                                Trouble.NONE.over(Network.UNORDERED_DUPLICATING));

        assertEquals(Result.End.EXHAUSTED, result.end());
    }

    @Test
    void pressThatIsCountedTwice_isNoStepOfACounter() {
        Rehearsal twice =
                Rehearsal.simulate(settings().withVariant("counts-twice"))
                        .under("swarm")
                        .seeds(0, 500);

        String story = assertThrows(AssertionError.class, twice::assertHolds).getMessage();

        assertTrue(story.startsWith("is a counter does not hold"), story);
    }
    // @end
}
