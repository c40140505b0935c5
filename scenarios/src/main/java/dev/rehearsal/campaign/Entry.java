package dev.rehearsal.campaign;

import dev.rehearsal.shrink.Size;
import dev.rehearsal.simulation.Run;

import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;
import java.time.Instant;

/**
 * A line of the journal: something that came to be known and stays so.
 *
 * <p>Order does not matter to what a campaign has found, but for what was found last: a
 * verification counts until the next one.
 */
sealed interface Entry {

    /**
     * Somebody began to work on the campaign.
     *
     * @param version of Rehearsal
     * @param machine and {@code java} for people
     * @param classPath where scenarios of the user's own were, as it was given
     * @param first and {@code last} seed, both included
     * @param duration how long it was to go on; none for until every seed is done
     * @param shard of {@code shards}: every {@code shards}-th seed, this one the {@code shard}-th
     */
    record Session(
            Instant at,
            String version,
            String machine,
            String java,
            Vector<Subject> subjects,
            String faults,
            Vector<String> classPath,
            long first,
            long last,
            Option<Duration> duration,
            int shard,
            int shards,
            int jobs)
            implements Entry {

        /** What was set for any of the subjects, {@code key=value}. */
        Vector<String> set() {
            return Subject.words(subjects);
        }
    }

    /**
     * Some seeds of a subject were run, each once.
     *
     * @param stride from one seed to the next
     * @param nanos of simulated time
     * @param goals how many runs reached each
     * @param behaviours how many runs behaved in each way
     * @param logs histograms, {@link Histograms}
     */
    record Runs(
            String subject,
            long first,
            long stride,
            int count,
            Instant began,
            Instant ended,
            long cpuNanos,
            long steps,
            long nanos,
            long vacuous,
            long inconclusive,
            Map<String, Long> goals,
            Map<String, Tally> faults,
            Map<Long, Long> behaviours,
            Vector<Failing> failing,
            Histograms logs)
            implements Entry {}

    /** How many faults of a kind there were, and how many of them made a difference. */
    record Tally(long injected, long effective) {

        static Tally of(Run.Tally tally) {
            return new Tally(tally.injected(), tally.effective());
        }

        Tally plus(Tally other) {
            return new Tally(injected + other.injected, effective + other.effective);
        }
    }

    /**
     * The runs of a line that fail in one way.
     *
     * @param message of the one with the lowest seed
     * @param fewest the seed whose run is the shortest, and {@code steps}, how short; the lower one
     *     of several
     */
    record Failing(
            String signature,
            String property,
            String kind,
            String message,
            long count,
            long lowest,
            long fewest,
            long steps) {}

    /**
     * A seed ended its worker; it has been run.
     *
     * @param stride from one seed of the campaign to the next
     * @param what {@code hang}, {@code out-of-memory}, {@code died}, or {@code refused} when the
     *     scenario itself threw
     * @param place the handler, where it is known
     * @param lines the stack of the thread that ran it, or the last words of the process
     */
    record Stopped(
            String subject,
            long seed,
            long stride,
            String what,
            String place,
            String message,
            Vector<String> lines,
            Instant at)
            implements Entry {

        String property() {
            return switch (what) {
                case "hang" -> "handlers-return";
                case "refused" -> "the-scenario-runs";
                case "out-of-memory" -> "memory-is-bounded";
                default -> "the-process-lives";
            };
        }

        String signature() {
            return property() + "/" + what + "/" + place;
        }
    }

    /**
     * A failing run was made smaller.
     *
     * @param level how much was spent: 0 at once, then more and more, each from the story of the
     *     one before
     * @param failure the text of its file
     */
    record Shrunk(
            String subject,
            String signature,
            long seed,
            int level,
            Size size,
            int runs,
            boolean oneMinimal,
            boolean exhausted,
            boolean canonical,
            long cpuNanos,
            String failure)
            implements Entry {}

    /** A failing run could not be made smaller. */
    record Unshrunk(String subject, String signature, long seed, int level, String why)
            implements Entry {}

    /** What became of a finding of an earlier session. */
    enum Fate {
        FIXED,
        STILL_THERE,
        CHANGED
    }

    /**
     * A finding of an earlier session was run again.
     *
     * @param now the signature that the run has now; empty when it holds
     * @param subjectRuns how many runs of the subject there were before
     */
    record Verified(
            String subject, String signature, Fate fate, String now, long subjectRuns, Instant at)
            implements Entry {}

    /**
     * A planted bug was looked for, to see whether anything would be found at all.
     *
     * @param runs how many it took, or how many were in vain
     */
    record Canary(String subject, boolean found, int runs, Instant at) implements Entry {}

    /**
     * The work ended in good order.
     *
     * @param why {@code done}, {@code time}, {@code plateau}, {@code interrupted}
     */
    record Closed(Instant at, String why, long elapsedNanos) implements Entry {}
}
