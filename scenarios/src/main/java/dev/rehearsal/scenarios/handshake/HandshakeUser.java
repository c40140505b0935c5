package dev.rehearsal.scenarios.handshake;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Item;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Submit;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Told;

import io.vavr.collection.Vector;

/**
 * Hands over one message after the other, each once, and remembers which of them arrived.
 *
 * @param number its number among the users, from 1
 */
record HandshakeUser(int number, ActorRef<HandshakeMessage> opener)
        implements Client<HandshakeUser.Send, HandshakeUser.State, HandshakeMessage> {

    /** Send the next message. */
    record Send() {
        @Override
        public String toString() {
            return "send";
        }
    }

    /**
     * What it has been told.
     *
     * @param open the message that is being handed over, or 0
     */
    record State(int open, Vector<Item> arrived) {}

    @Override
    public State start(ClientContext<HandshakeMessage> context) {
        return new State(0, Vector.empty());
    }

    @Override
    public State invoke(
            State state, int index, Send send, ClientContext<HandshakeMessage> context) {
        context.send(opener, new Submit(new Item(number, index)));
        return new State(index, state.arrived());
    }

    @Override
    public State receive(
            State state, HandshakeMessage message, ClientContext<HandshakeMessage> context) {
        if (message instanceof Told(int index, boolean arrived) && index == state.open()) {
            context.complete(Answer.done());
            return new State(
                    0, arrived ? state.arrived().append(new Item(number, index)) : state.arrived());
        }
        return state;
    }

    @Override
    public State abandon(State state) {
        return new State(0, state.arrived());
    }
}
