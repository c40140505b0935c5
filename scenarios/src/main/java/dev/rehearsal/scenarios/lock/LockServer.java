package dev.rehearsal.scenarios.lock;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenarios.lock.LockMessage.Acquire;
import dev.rehearsal.scenarios.lock.LockMessage.AskAgain;
import dev.rehearsal.scenarios.lock.LockMessage.Grant;
import dev.rehearsal.scenarios.lock.LockMessage.LetGo;
import dev.rehearsal.scenarios.lock.LockMessage.Read;
import dev.rehearsal.scenarios.lock.LockMessage.Release;
import dev.rehearsal.scenarios.lock.LockMessage.RunsOut;
import dev.rehearsal.scenarios.lock.LockMessage.Value;
import dev.rehearsal.scenarios.lock.LockMessage.Write;
import dev.rehearsal.scenarios.lock.LockMessage.Written;

import java.time.Duration;
import java.time.Instant;

/**
 * Grants the lock to one request at a time, for the length of a lease.
 *
 * <p>A lease is in the cell before anybody hears of it, so that no token is given twice. When it
 * ends is not written down: after a restart nobody knows how much of it is left, and the last one
 * begins anew. A lease is counted on the monotonic clock. A timer only says when to look.
 *
 * @param wallClock whether it is counted on the wall clock, which is wrong
 * @param releasesAny whether a release ends the lease of whoever has one, which is wrong
 */
record LockServer(boolean wallClock, boolean releasesAny)
        implements Actor<LockServer.State, LockMessage> {

    /** How long a lease lasts at the server. */
    static final Duration LEASE = Duration.ofMillis(100);

    private static final Cell<Lease> LAST = Cell.of("last", Lease.class);

    /** The token of a lease, and whom it was given to. */
    record Lease(int token, String request) {}

    /**
     * What it knows.
     *
     * @param last the last lease; its token is 0 before the first
     * @param held whether it goes on
     * @param end when it runs out
     */
    record State(Lease last, boolean held, Duration end) {}

    @Override
    public State start(Context<LockMessage> context) {
        return LAST.recover(context.disk())
                .map(last -> begin(last, context))
                .getOrElse(() -> new State(new Lease(0, ""), false, Duration.ZERO));
    }

    @Override
    public State receive(State state, LockMessage message, Context<LockMessage> context) {
        return switch (message) {
            case Acquire acquire -> acquire(state, acquire, context);
            case Release(int token) when releasesAny || token == state.last().token() ->
                    end(state, context);
            case RunsOut(int token) when state.held() && token == state.last().token() ->
                    runsOut(state, context);
            case Release _, RunsOut _ -> state;
            case Grant _, Read _, Value _, Write _, Written _, AskAgain _, LetGo _ -> state;
        };
    }

    private State acquire(State state, Acquire acquire, Context<LockMessage> context) {
        Lease last = state.last();
        if (state.held() && !last.request().equals(acquire.request())) {
            return state;
        }
        Lease lease = state.held() ? last : new Lease(last.token() + 1, acquire.request());
        if (!state.held()) {
            LAST.write(context.disk(), lease);
        }
        context.reply(new Grant(acquire.request(), acquire.attempt(), lease.token()));
        return begin(lease, context);
    }

    private State begin(Lease lease, Context<LockMessage> context) {
        context.timer(new RunsOut(lease.token()), LEASE);
        return new State(lease, true, clock(context).plus(LEASE));
    }

    private State runsOut(State state, Context<LockMessage> context) {
        Duration left = state.end().minus(clock(context));
        if (!left.isPositive()) {
            return end(state, context);
        }
        context.timer(new RunsOut(state.last().token()), left);
        return state;
    }

    private static State end(State state, Context<LockMessage> context) {
        context.cancel(new RunsOut(state.last().token()));
        return new State(state.last(), false, state.end());
    }

    private Duration clock(Context<LockMessage> context) {
        return wallClock ? Duration.between(Instant.EPOCH, context.now()) : context.monotonic();
    }
}
