package dev.rehearsal.scenarios.jobs;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.jobs.JobMessage.Accepted;
import dev.rehearsal.scenarios.jobs.JobMessage.Job;
import dev.rehearsal.scenarios.jobs.JobMessage.Submit;
import dev.rehearsal.scenarios.jobs.JobMessage.SubmitAgain;

import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Hands over a batch of jobs without waiting for one before it sends the next, and sends again all
 * that it was not told are accepted.
 */
record Producer(String name, ActorRef<JobMessage> queue)
        implements Client<Producer.Batch, Producer.State, JobMessage> {

    private static final Duration AGAIN = Duration.ofMillis(20);

    /** Hand over that many jobs. */
    record Batch(int jobs) {
        @Override
        public String toString() {
            return "submit " + jobs;
        }
    }

    /**
     * What it has been told.
     *
     * @param batch the number of the batch that is being handed over, or 0
     * @param open what of it is not accepted yet
     * @param accepted all that it was told are
     */
    record State(int batch, Vector<Job> open, TreeSet<Job> accepted) {}

    @Override
    public State start(ClientContext<JobMessage> context) {
        return new State(0, Vector.empty(), TreeSet.empty());
    }

    @Override
    public State invoke(State state, int index, Batch batch, ClientContext<JobMessage> context) {
        Vector<Job> jobs = Vector.range(0, batch.jobs()).map(place -> new Job(name, index, place));
        State next = new State(index, jobs, state.accepted());
        submit(next, context);
        return next;
    }

    @Override
    public State receive(State state, JobMessage message, ClientContext<JobMessage> context) {
        if (message instanceof SubmitAgain(int batch) && batch == state.batch()) {
            submit(state, context);
        }
        if (message instanceof Accepted(Job job) && state.open().contains(job)) {
            Vector<Job> left = state.open().remove(job);
            TreeSet<Job> accepted = state.accepted().add(job);
            if (!left.isEmpty()) {
                return new State(state.batch(), left, accepted);
            }
            context.cancel(new SubmitAgain(state.batch()));
            context.complete(Answer.done());
            return new State(0, left, accepted);
        }
        return state;
    }

    @Override
    public State abandon(State state) {
        return new State(0, Vector.empty(), state.accepted());
    }

    private void submit(State state, ClientContext<JobMessage> context) {
        state.open().forEach(job -> context.send(queue, new Submit(job)));
        context.timer(new SubmitAgain(state.batch()), AGAIN);
    }
}
