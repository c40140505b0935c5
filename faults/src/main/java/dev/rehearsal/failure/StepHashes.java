package dev.rehearsal.failure;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The running trace hash of a run, step by step: where two runs differ first can be told without
 * running either again.
 *
 * <p>Shape: the low 32 bits after each {@code every}-th step, at most {@value #COUNT_MAX} of them.
 * A run that departs never comes back, so that a difference cannot hide between two that are equal,
 * but for one chance in four billion each.
 *
 * @param steps of the run
 * @param every from 1
 */
public record StepHashes(long steps, int every, Vector<Integer> hashes) {

    /** How many hashes are kept; of a longer run every second, third, … */
    static final int COUNT_MAX = 4096;

    /** Refuses a count that does not fit the steps. */
    public StepHashes {
        if (steps < 0 || every < 1 || hashes.size() != steps / every) {
            throw new IllegalArgumentException(
                    "there must be one hash for each every-th step: steps="
                            + steps
                            + " every="
                            + every
                            + " hashes="
                            + hashes.size());
        }
    }

    /** Of a run whose hashes were kept. */
    static StepHashes of(Vector<Long> all) {
        int every = Math.max(1, Math.ceilDiv(all.size(), COUNT_MAX));
        return thin(all, every);
    }

    private static StepHashes thin(Vector<Long> all, int every) {
        return new StepHashes(
                all.size(),
                every,
                Vector.range(1, all.size() / every + 1)
                        .map(i -> all.get(i * every - 1).intValue()));
    }

    /**
     * The steps among which a run departs from this one.
     *
     * @param from the first step that may be another
     * @param to the first step after which the runs are known to differ
     */
    public record Departed(long from, long to) {

        @Override
        public String toString() {
            return from == to ? "step " + from : "one of the steps " + from + " to " + to;
        }
    }

    /** Where a run departs from this one; none when it does not. */
    Option<Departed> departed(Vector<Long> run) {
        StepHashes other = thin(run, every);
        int common = Math.min(hashes.size(), other.hashes.size());
        for (int i = 0; i < common; i++) {
            if (!hashes.get(i).equals(other.hashes.get(i))) {
                return Option.some(new Departed(1L + (long) i * every, (i + 1L) * every));
            }
        }
        if (steps != other.steps) {
            long last = Math.min(steps, other.steps);
            return Option.some(new Departed(1L + (long) common * every, last + 1));
        }
        return Option.none();
    }
}
