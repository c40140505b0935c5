package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenarios.register.RegisterMessage.Get;
import dev.rehearsal.scenarios.register.RegisterMessage.GetOk;
import dev.rehearsal.scenarios.register.RegisterMessage.Put;
import dev.rehearsal.scenarios.register.RegisterMessage.PutOk;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Asks one server after the other and takes the first answer to the question that is open.
 *
 * @param number its number among the clients, from 0
 * @param clients how many there are
 */
record RegisterClient(int number, int clients, Vector<ActorRef<RegisterMessage>> servers)
        implements Client<Register.Call<Integer>, Option<Integer>, RegisterMessage> {

    @Override
    public Option<Integer> start(ClientContext<RegisterMessage> context) {
        return Option.none();
    }

    @Override
    public Option<Integer> invoke(
            Option<Integer> awaited,
            int index,
            Register.Call<Integer> call,
            ClientContext<RegisterMessage> context) {
        int request = index * clients + number;
        ActorRef<RegisterMessage> server = servers.get((number + index - 1) % servers.size());
        switch (call) {
            case Register.Write<Integer>(Integer value) ->
                    context.send(server, new Put(request, value));
            case Register.Read<Integer>() -> context.send(server, new Get(request));
            case Register.Cas<Integer> cas ->
                    throw new IllegalArgumentException("a register has no " + cas);
        }
        return Option.some(request);
    }

    @Override
    public Option<Integer> receive(
            Option<Integer> awaited,
            RegisterMessage message,
            ClientContext<RegisterMessage> context) {
        return switch (message) {
            case PutOk(int request) when awaited.contains(request) -> {
                context.complete(Answer.done());
                yield Option.none();
            }
            case GetOk(int request, int value) when awaited.contains(request) -> {
                context.complete(Answer.value(value));
                yield Option.none();
            }
            case PutOk _, GetOk _, RegisterMessage.Request _, RegisterMessage.Internal _ -> awaited;
        };
    }

    @Override
    public Option<Integer> abandon(Option<Integer> awaited) {
        return Option.none();
    }
}
