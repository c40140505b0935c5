package dev.rehearsal.shrink;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Iterator;
import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;

/**
 * How large a story is: the leading part of the shortlex order, by operations and departures
 * together, then by departures, then by their kinds.
 *
 * @param kinds of the departures, the simplest first
 */
record Level(int operations, Vector<FaultKind> kinds) implements Comparable<Level> {

    static Level of(Story story) {
        return new Level(
                story.operations().size(), story.departures().map(Departure::kind).sorted());
    }

    int elements() {
        return operations + kinds.size();
    }

    /**
     * All levels up to this one, in order.
     *
     * @param alphabet the kinds of their departures; when there are any, each level has one
     * @param clients whether there are users, and so an operation in each level, or none in any
     * @param elementsMax no level has more
     */
    Iterator<Level> upTo(Vector<FaultKind> alphabet, boolean clients, int elementsMax) {
        return Iterator.rangeClosed(1, Math.min(elements(), elementsMax))
                .flatMap(elements -> {
                    int least = clients ? (alphabet.isEmpty() ? 0 : 1) : elements;
                    int most = clients ? (alphabet.isEmpty() ? 0 : elements - 1) : elements;
                    return Iterator.rangeClosed(least, most)
                            .flatMap(faults -> multisets(alphabet, faults))
                            .map(kinds -> new Level(elements - kinds.size(), kinds));
                })
                .filter(level -> level.compareTo(this) <= 0);
    }

    private static List<Vector<FaultKind>> multisets(Vector<FaultKind> alphabet, int size) {
        if (size == 0) {
            return List.of(Vector.empty());
        }
        List<Vector<FaultKind>> all = new ArrayList<>();
        for (int first = 0; first < alphabet.size(); first++) {
            FaultKind kind = alphabet.get(first);
            for (Vector<FaultKind> rest : multisets(alphabet.drop(first), size - 1)) {
                all.add(rest.prepend(kind));
            }
        }
        return all;
    }

    @Override
    public int compareTo(Level other) {
        int order = Integer.compare(elements(), other.elements());
        order = order != 0 ? order : Integer.compare(kinds.size(), other.kinds.size());
        for (int i = 0; order == 0 && i < kinds.size(); i++) {
            order = kinds.get(i).compareTo(other.kinds.get(i));
        }
        return order;
    }
}
