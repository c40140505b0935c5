package dev.rehearsal.scenarios.commit;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.commit.CommitMessage.Again;
import dev.rehearsal.scenarios.commit.CommitMessage.Ask;
import dev.rehearsal.scenarios.commit.CommitMessage.Begin;
import dev.rehearsal.scenarios.commit.CommitMessage.Decide;
import dev.rehearsal.scenarios.commit.CommitMessage.Done;
import dev.rehearsal.scenarios.commit.CommitMessage.Outcome;
import dev.rehearsal.scenarios.commit.CommitMessage.Prepare;
import dev.rehearsal.scenarios.commit.CommitMessage.Vote;

import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Holds the keys, and locks one for whoever it has promised that it can commit.
 *
 * <p>Before its yes leaves, the promise is in the journal, and so the lock is there again after a
 * restart. From then on only the coordinator can end it: a participant that hears nothing asks.
 *
 * @param coordinator its path
 * @param bug what is wrong with it
 */
record Participant(String coordinator, Bug bug) implements Actor<Participant.State, CommitMessage> {

    private static final Journal<Note> NOTES = Journal.of("notes", Note.class);
    private static final Duration AGAIN = Duration.ofMillis(50);

    /** How a participant can be wrong. */
    enum Bug {
        NONE,
        /** A yes is not written down. */
        FORGETS,
        /** Who hears nothing aborts. */
        IMPATIENT,
        /** The lock is taken before it is known that the transaction has ended. */
        LOCKS_FIRST
    }

    /** How far a transaction is. */
    enum Standing {
        PREPARED,
        COMMITTED,
        ABORTED
    }

    /** A line of the journal. */
    record Note(String transaction, String key, Standing standing) {}

    /**
     * What it knows.
     *
     * @param notes the last of each transaction
     * @param locks who holds each key
     */
    record State(Journal.Tail tail, TreeMap<String, Note> notes, TreeMap<String, String> locks) {

        Option<Standing> standing(String transaction) {
            return notes.get(transaction).map(Note::standing);
        }

        State locking(String key, String transaction) {
            return new State(tail, notes, locks.put(key, transaction));
        }
    }

    @Override
    public State start(Context<CommitMessage> context) {
        var opened = NOTES.open(context.disk()).orThrow();
        TreeMap<String, Note> notes = TreeMap.empty();
        for (Note note : opened.records()) {
            notes = notes.put(note.transaction(), note);
        }
        TreeMap<String, String> locks = TreeMap.empty();
        for (Note note : notes.values().filter(one -> one.standing() == Standing.PREPARED)) {
            locks = locks.put(note.key(), note.transaction());
            context.timer(new Again(note.transaction()), AGAIN);
        }
        return new State(opened.tail(), notes, locks);
    }

    @Override
    public State receive(State state, CommitMessage message, Context<CommitMessage> context) {
        String transaction = message.transaction();
        return switch (message) {
            case Prepare(_, String key) -> prepare(state, transaction, key, context);
            case Decide(_, boolean commits) -> {
                context.cancel(new Again(transaction));
                State next = end(state, transaction, commits, context);
                context.reply(new Done(transaction));
                yield next;
            }
            case Again _ -> {
                if (state.standing(transaction).contains(Standing.PREPARED)) {
                    if (bug == Bug.IMPATIENT) {
                        yield end(state, transaction, false, context);
                    }
                    context.send(ActorRef.to(coordinator), new Ask(transaction));
                    context.timer(new Again(transaction), AGAIN);
                }
                yield state;
            }
            case Begin _, Outcome _, Vote _, Done _, Ask _ -> state;
        };
    }

    private State prepare(
            State state, String transaction, String key, Context<CommitMessage> context) {
        Option<String> holder = state.locks().get(key);
        boolean free = holder.forAll(transaction::equals);
        State locked = bug == Bug.LOCKS_FIRST && free ? state.locking(key, transaction) : state;
        Standing standing = state.standing(transaction).getOrNull();
        if (standing != null) {
            context.reply(new Vote(transaction, standing != Standing.ABORTED));
            return locked;
        }
        if (!free) {
            context.reply(new Vote(transaction, false));
            return state;
        }
        Note promise = new Note(transaction, key, Standing.PREPARED);
        State prepared =
                bug == Bug.FORGETS ? noted(state, promise) : write(state, promise, context);
        context.reply(new Vote(transaction, true));
        context.timer(new Again(transaction), AGAIN);
        return prepared.locking(key, transaction);
    }

    /** Commits or aborts; without a promise there is nothing to commit. */
    private State end(
            State state, String transaction, boolean commits, Context<CommitMessage> context) {
        Note note = state.notes().get(transaction).getOrNull();
        if (note == null) {
            return commits
                    ? state
                    : write(state, new Note(transaction, "", Standing.ABORTED), context);
        }
        if (note.standing() != Standing.PREPARED) {
            return state;
        }
        Standing standing = commits ? Standing.COMMITTED : Standing.ABORTED;
        State ended = write(state, new Note(transaction, note.key(), standing), context);
        return new State(ended.tail(), ended.notes(), ended.locks().remove(note.key()));
    }

    private static State write(State state, Note note, Context<CommitMessage> context) {
        State noted = noted(state, note);
        return new State(
                NOTES.appendSynced(context.disk(), state.tail(), note),
                noted.notes(),
                noted.locks());
    }

    private static State noted(State state, Note note) {
        return new State(state.tail(), state.notes().put(note.transaction(), note), state.locks());
    }
}
