package dev.rehearsal.simulation;

import dev.rehearsal.decision.FaultKind;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * How many faults a run had, and how many of them made a difference: by their kind, and by the
 * source that brought them about.
 */
final class Tallies {

    private final int[] injected = new int[FaultKind.values().length];
    private final int[] effective = new int[FaultKind.values().length];
    private final java.util.LinkedHashMap<String, int[]> bySource = new java.util.LinkedHashMap<>();

    /** There was one more. */
    void injected(FaultKind kind, String source) {
        injected[kind.ordinal()]++;
        of(source)[0]++;
    }

    /** One made a difference. */
    void tookEffect(FaultKind kind, String source) {
        effective[kind.ordinal()]++;
        of(source)[1]++;
    }

    private int[] of(String source) {
        int[] tally = bySource.get(source);
        if (tally == null) {
            tally = new int[2];
            bySource.put(source, tally);
        }
        return tally;
    }

    Map<FaultKind, Integer> injected() {
        return byKind(injected);
    }

    Map<FaultKind, Integer> effective() {
        return byKind(effective);
    }

    private static Map<FaultKind, Integer> byKind(int[] counted) {
        Map<FaultKind, Integer> counts = LinkedHashMap.empty();
        for (FaultKind kind : FaultKind.values()) {
            if (counted[kind.ordinal()] > 0) {
                counts = counts.put(kind, counted[kind.ordinal()]);
            }
        }
        return counts;
    }

    /** Sources that are called as a kind in the order of the kinds, then the others by name. */
    Map<String, Run.Tally> bySource() {
        Map<String, Run.Tally> all = LinkedHashMap.empty();
        Vector<String> kinds = Vector.of(FaultKind.values()).map(FaultKind::label);
        Vector<String> sources = Vector.ofAll(bySource.keySet());
        for (String source :
                kinds.filter(sources::contains).appendAll(sources.removeAll(kinds).sorted())) {
            int[] tally = of(source);
            all = all.put(source, new Run.Tally(tally[0], tally[1]));
        }
        return all;
    }
}
