package dev.rehearsal.scenarios.backup;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenarios.backup.BackupMessage.Ask;
import dev.rehearsal.scenarios.backup.BackupMessage.Operation;
import dev.rehearsal.scenarios.backup.BackupMessage.Told;
import dev.rehearsal.scenarios.replication.Command;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Asks all servers, of which the primary answers.
 *
 * <p>Its state is the index of the operation that is open, or 0.
 */
record BackupClient(String name, Vector<String> servers)
        implements Client<Register.Call<Integer>, Integer, BackupMessage> {

    @Override
    public Integer start(ClientContext<BackupMessage> context) {
        return 0;
    }

    @Override
    public Integer invoke(
            Integer open,
            int index,
            Register.Call<Integer> call,
            ClientContext<BackupMessage> context) {
        Ask ask = new Ask(new Operation(name, index, Command.write(call)));
        servers.forEach(path -> context.send(ActorRef.to(path), ask));
        return index;
    }

    @Override
    public Integer receive(
            Integer open, BackupMessage message, ClientContext<BackupMessage> context) {
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
