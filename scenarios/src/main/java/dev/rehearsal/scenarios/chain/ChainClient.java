package dev.rehearsal.scenarios.chain;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenarios.chain.ChainMessage.Ask;
import dev.rehearsal.scenarios.chain.ChainMessage.Operation;
import dev.rehearsal.scenarios.chain.ChainMessage.Told;
import dev.rehearsal.scenarios.replication.Command;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Asks all servers, of which the head takes a write and the tail answers a read; with {@code craq}
 * it reads at one server after the other.
 *
 * <p>Its state is the index of the operation that is open, or 0.
 */
record ChainClient(String name, Vector<String> servers, boolean craq)
        implements Client<Register.Call<Integer>, Integer, ChainMessage> {

    @Override
    public Integer start(ClientContext<ChainMessage> context) {
        return 0;
    }

    @Override
    public Integer invoke(
            Integer open,
            int index,
            Register.Call<Integer> call,
            ClientContext<ChainMessage> context) {
        Option<Integer> write = Command.write(call);
        Ask ask = new Ask(new Operation(name, index, write));
        Vector<String> asked =
                craq && write.isEmpty() ? Vector.of(servers.get(index % servers.size())) : servers;
        asked.forEach(path -> context.send(ActorRef.to(path), ask));
        return index;
    }

    @Override
    public Integer receive(
            Integer open, ChainMessage message, ClientContext<ChainMessage> context) {
        if (message instanceof Told(int index, Option<Integer> read) && index == open) {
            context.complete(read.<Object>map(Answer::value).getOrElse(Answer.done()));
            return 0;
        }
        return open;
    }

    @Override
    public Integer abandon(Integer open) {
        return 0;
    }
}
