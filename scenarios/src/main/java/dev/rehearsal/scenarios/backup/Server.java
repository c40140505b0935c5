package dev.rehearsal.scenarios.backup;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenarios.backup.BackupMessage.Ask;
import dev.rehearsal.scenarios.backup.BackupMessage.Beat;
import dev.rehearsal.scenarios.backup.BackupMessage.Contents;
import dev.rehearsal.scenarios.backup.BackupMessage.Forward;
import dev.rehearsal.scenarios.backup.BackupMessage.Forwarded;
import dev.rehearsal.scenarios.backup.BackupMessage.Operation;
import dev.rehearsal.scenarios.backup.BackupMessage.Ping;
import dev.rehearsal.scenarios.backup.BackupMessage.Received;
import dev.rehearsal.scenarios.backup.BackupMessage.Roles;
import dev.rehearsal.scenarios.backup.BackupMessage.Told;
import dev.rehearsal.scenarios.backup.BackupMessage.Transfer;
import dev.rehearsal.scenarios.backup.BackupMessage.ViewIs;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Is primary, backup or neither, as the view says.
 *
 * <p>A primary serves one operation after the other, reads too: the backup does it first, and only
 * then is it done here and answered. So a primary that has been replaced can answer nothing, for
 * its backup has gone on to the next view. In a new view it first gives the backup what it has, and
 * does not stand for the view before. The operation under way is kept on disk, for the backup may
 * have done it.
 *
 * @param self its path
 * @param views the view service
 * @param bug what is wrong with it
 */
