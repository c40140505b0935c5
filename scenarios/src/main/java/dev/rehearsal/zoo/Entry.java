package dev.rehearsal.zoo;

import dev.rehearsal.counterexample.Fewest;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.shrink.Standing;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What was measured of a bug.
 *
 * @param bug {@code scenario/variant}
 * @param probe a hash of the bug's first runs: another one says that the code has changed since
 * @param budgetNanos that each hunt had
 * @param hunts in the order of their start seeds; the last ones are left out where the median is
 *     settled without them
 * @param smallest the story of one of the finds, shrunk; none when there is no find, or none was
 *     shrunk yet
 * @param place where and when
 */
public record Entry(
        String bug,
        long probe,
        long budgetNanos,
        Vector<Hunt> hunts,
        Option<Smallest> smallest,
        Place place) {

    /**
     * How small a failure was told.
     *
     * @param property that it breaks
     * @param shrinkSteps within which it was shrunk
     * @param operations of the story
     * @param faults of the story
     * @param decisions faults and held messages
     * @param lost held messages that never arrive
     * @param steps of the run
     * @param oneMinimal whether it was checked that nothing can be taken away
     * @param canonical whether it is the first of all stories of this failure
     * @param searched how few things it takes in a search of all states; none when nobody searched
     */
    public record Smallest(
            String property,
            long shrinkSteps,
            int operations,
            int faults,
            int decisions,
            int lost,
            long steps,
            boolean oneMinimal,
            boolean canonical,
            Option<Searched> searched) {

        static Smallest of(long shrinkSteps, Failure story) {
            Failure.Shrinking shrinking = story.shrinking().get();
            Size size = shrinking.size();
            return new Smallest(
                    story.violation().property(),
                    shrinkSteps,
                    size.operations(),
                    size.faults(),
                    size.decisions(),
                    story.story()
                            .departures()
                            .count(departure ->
                                    departure instanceof Departure.Held held
                                            && held.until() instanceof Point.End),
                    size.steps(),
                    shrinking.oneMinimal(),
                    shrinking.standing() == Standing.CANONICAL,
                    Option.none());
        }

        Smallest with(Searched other) {
            return new Smallest(
                    property,
                    shrinkSteps,
                    operations,
                    faults,
                    decisions,
                    lost,
                    steps,
                    oneMinimal,
                    canonical,
                    Option.some(other));
        }

        /** Whether a search of all states breaks the property with the same operations. */
        boolean isReached() {
            return reached().isDefined();
        }

        /** What a search of all states took to break the property. */
        public Option<Fewest.Reached> reached() {
            return searched.map(Searched::fewest)
                    .filter(Fewest.Reached.class::isInstance)
                    .map(Fewest.Reached.class::cast);
        }

        /**
         * Whether the story has at most one operation or fault more than the search took. A message
         * that never arrives is a fault, as a lost one is in a search; one that is late is none,
         * for the order of messages is free there.
         */
        boolean isNearTheLeast() {
            return reached()
                    .exists(least ->
                            operations + faults + lost <= least.operations() + least.faults() + 1);
        }
    }

    /**
     * What a search of all states made of a story's operations.
     *
     * @param statesMax that a search without faults could visit
     */
    public record Searched(long statesMax, Fewest fewest) {}

    /** With that story instead of another. */
    Entry told(Smallest small) {
        return new Entry(bug, probe, budgetNanos, hunts, Option.some(small), place);
    }

    /** How many hunts found it, by a property that it is known to break. */
    public int found(Bug known) {
        return hunts.count(hunt -> hunt.finds(known));
    }

    /** Whether most hunts found it. */
    public boolean isDetected(Bug known) {
        return found(known) > Hunter.HUNTS / 2;
    }

    /** The seeds that the hunt in the middle took. */
    public Option<Long> seedsMedian(Bug known) {
        return median(known, hunts.map(Hunt::seeds));
    }

    /** The nanoseconds of processor time that the hunt in the middle took. */
    public Option<Long> cpuNanosMedian(Bug known) {
        return median(known, hunts.map(Hunt::cpuNanos));
    }

    /** The middle of all hunts, of which those that found nothing took longest. */
    private Option<Long> median(Bug known, Vector<Long> figures) {
        return figures.zip(hunts)
                .filter(pair -> pair._2.finds(known))
                .map(pair -> pair._1)
                .sorted()
                .drop(Hunter.HUNTS / 2)
                .headOption();
    }

    /** What hunts found instead: violations of properties that this bug is not known to break. */
    public Vector<Hunt.Find> others(Bug known) {
        return hunts.flatMap(Hunt::find).filter(find -> !known.breaks(find.property()));
    }
}
