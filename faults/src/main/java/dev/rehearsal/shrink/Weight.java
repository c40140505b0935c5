package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.Fate;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.value.Damage;

import org.jspecify.annotations.Nullable;

/**
 * The order in which stories are preferred: fewer operations, departures and servers lost; simpler
 * kinds; points of the story rather than times; fewer steps; earlier times.
 */
record Weight(int elements, int kinds, int points, long steps, long nanos)
        implements Comparable<Weight> {

    private static final Point AT_ONCE = new Point.At(0);

    static Weight of(Run run) {
        Story story = run.story();
        int kinds = 0;
        int points = 0;
        for (Departure departure : story.departures()) {
            kinds += 1 + departure.kind().ordinal();
            points += points(departure);
        }
        long nanos = story.heal().comes() ? story.heal().atNanos() : 0;
        for (PlannedOperation operation : story.operations()) {
            nanos += operation.atNanos();
            points += operation.begin().equals(AT_ONCE) ? 0 : points(operation.begin());
        }
        return new Weight(
                story.operations().size()
                        + story.departures().size()
                        + story.heal().unhealed().size(),
                kinds,
                points,
                run.steps(),
                nanos);
    }

    /** Whether they differ in points and times at the most. */
    boolean isAsSimpleAs(@Nullable Weight other) {
        return other != null && elements == other.elements && kinds == other.kinds;
    }

    private static int points(Departure departure) {
        return switch (departure) {
            case Departure.Drop _ -> 0;
            case Departure.Corrupt corrupt -> corrupt.damage().equals(new Damage.Flips(0)) ? 0 : 1;
            case Departure.Held held -> points(held.until());
            case Departure.Again again -> points(again.until());
            case Departure.Crash crash -> points(crash.at()) + survivors(crash.aftermath());
            case Departure.Stop stop -> points(stop.at()) + (stop.graceNanos() > 0 ? 1 : 0);
            case Departure.Incident incident -> points(incident.at());
            case Departure.Cut cut ->
                    switch (cut.ending()) {
                        case Departure.Cut.PowerLoss loss -> survivors(loss.aftermath());
                        case Departure.Cut.Exit _ -> 0;
                    };
            case Departure.Chooses choice -> choice.option();
            case Departure.DiskTrouble(_, DiskFault.Fails(int reached)) -> reached > 0 ? 1 : 0;
            case Departure.Hang _, Departure.OfDisk _, Departure.Mistimed _, Departure.Fires _ -> 0;
        };
    }

    private static int survivors(Aftermath aftermath) {
        return aftermath.fates().count(fate -> !fate.equals(Fate.LOST))
                + aftermath.fates().count(Fate.Torn.class::isInstance);
    }

    private static int points(Point point) {
        return switch (point) {
            case Point.End _ -> 0;
            case Point.AfterOperation _ -> 1;
            case Point.After _, Point.At _ -> 2;
        };
    }

    @Override
    public int compareTo(Weight other) {
        int first = Integer.compare(elements, other.elements);
        int second = first != 0 ? first : Integer.compare(kinds, other.kinds);
        int third = second != 0 ? second : Integer.compare(points, other.points);
        int fourth = third != 0 ? third : Long.compare(steps, other.steps);
        int fifth = fourth != 0 ? fourth : Long.compare(nanos, other.nanos);
        return Integer.signum(fifth);
    }
}
