package dev.rehearsal.history.transaction;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The order chosen for pairs of transactions whose appends to one list nobody read. Snapshot
 * isolation wants such pairs one after the other, and the history does not say which.
 */
final class Chosen {

    /** A pair that was turned round more often stands in the way either way. */
    private static final int TURNS_MAX = 4;

    /** The two, the smaller first. */
    record Pair(int low, int high) {}

    /** Whether the smaller one is first; and how often a pair was turned round. */
    private final Map<Pair, Boolean> lowFirst = new LinkedHashMap<>();

    private final Map<Pair, Integer> turned = new LinkedHashMap<>();

    Map<Pair, Boolean> choices() {
        return lowFirst;
    }

    /**
     * Orders unread appends that overlap in this order of starts and commits, by their commits;
     * false if none did.
     */
    boolean chooseConflicts(Versions versions, int[] sorted) {
        int[] place = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            place[sorted[i]] = i;
        }
        boolean found = false;
        for (Versions.Line line : versions.lines.values()) {
            Integer[] unread = line.unread.keySet().toArray(Integer[]::new);
            Arrays.sort(unread, (a, b) -> Integer.compare(place[2 * a + 1], place[2 * b + 1]));
            for (int i = 1; i < unread.length; i++) {
                int first = unread[i - 1];
                int second = unread[i];
                if (place[2 * first + 1] > place[2 * second]) {
                    Pair pair = new Pair(Math.min(first, second), Math.max(first, second));
                    lowFirst.put(pair, first < second);
                    found = true;
                }
            }
        }
        return found;
    }

    /** Of two overlapping unread appends to one list the first pair; null if there is none. */
    @Nullable Pair firstConflict(Versions versions, int[] sorted) {
        Chosen probe = new Chosen();
        return probe.chooseConflicts(versions, sorted)
                ? probe.lowFirst.keySet().iterator().next()
                : null;
    }

    /** These choices and one more. */
    Chosen with(Pair pair, boolean low) {
        Chosen more = new Chosen();
        more.lowFirst.putAll(lowFirst);
        more.lowFirst.put(pair, low);
        return more;
    }

    /**
     * Turns round the choice on a cycle that was turned least; false if there is no choice on any
     * cycle.
     */
    boolean turnOne(Graph graph, Dependencies dependencies) {
        int[] component = graph.components();
        Pair best = null;
        for (Map.Entry<Pair, Boolean> choice : lowFirst.entrySet()) {
            Pair pair = choice.getKey();
            int first = choice.getValue() ? pair.low() : pair.high();
            int second = choice.getValue() ? pair.high() : pair.low();
            if (component[2 * first + 1] == component[2 * second]
                    && (best == null
                            || turned.getOrDefault(pair, 0) < turned.getOrDefault(best, 0))) {
                best = pair;
            }
        }
        if (best == null) {
            return false;
        }
        turned.merge(best, 1, Integer::sum);
        lowFirst.put(best, !lowFirst.get(best));
        return turned.get(best) <= TURNS_MAX;
    }
}
