package dev.rehearsal.scenarios.log;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.log.LogMessage.Consume;
import dev.rehearsal.scenarios.log.LogMessage.Consumed;
import dev.rehearsal.scenarios.log.LogMessage.Item;
import dev.rehearsal.scenarios.log.LogMessage.Produce;
import dev.rehearsal.scenarios.log.LogMessage.Produced;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

/**
 * Produces and consumes, and remembers what it was told. It asks all brokers, of which the leader
 * answers.
 */
record LogClient(String name, Vector<String> brokers)
        implements Client<LogClient.Call, LogClient.State, LogMessage> {

    /** What it is to do. */
    enum Call {
        /** Give a record to the log. */
        PRODUCE,
        /** Read on from where it has read to. */
        CONSUME;

        @Override
        public String toString() {
            return this == PRODUCE ? "produce" : "consume";
        }
    }

    /**
     * What it was told.
     *
     * @param producing the index of the record that is to be produced, or 0
     * @param consuming whether it wants to read
     * @param produced its records by their offset
     * @param consumed the records from offset 0 on
     */
    record State(
            int producing,
            boolean consuming,
            TreeMap<Integer, Item> produced,
            Vector<Item> consumed) {}

    @Override
    public State start(ClientContext<LogMessage> context) {
        return new State(0, false, TreeMap.empty(), Vector.empty());
    }

    @Override
    public State invoke(State state, int index, Call call, ClientContext<LogMessage> context) {
        boolean consumes = call == Call.CONSUME;
        LogMessage asked =
                consumes
                        ? new Consume(state.consumed().size())
                        : new Produce(new Item(name, index));
        brokers.forEach(path -> context.send(ActorRef.to(path), asked));
        return new State(consumes ? 0 : index, consumes, state.produced(), state.consumed());
    }

    @Override
    public State receive(State state, LogMessage message, ClientContext<LogMessage> context) {
        if (message instanceof Produced(Item item, int offset)
                && item.index() == state.producing()) {
            context.complete(Answer.at(offset));
            return new State(0, false, state.produced().put(offset, item), state.consumed());
        }
        if (message instanceof Consumed(int from, Vector<Item> items)
                && state.consuming()
                && from == state.consumed().size()) {
            context.complete(Answer.value(items));
            return new State(0, false, state.produced(), state.consumed().appendAll(items));
        }
        return state;
    }

    @Override
    public State abandon(State state) {
        return new State(0, false, state.produced(), state.consumed());
    }
}
