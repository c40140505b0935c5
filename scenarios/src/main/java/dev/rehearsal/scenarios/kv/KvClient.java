package dev.rehearsal.scenarios.kv;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;

import java.util.function.Function;

/**
 * Asks once and waits for the answer as long as its patience lasts.
 *
 * <p>Its state is the index of the operation that is open, or 0.
 *
 * @param session the path of the session that it asks about a key
 */
record KvClient(String name, Function<String, String> session)
        implements Client<KvCall, Integer, KvMessage> {

    @Override
    public Integer start(ClientContext<KvMessage> context) {
        return 0;
    }

    @Override
    public Integer invoke(Integer open, int index, KvCall call, ClientContext<KvMessage> context) {
        context.send(ActorRef.to(session.apply(call.key())), new KvMessage.Ask(name, index, call));
        return index;
    }

    @Override
    public Integer receive(Integer open, KvMessage message, ClientContext<KvMessage> context) {
        if (message instanceof KvMessage.Told told && told.index() == open) {
            context.complete(told.answer());
            return 0;
        }
        return open;
    }

    @Override
    public Integer abandon(Integer open) {
        return 0;
    }
}
