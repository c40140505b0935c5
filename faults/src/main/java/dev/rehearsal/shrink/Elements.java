package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;

/**
 * The things that a story consists of: its operations, its departures, and the servers that are not
 * healed, by number.
 */
final class Elements {

    /** So many operations are put in at the most. */
    private static final int OTHERS_MAX = 16;

    private Elements() {}

    static int count(Story story) {
        return story.operations().size()
                + story.departures().size()
                + story.heal().unhealed().size();
    }

    /**
     * The story without one element. Whoever waits for an operation that is taken away waits for
     * what that one waited for.
     */
    static Story without(Story story, int element) {
        int departure = element - story.operations().size();
        int server = departure - story.departures().size();
        if (departure < 0) {
            return withoutOperations(story, element, 1);
        }
        if (server < 0) {
            return story.withDepartures(story.departures().removeAt(departure));
        }
        Heal heal = story.heal();
        return story.withHeal(heal.healing(heal.unhealed().get(server)));
    }

    /** The story without some operations that stand side by side. */
    static Story withoutOperations(Story story, int from, int count) {
        Vector<PlannedOperation> left = story.operations();
        for (int i = 0; i < count && from < left.size(); i++) {
            PlannedOperation gone = left.get(from);
            left =
                    left.removeAt(from)
                            .map(other ->
                                    other.begin().equals(gone.ended())
                                            ? other.beginning(gone.begin())
                                            : other);
        }
        return story.withOperations(left);
    }

    /** All but some that stand side by side. */
    static <T> Vector<T> without(Vector<T> all, int from, int count) {
        return all.take(from).appendAll(all.drop(from + count));
    }

    /** The story with one message more that is held until the end. */
    static Story held(Story story, MessageName message) {
        return story.withDepartures(
                story.departures().append(new Departure.Held(message, new Point.End())));
    }

    /** The story with one operation more that is asked at once. */
    static Story asking(Story story, PlannedOperation operation) {
        return story.withOperations(
                story.operations().append(operation.beginning(new Point.At(0))));
    }

    /** Whether a story has all departures that it must have. */
    static boolean keeps(Story story, Vector<Departure> kept) {
        return story.departures().containsAll(kept);
    }

    /** The stories with one thing less, each way in which an element can be taken away. */
    static List<Story> less(Story story) {
        List<Story> less = new ArrayList<>();
        for (int element = 0; element < count(story); element++) {
            Story without = without(story, element);
            less.add(without);
            if (element < story.operations().size()) {
                // As the simulation takes it: who waits for nobody begins at once.
                Vector<PlannedOperation> bare = story.operations().removeAt(element);
                if (!bare.equals(without.operations())) {
                    less.add(story.withOperations(bare));
                }
            }
        }
        return less;
    }

    /**
     * Whether no operations wait for each other in a circle, those of one client in their order.
     */
    static boolean canAllBegin(Vector<PlannedOperation> operations) {
        Vector<PlannedOperation> waiting = operations;
        boolean fewer = true;
        while (fewer) {
            Vector<PlannedOperation> before = waiting;
            waiting = before.filter(one -> before.exists(other -> isAwaited(other, one)));
            fewer = waiting.size() < before.size();
        }
        return waiting.isEmpty();
    }

    private static boolean isAwaited(PlannedOperation other, PlannedOperation by) {
        return by.begin().equals(other.ended())
                || other.client().equals(by.client()) && other.index() < by.index();
    }

    /** When an operation of a story can begin: at once, or when another one has ended. */
    static List<Point> begins(Story story, int operation) {
        List<Point> begins = new ArrayList<>();
        begins.add(new Point.At(0));
        PlannedOperation own = story.operations().get(operation);
        for (PlannedOperation other : story.operations()) {
            if (!other.client().equals(own.client())) {
                begins.add(other.ended());
            }
        }
        return begins;
    }

    /** Operations that may be put in: of many the first of each kind that a client asks. */
    static Vector<PlannedOperation> others(Vector<PlannedOperation> all) {
        return all.size() <= OTHERS_MAX
                ? all
                : all.distinctBy(one -> one.client() + " " + one.input().getClass().getName())
                        .take(OTHERS_MAX);
    }

    /** Whether a story has an operation, whatever it asks. */
    static boolean has(Story story, PlannedOperation operation) {
        return story.operations().exists(known -> known.name().equals(operation.name()));
    }
}
