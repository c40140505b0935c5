package dev.rehearsal.zoo;

import io.vavr.collection.Vector;

/**
 * What was seen of a healthy scenario: the seeds from 0 on, without a gap.
 *
 * @param scenario its name
 * @param probe a hash of its first runs: another one says that the code has changed since
 * @param seeds how many were run
 * @param inconclusive the seeds without a verdict
 * @param alarms the seeds that failed
 * @param cpuNanos of the threads that ran them
 * @param place where and when the last ones were run
 */
public record Watch(
        String scenario,
        long probe,
        long seeds,
        Vector<Long> inconclusive,
        Vector<Hunt.Find> alarms,
        long cpuNanos,
        Entry.Place place) {}
