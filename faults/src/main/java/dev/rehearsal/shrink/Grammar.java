package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Point;
import dev.rehearsal.scenario.Cluster;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What can go wrong in a canonical story: the one place that a new kind of departure has to know.
 *
 * <p>Order: messages as they are sent, nodes as in the topology; points of the story in the order
 * of its operations, before them the end, after them times.
 */
final class Grammar {

    /** How long a node stays down: as long as a message takes. */
    private static final long DOWN_NANOS = 1_000_000;

    private final Cluster cluster;

    Grammar(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The departures of a kind that can be added to a story whose run is this. */
    List<Departure> candidates(FaultKind kind, Prefix prefix, Vector<Departure> present) {
        List<Departure> all = new ArrayList<>();
        switch (kind) {
            case HOLD -> {
                for (Prefix.Sent sent : prefix.messages()) {
                    all.add(new Departure.Held(sent.message(), new Point.End()));
                    for (Point point : prefix.endsAfter(sent.nanos())) {
                        all.add(new Departure.Held(sent.message(), point));
                    }
                }
            }
            case DROP -> prefix.messages().forEach(m -> all.add(new Departure.Drop(m.message())));
            case DUPLICATE -> {
                for (Prefix.Sent sent : prefix.messages()) {
                    for (Point point : prefix.endsAfter(sent.nanos())) {
                        all.add(new Departure.Again(sent.message(), point));
                    }
                }
            }
            case CRASH -> {
                if (cluster.crashesAtOnce() > 0) {
                    for (String node : cluster.servers()) {
                        int slot = crashes(node, present);
                        for (Point point : prefix.ends()) {
                            all.add(new Departure.Crash(node, slot, point, DOWN_NANOS, 0));
                        }
                        for (long nanos : prefix.busy(node)) {
                            Point point = new Point.At(nanos + 1);
                            all.add(new Departure.Crash(node, slot, point, DOWN_NANOS, 0));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static int crashes(String node, Vector<Departure> present) {
        return present.count(departure ->
                departure instanceof Departure.Crash crash && crash.node().equals(node));
    }

    /** Of candidates of one kind those that come after one of them, so that pairs come once. */
    static List<Departure> after(Departure last, List<Departure> candidates) {
        if (!(last instanceof Departure.OfMessage of)) {
            return candidates;
        }
        int from = 0;
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i) instanceof Departure.OfMessage other
                    && other.message().equals(of.message())) {
                from = i + 1;
            }
        }
        return candidates.subList(from, candidates.size());
    }

    /** The same departure made simpler: points of the story for times, nothing that survives. */
    List<Departure> simpler(Departure departure, List<Point> points) {
        List<Departure> all = new ArrayList<>();
        switch (departure) {
            case Departure.Held held ->
                    add(all, points, p -> new Departure.Held(held.message(), p));
            case Departure.Again again ->
                    add(all, points, p -> new Departure.Again(again.message(), p));
            case Departure.Crash crash -> {
                for (Point point : points) {
                    if (point instanceof Point.AfterOperation) {
                        all.add(crash(crash, point, DOWN_NANOS));
                        all.add(crash(crash, point, crash.downNanos()));
                    }
                }
                all.add(crash(crash, crash.at(), DOWN_NANOS));
                all.add(crash(crash, crash.at(), crash.downNanos()));
            }
            case Departure.Drop _ -> {}
        }
        return all;
    }

    private static void add(
            List<Departure> all, List<Point> points, Function<Point, Departure> departure) {
        points.forEach(point -> all.add(departure.apply(point)));
    }

    private static Departure crash(Departure.Crash crash, Point at, long downNanos) {
        return new Departure.Crash(crash.node(), crash.slot(), at, downNanos, 0);
    }

    /** The departure earlier, when it has a time of the run and is not before another time. */
    static Departure earlier(Departure departure, long fromNanos, long gapNanos) {
        return switch (departure) {
            case Departure.Held held ->
                    new Departure.Held(held.message(), earlier(held.until(), fromNanos, gapNanos));
            case Departure.Again again ->
                    new Departure.Again(
                            again.message(), earlier(again.until(), fromNanos, gapNanos));
            case Departure.Crash crash ->
                    new Departure.Crash(
                            crash.node(),
                            crash.slot(),
                            earlier(crash.at(), fromNanos, gapNanos),
                            crash.downNanos(),
                            crash.kept());
            case Departure.Drop drop -> drop;
        };
    }

    /** The point earlier, when it is a time of the run and not before another time. */
    static Point earlier(Point point, long fromNanos, long gapNanos) {
        return point instanceof Point.At at && at.nanos() >= fromNanos
                ? new Point.At(at.nanos() - gapNanos)
                : point;
    }
}
