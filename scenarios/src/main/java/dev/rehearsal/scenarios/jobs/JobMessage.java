package dev.rehearsal.scenarios.jobs;

/** What producers, the queue, the workers and the ledger say to each other. */
sealed interface JobMessage {

    /**
     * A job.
     *
     * @param producer its name
     * @param batch the number of the batch, growing
     * @param place in its batch, from 0
     */
    record Job(String producer, int batch, int place) implements Comparable<Job> {

        /** Whether it may stand right behind another one of its producer. */
        boolean follows(Job other) {
            return batch == other.batch()
                    ? place == other.place() + 1
                    : batch > other.batch() && place == 0;
        }

        @Override
        public int compareTo(Job other) {
            int byProducer = producer.compareTo(other.producer());
            int byBatch = Integer.compare(batch, other.batch());
            if (byProducer != 0) {
                return byProducer;
            }
            return byBatch != 0 ? byBatch : Integer.compare(place, other.place());
        }

        @Override
        public String toString() {
            return producer + "#" + batch + "." + place;
        }
    }

    /** A producer hands over a job. */
    record Submit(Job job) implements JobMessage {}

    /** The queue has it for good. */
    record Accepted(Job job) implements JobMessage {}

    /** A worker has nothing to do. */
    record Take() implements JobMessage {}

    /** The queue hands out a job, and shows it to nobody else for a while. */
    record Deliver(Job job) implements JobMessage {}

    /** The timer of the queue: who has the job has not been heard of. */
    record Visible(Job job) implements JobMessage {}

    /** The timer of a worker: the work is done, and its effect is to be seen. */
    record Worked(Job job) implements JobMessage {}

    /** The effect of a job, for the ledger. */
    record Apply(Job job) implements JobMessage {}

    /** The ledger has the effect for good. */
    record Applied(Job job) implements JobMessage {}

    /** The job is done, and is not to be handed out any more. */
    record Done(Job job) implements JobMessage {}

    /** The timer of a producer that is not yet told that all of its jobs are accepted. */
    record SubmitAgain(int batch) implements JobMessage {}

    /** The timer of a worker that has waited long enough. */
    record Next() implements JobMessage {}
}
