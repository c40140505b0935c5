package dev.rehearsal.scenarios.commit;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.commit.CommitMessage.Begin;
import dev.rehearsal.scenarios.commit.CommitMessage.Outcome;

import io.vavr.collection.TreeMap;

/** Wants one transaction after the other, and remembers what it was told of each. */
record CommitClient(String name, String coordinator)
        implements Client<CommitClient.Change, CommitClient.State, CommitMessage> {

    /** Change a key at all participants, or at none. */
    record Change(String key) {
        @Override
        public String toString() {
            return "change " + key;
        }
    }

    /**
     * What it was told.
     *
     * @param open the transaction that it waits for, or the empty string
     */
    record State(String open, TreeMap<String, Boolean> told) {}

    @Override
    public State start(ClientContext<CommitMessage> context) {
        return new State("", TreeMap.empty());
    }

    @Override
    public State invoke(
            State state, int index, Change change, ClientContext<CommitMessage> context) {
        String transaction = name + "#" + index;
        context.send(ActorRef.to(coordinator), new Begin(transaction, change.key()));
        return new State(transaction, state.told());
    }

    @Override
    public State receive(State state, CommitMessage message, ClientContext<CommitMessage> context) {
        if (message instanceof Outcome(String transaction, boolean committed)
                && transaction.equals(state.open())) {
            context.complete(Answer.flag(committed));
            return new State("", state.told().put(transaction, committed));
        }
        return state;
    }

    @Override
    public State abandon(State state) {
        return new State("", state.told());
    }
}
