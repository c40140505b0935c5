package dev.rehearsal.scenarios.shards;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.KeyValue;
import dev.rehearsal.scenarios.shards.ShardMessage.Entry;
import dev.rehearsal.scenarios.shards.ShardMessage.Found;
import dev.rehearsal.scenarios.shards.ShardMessage.Get;
import dev.rehearsal.scenarios.shards.ShardMessage.Put;
import dev.rehearsal.scenarios.shards.ShardMessage.Refused;
import dev.rehearsal.scenarios.shards.ShardMessage.Report;
import dev.rehearsal.scenarios.shards.ShardMessage.Stored;
import dev.rehearsal.scenarios.shards.ShardMessage.Tick;

import io.vavr.collection.Map;
import io.vavr.control.Option;

/**
 * Puts and gets, one key after the other.
 *
 * <p>Its state is the index of the operation that is open, or 0.
 *
 * @param shards the path of the shard of each key
 */
record ShardClient(String name, Map<String, String> shards)
        implements Client<KeyValue.Call<String, String>, Integer, ShardMessage> {

    @Override
    public Integer start(ClientContext<ShardMessage> context) {
        return 0;
    }

    @Override
    public Integer invoke(
            Integer open,
            int index,
            KeyValue.Call<String, String> call,
            ClientContext<ShardMessage> context) {
        ShardMessage asked =
                switch (call) {
                    case KeyValue.Put<String, String>(String key, String value) ->
                            new Put(new Entry(name, index, key, value));
                    case KeyValue.Get<String, String>(String key) -> new Get(index, key);
                    case KeyValue.Append<String, String> append ->
                            throw new IllegalArgumentException("a shard has no " + append);
                };
        context.send(ActorRef.to(shards.get(call.key()).get()), asked);
        return index;
    }

    @Override
    public Integer receive(
            Integer open, ShardMessage message, ClientContext<ShardMessage> context) {
        return switch (message) {
            case Stored(int index) when index == open -> {
                context.complete(Answer.done());
                yield 0;
            }
            case Refused(int index) when index == open -> {
                context.fail();
                yield 0;
            }
            case Found(int index, Option<Integer> value) when index == open -> {
                context.complete(Answer.value(value.map(String::valueOf).getOrNull()));
                yield 0;
            }
            case Put _, Stored _, Refused _, Get _, Found _, Report _, Tick _ -> open;
        };
    }

    @Override
    public Integer abandon(Integer open) {
        return 0;
    }
}
