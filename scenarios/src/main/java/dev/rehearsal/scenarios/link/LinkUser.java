package dev.rehearsal.scenarios.link;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.link.LinkMessage.Accepted;
import dev.rehearsal.scenarios.link.LinkMessage.Item;
import dev.rehearsal.scenarios.link.LinkMessage.Submit;

import io.vavr.collection.Vector;

/**
 * Hands over one message after the other, and remembers which of them were accepted.
 *
 * @param number its number among the users, from 0
 */
record LinkUser(int number, ActorRef<LinkMessage> sender)
        implements Client<LinkUser.Send, LinkUser.State, LinkMessage> {

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
    record State(int open, Vector<Item> accepted) {}

    @Override
    public State start(ClientContext<LinkMessage> context) {
        return new State(0, Vector.empty());
    }

    @Override
    public State invoke(State state, int index, Send send, ClientContext<LinkMessage> context) {
        context.send(sender, new Submit(new Item(number, index)));
        return new State(index, state.accepted());
    }

    @Override
    public State receive(State state, LinkMessage message, ClientContext<LinkMessage> context) {
        if (message instanceof Accepted(int index) && index == state.open()) {
            context.complete(Answer.done());
            return new State(0, state.accepted().append(new Item(number, index)));
        }
        return state;
    }

    @Override
    public State abandon(State state) {
        return new State(0, state.accepted());
    }
}
