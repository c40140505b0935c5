package dev.rehearsal.scenarios.saga;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.saga.SagaMessage.Begin;
import dev.rehearsal.scenarios.saga.SagaMessage.Outcome;

import io.vavr.collection.TreeMap;

/** Wants one saga after the other, and remembers what it was told of each. */
record SagaClient(String name, String orchestrator)
        implements Client<SagaClient.Order, SagaClient.State, SagaMessage> {

    /** Take so many units from each service, or from none. */
    record Order(int amount) {
        @Override
        public String toString() {
            return "order " + amount;
        }
    }

    /**
     * What it was told.
     *
     * @param open the saga that it waits for, or the empty string
     * @param told whether it is whole, by saga
     */
    record State(String open, TreeMap<String, Boolean> told) {}

    @Override
    public State start(ClientContext<SagaMessage> context) {
        return new State("", TreeMap.empty());
    }

    @Override
    public State invoke(State state, int index, Order order, ClientContext<SagaMessage> context) {
        String saga = name + "#" + index;
        context.send(ActorRef.to(orchestrator), new Begin(saga, order.amount()));
        return new State(saga, state.told());
    }

    @Override
    public State receive(State state, SagaMessage message, ClientContext<SagaMessage> context) {
        if (message instanceof Outcome(String saga, boolean whole) && saga.equals(state.open())) {
            context.complete(Answer.flag(whole));
            return new State("", state.told().put(saga, whole));
        }
        return state;
    }

    @Override
    public State abandon(State state) {
        return new State("", state.told());
    }
}
