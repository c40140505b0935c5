package dev.rehearsal.simulation;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.history.History;

import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What came of a simulation.
 *
 * @param story what was asked and what departed from the calm world: running it again gives this
 *     run
 * @param verdict whether the properties hold
 * @param violation the first violation, when the verdict is {@link Verdict#VIOLATED}
 * @param traceHash of every action and effect with its content and time
 * @param stepHashes the running hash after each step; empty unless it was asked for
 * @param steps how many actions were applied
 * @param nanos the simulated time
 * @param injected how many faults of each kind there were
 * @param effective how many of them made a difference
 * @param tallies of the faults by their source: the kind of their injector where a profile drew
 *     them, else the kind of the departure; those of departures first
 * @param ok how many operations completed
 * @param failed how many operations did not happen
 * @param unknown how many operations were given up or were open at the end
 * @param undelivered how many messages arrived where nobody was: at a node that is down, an actor
 *     that has ended, an incarnation other than the one they were meant for
 * @param unused departures of the story whose message was never sent
 * @param goals of coverage, in the order of the cluster
 * @param history what the users saw
 * @param trace what happened; without events unless it was asked for
 * @param latencies how long each operation that completed took, in nanoseconds of simulated time,
 *     in the order of their beginnings
 */
public record Run(
        Story story,
        Verdict verdict,
        Option<Violation> violation,
        long traceHash,
        Vector<Long> stepHashes,
        long steps,
        long nanos,
        Map<FaultKind, Integer> injected,
        Map<FaultKind, Integer> effective,
        Map<String, Tally> tallies,
        int ok,
        int failed,
        int unknown,
        int undelivered,
        Vector<Departure> unused,
        Vector<Goal> goals,
        History<Object, Object> history,
        Trace trace,
        Vector<Long> latencies) {

    /** Three-valued: a budget that ran out is never a pass. */
    public enum Verdict {
        /** Every property was shown to hold of the run. */
        HOLDS,
        /** A property was shown not to hold. */
        VIOLATED,
        /** A budget ran out before that was known. */
        INCONCLUSIVE
    }

    /**
     * The faults of one source.
     *
     * @param injected how many there were
     * @param effective how many of them made a difference
     */
    public record Tally(int injected, int effective) {}

    /**
     * A goal of coverage.
     *
     * @param name of the property
     * @param seen the first step after which its condition held; none when it never did
     */
    public record Goal(String name, Option<Long> seen) {}

    /**
     * Whether the run says nothing: about failures, because no fault made a difference, or about
     * what users see, because they asked and {@linkplain #unanswered nothing was answered}.
     */
    public boolean vacuous() {
        return effective.forAll(kind -> kind._2 == 0) || unanswered();
    }

    /** Whether there were operations and none of them completed. */
    public boolean unanswered() {
        return !story.operations().isEmpty() && ok == 0;
    }

    /** The same run of a story of which some departures did not occur. */
    Run withUnused(Vector<Departure> departures) {
        return new Run(
                story,
                verdict,
                violation,
                traceHash,
                stepHashes,
                steps,
                nanos,
                injected,
                effective,
                tallies,
                ok,
                failed,
                unknown,
                undelivered,
                departures,
                goals,
                history,
                trace,
                latencies);
    }

    /** Whether it failed in the way of that signature. */
    public boolean fails(String signature) {
        return violation.exists(found -> found.signature().equals(signature));
    }
}
