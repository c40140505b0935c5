package dev.rehearsal.scenarios.handshake;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Ack;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Again;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Alive;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Data;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Fin;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Idle;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Item;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Look;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Pair;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Probe;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Reset;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Submit;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Syn;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.SynAck;
import dev.rehearsal.scenarios.handshake.HandshakeMessage.Told;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The end that is called: has one connection at most with each opener, and takes its messages.
 *
 * <p>A {@code Syn} may be an old one. So it opens nothing yet: the listener answers it with a
 * number that it has never used, and takes messages only from an opener that names it, for an
 * opener that did not mean that call will not. The number is durable before it leaves; no other
 * memory of old connections is needed.
 *
 * <p>A {@code Syn} for which there is no room tells that the connection may be half open, and so
 * does silence. Then the listener asks.
 *
 * @param bug what is wrong with it
 */
record Listener(Bug bug) implements Actor<Listener.State, HandshakeMessage> {

    private static final Cell<Last> LAST = Cell.of("last", Last.class);
    private static final Journal<Item> ARRIVED = Journal.of("arrived", Item.class);
    private static final Duration LOOK = Duration.ofMillis(80);
    private static final int SILENT_MAX = 3;

    /** How a listener can be wrong. */
    enum Bug {
        NONE,
        /** The first message of the handshake opens the connection, under the opener's number. */
        STALE_SYN,
        /** Nobody asks whether the other end is still there. */
        NO_PROBE
    }

    /** The last number that it has given to a connection. */
    record Last(int number) {}

    /**
     * A connection.
     *
     * @param open whether the opener has named the listener's number
     * @param next the place of the message that it waits for
     * @param silent how often it has looked since it heard anything
     */
    record Line(Pair pair, boolean open, int next, int silent) {

        Line at(int place) {
            return new Line(pair, true, place, 0);
        }

        Line heard() {
            return at(next);
        }

        Line unheard() {
            return new Line(pair, open, next, silent + 1);
        }
    }

    /**
     * What it knows.
     *
     * @param last the last number that it has given to a connection
     * @param lines by the path of the opener
     * @param arrived everything, in order of arrival
     */
    record State(int last, TreeMap<String, Line> lines, Journal.Tail tail, Vector<Item> arrived) {

        State with(String opener, Line line) {
            return new State(last, lines.put(opener, line), tail, arrived);
        }

        State without(String opener) {
            return new State(last, lines.remove(opener), tail, arrived);
        }

        boolean has(String opener, Pair pair) {
            return lines.get(opener).exists(line -> line.pair().equals(pair));
        }
    }

    @Override
    public State start(Context<HandshakeMessage> context) {
        var opened = ARRIVED.open(context.disk()).orThrow();
        int last = LAST.recover(context.disk()).map(Last::number).getOrElse(0);
        return new State(last, TreeMap.empty(), opened.tail(), opened.records());
    }

    @Override
    public State receive(State state, HandshakeMessage message, Context<HandshakeMessage> context) {
        return switch (message) {
            case Syn(int number) -> called(state, number, context);
            case Data(Pair pair, int place, Item item) -> {
                String opener = context.sender().path();
                if (!state.has(opener, pair)) {
                    context.reply(new Reset(pair));
                    yield state;
                }
                yield take(state, opener, place, item, context);
            }
            case Fin(Pair pair) -> close(state, pair, context);
            case Reset(Pair pair) -> close(state, pair, context);
            case Alive(Pair pair) -> {
                String opener = context.sender().path();
                yield state.has(opener, pair)
                        ? state.with(opener, state.lines().get(opener).get().heard())
                        : state;
            }
            case Look(String opener) -> look(state, opener, context);
            case Submit _, Told _, SynAck _, Ack _, Probe _, Again _, Idle _ -> state;
        };
    }

    private State called(State state, int number, Context<HandshakeMessage> context) {
        String opener = context.sender().path();
        Line line = state.lines().get(opener).getOrNull();
        if (line != null && line.pair().opener() == number) {
            context.reply(new SynAck(line.pair()));
            return state;
        }
        if (line != null && line.open() && bug != Bug.STALE_SYN) {
            context.reply(new Probe(line.pair()));
            return state;
        }
        boolean opens = bug == Bug.STALE_SYN;
        int own = opens ? number : state.last() + 1;
        LAST.write(context.disk(), new Last(own));
        Line fresh = new Line(new Pair(number, own), opens, 0, 0);
        context.reply(new SynAck(fresh.pair()));
        watch(opener, context);
        return new State(own, state.lines().put(opener, fresh), state.tail(), state.arrived());
    }

    /** Takes the message whose place comes next, and says how far it is. */
    private State take(
            State state, String opener, int place, Item item, Context<HandshakeMessage> context) {
        Line line = state.lines().get(opener).get();
        if (place != line.next()) {
            context.reply(new Ack(line.pair(), line.next()));
            return state.with(opener, line.heard());
        }
        Journal.Tail tail = ARRIVED.appendSynced(context.disk(), state.tail(), item);
        context.reply(new Ack(line.pair(), place + 1));
        return new State(
                state.last(),
                state.lines().put(opener, line.at(place + 1)),
                tail,
                state.arrived().append(item));
    }

    private State close(State state, Pair pair, Context<HandshakeMessage> context) {
        String opener = context.sender().path();
        if (!state.has(opener, pair)) {
            return state;
        }
        context.cancel(new Look(opener));
        return state.without(opener);
    }

    private State look(State state, String opener, Context<HandshakeMessage> context) {
        Line line = state.lines().get(opener).getOrNull();
        if (line == null) {
            return state;
        }
        if (line.silent() == SILENT_MAX) {
            return state.without(opener);
        }
        if (line.open()) {
            context.send(ActorRef.to(opener), new Probe(line.pair()));
        }
        watch(opener, context);
        return state.with(opener, line.unheard());
    }

    private void watch(String opener, Context<HandshakeMessage> context) {
        if (bug != Bug.NO_PROBE) {
            context.timer(new Look(opener), LOOK);
        }
    }
}
