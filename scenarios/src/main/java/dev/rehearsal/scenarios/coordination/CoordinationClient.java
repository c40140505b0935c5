package dev.rehearsal.scenarios.coordination;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Ask;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Item;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Told;

import io.vavr.collection.Vector;

/**
 * Asks all peers, of which the leader answers, and remembers what it was told is done.
 *
 * @param peers their paths
 */
record CoordinationClient(String name, Vector<String> peers)
        implements Client<CoordinationClient.Do, CoordinationClient.State, CoordinationMessage> {

    /** Have something done. */
    record Do() {
        @Override
        public String toString() {
            return "do";
        }
    }

    /**
     * What it knows.
     *
     * @param open the index of the operation that is open, or 0
     */
    record State(int open, Vector<Item> told) {}

    @Override
    public State start(ClientContext<CoordinationMessage> context) {
        return new State(0, Vector.empty());
    }

    @Override
    public State invoke(
            State state, int index, Do operation, ClientContext<CoordinationMessage> context) {
        Ask ask = new Ask(new Item(name, index));
        peers.forEach(path -> context.send(ActorRef.to(path), ask));
        return new State(index, state.told());
    }

    @Override
    public State receive(
            State state, CoordinationMessage message, ClientContext<CoordinationMessage> context) {
        if (message instanceof Told(int index) && index == state.open()) {
            context.complete(Answer.done());
            return new State(0, state.told().append(new Item(name, index)));
        }
        return state;
    }

    @Override
    public State abandon(State state) {
        return new State(0, state.told());
    }
}
