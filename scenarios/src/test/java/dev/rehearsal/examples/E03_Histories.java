package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.examples.E03_Histories.Message.Done;
import dev.rehearsal.examples.E03_Histories.Message.Get;
import dev.rehearsal.examples.E03_Histories.Message.Put;
import dev.rehearsal.examples.E03_Histories.Message.Value;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
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

/** One server holds a number: does every user see one and the same number? */
public final class E03_Histories implements Scenario {

    private static final Variant TWICE =
            new Variant("takes-twice", "a put that is delivered again is done again");

    // @start region=protocol
    /** What users and server say; a request has a name, and its answer has the same. */
    sealed interface Message {
        record Put(String request, int value) implements Message {}

        record Get(String request) implements Message {}

        record Done(String request) implements Message {}

        record Value(String request, int value) implements Message {}
    }

    // @end

    // @start region=server
    /** The number, and the puts that were done. */
    record Held(int value, TreeSet<String> done) {
        static final Held NOTHING = new Held(0, TreeSet.empty());
    }

    record Server(boolean takesTwice) implements Actor<Held, Message> {

        @Override
        public Held start(Context<Message> context) {
            return Held.NOTHING;
        }

        @Override
        public Held receive(Held held, Message message, Context<Message> context) {
            return switch (message) {
                case Put(String request, int value) -> {
                    context.reply(new Done(request));
                    yield held.done().contains(request) && !takesTwice
                            ? held
                            : new Held(value, held.done().add(request));
                }
                case Get(String request) -> {
                    context.reply(new Value(request, held.value()));
                    yield held;
                }
                case Done _, Value _ -> held;
            };
        }
    }

    // @end

    // @start region=client
    /** Asks, and waits for the answer to the request that is open: its state. */
    record User(String name) implements Client<Register.Call<Integer>, String, Message> {

        @Override
        public String start(ClientContext<Message> context) {
            return "";
        }

        @Override
        public String invoke(
                String open,
                int index,
                Register.Call<Integer> call,
                ClientContext<Message> context) {
            String request = name + "#" + index;
            context.send(
                    ActorRef.to("server"),
                    call instanceof Register.Write<Integer>(Integer value)
                            ? new Put(request, value)
                            : new Get(request));
            return request;
        }

        @Override
        public String receive(String open, Message message, ClientContext<Message> context) {
            switch (message) {
                case Done(String request) when request.equals(open) ->
                        context.complete(Answer.done());
                case Value(String request, int value) when request.equals(open) ->
                        context.complete(Answer.value(value));
                case Put _, Get _, Done _, Value _ -> {
                    return open;
                }
            }
            return "";
        }

        @Override
        public String abandon(String open) {
            return "";
        }
    }

    // @end

    // @start region=cluster
    /** Three users of a server, who must see one register. */
    static Cluster.Builder around(Actor<?, Message> server) {
        return Cluster.builder()
                .node("server", server)
                .client("ann", new User("ann"))
                .client("bob", new User("bob"))
                .workload(
                        new Workload(
                                Register.Call.class,
                                4,
                                Duration.ofMillis(5),
                                Duration.ofMillis(200),
                                E03_Histories::ask))
                .checked(user -> Vector.of(new Register.Write<>(user + 1), new Register.Read<>()))
                .linearizable(Register.holding(0));
    }

    /** A put of a number that nobody else puts, or a get. */
    private static Register.Call<Integer> ask(int user, int index, Draw draw) {
        return draw.chance(0.5)
                ? new Register.Write<>(10 * (user + 1) + index)
                : new Register.Read<>();
    }

    // @end

    @Override
    public String name() {
        return "one-register";
    }

    @Override
    public String summary() {
        return "one server holds a number: does every user see one and the same?";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(TWICE);
    }

    @Override
    public Cluster cluster(Settings settings) {
        return around(new Server(settings.has(TWICE))).build();
    }

    // @start region=tests
    @Test
    void register_underAnyFaults_isOneRegister() {
        Rehearsal.simulate(this).under("swarm").seeds(0, 200).assertHolds();
    }

    @Test
    void putThatIsTakenTwice_isCaught() {
        Rehearsal twice =
                Rehearsal.simulate(settings().withVariant("takes-twice"))
                        .under("swarm")
                        .seeds(0, 500);

        String story = assertThrows(AssertionError.class, twice::assertHolds).getMessage();

        assertTrue(story.startsWith("linearizable does not hold"), story);
    }
    // @end
}
