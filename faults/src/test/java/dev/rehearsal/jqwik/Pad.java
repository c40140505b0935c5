package dev.rehearsal.jqwik;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A register for the tests: with one copy it is right; with two, a put is acknowledged before the
 * other copy has it. The variant also throws when a message comes twice.
 */
public final class Pad implements Scenario {

    static final Parameter.Count COPIES = new Parameter.Count("copies", "servers", 1, 1, 2);
    static final Variant TOUCHY = new Variant("touchy", "throws when a put comes twice");

    sealed interface Message {}

    record Ask(String request, Register.Call<Integer> call) implements Message {}

    record Answered(String request, Answer<Integer> answer) implements Message {}

    record Copy(int value) implements Message {}

    record Held(int value, TreeSet<String> seen) {}

    record Server(Vector<ActorRef<Message>> others, boolean touchy)
            implements Actor<Held, Message> {
        @Override
        public Held start(Context<Message> context) {
            return new Held(0, TreeSet.empty());
        }

        @Override
        public Held receive(Held held, Message message, Context<Message> context) {
            return switch (message) {
                case Ask(String request, Register.Write<Integer>(Integer value)) -> {
                    boolean again = held.seen.contains(request);
                    if (again && touchy) {
                        throw new IllegalStateException("put came twice: request=" + request);
                    }
                    context.reply(new Answered(request, Answer.done()));
                    others.forEach(other -> context.send(other, new Copy(value)));
                    yield again ? held : new Held(value, held.seen.add(request));
                }
                case Ask(String request, _) -> {
                    context.reply(new Answered(request, Answer.value(held.value)));
                    yield held;
                }
                case Copy(int value) -> new Held(value, held.seen);
                case Answered _ -> held;
            };
        }
    }

    record User(int number, Vector<ActorRef<Message>> servers)
            implements Client<Register.Call<Integer>, String, Message> {
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
            String request = number + "-" + index;
            context.send(servers.get(number % servers.size()), new Ask(request, call));
            return request;
        }

        @Override
        public String receive(String open, Message message, ClientContext<Message> context) {
            if (message instanceof Answered(String request, var answer) && request.equals(open)) {
                context.complete(answer);
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
        return "pad";
    }

    @Override
    public String summary() {
        return "a register for tests";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(COPIES);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(TOUCHY);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(COPIES, 1 + draw.in("copies").below(2));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<ActorRef<Message>> servers =
                Vector.rangeClosed(1, settings.get(COPIES)).map(i -> ActorRef.to("s" + i));
        Cluster.Builder cluster = Cluster.builder();
        for (ActorRef<Message> server : servers) {
            cluster.node(server.path(), new Server(servers.remove(server), settings.has(TOUCHY)));
        }
        for (int c = 0; c < 3; c++) {
            cluster.client("c" + (c + 1), new User(c, servers));
        }
        return cluster.workload(
                        new Workload(
                                Register.Call.class,
                                4,
                                Duration.ofMillis(5),
                                Duration.ofMillis(200),
                                (client, index, draw) ->
                                        draw.chance(0.5)
                                                ? new Register.Write<>(client + index * 3)
                                                : new Register.Read<>()))
                .linearizable(Register.holding(0))
                .build();
    }
}