record Server(String self, ActorRef<BackupMessage> views, Bug bug)
        implements Actor<Server.State, BackupMessage> {

    private static final Cell<Copy> COPY = Cell.of("copy", Copy.class);
    private static final Duration BEAT = Duration.ofMillis(20);

    /** How a server can be wrong. */
    enum Bug {
        NONE,
        /** Whatever is forwarded is done, of whichever view it is. */
        ANY_VIEW,
        /** The client is answered before the backup has done it. */
        ANSWERS_FIRST,
        /** What a primary transfers is taken, even when the backup has it and has gone on. */
        OVERWRITES
    }

    /**
     * What survives a crash.
     *
     * @param ready whether the backup of the view, or this server as the backup, has what the
     *     primary had
     * @param pending the operation under way at the primary
     */
    record Copy(Roles view, boolean ready, Option<Operation> pending, Contents contents) {}

    /**
     * What it knows.
     *
     * @param queue operations that wait
     */
    record State(Copy copy, Vector<Operation> queue) {

        Roles view() {
            return copy.view();
        }
    }

    @Override
    public State start(Context<BackupMessage> context) {
        Copy nothing =
                new Copy(
                        new Roles(0, "", ""),
                        false,
                        Option.none(),
                        new Contents(0, TreeMap.empty()));
        State state = new State(COPY.recover(context.disk()).getOrElse(nothing), Vector.empty());
        return beat(state, context);
    }

    @Override
    public State receive(State state, BackupMessage message, Context<BackupMessage> context) {
        return switch (message) {
            case Ask(Operation operation) when isPrimary(state) -> ask(state, operation, context);
            case ViewIs(Roles view) when view.number() > state.view().number() ->
                    beat(enter(state, view, context), context);
            case Transfer(Roles view, Contents contents) ->
                    transfer(state, view, contents, context);
            case Received(int view) when isPrimary(state) && view == state.view().number() ->
                    state.copy().ready() ? state : beat(ready(state, context), context);
            case Forward(int view, Operation operation) when accepts(state, view) -> {
                State next = apply(state, operation, context);
                context.reply(new Forwarded(view, operation));
                yield next;
            }
            case Forwarded(int view, Operation operation)
                    when isPrimary(state)
                            && view == state.view().number()
                            && state.copy().pending().contains(operation) ->
                    proceed(finish(state, operation, context), context);
            case Beat() -> beat(state, context);
            case Ask _, Told _, Ping _, ViewIs _, Received _, Forward _, Forwarded _ -> state;
        };
    }

    private boolean isPrimary(State state) {
        return state.view().primary().equals(self);
    }

    private boolean accepts(State state, int view) {
        return bug == Bug.ANY_VIEW
                || view == state.view().number()
                        && state.view().backup().equals(self)
                        && state.copy().ready();
    }

    // --------------------------------------------------------------------------------- operations

    private State ask(State state, Operation operation, Context<BackupMessage> context) {
        if (state.copy().contents().has(operation)) {
            answer(state, operation, context);
            return state;
        }
        if (state.queue().contains(operation) || state.copy().pending().contains(operation)) {
            return state;
        }
        return proceed(new State(state.copy(), state.queue().append(operation)), context);
    }

    /** Takes the next operation if none is under way, and has the backup do it. */
    private State proceed(State state, Context<BackupMessage> context) {
        Copy copy = state.copy();
        if (!isPrimary(state) || !copy.ready()) {
            return state;
        }
        if (copy.pending().isEmpty()) {
            if (state.queue().isEmpty()) {
                return state;
            }
            Operation next = state.queue().head();
            if (bug == Bug.ANSWERS_FIRST) {
                answer(state, next, context);
            }
            Copy begun = new Copy(copy.view(), true, Option.some(next), copy.contents());
            return proceed(keep(begun, state.queue().tail(), context), context);
        }
        Operation pending = copy.pending().get();
        if (copy.view().backup().isEmpty()) {
            return proceed(finish(state, pending, context), context);
        }
        context.send(ActorRef.to(copy.view().backup()), new Forward(copy.view().number(), pending));
        return state;
    }

    private State finish(State state, Operation operation, Context<BackupMessage> context) {
        Copy copy = state.copy();
        State done =
                keep(
                        new Copy(
                                copy.view(), true, Option.none(), copy.contents().after(operation)),
                        state.queue(),
                        context);
        answer(done, operation, context);
        return done;
    }

    private static State apply(State state, Operation operation, Context<BackupMessage> context) {
        Copy copy = state.copy();
        Contents after = copy.contents().after(operation);
        return after.equals(copy.contents())
                ? state
                : keep(
                        new Copy(copy.view(), copy.ready(), copy.pending(), after),
                        state.queue(),
                        context);
    }

    private static void answer(State state, Operation operation, Context<BackupMessage> context) {
        Option<Integer> read =
                operation.write().isDefined()
                        ? Option.none()
                        : Option.some(state.copy().contents().value());
        context.send(ActorRef.to(operation.client()), new Told(operation.index(), read));
    }

    // -------------------------------------------------------------------------------------- views

    /** Goes on to a view; what was under way is the primary's to go on with. */
    private State enter(State state, Roles view, Context<BackupMessage> context) {
        boolean primary = view.primary().equals(self);
        Copy entered =
                new Copy(
                        view,
                        primary && view.backup().isEmpty(),
                        primary ? state.copy().pending() : Option.none(),
                        state.copy().contents());
        return keep(entered, primary ? state.queue() : Vector.empty(), context);
    }

    private State transfer(
            State state, Roles view, Contents contents, Context<BackupMessage> context) {
        if (view.number() < state.view().number() || !view.backup().equals(self)) {
            return state;
        }
        boolean has = view.number() == state.view().number() && state.copy().ready();
        State next =
                has && bug != Bug.OVERWRITES
                        ? state
                        : keep(
                                new Copy(view, true, Option.none(), contents),
                                Vector.empty(),
                                context);
        context.reply(new Received(view.number()));
        return next;
    }

    private static State ready(State state, Context<BackupMessage> context) {
        Copy copy = state.copy();
        return keep(
                new Copy(copy.view(), true, copy.pending(), copy.contents()),
                state.queue(),
                context);
    }

    /** Says that it is alive, and says again what has not been answered. */
    private State beat(State state, Context<BackupMessage> context) {
        Copy copy = state.copy();
        context.timer(new Beat(), BEAT);
        context.send(views, new Ping(copy.ready() ? copy.view().number() : 0));
        if (isPrimary(state) && !copy.ready()) {
            context.send(
                    ActorRef.to(copy.view().backup()), new Transfer(copy.view(), copy.contents()));
        }
        return proceed(state, context);
    }

    private static State keep(Copy copy, Vector<Operation> queue, Context<BackupMessage> context) {
        COPY.write(context.disk(), copy);
        return new State(copy, queue);
    }
}
