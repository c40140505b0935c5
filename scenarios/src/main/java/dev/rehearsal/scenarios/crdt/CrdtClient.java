package dev.rehearsal.scenarios.crdt;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Ask;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Change;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Made;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Update;

import io.vavr.collection.Vector;

/**
 * Wants one change after the other, each at some replica, and remembers what was made of it.
 *
 * @param replicas their paths
 */
record CrdtClient(String name, Vector<String> replicas)
        implements Client<CrdtClient.Request, CrdtClient.State, CrdtMessage> {

    /**
     * Change something.
     *
     * @param replica where, from 0
     */
    record Request(int replica, Change change) {
        @Override
        public String toString() {
            return change + " at r" + (replica + 1);
        }
    }

    /**
     * What it has asked and was told.
     *
     * @param open what it waits for, or the empty string
     * @param counted the sum of all increments it has asked for
     * @param made what it was told is made
     */
    record State(String open, int counted, Vector<Update> made) {}

    @Override
    public State start(ClientContext<CrdtMessage> context) {
        return new State("", 0, Vector.empty());
    }

    @Override
    public State invoke(
            State state, int index, Request request, ClientContext<CrdtMessage> context) {
        String id = name + "#" + index;
        context.send(ActorRef.to(replicas.get(request.replica())), new Ask(id, request.change()));
        int more = request.change() instanceof Change.Increment(int amount) ? amount : 0;
        return new State(id, state.counted() + more, state.made());
    }

    @Override
    public State receive(State state, CrdtMessage message, ClientContext<CrdtMessage> context) {
        if (message instanceof Made(Update update) && update.id().equals(state.open())) {
            context.complete(Answer.done());
            return new State("", state.counted(), state.made().append(update));
        }
        return state;
    }

    @Override
    public State abandon(State state) {
        return new State("", state.counted(), state.made());
    }
}
