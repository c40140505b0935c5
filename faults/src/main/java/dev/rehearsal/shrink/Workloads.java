package dev.rehearsal.shrink;

import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * All ways in which a few operations can be asked, each once.
 *
 * <p>A client's operations are among its first n, of n operations in all, and the clients are the
 * first n. Each operation begins at once or when another one has ended; where a system cannot
 * answer at once the same is also asked later, when it can. Of one client's own operations the next
 * waits for the one before in any case, and nobody waits in a circle.
 *
 * <p>Order: by the largest index of an operation; by who waits for whom, the least waiting first;
 * by client and index; by input.
 */
final class Workloads {

    private record Place(String client, int number, int index) {}

    private final Alphabet alphabet;
    private final Vector<String> clients;
    private final long curtainNanos;

    /**
     * All workloads.
     *
     * @param curtainNanos as {@link Curtain} has it
     */
    Workloads(Alphabet alphabet, Vector<String> clients, long curtainNanos) {
        this.alphabet = alphabet;
        this.clients = clients;
        this.curtainNanos = curtainNanos;
    }

    /**
     * Offers them in order until one is taken.
     *
     * @return whether one was taken
     */
    boolean any(int operations, Predicate<Vector<PlannedOperation>> taken) {
        if (operations == 0) {
            return taken.test(Vector.empty());
        }
        int indexMax = Math.min(operations, alphabet.operationsEach());
        for (int largest = 1; largest <= indexMax; largest++) {
            Walk walk = new Walk(places(operations, largest), largest, operations, taken);
            if (walk.parents(0)) {
                return true;
            }
        }
        return false;
    }

    private List<Place> places(int operations, int largest) {
        List<Place> places = new ArrayList<>();
        for (int index = 1; index <= largest; index++) {
            for (int client = 0; client < Math.min(operations, clients.size()); client++) {
                places.add(new Place(clients.get(client), client, index));
            }
        }
        return places;
    }

    /** One walk over all stories with the same largest index. */
    private final class Walk {

        private final List<Place> places;
        private final int largest;
        private final Predicate<Vector<PlannedOperation>> taken;

        /** For whom each operation waits: 0 nobody, else k for the k-th; never falling. */
        private final int[] parents;

        /** Where each operation stands; of two with one parent the earlier place comes first. */
        private final int[] chosen;

        Walk(
                List<Place> places,
                int largest,
                int operations,
                Predicate<Vector<PlannedOperation>> taken) {
            this.places = places;
            this.largest = largest;
            this.taken = taken;
            this.parents = new int[operations];
            this.chosen = new int[operations];
        }

        boolean parents(int operation) {
            if (operation == parents.length) {
                return choose(0);
            }
            int least = operation == 0 ? 0 : parents[operation - 1];
            for (int parent = least; parent <= operation; parent++) {
                parents[operation] = parent;
                if (parents(operation + 1)) {
                    return true;
                }
            }
            return false;
        }

        private boolean choose(int operation) {
            if (operation == chosen.length) {
                return hasLargest() && inputs(Vector.empty());
            }
            boolean sibling = operation > 0 && parents[operation] == parents[operation - 1];
            for (int p = sibling ? chosen[operation - 1] + 1 : 0; p < places.size(); p++) {
                if (isFree(p, operation) && !isOfItsParent(p, operation)) {
                    chosen[operation] = p;
                    if (choose(operation + 1)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean hasLargest() {
            for (int place : chosen) {
                if (places.get(place).index() == largest) {
                    return true;
                }
            }
            return false;
        }

        private boolean isFree(int place, int operation) {
            for (int i = 0; i < operation; i++) {
                if (chosen[i] == place) {
                    return false;
                }
            }
            return true;
        }

        private boolean isOfItsParent(int place, int operation) {
            return parents[operation] > 0
                    && places.get(chosen[parents[operation] - 1]).number()
                            == places.get(place).number();
        }

        private boolean inputs(Vector<PlannedOperation> before) {
            int operation = before.size();
            if (operation == chosen.length) {
                return Elements.canAllBegin(before)
                        && (taken.test(sorted(before))
                                || curtainNanos > 0 && taken.test(sorted(later(before))));
            }
            Place place = places.get(chosen[operation]);
            Point begin =
                    parents[operation] == 0
                            ? new Point.At(0)
                            : before.get(parents[operation] - 1).ended();
            for (Object input : alphabet.at(place.client(), place.index())) {
                PlannedOperation next =
                        new PlannedOperation(place.client(), place.index(), input, begin);
                if (inputs(before.append(next))) {
                    return true;
                }
            }
            return false;
        }

        private Vector<PlannedOperation> sorted(Vector<PlannedOperation> operations) {
            return operations.sorted(
                    Comparator.<PlannedOperation>comparingInt(one -> clients.indexOf(one.client()))
                            .thenComparingInt(PlannedOperation::index));
        }

        private Vector<PlannedOperation> later(Vector<PlannedOperation> operations) {
            return operations.map(one ->
                    one.begin() instanceof Point.At
                            ? one.beginning(new Point.At(curtainNanos))
                            : one);
        }
    }
}
