package dev.rehearsal.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of the actors, shared by several worlds of one topology, so that an image taken in
 * one means the same in another.
 *
 * <p>Safe for use by several threads.
 */
public final class Numbering {

    record Place(String path, int node) {}

    private final List<Place> places = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private volatile int size;

    /** A numbering of nobody. */
    public Numbering() {}

    /** The number of a path, a new one when it has none yet. */
    synchronized int of(String path, int node) {
        Integer known = numbers.putIfAbsent(path, places.size());
        if (known == null) {
            places.add(new Place(path, node));
            size = places.size();
            return places.size() - 1;
        }
        return known;
    }

    synchronized Place place(int number) {
        return places.get(number);
    }

    int size() {
        return size;
    }
}
