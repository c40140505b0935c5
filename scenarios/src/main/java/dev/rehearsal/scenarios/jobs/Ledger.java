package dev.rehearsal.scenarios.jobs;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.jobs.JobMessage.Accepted;
import dev.rehearsal.scenarios.jobs.JobMessage.Applied;
import dev.rehearsal.scenarios.jobs.JobMessage.Apply;
import dev.rehearsal.scenarios.jobs.JobMessage.Deliver;
import dev.rehearsal.scenarios.jobs.JobMessage.Done;
import dev.rehearsal.scenarios.jobs.JobMessage.Job;
import dev.rehearsal.scenarios.jobs.JobMessage.Next;
import dev.rehearsal.scenarios.jobs.JobMessage.Submit;
import dev.rehearsal.scenarios.jobs.JobMessage.SubmitAgain;
import dev.rehearsal.scenarios.jobs.JobMessage.Take;
import dev.rehearsal.scenarios.jobs.JobMessage.Visible;
import dev.rehearsal.scenarios.jobs.JobMessage.Worked;

import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

/**
 * Takes the effects of jobs, each once, however often a job is worked on.
 *
 * <p>The mark that an effect was taken is the effect's own line in the journal, so that a crash
 * leaves both or neither.
 *
 * @param marking how it knows what it has
 */
record Ledger(Marking marking) implements Actor<Ledger.State, JobMessage> {

    private static final Journal<Job> EFFECTS = Journal.of("effects", Job.class);
    private static final Journal<Job> MARKS = Journal.of("marks", Job.class);

    /** How a ledger knows which effects it has. */
    enum Marking {
        /** By the effects themselves. */
        WITH_EFFECT,
        /** By marks in a journal of their own, written behind the effect, which is wrong. */
        BEHIND_EFFECT,
        /** Not at all, which is wrong. */
        NEVER
    }

    /**
     * What it has.
     *
     * @param effects in the order in which they were taken
     * @param marks whose effects are not taken again
     */
    record State(
            Journal.Tail tail, Journal.Tail markTail, Vector<Job> effects, TreeSet<Job> marks) {}

    @Override
    public State start(Context<JobMessage> context) {
        var effects = EFFECTS.open(context.disk()).orThrow();
        var marks = MARKS.open(context.disk()).orThrow();
        Vector<Job> known =
                switch (marking) {
                    case WITH_EFFECT -> effects.records();
                    case BEHIND_EFFECT -> marks.records();
                    case NEVER -> Vector.empty();
                };
        return new State(effects.tail(), marks.tail(), effects.records(), TreeSet.ofAll(known));
    }

    @Override
    public State receive(State state, JobMessage message, Context<JobMessage> context) {
        return switch (message) {
            case Apply(Job job) -> {
                State next = state.marks().contains(job) ? state : take(state, job, context);
                context.reply(new Applied(job));
                yield next;
            }
            case Submit _, Accepted _, Take _, Deliver _, Visible _, Worked _ -> state;
            case Applied _, Done _, SubmitAgain _, Next _ -> state;
        };
    }

    private State take(State state, Job job, Context<JobMessage> context) {
        Journal.Tail tail = EFFECTS.appendSynced(context.disk(), state.tail(), job);
        Journal.Tail markTail =
                marking == Marking.BEHIND_EFFECT
                        ? MARKS.appendSynced(context.disk(), state.markTail(), job)
                        : state.markTail();
        TreeSet<Job> marks = marking == Marking.NEVER ? state.marks() : state.marks().add(job);
        return new State(tail, markTail, state.effects().append(job), marks);
    }
}
