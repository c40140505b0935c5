package dev.rehearsal.scenarios.bank;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.bank.BankMessage.Order;
import dev.rehearsal.scenarios.bank.BankMessage.Outcome;
import dev.rehearsal.scenarios.bank.BankMessage.Transfer;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

/**
 * Orders one transfer after the other, and remembers what it was told of each.
 *
 * @param shards the paths of the shards
 */
record BankClient(String name, Vector<String> shards)
        implements Client<BankClient.Move, BankClient.State, BankMessage> {

    /** Move that much money. */
    record Move(int from, int to, int amount) {
        @Override
        public String toString() {
            return "move " + amount + " from a" + from + " to a" + to;
        }
    }

    /**
     * What it was told.
     *
     * @param open the transfer that it waits for, or the empty string
     */
    record State(String open, TreeMap<String, Boolean> told) {}

    @Override
    public State start(ClientContext<BankMessage> context) {
        return new State("", TreeMap.empty());
    }

    @Override
    public State invoke(State state, int index, Move move, ClientContext<BankMessage> context) {
        String id = name + "#" + index;
        String shard = shards.get(move.from() % shards.size());
        Transfer transfer = new Transfer(id, move.from(), move.to(), move.amount());
        context.send(ActorRef.to(shard), new Order(transfer));
        return new State(id, state.told());
    }

    @Override
    public State receive(State state, BankMessage message, ClientContext<BankMessage> context) {
        if (message instanceof Outcome(String id, boolean moved) && id.equals(state.open())) {
            context.complete(Answer.flag(moved));
            return new State("", state.told().put(id, moved));
        }
        return state;
    }

    @Override
    public State abandon(State state) {
        return new State("", state.told());
    }
}
