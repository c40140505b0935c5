package dev.rehearsal.scenarios.lock;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.disk.Journal;
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

import io.vavr.collection.Vector;

/**
 * What the lock guards: who reads and writes it shows a token, and one that is smaller than any
 * seen before is turned away.
 *
 * <p>A lease may have run out while a write was on its way; no clock can tell the resource, and the
 * token can. So a read raises the fence, too, durably: what it returns, nobody before it can change
 * any more.
 *
 * @param fences whether it looks at tokens; not to is wrong
 */
record Resource(boolean fences) implements Actor<Resource.State, LockMessage> {

    private static final Cell<Fence> FENCE = Cell.of("fence", Fence.class);
    private static final Journal<Write> WRITES = Journal.of("writes", Write.class);

    /** The greatest token that was seen. */
    record Fence(int token) {}

    /**
     * What it holds.
     *
     * @param fence no smaller token is let through
     * @param writes all that was written
     */
    record State(Journal.Tail tail, int fence, Vector<Write> writes) {

        boolean has(int token) {
            return writes.exists(write -> write.token() == token);
        }
    }

    @Override
    public State start(Context<LockMessage> context) {
        int fence = FENCE.recover(context.disk()).map(Fence::token).getOrElse(0);
        var opened = WRITES.open(context.disk()).orThrow();
        return new State(opened.tail(), fence, opened.records());
    }

    @Override
    public State receive(State state, LockMessage message, Context<LockMessage> context) {
        return switch (message) {
            case Read(int token) when admits(state, token) -> {
                State raised = raise(state, token, context);
                context.reply(new Value(token, state.writes().size()));
                yield raised;
            }
            case Write write when admits(state, write.token()) -> {
                State raised = raise(state, write.token(), context);
                State next = raised.has(write.token()) ? raised : write(raised, write, context);
                context.reply(new Written(write.token()));
                yield next;
            }
            case Read _, Write _ -> state;
            case Acquire _, Grant _, Release _, RunsOut _, Value _, Written _ -> state;
            case AskAgain _, LetGo _ -> state;
        };
    }

    private boolean admits(State state, int token) {
        return !fences || token >= state.fence();
    }

    private static State raise(State state, int token, Context<LockMessage> context) {
        if (token <= state.fence()) {
            return state;
        }
        FENCE.write(context.disk(), new Fence(token));
        return new State(state.tail(), token, state.writes());
    }

    private static State write(State state, Write write, Context<LockMessage> context) {
        Journal.Tail tail = WRITES.appendSynced(context.disk(), state.tail(), write);
        return new State(tail, state.fence(), state.writes().append(write));
    }
}
