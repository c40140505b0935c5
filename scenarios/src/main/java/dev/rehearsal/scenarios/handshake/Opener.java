package dev.rehearsal.scenarios.handshake;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
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

import io.vavr.control.Option;

import java.time.Duration;

/**
 * The end that calls: opens a connection when it has something to send, and closes it when it has
 * had nothing to send for a while.
 *
 * <p>A message is sent over one connection only. When that ends before the message is acknowledged
 * nobody knows whether it arrived, and the user is told so. A call bears the number of the message
 * that it is made for; that a message was taken is durable before anything leaves, and so no number
 * is used for two calls, nor any message for two connections.
 *
 * <p>To a connection that it does not know it says so. That is what makes an old {@code Syn}
 * harmless, and what tells a listener that its connection is half open.
 *
 * @param listener the other end
 * @param user who hands over the messages
 * @param triesMax how often it sends a message before it gives the connection up
 * @param repeats whether it gives every call the same number, which is wrong
 */
record Opener(
        ActorRef<HandshakeMessage> listener,
        ActorRef<HandshakeMessage> user,
        int triesMax,
        boolean repeats)
        implements Actor<Opener.State, HandshakeMessage> {

    private static final Cell<Taken> TAKEN = Cell.of("taken", Taken.class);
    private static final Duration AGAIN = Duration.ofMillis(15);
    private static final Duration IDLE = Duration.ofMillis(15);

    /** The last message that was taken. */
    record Taken(int index) {}

    /** Where the connection is. */
    sealed interface Line {

        /** There is none. */
        record Closed() implements Line {}

        /** The first message of the handshake is out. */
        record Calling(int number) implements Line {}

        /**
         * It is open.
         *
         * @param place of the message that is on its way, or else of the next one
         */
        record Connected(Pair pair, int place) implements Line {}

        /** Whether it is this connection that is open. */
        default boolean is(Pair pair) {
            return this instanceof Connected connected && connected.pair().equals(pair);
        }
    }

    /**
     * What it knows.
     *
     * @param taken the last message that was taken
     * @param open the message that is not acknowledged yet
     * @param tries how often it has been sent, or called for
     */
    record State(int taken, Option<Item> open, Line line, int tries) {}

    @Override
    public State start(Context<HandshakeMessage> context) {
        int taken = TAKEN.recover(context.disk()).map(Taken::index).getOrElse(0);
        return new State(taken, Option.none(), new Line.Closed(), 0);
    }

    @Override
    public State receive(State state, HandshakeMessage message, Context<HandshakeMessage> context) {
        return switch (message) {
            case Submit(Item item) when item.index() > state.taken() -> take(state, item, context);
            case SynAck(Pair pair) -> connect(state, pair, context);
            case Ack(Pair pair, int next) when state.line().is(pair) ->
                    acknowledged(state, pair, next, context);
            case Reset(Pair pair) when state.line().is(pair) -> hangUp(state, context);
            case Probe(Pair pair) -> {
                context.reply(state.line().is(pair) ? new Alive(pair) : new Reset(pair));
                yield state;
            }
            case Again() when state.open().isDefined() -> again(state, context);
            case Idle() when state.open().isEmpty() -> {
                if (state.line() instanceof Line.Connected(Pair pair, int _)) {
                    context.send(listener, new Fin(pair));
                }
                yield hangUp(state, context);
            }
            case Submit _, Ack _, Reset _, Again _, Idle _ -> state;
            case Told _, Syn _, Data _, Fin _, Alive _, Look _ -> state;
        };
    }

    private State take(State state, Item item, Context<HandshakeMessage> context) {
        State free = state.open().isDefined() ? hangUp(state, context) : state;
        TAKEN.write(context.disk(), new Taken(item.index()));
        context.cancel(new Idle());
        Line line =
                free.line() instanceof Line.Connected connected
                        ? connected
                        : new Line.Calling(repeats ? 1 : item.index());
        return transmit(new State(item.index(), Option.some(item), line, 0), context);
    }

    private State connect(State state, Pair pair, Context<HandshakeMessage> context) {
        if (state.line() instanceof Line.Calling(int number) && number == pair.opener()) {
            Line connected = new Line.Connected(pair, 0);
            return transmit(new State(state.taken(), state.open(), connected, 0), context);
        }
        if (!state.line().is(pair)) {
            context.reply(new Reset(pair));
        }
        return state;
    }

    private State acknowledged(
            State state, Pair pair, int next, Context<HandshakeMessage> context) {
        if (!(state.line() instanceof Line.Connected(Pair _, int place))
                || next != place + 1
                || state.open().isEmpty()) {
            return state;
        }
        context.cancel(new Again());
        context.timer(new Idle(), IDLE);
        context.send(user, new Told(state.open().get().index(), true));
        return new State(state.taken(), Option.none(), new Line.Connected(pair, next), 0);
    }

    private State again(State state, Context<HandshakeMessage> context) {
        return state.tries() == triesMax ? hangUp(state, context) : transmit(state, context);
    }

    /** Sends what there is to send, and looks again later. */
    private State transmit(State state, Context<HandshakeMessage> context) {
        switch (state.line()) {
            case Line.Closed() -> {
                return state;
            }
            case Line.Calling(int number) -> context.send(listener, new Syn(number));
            case Line.Connected(Pair pair, int place) ->
                    state.open()
                            .forEach(item -> context.send(listener, new Data(pair, place, item)));
        }
        context.timer(new Again(), AGAIN);
        return new State(state.taken(), state.open(), state.line(), state.tries() + 1);
    }

    /** Forgets the connection; what became of the message on its way nobody knows. */
    private State hangUp(State state, Context<HandshakeMessage> context) {
        context.cancel(new Again());
        context.cancel(new Idle());
        state.open().forEach(item -> context.send(user, new Told(item.index(), false)));
        return new State(state.taken(), Option.none(), new Line.Closed(), 0);
    }
}
