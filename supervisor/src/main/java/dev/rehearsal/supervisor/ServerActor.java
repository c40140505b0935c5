package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Supplier;

/** The actor of a {@link Server}. */
record ServerActor<S, M>(Server<S, M> server) implements Actor<ServerActor.State<S>, Object> {

    /**
     * What the actor knows besides the server's own state.
     *
     * @param calls the server's calls by their tags, those that timed out included, for whose reply
     *     the tag must not be used again
     * @param hasTimeout whether a timeout is set that the next message cancels
     */
    record State<S>(@Nullable S state, TreeMap<Integer, Pending> calls, boolean hasTimeout) {}

    record Pending(ActorRef<Object> server, Object request, boolean open) {}

    record Ask(Object request, Server.From from) {}

    record Cast(Object message) {}

    record Reply(int tag, Object value) {}

    private record Late(int tag) {}

    @Override
    public boolean trapsExits() {
        return server.trapsExits();
    }

    @Override
    public State<S> start(Context<Object> context) {
        Turn turn = new Turn(new State<>(null, TreeMap.empty(), false), context);
        return turn.after(() -> server.init(turn));
    }

    @Override
    public State<S> receive(State<S> state, Object message, Context<Object> context) {
        Turn turn = new Turn(state, context);
        if (message instanceof Reply reply) {
            return turn.replied(reply);
        }
        if (message instanceof Late(int tag)) {
            return turn.late(tag);
        }
        turn.cancelTimeout(message);
        S now = turn.state;
        return turn.after(() ->
                switch (message) {
                    case Ask(Object request, Server.From from) ->
                            server.call(now, protocol(request), from, turn);
                    case Cast(Object content) -> server.cast(now, protocol(content), turn);
                    default -> server.info(now, message, turn);
                });
    }

    @Override
    public State<S> signal(State<S> state, Signal signal, Context<Object> context) {
        Turn turn = new Turn(state, context);
        if (signal instanceof Signal.Exit exit && Superior.is(exit.about(), context)) {
            turn.stop(exit.reason());
            S now = turn.state;
            return turn.after(() -> now);
        }
        if (signal instanceof Signal.Down down && turn.awaits(down.about())) {
            return turn.ended(down);
        }
        turn.cancelTimeout(signal);
        S now = turn.state;
        return turn.after(() -> server.info(now, signal, turn));
    }

    @SuppressWarnings("unchecked")
    private M protocol(Object message) {
        return (M) message;
    }

    private final class Turn implements ServerContext<M> {

        private final Context<Object> context;
        private @Nullable S state;
        private TreeMap<Integer, Pending> calls;
        private boolean hasTimeout;
        private Vector<Object> continuations = Vector.empty();
        private @Nullable ExitReason stopping;
        private Server.@Nullable From last;
        private @Nullable Object lastValue;

        Turn(State<S> before, Context<Object> context) {
            this.context = context;
            this.state = before.state;
            this.calls = before.calls;
            this.hasTimeout = before.hasTimeout;
        }

        /** Runs a callback, then what it asked to be done before the next message. */
        State<S> after(Supplier<S> callback) {
            try {
                state = callback.get();
                while (stopping == null && !continuations.isEmpty()) {
                    Object what = continuations.head();
                    continuations = continuations.tail();
                    state = server.continued(state, what, this);
                }
            } catch (RuntimeException thrown) {
                stopping = ExitReason.of(thrown);
                last = null;
            }
            if (stopping != null) {
                end(stopping);
            }
            return new State<>(state, calls, hasTimeout);
        }

        private void end(ExitReason given) {
            ExitReason reason = given;
            try {
                if (state != null) {
                    server.terminate(state, reason, this);
                }
            } catch (RuntimeException thrown) {
                reason = ExitReason.of(thrown);
            }
            if (last != null && lastValue != null) {
                reply(last, lastValue);
            }
            context.exit(reason);
        }

        State<S> replied(Reply reply) {
            Pending call = calls.get(reply.tag()).getOrNull();
            return call == null
                    ? new State<>(state, calls, hasTimeout)
                    : close(reply.tag(), call, new Server.Outcome.Replied(reply.value()));
        }

        /** The time of a call is over; its tag stays taken until the reply or the end comes. */
        State<S> late(int tag) {
            Pending call = calls.get(tag).getOrNull();
            if (call == null || !call.open) {
                return new State<>(state, calls, hasTimeout);
            }
            calls = calls.put(tag, new Pending(call.server, call.request, false));
            return tell(call, new Server.Outcome.TimedOut());
        }

        State<S> ended(Signal.Down down) {
            State<S> now = new State<>(state, calls, hasTimeout);
            for (int tag : calls.keySet()) {
                Pending call = calls.get(tag).getOrNull();
                if (call != null && isAt(call, down.about()) && stopping == null) {
                    now = close(tag, call, new Server.Outcome.Ended(down.reason()));
                }
            }
            return now;
        }

        boolean awaits(ActorRef<?> ended) {
            return calls.exists(entry -> isAt(entry._2, ended));
        }

        private boolean isAt(Pending call, ActorRef<?> ended) {
            return call.server.path().equals(ended.path())
                    && (call.server.incarnation() == ActorRef.ANY
                            || ended.incarnation() == ActorRef.ANY
                            || call.server.incarnation() == ended.incarnation());
        }

        private State<S> close(int tag, Pending call, Server.Outcome outcome) {
            calls = calls.remove(tag);
            context.cancel(new Late(tag));
            if (!calls.exists(other -> other._2.server.equals(call.server))) {
                context.demonitor(call.server);
            }
            return call.open ? tell(call, outcome) : new State<>(state, calls, hasTimeout);
        }

        private State<S> tell(Pending call, Server.Outcome outcome) {
            S now = state;
            return after(() -> server.answered(now, call.request, outcome, this));
        }

        void cancelTimeout(Object message) {
            if (hasTimeout && !(message instanceof Server.Timeout)) {
                context.cancel(new Server.Timeout());
            }
            hasTimeout = false;
        }

        @Override
        public Context<Object> actor() {
            return context;
        }

        @Override
        public void call(ActorRef<Object> callee, Object request, Duration within) {
            if (callee.path().equals(context.self().path())) {
                throw new IllegalArgumentException(
                        "a server must not call itself: server=" + callee + " request=" + request);
            }
            int tag = 1;
            while (calls.containsKey(tag)) {
                tag++;
            }
            calls = calls.put(tag, new Pending(callee, request, true));
            context.monitor(callee);
            context.send(callee, new Ask(request, new Server.From(context.self(), tag)));
            context.timer(new Late(tag), within);
        }

        @Override
        public void cast(ActorRef<Object> to, Object message) {
            context.send(to, new Cast(message));
        }

        @Override
        public void reply(Server.From from, Object value) {
            context.send(from.caller(), new Reply(from.tag(), value));
        }

        @Override
        public void stop(ExitReason reason) {
            stopping = reason;
        }

        @Override
        public void stop(ExitReason reason, Server.From from, Object value) {
            stopping = reason;
            last = from;
            lastValue = value;
        }

        @Override
        public void ignore() {
            context.exit(new ExitReason.Ignored());
        }

        @Override
        public void continueWith(Object what) {
            continuations = continuations.append(what);
        }

        @Override
        public void timeout(Duration after) {
            hasTimeout = true;
            context.timer(new Server.Timeout(), after);
        }
    }
}
