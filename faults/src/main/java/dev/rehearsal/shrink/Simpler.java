package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.DiskFault;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;

/** What can stand in place of a departure in a search downhill. */
final class Simpler {

    private Simpler() {}

    /**
     * The points of a story that a departure may have instead of a time, the simplest first. They
     * are not of one message, so a time stands for the end of an operation only where there is no
     * operation at all.
     */
    static List<Point> points(Vector<PlannedOperation> operations) {
        List<Point> points = new ArrayList<>();
        points.add(new Point.End());
        if (operations.isEmpty()) {
            points.add(Grammar.LATER);
        }
        operations.forEach(operation -> points.add(operation.ended()));
        return points;
    }

    /** The same departure made simpler: points of the story for times, nothing that survives. */
    static List<Departure> of(Departure departure, List<Point> points) {
        List<Departure> all = new ArrayList<>();
        switch (departure) {
            case Departure.Held held ->
                    points.forEach(p -> all.add(new Departure.Held(held.message(), p)));
            case Departure.Again again ->
                    points.forEach(p -> all.add(new Departure.Again(again.message(), p)));
            case Departure.Corrupt corrupt ->
                    Grammar.DAMAGES.forEach(
                            d -> all.add(new Departure.Corrupt(corrupt.message(), d)));
            case Departure.Incident incident -> {
                for (Point point : points) {
                    if (point instanceof Point.AfterOperation) {
                        all.add(when(incident, point));
                    }
                }
                if (incident instanceof Departure.Stop stop && stop.graceNanos() > 0) {
                    all.add(
                            new Departure.Stop(
                                    stop.target(), stop.slot(), stop.at(), stop.downNanos()));
                }
                if (incident instanceof Departure.Crash crash) {
                    crash.aftermath().simpler().map(crash::with).forEach(all::add);
                }
            }
            case Departure.Cut cut -> {
                if (cut.ending() instanceof Departure.Cut.PowerLoss loss) {
                    loss.aftermath()
                            .simpler()
                            .map(a -> cut.with(new Departure.Cut.PowerLoss(loss.downNanos(), a)))
                            .forEach(all::add);
                }
            }
            case Departure.Chooses choice -> {
                for (int option = 2; option < choice.option(); option++) {
                    all.add(new Departure.Chooses(choice.occasion(), option, "?"));
                }
            }
            case Departure.DiskTrouble(DiskName operation, DiskFault.Fails(int reached)) -> {
                if (reached > 0) {
                    all.add(new Departure.DiskTrouble(operation, new DiskFault.Fails(0)));
                }
            }
            case Departure.Drop _,
                    Departure.Hang _,
                    Departure.OfDisk _,
                    Departure.Mistimed _,
                    Departure.Fires _ -> {}
        }
        return all;
    }

    private static Departure when(Departure.Incident incident, Point at) {
        return switch (incident) {
            case Departure.Crash one ->
                    new Departure.Crash(
                            one.target(), one.slot(), at, one.downNanos(), one.aftermath());
            case Departure.Stop one ->
                    new Departure.Stop(
                            one.target(), one.slot(), at, one.downNanos(), one.graceNanos());
            case Departure.Kill one ->
                    new Departure.Kill(one.target(), one.slot(), at, one.reason());
            case Departure.Pause one ->
                    new Departure.Pause(one.target(), one.slot(), at, one.nanos());
            case Departure.Jump one ->
                    new Departure.Jump(one.target(), one.slot(), at, one.nanos());
            case Departure.Drift one ->
                    new Departure.Drift(one.target(), one.slot(), at, one.ppm());
            case Departure.Partition one ->
                    new Departure.Partition(one.target(), one.slot(), at, one.nanos(), one.links());
            case Departure.Fill one ->
                    new Departure.Fill(one.target(), one.slot(), at, one.nanos(), one.freeBytes());
            case Departure.Spoil one ->
                    new Departure.Spoil(one.target(), one.slot(), at, one.fault());
            case Departure.Restore one ->
                    new Departure.Restore(
                            one.target(), one.slot(), at, one.downNanos(), one.fromNanos());
            case Departure.Reset one ->
                    new Departure.Reset(one.target(), one.slot(), at, one.other());
        };
    }

    /** The departure earlier, when it has a time of the run and is not before another time. */
    static Departure earlier(Departure departure, long fromNanos, long gapNanos) {
        return switch (departure) {
            case Departure.Held held ->
                    new Departure.Held(held.message(), earlier(held.until(), fromNanos, gapNanos));
            case Departure.Again again ->
                    new Departure.Again(
                            again.message(), earlier(again.until(), fromNanos, gapNanos));
            case Departure.Incident incident ->
                    when(incident, earlier(incident.at(), fromNanos, gapNanos));
            case Departure.Drop _,
                    Departure.Corrupt _,
                    Departure.Cut _,
                    Departure.Hang _,
                    Departure.OfDisk _,
                    Departure.OfOccasion _ ->
                    departure;
        };
    }

    /** The point earlier, when it is a time of the run and not before another time. */
    static Point earlier(Point point, long fromNanos, long gapNanos) {
        return point instanceof Point.At at && at.nanos() >= fromNanos
                ? new Point.At(at.nanos() - gapNanos)
                : point;
    }
}
