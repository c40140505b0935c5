package dev.rehearsal.scenarios.jobs;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.draw.Draw;
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

import io.vavr.control.Option;

import java.time.Duration;

/**
 * Takes a job, works, has the effect taken by the ledger, and says then that the job is done.
 *
 * <p>It keeps nothing: a job that it loses, with its power or over an answer that does not come,
 * the queue hands out again.
 *
 * <p>How long it waits until it asks again is another time for each worker and each question. Else
 * one that asks and cannot hear might ask shortly before another one for ever, and be given all
 * that there is to do.
 *
 * @param hasty whether it says that a job is done when it begins, which is wrong
 */
record Worker(ActorRef<JobMessage> queue, ActorRef<JobMessage> ledger, boolean hasty)
        implements Actor<Worker.State, JobMessage> {

    /** How long the work on a job takes. */
    static final Duration WORK = Duration.ofMillis(10);

    /** How long it waits for the ledger. */
    private static final Duration PATIENCE = Duration.ofMillis(30);

    /** The shortest that it waits until it asks again; the longest is nearly twice that. */
    private static final Duration PAUSE_MIN = Duration.ofMillis(20);

    /**
     * What it is doing.
     *
     * @param job what it works on; none while it waits for a job
     * @param asked how often it has asked for one
     */
    record State(Option<Job> job, int asked) {}

    @Override
    public State start(Context<JobMessage> context) {
        return next(0, context);
    }

    @Override
    public State receive(State state, JobMessage message, Context<JobMessage> context) {
        return switch (message) {
            case Deliver(Job job) when state.job().isEmpty() -> {
                if (hasty) {
                    context.send(queue, new Done(job));
                }
                context.timer(new Worked(job), WORK);
                context.timer(new Next(), WORK.plus(PATIENCE));
                yield new State(Option.some(job), state.asked());
            }
            case Worked(Job job) when state.job().contains(job) -> {
                context.send(ledger, new Apply(job));
                yield state;
            }
            case Applied(Job job) when state.job().contains(job) -> {
                context.send(queue, new Done(job));
                yield next(state.asked(), context);
            }
            case Next() -> next(state.asked(), context);
            case Deliver _, Worked _, Applied _ -> state;
            case Submit _, Accepted _, Take _, Visible _, Apply _, Done _, SubmitAgain _ -> state;
        };
    }

    /** Asks for a job, and asks again when none comes. */
    private State next(int asked, Context<JobMessage> context) {
        context.send(queue, new Take());
        context.timer(new Next(), pause(asked, context.self().path()));
        return new State(Option.none(), asked + 1);
    }

    private static Duration pause(int asked, String self) {
        long more = Draw.seed(0).in(self).in(asked).below(PAUSE_MIN.toNanos());
        return PAUSE_MIN.plusNanos(more);
    }
}
