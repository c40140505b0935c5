package dev.rehearsal.counterexample;

import dev.rehearsal.check.TimeAskedException;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Story;

/**
 * How few operations and faults a failure needs in a search of all states: what a story of it can
 * be held against.
 *
 * <p>Searched are the operations of a story, each client's one after the other: first with no
 * fault, then with one of each kind, then with two, and not with more than the story has. The kinds
 * are messages that are lost, nodes that lose power, and a network that repeats, which is one fault
 * however often it does. The order of messages, and when timers fire, are free, as are the held
 * messages of a story. With the first faults under which the property breaks, operations are left
 * out one after the other for as long as it still does.
 *
 * <p>Order and determinism: a function of the story and of the limit, which is a number of states.
 */
public sealed interface Fewest {

    /** With more faults there is too much to search. */
    int FAULTS_MAX = 2;

    /**
     * The property breaks.
     *
     * @param operations that are begun
     * @param faults that are allowed
     * @param steps of the shortest way there
     * @param isLeast whether no search with less was ended by the limit: then there is nothing with
     *     fewer faults, and no operation can be left out
     */
    record Reached(int operations, int faults, int steps, boolean isLeast) implements Fewest {}

    /**
     * It does not break.
     *
     * @param isCut whether a search was ended by the limit; else there is no way, for the story has
     *     faults that a search does not know
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
     */
    static Fewest of(Run failing, long statesMax) {
        Story story = failing.story();
        String property = failing.violation().get().property();
        try {
            return new Sweep(
                            story.settings().cluster().judging(property).system(),
                            property,
                            statesMax)
                    .fewest(story.operations(), story.departures().count(Fewest::isFault));
        } catch (TimeAskedException | IllegalArgumentException refused) {
            return new Refused(refused.getMessage());
        }
    }

    /** A message that never arrives is lost; one that is late only comes in another order. */
    private static boolean isFault(Departure departure) {
        return !(departure instanceof Departure.Held held) || held.until() instanceof Point.End;
    }
}
