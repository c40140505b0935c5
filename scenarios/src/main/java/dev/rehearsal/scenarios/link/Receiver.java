package dev.rehearsal.scenarios.link;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.link.LinkMessage.Accepted;
import dev.rehearsal.scenarios.link.LinkMessage.Ack;
import dev.rehearsal.scenarios.link.LinkMessage.Item;
import dev.rehearsal.scenarios.link.LinkMessage.Packet;
import dev.rehearsal.scenarios.link.LinkMessage.Resend;
import dev.rehearsal.scenarios.link.LinkMessage.Submit;
import dev.rehearsal.value.Bytes;

import io.vavr.collection.Vector;

/**
 * The receiving end: takes the message whose number comes next, keeps it, and says how far it is.
 * What was damaged on its way has not come: it will be sent again.
 *
 * <p>The number that comes next is how many it has. So it survives a restart together with them,
 * and a message cannot be there twice or out of order.
 *
 * @param skips whether it takes any later number too, which is wrong
 * @param forgets whether it acknowledges before it keeps, which is wrong
 * @param trusts whether it looks at no checksum, which is wrong
 */
record Receiver(boolean skips, boolean forgets, boolean trusts)
        implements Actor<Receiver.State, LinkMessage> {

    private static final Journal<Item> DELIVERED = Journal.of("delivered", Item.class);

    /**
     * What it has.
     *
     * @param next the number that it waits for
     */
    record State(Journal.Tail tail, Vector<Item> items, int next) {}

    @Override
    public State start(Context<LinkMessage> context) {
        var opened = DELIVERED.open(context.disk()).orThrow();
        return new State(opened.tail(), opened.records(), opened.records().size());
    }

    @Override
    public State receive(State state, LinkMessage message, Context<LinkMessage> context) {
        return switch (message) {
            case Packet(int number, Bytes payload) ->
                    Payload.read(payload, !trusts)
                            .map(item -> arrived(state, number, item, context))
                            .getOrElse(state);
            case Submit _, Accepted _, Ack _, Resend _ -> state;
        };
    }

    private State arrived(State state, int number, Item item, Context<LinkMessage> context) {
        boolean taken = skips ? number >= state.next() : number == state.next();
        return taken ? take(state, number, item, context) : again(state, context);
    }

    private State take(State state, int number, Item item, Context<LinkMessage> context) {
        Ack ack = new Ack(number + 1);
        if (forgets) {
            context.reply(ack);
        }
        Journal.Tail tail = DELIVERED.appendSynced(context.disk(), state.tail(), item);
        context.reply(ack);
        return new State(tail, state.items().append(item), number + 1);
    }

    private static State again(State state, Context<LinkMessage> context) {
        context.reply(new Ack(state.next()));
        return state;
    }
}
