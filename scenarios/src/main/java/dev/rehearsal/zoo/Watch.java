package dev.rehearsal.zoo;

import io.vavr.collection.Vector;

/**
 * A part of the ledger of a healthy scenario: consecutive seeds that were run in one place.
 *
 * @param scenario its name
 * @param probe a hash of its first runs: another one says that the code has changed since
 * @param first the first seed
 * @param seeds how many were run
 * @param inconclusive the seeds without a verdict
 * @param alarms the seeds that failed
 * @param cpuNanos of the threads that ran them
 * @param place where and when
 */
public record Watch(
        String scenario,
        long probe,
        long first,
        long seeds,
        Vector<Long> inconclusive,
        Vector<Hunt.Find> alarms,
        long cpuNanos,
        Place place) {

    /** The seed behind the last one. */
    public long end() {
        return first + seeds;
    }

    /** Whether the other one begins where this one ends, and differs in nothing else. */
    boolean goesOnWith(Watch other) {
        return scenario.equals(other.scenario)
                && probe == other.probe
                && place.equals(other.place)
                && end() == other.first;
    }

    /** Both as one part. */
    Watch with(Watch next) {
        return new Watch(
                scenario,
                probe,
                first,
                seeds + next.seeds,
                inconclusive.appendAll(next.inconclusive),
                alarms.appendAll(next.alarms),
                cpuNanos + next.cpuNanos,
                place);
    }

    /** Whether both have run the same seed of the same code. */
    boolean repeats(Watch other) {
        return scenario.equals(other.scenario)
                && probe == other.probe
                && first < other.end()
                && other.first < end();
    }
}
