package dev.rehearsal.campaign.summary;

import dev.rehearsal.shrink.Size;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Instant;

/**
 * A way in which a subject fails, with all the runs that fail so.
 *
 * @param subject the scenario, with {@code :} and the planted bug where there is one
 * @param reference what {@code run} calls the scenario: its name, or that of its class
 * @param set what was set, {@code key=value}
 * @param kind of the violation; {@code hang}, {@code out-of-memory} or {@code died} where a worker
 *     ended
 * @param message of the run with the lowest seed
 * @param count how many seeds fail so, of {@code runs} that the subject had
 * @param lowest seed, and {@code fewest}, the one whose run is the shortest
 * @param first when it was first seen
 * @param story the smallest, when there is one
 * @param lines the stack of a handler that hangs, or the last words of a process
 * @param fate what became of it, when it was known before the last session
 * @param greenRuns how many runs without it there were since it was found fixed
 * @param file of its own, in the folder of the campaign
 */
public record Finding(
        String subject,
        String scenario,
        Option<String> variant,
        String reference,
        Vector<String> set,
        String signature,
        String property,
        String kind,
        String message,
        long count,
        long runs,
        long lowest,
        long fewest,
        long fewestSteps,
        Instant first,
        Option<Story> story,
        Vector<String> lines,
        Option<String> fate,
        long greenRuns,
        String file) {

    /**
     * The smallest story of a finding.
     *
     * @param seed it was shrunk from
     * @param failure the text of the failure file
     */
    public record Story(
            long seed,
            Size size,
            int runs,
            boolean oneMinimal,
            boolean exhausted,
            boolean canonical,
            String failure) {}

    /** Whether it was run again and holds now. */
    public boolean isFixed() {
        return fate.contains("fixed");
    }

    /** How many green runs it takes, at 95 %, until a fix may be believed. */
    public long greenRunsNeeded() {
        return Reliability.greenRuns(
                Math.max(Reliability.low(count, Math.max(runs - greenRuns, count)), 1e-9),
                Reliability.CONFIDENCE);
    }
}
