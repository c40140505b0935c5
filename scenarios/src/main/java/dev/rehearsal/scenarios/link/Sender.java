package dev.rehearsal.scenarios.link;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.link.LinkMessage.Accepted;
import dev.rehearsal.scenarios.link.LinkMessage.Ack;
import dev.rehearsal.scenarios.link.LinkMessage.Item;
import dev.rehearsal.scenarios.link.LinkMessage.Packet;
import dev.rehearsal.scenarios.link.LinkMessage.Resend;
import dev.rehearsal.scenarios.link.LinkMessage.Submit;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The sending end: numbers what users hand over, keeps it, and sends it until it is acknowledged.
 *
 * <p>A number is given away once and for good: the message is in the journal, synced, before its
 * packet leaves. What the other end has it asks again after each restart, by sending what comes
 * first; nobody needs to remember it.
 *
 * @param receiver the other end
 * @param hasty whether a packet leaves before its message is durable, which is wrong
 */
record Sender(ActorRef<LinkMessage> receiver, boolean hasty)
        implements Actor<Sender.State, LinkMessage> {

    private static final Journal<Item> SENT = Journal.of("sent", Item.class);
    private static final Duration RESEND = Duration.ofMillis(10);
    private static final int WINDOW = 4;

    /**
     * What it knows.
     *
     * @param items everything that was accepted; the number of each is its place
     * @param acked how many of them the other end is known to have
     */
    record State(Journal.Tail tail, Vector<Item> items, int acked) {}

    @Override
    public State start(Context<LinkMessage> context) {
        var opened = SENT.open(context.disk()).orThrow();
        State state = new State(opened.tail(), opened.records(), 0);
        transmit(state, context);
        return state;
    }

    @Override
    public State receive(State state, LinkMessage message, Context<LinkMessage> context) {
        return switch (message) {
            case Submit(Item item) -> accept(state, item, context);
            case Ack(int next) when next > state.acked() -> {
                State further = new State(state.tail(), state.items(), next);
                transmit(further, context);
                yield further;
            }
            case Resend() -> {
                transmit(state, context);
                yield state;
            }
            case Ack _, Accepted _, Packet _ -> state;
        };
    }

    private State accept(State state, Item item, Context<LinkMessage> context) {
        if (state.items().contains(item)) {
            context.reply(new Accepted(item.index()));
            return state;
        }
        if (state.items()
                .exists(kept -> kept.user() == item.user() && kept.index() > item.index())) {
            return state;
        }
        Packet packet = new Packet(state.items().size(), Payload.of(item));
        if (hasty) {
            context.send(receiver, packet);
        }
        Journal.Tail tail = SENT.appendSynced(context.disk(), state.tail(), item);
        context.reply(new Accepted(item.index()));
        State next = new State(tail, state.items().append(item), state.acked());
        if (next.items().size() <= next.acked() + WINDOW) {
            context.send(receiver, packet);
            context.timer(new Resend(), RESEND);
        }
        return next;
    }

    /** Sends what is not acknowledged, as far as the window reaches, and looks again later. */
    private void transmit(State state, Context<LinkMessage> context) {
        int end = Math.min(state.items().size(), state.acked() + WINDOW);
        if (state.acked() >= end) {
            context.cancel(new Resend());
            return;
        }
        for (int number = state.acked(); number < end; number++) {
            context.send(receiver, new Packet(number, Payload.of(state.items().get(number))));
        }
        context.timer(new Resend(), RESEND);
    }
}
