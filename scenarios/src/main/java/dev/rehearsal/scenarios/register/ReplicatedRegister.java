package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.RegisterMessage.Get;
import dev.rehearsal.scenarios.register.RegisterMessage.GetOk;
import dev.rehearsal.scenarios.register.RegisterMessage.Internal;
import dev.rehearsal.scenarios.register.RegisterMessage.Put;
import dev.rehearsal.scenarios.register.RegisterMessage.PutOk;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

/**
 * Every server holds a copy. A put is stored, forwarded to all peers, and acknowledged when all
 * have stored it; a get is answered from the server's own copy. All agree before anybody is told,
 * and still it is not linearizable: until the last peer has stored the value, two gets can see the
 * new one first and the old one after it.
 */
public final class ReplicatedRegister extends RegisterScenario {

    /** The scenario with two servers. */
    public ReplicatedRegister() {
        super(2, 2);
    }

    @Override
    public String name() {
        return "replicated-register";
    }

    @Override
    public String summary() {
        return "copies on all servers, acknowledged by all: is agreement before the answer enough?";
    }

    @Override
    Actor<?, RegisterMessage> server(
            int number, Vector<ActorRef<RegisterMessage>> all, Settings settings) {
        return new Server(all.removeAt(number));
    }

    @Override
    boolean areOthersAlike() {
        return true;
    }

    @Override
    int survives(int servers) {
        return 0;
    }

    /** Store the value of another server's put. */
    record Replicate(int request, int value) implements Internal {}

    /** The value is stored. */
    record Replicated(int request) implements Internal {}

    /** A put that not all peers have stored yet. */
    record Pending(ActorRef<RegisterMessage> client, TreeSet<String> acknowledged) {}

    record Copy(int value, TreeMap<Integer, Pending> pending) {}

    private record Server(Vector<ActorRef<RegisterMessage>> peers)
            implements Actor<Copy, RegisterMessage> {

        @Override
        public Copy start(Context<RegisterMessage> context) {
            return new Copy(INITIAL, TreeMap.empty());
        }

        // @start region=receive
        @Override
        public Copy receive(Copy copy, RegisterMessage message, Context<RegisterMessage> context) {
            return switch (message) {
                case Put(int request, int value) -> {
                    peers.forEach(peer -> context.send(peer, new Replicate(request, value)));
                    yield new Copy(
                            value,
                            copy.pending()
                                    .put(request, new Pending(context.sender(), TreeSet.empty())));
                }
                case Get(int request) -> {
                    context.reply(new GetOk(request, copy.value()));
                    yield copy;
                }
                case Replicate(int request, int value) -> {
                    context.reply(new Replicated(request));
                    yield new Copy(value, copy.pending());
                }
                case Replicated(int request) ->
                        copy.pending()
                                .get(request)
                                .map(pending -> acknowledged(copy, request, pending, context))
                                .getOrElse(copy);
                case PutOk _, GetOk _, Internal _ -> copy;
            };
        }

        // @end

        private Copy acknowledged(
                Copy copy, int request, Pending pending, Context<RegisterMessage> context) {
            TreeSet<String> all = pending.acknowledged().add(context.sender().path());
            if (all.size() < peers.size()) {
                return new Copy(
                        copy.value(),
                        copy.pending().put(request, new Pending(pending.client(), all)));
            }
            context.send(pending.client(), new PutOk(request));
            return new Copy(copy.value(), copy.pending().remove(request));
        }
    }
}
