package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.RegisterMessage.Get;
import dev.rehearsal.scenarios.register.RegisterMessage.GetOk;
import dev.rehearsal.scenarios.register.RegisterMessage.Put;
import dev.rehearsal.scenarios.register.RegisterMessage.PutOk;

import io.vavr.collection.Vector;

/**
 * One copy in memory. On a reliable network it is linearizable; when a put is delivered again, the
 * old value comes back.
 */
public final class SingleCopyRegister extends RegisterScenario {

    /** The scenario with one server. */
    public SingleCopyRegister() {
        super(1, 1);
    }

    @Override
    public String name() {
        return "single-copy-register";
    }

    @Override
    public String summary() {
        return "one copy in memory: is it enough that nothing is lost?";
    }

    @Override
    Actor<?, RegisterMessage> server(
            int number, Vector<ActorRef<RegisterMessage>> all, Settings settings) {
        return new Server();
    }

    @Override
    int survives(int servers) {
        return 0;
    }

    @Override
    boolean areClientsAlike(int servers) {
        return servers == 1;
    }

    private record Server() implements Actor<Integer, RegisterMessage> {

        @Override
        public Integer start(Context<RegisterMessage> context) {
            return INITIAL;
        }

        @Override
        public Integer receive(
                Integer held, RegisterMessage message, Context<RegisterMessage> context) {
            return switch (message) {
                case Put(int request, int value) -> {
                    context.reply(new PutOk(request));
                    yield value;
                }
                case Get(int request) -> {
                    context.reply(new GetOk(request, held));
                    yield held;
                }
                case PutOk _, GetOk _, RegisterMessage.Internal _ -> held;
            };
        }
    }
}
