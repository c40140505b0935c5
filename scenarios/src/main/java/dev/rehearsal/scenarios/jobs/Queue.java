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

import java.time.Duration;

/**
 * Takes the jobs of each producer in their order, and hands out each until it hears that it is
 * done.
 *
 * <p>A job that is handed out is invisible for a while, which nobody writes down: after a restart
 * all that is not done is handed out again.
 *
 * @param visibility how long a job is invisible
 * @param reorders whether a job is taken before the one in front of it, which is wrong
 */
record Queue(Duration visibility, boolean reorders) implements Actor<Queue.State, JobMessage> {

    private static final Journal<Line> LINES = Journal.of("lines", Line.class);

    /** A line of the journal: a job was taken, or it is done. */
    record Line(Job job, boolean done) {}

    /**
     * What it knows.
     *
     * @param jobs all that were ever taken, in that order
     * @param done which of them are done
     * @param hidden which of them are handed out
     */
    record State(Journal.Tail tail, Vector<Job> jobs, TreeSet<Job> done, TreeSet<Job> hidden) {

        State with(Line line) {
            return line.done()
                    ? new State(tail, jobs, done.add(line.job()), hidden.remove(line.job()))
                    : new State(tail, jobs.append(line.job()), done, hidden);
        }

        State hiding(TreeSet<Job> other) {
            return new State(tail, jobs, done, other);
        }
    }

    @Override
    public State start(Context<JobMessage> context) {
        var opened = LINES.open(context.disk()).orThrow();
        State none = new State(opened.tail(), Vector.empty(), TreeSet.empty(), TreeSet.empty());
        return opened.records().foldLeft(none, State::with);
    }

    @Override
    public State receive(State state, JobMessage message, Context<JobMessage> context) {
        return switch (message) {
            case Submit(Job job) -> submit(state, job, context);
            case Take() ->
                    state.jobs()
                            .find(job ->
                                    !state.done().contains(job) && !state.hidden().contains(job))
                            .map(job -> hand(state, job, context))
                            .getOrElse(state);
            case Visible(Job job) -> state.hiding(state.hidden().remove(job));
            case Done(Job job) -> {
                context.cancel(new Visible(job));
                yield state.done().contains(job)
                        ? state
                        : write(state, new Line(job, true), context);
            }
            case Accepted _, Deliver _, Worked _, Apply _, Applied _ -> state;
            case SubmitAgain _, Next _ -> state;
        };
    }

    private State submit(State state, Job job, Context<JobMessage> context) {
        boolean known = state.jobs().contains(job);
        if (!known && !reorders && !comesNext(state, job)) {
            return state;
        }
        State next = known ? state : write(state, new Line(job, false), context);
        context.reply(new Accepted(job));
        return next;
    }

    private static boolean comesNext(State state, Job job) {
        return state.jobs()
                .findLast(other -> other.producer().equals(job.producer()))
                .map(job::follows)
                .getOrElse(job.place() == 0);
    }

    private State hand(State state, Job job, Context<JobMessage> context) {
        context.reply(new Deliver(job));
        context.timer(new Visible(job), visibility);
        return state.hiding(state.hidden().add(job));
    }

    private static State write(State state, Line line, Context<JobMessage> context) {
        Journal.Tail tail = LINES.appendSynced(context.disk(), state.tail(), line);
        State next = state.with(line);
        return new State(tail, next.jobs(), next.done(), next.hidden());
    }
}
