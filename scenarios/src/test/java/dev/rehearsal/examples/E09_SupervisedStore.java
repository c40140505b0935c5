package dev.rehearsal.examples;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.examples.E09_SupervisedStore.Message.Add;
import dev.rehearsal.examples.E09_SupervisedStore.Message.Added;
import dev.rehearsal.examples.E09_SupervisedStore.Message.Keep;
import dev.rehearsal.examples.E09_SupervisedStore.Message.Kept;
import dev.rehearsal.examples.E09_SupervisedStore.Message.Load;
import dev.rehearsal.examples.E09_SupervisedStore.Message.Loaded;
import dev.rehearsal.plain.Rehearsal;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A store in memory over a journal on disk: whoever ends, does the store know what was kept? */
public final class E09_SupervisedStore implements Scenario {

    private static final Variant FORGETS =
            new Variant("forgets", "a store that is started again begins with nothing");

    // @start region=protocol
    /** What users, store and journal say to each other. */
    sealed interface Message {
        record Add(String request, int number) implements Message {}

        record Added(String request, int sum) implements Message {}

        record Load() implements Message {}

        record Loaded(Vector<Integer> numbers) implements Message {}

        record Keep(int number) implements Message {}

        record Kept() implements Message {}
    }

    // @end

    // @start region=journal
    /** Keeps numbers on disk, one after the other. */
    record Keeper() implements Actor<Keeper.State, Message> {

        private static final Journal<Integer> JOURNAL = Journal.of("numbers", Integer.class);

        record State(Journal.Tail tail, Vector<Integer> numbers) {}

        @Override
        public State start(Context<Message> context) {
            var opened = JOURNAL.open(context.disk()).orThrow();
            return new State(opened.tail(), opened.records());
        }

        @Override
        public State receive(State state, Message message, Context<Message> context) {
            return switch (message) {
                case Load() -> {
                    context.reply(new Loaded(state.numbers()));
                    yield state;
                }
                case Keep(int number) -> {
                    Journal.Tail tail = JOURNAL.appendSynced(context.disk(), state.tail(), number);
                    context.reply(new Kept());
                    yield new State(tail, state.numbers().append(number));
                }
                case Add _, Added _, Loaded _, Kept _ -> state;
            };
        }
    }

    // @end

    // @start region=store
    /** Knows how many numbers were kept and what they come to; keeps one at a time. */
    record Store(boolean forgets) implements Actor<Store.State, Message> {

        /** What a store knows. */
        sealed interface State {

            /** Nothing yet: it has asked the journal. */
            record Loading() implements State {}

            /** All that was kept. */
            record Knowing(int count, int sum) implements State {}

            /** One more is being kept, for a user. */
            record Keeping(Knowing known, Add asked, ActorRef<Message> user) implements State {}
        }

        @Override
        public State start(Context<Message> context) {
            if (forgets) {
                return new State.Knowing(0, 0);
            }
            context.send(ActorRef.<Message>to("shop/tree/journal"), new Load());
            return new State.Loading();
        }

        @Override
        public State receive(State state, Message message, Context<Message> context) {
            if (message instanceof Loaded(Vector<Integer> numbers)) {
                return new State.Knowing(numbers.size(), numbers.sum().intValue());
            }
            if (message instanceof Add add && state instanceof State.Knowing known) {
                context.send(ActorRef.<Message>to("shop/tree/journal"), new Keep(add.number()));
                return new State.Keeping(known, add, context.sender());
            }
            if (message instanceof Kept
                    && state instanceof State.Keeping(State.Knowing known, Add add, var user)) {
                int sum = known.sum() + add.number();
                context.send(user, new Added(add.request(), sum));
                return new State.Knowing(known.count() + 1, sum);
            }
            return state;
        }
    }

    // @end

    /** Asks once and waits for the sum. */
    record User(String name) implements Client<Integer, String, Message> {

        @Override
        public String start(ClientContext<Message> context) {
            return "";
        }

        @Override
        public String invoke(
                String open, int index, Integer number, ClientContext<Message> context) {
            String request = name + "#" + index;
            context.send(ActorRef.<Message>to("shop/tree/store"), new Add(request, number));
            return request;
        }

        @Override
        public String receive(String open, Message message, ClientContext<Message> context) {
            if (message instanceof Added(String request, int sum) && request.equals(open)) {
                context.complete(sum);
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
        return "supervised-store";
    }

    @Override
    public String summary() {
        return "a store over a journal, under supervision: does it know what was kept?";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(FORGETS);
    }

    // @start region=cluster
    @Override
    public Cluster cluster(Settings settings) {
        Supervisor tree =
                Supervisor.restForOne(
                        intensity(10, Duration.ofSeconds(1)),
                        child("journal", new Keeper()),
                        child("store", new Store(settings.has(FORGETS))));
        return Cluster.builder()
                .node("shop", LinkedHashMap.of("tree", (Actor<?, ?>) tree))
                .client("ann", new User("ann"))
                .client("bob", new User("bob"))
                .workload(
                        new Workload(
                                Integer.class,
                                8,
                                Duration.ofMillis(10),
                                Duration.ofMillis(100),
                                (_, _, draw) -> 1 + draw.below(9)))
                .always(
                        "store-agrees-with-journal",
                        Invariant.that(
                                "a store that keeps nothing just now knows what was kept",
                                world -> {
                                    Store.State store =
                                            world.state("shop/tree/store", Store.State.class)
                                                    .getOrNull();
                                    Keeper.State kept =
                                            world.state("shop/tree/journal", Keeper.State.class)
                                                    .getOrNull();
                                    return kept == null
                                            || !(store instanceof Store.State.Knowing known)
                                            || known.count() == kept.numbers().size();
                                }))
                .survives(1)
                .survivesExits()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    // @end

    // @start region=tests
    @Test
    void store_whoeverEnds_knowsWhatWasKept() {
        Rehearsal.simulate(this).under("swarm").seeds(0, 200).assertHolds();
    }

    @Test
    void storeThatForgets_isCaught() {
        Rehearsal forgets =
                Rehearsal.simulate(settings().withVariant("forgets")).under("swarm").seeds(0, 500);

        String story = assertThrows(AssertionError.class, forgets::assertHolds).getMessage();

        assertTrue(story.startsWith("store-agrees-with-journal does not hold"), story);
    }
    // @end
}
