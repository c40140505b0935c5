package dev.rehearsal.counterexample;

import dev.rehearsal.check.NotDeterministicException;
import dev.rehearsal.check.TimeAskedException;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.scenario.PropertyException;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.spelling.Amount;

/**
 * How few operations and faults a failure needs in a search of all states: what a story of it can
 * be held against.
 *
 * <p>Searched are the operations of a story: first with no fault, then with one, then with two, and
 * with no more than the story has. A fault is a message that is lost, a node that loses power, not
 * two at once, or a network that repeats, however often it does. The order of messages, and when
 * timers fire, are free. With the first faults under which the property breaks, operations are then
 * left out one at a time while it still does.
 *
 * <p>It is another world than that of the story, in which some failures are not there: each client
 * begins its first operation before anything else happens and every other one as it has ended the
 * one before, so that none waits for another client's; a partition is as many faults as messages
 * are lost by it; where a handler has thrown it goes on, though a run ends; and what the scenario
 * says of its searches, such as a boundary, holds.
 *
 * <p>Order and determinism: a function of the story and of the limit, which is a number of states,
 * where these do not fill half of the heap before.
 */
public sealed interface Fewest {

    /**
     * The property breaks.
     *
     * @param operations that are asked; when it is the least, none can be left out under the same
     *     faults
     * @param faults that are allowed
     * @param steps of the way there that was found
     * @param isLeast whether no search with fewer faults or one operation less was ended by the
     *     limit
     */
    record Reached(int operations, int faults, int steps, boolean isLeast) implements Fewest {

        /** In words: {@code 1 operation, 2 faults}. */
        @Override
        public String toString() {
            return (isLeast ? "" : "at most ")
                    + Amount.of(operations, "operation")
                    + ", "
                    + Amount.of(faults, "fault");
        }
    }

    /**
     * It does not break.
     *
     * @param isCut whether a search was ended before it knew; else it does not break within these
     *     faults in the world of the search
     */
    record Missed(boolean isCut) implements Fewest {}

    /**
     * It cannot be searched.
     *
     * @param why one sentence
     */
    record Refused(String why) implements Fewest {}

    /**
     * How few the failure of a run needs.
     *
     * @param failing a run with a violation
     * @param statesMax that a search without faults may visit, at least 1; with each fault it is a
     *     quarter, for a state with everything that can go wrong in it costs so much more
     * @throws IllegalArgumentException when the run has no violation
     */
    static Fewest of(Run failing, long statesMax) {
        Story story = failing.story();
        String property =
                failing.violation()
                        .getOrElseThrow(() ->
                                new IllegalArgumentException(
                                        "a run must fail for anybody to ask what that takes:"
                                                + " story="
                                                + story))
                        .property();
        try {
            return new Sweep(
                            story.settings().cluster().judging(property).system(),
                            property,
                            statesMax)
                    .fewest(story.operations(), story.departures().count(Fewest::isFault));
        } catch (IllegalArgumentException
                | TimeAskedException
                | NotDeterministicException
                | PropertyException refused) {
            return new Refused(refused.getMessage());
        }
    }

    /** A message that never arrives is lost; one that is late only comes in another order. */
    private static boolean isFault(Departure departure) {
        return !(departure instanceof Departure.Held held) || held.until() instanceof Point.End;
    }
}
