package dev.rehearsal.scenarios.saga;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.saga.SagaMessage.Again;
import dev.rehearsal.scenarios.saga.SagaMessage.Begin;
import dev.rehearsal.scenarios.saga.SagaMessage.Do;
import dev.rehearsal.scenarios.saga.SagaMessage.Done;
import dev.rehearsal.scenarios.saga.SagaMessage.Outcome;
import dev.rehearsal.scenarios.saga.SagaMessage.Refused;
import dev.rehearsal.scenarios.saga.SagaMessage.Undo;
import dev.rehearsal.scenarios.saga.SagaMessage.Undone;

import io.vavr.collection.TreeMap;

/**
 * Has units of something, of which each saga takes some, once, and may give them back, once.
 *
 * <p>A step that is refused is refused for good, and one that is undone before it has come is not
 * done when it comes: both leave a mark in the journal. So every message may come again, and late.
 *
 * @param stock how many units it has in the beginning
 * @param repeats whether what is undone is undone again, which is wrong
 */
record Service(int stock, boolean repeats) implements Actor<Service.State, SagaMessage> {

    private static final Journal<Note> NOTES = Journal.of("notes", Note.class);

    /**
     * A line of the journal.
     *
     * @param amount what the step has taken, or what its undoing has given back
     * @param done whether the saga has the units now; else it will never have them
     */
    record Note(String saga, int amount, boolean done) {}

    /**
     * What it knows.
     *
     * @param notes the last of each saga
     * @param left how many units nobody has
     */
    record State(Journal.Tail tail, TreeMap<String, Note> notes, int left) {

        boolean done(String saga) {
            return notes.get(saga).exists(Note::done);
        }

        int taken() {
            return notes.values().filter(Note::done).map(Note::amount).sum().intValue();
        }

        private State noted(Journal.Tail next, Note note) {
            int rest = note.done() ? left - note.amount() : left + note.amount();
            return new State(next, notes.put(note.saga(), note), rest);
        }
    }

    @Override
    public State start(Context<SagaMessage> context) {
        var opened = NOTES.open(context.disk()).orThrow();
        State state = new State(opened.tail(), TreeMap.empty(), stock);
        for (Note note : opened.records()) {
            state = state.noted(opened.tail(), note);
        }
        return state;
    }

    @Override
    public State receive(State state, SagaMessage message, Context<SagaMessage> context) {
        return switch (message) {
            case Do(String saga, int amount) -> {
                State next = state;
                if (!state.notes().containsKey(saga)) {
                    boolean enough = amount <= state.left();
                    next = write(state, new Note(saga, enough ? amount : 0, enough), context);
                }
                context.reply(next.done(saga) ? new Done(saga) : new Refused(saga));
                yield next;
            }
            case Undo(String saga) -> {
                Note known = state.notes().get(saga).getOrElse(new Note(saga, 0, true));
                State next =
                        known.done() || repeats
                                ? write(state, new Note(saga, known.amount(), false), context)
                                : state;
                context.reply(new Undone(saga));
                yield next;
            }
            case Begin _, Outcome _, Done _, Refused _, Undone _, Again _ -> state;
        };
    }

    private static State write(State state, Note note, Context<SagaMessage> context) {
        return state.noted(NOTES.appendSynced(context.disk(), state.tail(), note), note);
    }
}
