package dev.rehearsal.diagram;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Servers that write one value down, tell it to the others, and acknowledge it before anybody else
 * has it: something to go wrong in every way that a diagram shows.
 */
public final class Notebook implements Scenario {

    static final Parameter.Count SERVERS = new Parameter.Count("servers", "servers", 2, 1, 12);
    static final Parameter.Count CLIENTS = new Parameter.Count("clients", "clients", 2, 1, 12);
    static final Parameter.Count LETTERS =
            new Parameter.Count("letters", "letters in the name of a server", 1, 1, 30);
    static final Parameter.Flag CLERK =
            new Parameter.Flag("clerk", "each server has a clerk on its node", false);
    static final Parameter.Flag RETRY =
            new Parameter.Flag("retry", "servers tell it again by a timer", false);

    sealed interface Message {}

    record Put(int request, int value) implements Message {}

    record Get(int request) implements Message {}

    record PutOk(int request) implements Message {}

    record GetOk(int request, int value) implements Message {}

    record Tell(int value) implements Message {}

    record Retry() implements Message {}

    record File(Put put, Vector<String> copies) implements Message {}

    @Override
    public String name() {
        return "notebook";
    }

    @Override
    public String summary() {
        return "for diagrams";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(SERVERS, CLIENTS, LETTERS, CLERK, RETRY);
    }

    @Override
    public Cluster cluster(Settings settings) {
        boolean clerk = settings.get(CLERK);
        String stem = "s".repeat(settings.get(LETTERS));
        Vector<ActorRef<Message>> all =
                Vector.rangeClosed(1, settings.get(SERVERS))
                        .map(i -> ActorRef.to(stem + i + (clerk ? "/book" : "")));
        Cluster.Builder cluster = Cluster.builder();
        for (int i = 0; i < all.size(); i++) {
            Server server =
                    new Server(
                            all.removeAt(i),
                            ActorRef.to(stem + (i + 1) + "/clerk"),
                            clerk,
                            settings.get(RETRY));
            if (clerk) {
                cluster.node(
                        stem + (i + 1), LinkedHashMap.of("book", server, "clerk", new Clerk()));
            } else {
                cluster.node(stem + (i + 1), server);
            }
        }
        for (int i = 1; i <= settings.get(CLIENTS); i++) {
            cluster.client("c" + i, new User(all));
        }
        return cluster.workload(
                        new Workload(
                                Register.Call.class,
                                3,
                                Duration.ofMillis(5),
                                Duration.ofMillis(40),
                                (client, index, draw) -> new Register.Read<Integer>()))
                .linearizable(Register.holding(0))
                .survives(1)
                .build();
    }

    private record Server(
            Vector<ActorRef<Message>> others, ActorRef<Message> clerk, boolean files, boolean again)
            implements Actor<Integer, Message> {

        @Override
        public Integer start(Context<Message> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer value, Message message, Context<Message> context) {
            return switch (message) {
                case Put put -> {
                    if (put.value() == 13) {
                        throw new IllegalStateException("nobody writes 13; it is bad luck");
                    }
                    if (files) {
                        context.send(clerk, new File(put, others.map(ActorRef::path)));
                    }
                    others.forEach(other -> context.send(other, new Tell(put.value())));
                    if (again) {
                        context.timer(new Retry(), Duration.ofMillis(7));
                    }
                    context.reply(new PutOk(put.request()));
                    yield put.value();
                }
                case Get(int request) -> {
                    context.reply(new GetOk(request, value));
                    yield value;
                }
                case Tell(int told) -> told;
                case Retry() -> {
                    others.forEach(other -> context.send(other, new Tell(value)));
                    yield value;
                }
                case PutOk _, GetOk _, File _ -> value;
            };
        }
    }

    private record Clerk() implements Actor<Integer, Message> {

        @Override
        public Integer start(Context<Message> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer filed, Message message, Context<Message> context) {
            return filed + 1;
        }
    }

    /** Asks the server of its index: the first operation goes to s1, the second to s2. */
    private record User(Vector<ActorRef<Message>> servers)
            implements Client<Register.Call<Integer>, Integer, Message> {

        @Override
        public Integer start(ClientContext<Message> context) {
            return 0;
        }

        @Override
        public Integer invoke(
                Integer awaited,
                int index,
                Register.Call<Integer> call,
                ClientContext<Message> context) {
            ActorRef<Message> server = servers.get((index - 1) % servers.size());
            switch (call) {
                case Register.Write<Integer>(Integer value) ->
                        context.send(server, new Put(index, value));
                case Register.Read<Integer> _ -> context.send(server, new Get(index));
                case Register.Cas<Integer> _ -> throw new IllegalArgumentException("no cas");
            }
            return index;
        }

        @Override
        public Integer receive(Integer awaited, Message message, ClientContext<Message> context) {
            return switch (message) {
                case PutOk(int request) when request == awaited -> {
                    context.complete(Answer.done());
                    yield 0;
                }
                case GetOk(int request, int value) when request == awaited -> {
                    context.complete(Answer.value(value));
                    yield 0;
                }
                default -> awaited;
            };
        }

        @Override
        public Integer abandon(Integer awaited) {
            return 0;
        }
    }
}
