package dev.rehearsal.campaign.summary;

import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What a folder says about its campaign, whoever worked on it and how often.
 *
 * @param dir the folder
 * @param seedsDone pairs of subject and seed
 * @param simulated how much time passed in the runs
 * @param cpuNanos of the runs and of shrinking
 * @param findings by subject and signature
 * @param goals how many runs reached each
 * @param faults by kind
 * @param vacuous how many runs say nothing
 * @param inconclusive how many runs ended by a budget
 * @param canaries how often a planted bug was looked for, and how often it was found
 * @param unmet what was expected and never came, in a sentence each
 * @param end why the last session ended: {@code done}, {@code time}, {@code plateau}, {@code
 *     interrupted}, {@code disk}
 */
public record Summary(
        Path dir,
        long seedsDone,
        Duration simulated,
        long cpuNanos,
        long shrinkCpuNanos,
        Vector<Finding> findings,
        Map<String, Long> goals,
        Map<String, FaultCount> faults,
        long vacuous,
        long inconclusive,
        Canaries canaries,
        Vector<String> unmet,
        Vector<Share> subjects,
        Vector<Work> sessions,
        Vector<Point> discovery,
        String end) {

    /** Faults of a kind: how many there were, how many of them made a difference. */
    public record FaultCount(long injected, long effective) {}

    /** How often the planted bug was looked for, and how often it was found. */
    public record Canaries(String subject, long sent, long found) {

        /** Whether it was ever missed. */
        public boolean areMissed() {
            return found < sent;
        }
    }

    /**
     * The part of one subject.
     *
     * @param failing how many of the runs fail
     * @param behaviours in how many ways the runs behaved
     * @param unseen the estimated share of runs that would behave in a way not seen yet
     * @param latency percentiles of the operations that completed, in nanoseconds of simulated time
     */
    public record Share(
            String subject,
            long runs,
            long failing,
            long vacuous,
            long cpuNanos,
            long steps,
            int behaviours,
            double unseen,
            Percentiles latency,
            Percentiles stepsPerRun,
            Percentiles cpuPerRun) {}

    /**
     * A distribution.
     *
     * @param values at each of {@link #AT}
     */
    public record Percentiles(long count, Vector<Long> values) {

        /** In per cent. */
        public static final Vector<Double> AT =
                Vector.of(0.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99, 100.0);
    }

    /**
     * Somebody worked on the campaign.
     *
     * @param classPath where scenarios of the user's own were
     */
    public record Work(
            Instant at,
            String version,
            String machine,
            String java,
            String faults,
            Vector<String> classPath,
            int jobs,
            Option<Duration> duration,
            int shard,
            int shards) {}

    /**
     * How much was known at a moment.
     *
     * @param runs so far, with the findings and ways of behaving that they had shown
     */
    public record Point(Instant at, long runs, int findings, int behaviours) {}

    /** What a command needs besides to find the scenarios: {@code --classpath PATH}, or nothing. */
    public Vector<String> classPath() {
        Vector<String> last = sessions.lastOption().map(Work::classPath).getOrElse(Vector.empty());
        return last.isEmpty() ? last : Vector.of("--classpath", last.mkString(File.pathSeparator));
    }

    /** The findings that were not found fixed. */
    public Vector<Finding> open() {
        return findings.filter(finding -> !finding.isFixed());
    }

    /** How many runs failed as another had before. */
    public long duplicatesFolded() {
        return findings.map(Finding::count).sum().longValue() - findings.size();
    }

    /** Whether something was found, expected in vain, or could not have been found. */
    public boolean isRed() {
        return open().nonEmpty() || canaries.areMissed() || unmet.nonEmpty();
    }

    /** Whether all that was asked for was done and holds. */
    public boolean isGreen() {
        return !isRed() && inconclusive == 0 && !end.equals("disk");
    }

    /**
     * Demands that the campaign is {@linkplain #isGreen green}.
     *
     * @throws AssertionError that tells what was found, and where to read on
     */
    public void assertGreen() {
        if (isGreen()) {
            return;
        }
        StringBuilder text = new StringBuilder("the campaign in " + dir + " is not green:");
        for (Finding finding : open()) {
            text.append("\n  ")
                    .append(finding.signature())
                    .append(" in ")
                    .append(finding.subject())
                    .append(", ")
                    .append(finding.count())
                    .append(" of ")
                    .append(finding.runs())
                    .append(" runs: ")
                    .append(finding.message())
                    .append("\n    ./rehearse replay ")
                    .append(dir.resolve(finding.file()));
            classPath().forEach(word -> text.append(' ').append(word));
        }
        if (canaries.areMissed()) {
            text.append("\n  the planted bug of ")
                    .append(canaries.subject())
                    .append(" was looked for and not found");
        }
        unmet.forEach(sentence -> text.append("\n  ").append(sentence));
        if (inconclusive > 0) {
            text.append("\n  ").append(inconclusive).append(" runs ended by a budget");
        }
        text.append("\n  read ").append(dir.resolve("report.html"));
        throw new AssertionError(text.toString());
    }
}
