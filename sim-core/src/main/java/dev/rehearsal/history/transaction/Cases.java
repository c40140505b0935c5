package dev.rehearsal.history.transaction;

import dev.rehearsal.history.transaction.Chosen.Pair;
import dev.rehearsal.history.transaction.Dependency.Kind;
import dev.rehearsal.history.transaction.IsolationVerdict.Anomaly;
import dev.rehearsal.history.transaction.Level.Respected;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Both orders of each pair of unread appends, tried to the end: where neither is possible, snapshot
 * isolation is violated although no cycle is certain. Bounded in cases.
 */
final class Cases {
    private static final int CASES_MAX = 400;
    private static final int DEPTH_MAX = 60;

    private final Versions versions;
    private final Dependencies dependencies;
    private final Respected respected;
    private int cases;

    Cases(Versions versions, Dependencies dependencies, Respected respected) {
        this.versions = versions;
        this.dependencies = dependencies;
        this.respected = respected;
    }

    /** The contradiction, if every case leads to one. */
    Optional<Anomaly> contradiction() {
        Graph graph = dependencies.snapshots(respected, new Chosen());
        int[] sorted = graph.topological();
        if (sorted.length < graph.nodes()) {
            return Optional.empty();
        }
        Pair pair = new Chosen().firstConflict(versions, sorted);
        if (pair == null || !impossible(new Chosen(), 0) || cases > CASES_MAX) {
            return Optional.empty();
        }
        int low = versions.transactions.get(pair.low()).number();
        int high = versions.transactions.get(pair.high()).number();
        List<Dependency> first = cycle(graph, pair.low(), pair.high());
        List<Dependency> second = cycle(graph, pair.high(), pair.low());
        boolean lost = first.size() == 2 && second.size() == 2;
        String sentence =
                "T"
                        + low
                        + " and T"
                        + high
                        + " append to one list, so one of them is first. If T"
                        + low
                        + ": "
                        + sentences(first)
                        + ". If T"
                        + high
                        + ": "
                        + sentences(second);
        return Optional.of(new Anomaly(lost ? "lost-update" : "G-single-item", sentence, first));
    }

    /**
     * Whether no order of the pairs still open is possible with these choices; false also if cases
     * ran out.
     */
    private boolean impossible(Chosen chosen, int depth) {
        if (++cases > CASES_MAX || depth > DEPTH_MAX) {
            cases = CASES_MAX + 1;
            return false;
        }
        Graph graph = dependencies.snapshots(respected, chosen);
        int[] sorted = graph.topological();
        if (sorted.length < graph.nodes()) {
            return true;
        }
        Pair pair = chosen.firstConflict(versions, sorted);
        return pair != null
                && impossible(chosen.with(pair, true), depth + 1)
                && impossible(chosen.with(pair, false), depth + 1);
    }

    /**
     * The cycle that the first before the second would close; the assumed step alone if it takes
     * more than that.
     */
    private List<Dependency> cycle(Graph graph, int first, int second) {
        List<Dependency> cycle = new ArrayList<>();
        cycle.add(
                dependencies.named(
                        new Dependency(
                                Kind.WW, first, second, sharedKey(first, second), "append")));
        int[] path = graph.new Paths().shortest(2 * second, 2 * first + 1, new int[graph.nodes()]);
        if (path != null) {
            cycle.addAll(dependencies.along(graph, graph.sources(2 * second, path), path, true));
        }
        return cycle;
    }

    private Object sharedKey(int first, int second) {
        for (Versions.Line line : versions.lines.values()) {
            if (line.unread.containsKey(first) && line.unread.containsKey(second)) {
                return line.key;
            }
        }
        return "?";
    }

    private static String sentences(List<Dependency> cycle) {
        if (cycle.size() == 1) {
            return "no order of the others is left";
        }
        StringBuilder text = new StringBuilder();
        for (Dependency edge : cycle.subList(1, cycle.size())) {
            text.append(text.isEmpty() ? "" : "; ").append(edge.sentence());
        }
        return text.toString();
    }
}
