package dev.rehearsal.history.transaction;

import dev.rehearsal.history.transaction.Dependency.Kind;
import dev.rehearsal.history.transaction.IsolationVerdict.Anomaly;
import dev.rehearsal.history.transaction.Level.Respected;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The cycles that a level forbids, by kind, the cheapest kind first and within it a shortest cycle
 * as far as a number of steps allows.
 */
final class Cycles {
    private static final long STEPS_MAX = 2_000_000;

    private final Dependencies dependencies;
    private final List<Anomaly> found = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private Cycles(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    static List<Anomaly> forbidden(Versions versions, Dependencies dependencies, Level level) {
        Cycles cycles = new Cycles(dependencies);
        for (Respected respected : Respected.values()) {
            if (respected.compareTo(level.respected()) <= 0) {
                String suffix =
                        switch (respected) {
                            case DATA -> "";
                            case SESSIONS -> "-process";
                            case REAL_TIME -> "-realtime";
                        };
                cycles.plain("G0", EnumSet.of(Kind.WW, Kind.SESSION), respected, suffix);
                cycles.plain("G1c", EnumSet.of(Kind.WW, Kind.WR, Kind.SESSION), respected, suffix);
                cycles.single(respected, suffix);
                cycles.nonadjacent(respected, suffix);
                if (level.serializable()) {
                    cycles.plain("G2-item", EnumSet.allOf(Kind.class), respected, suffix);
                }
            }
        }
        cycles.lostUpdates();
        return cycles.found.stream()
                .sorted((a, b) -> Integer.compare(rank(a.name()), rank(b.name())))
                .toList();
    }

    /** Cheaper kinds first; among one kind, those that need no order but the data's. */
    private static int rank(String name) {
        List<String> kinds =
                List.of(
                        "G0",
                        "G1c",
                        "lost-update",
                        "G-single-item",
                        "G-nonadjacent-item",
                        "G2-item");
        String kind = name.replaceAll("-(process|realtime)$", "");
        return 4 * kinds.indexOf(kind)
                + (name.endsWith("-process") ? 1 : name.endsWith("-realtime") ? 2 : 0);
    }

    /** A shortest cycle of the whole graph of these kinds. */
    private void plain(String name, Set<Kind> kinds, Respected respected, String suffix) {
        if (names.contains(name)) {
            return;
        }
        Graph graph = dependencies.serial(kinds, respected);
        int[] component = graph.components();
        Graph.Paths paths = graph.new Paths();
        int[] best = null;
        int from = -1;
        int[] size = sizes(component);
        for (int n = 0; n < graph.nodes() && paths.steps() < STEPS_MAX; n++) {
            if (size[component[n]] < 2) {
                continue;
            }
            int[] path = paths.shortest(n, n, component);
            if (path != null && (best == null || path.length < best.length)) {
                best = path;
                from = n;
                if (best.length == 2) {
                    break;
                }
            }
        }
        if (best != null) {
            add(name, suffix, dependencies.along(graph, graph.sources(from, best), best, false));
        }
    }

    /** A shortest cycle with just one anti-dependency. */
    private void single(Respected respected, String suffix) {
        if (names.contains("G-single-item")) {
            return;
        }
        Graph whole = dependencies.serial(EnumSet.allOf(Kind.class), respected);
        Graph graph = dependencies.serial(EnumSet.of(Kind.WW, Kind.WR, Kind.SESSION), respected);
        int[] component = whole.components();
        Graph.Paths paths = graph.new Paths();
        List<Dependency> best = null;
        for (int e = 0; e < dependencies.size() && paths.steps() < STEPS_MAX; e++) {
            Dependency edge = dependencies.edge(e);
            if (edge.kind() != Kind.RW || component[edge.from()] != component[edge.to()]) {
                continue;
            }
            int[] path = paths.shortest(edge.to(), edge.from(), component);
            if (path == null) {
                continue;
            }
            List<Dependency> back =
                    dependencies.along(graph, graph.sources(edge.to(), path), path, false);
            if (best == null || back.size() + 1 < best.size()) {
                best = new ArrayList<>(List.of(dependencies.named(edge)));
                best.addAll(back);
                if (best.size() == 2) {
                    break;
                }
            }
        }
        if (best != null) {
            add("G-single-item", suffix, best);
        }
    }

    /**
     * A cycle with several anti-dependencies, no two of them next to each other: one in the graph
     * of snapshots.
     */
    private void nonadjacent(Respected respected, String suffix) {
        if (names.contains("G-nonadjacent-item")) {
            return;
        }
        Graph graph = dependencies.snapshots(respected, new Chosen());
        int[] component = graph.components();
        int[] size = sizes(component);
        Graph.Paths paths = graph.new Paths();
        List<Dependency> best = null;
        for (int n = 0; n < graph.nodes() && paths.steps() < STEPS_MAX; n++) {
            if (size[component[n]] < 2) {
                continue;
            }
            int[] path = paths.shortest(n, n, component);
            if (path == null) {
                continue;
            }
            List<Dependency> cycle = dependencies.along(graph, graph.sources(n, path), path, true);
            long anti = cycle.stream().filter(edge -> edge.kind() == Kind.RW).count();
            if (anti >= 2 && (best == null || cycle.size() < best.size())) {
                best = cycle;
                if (best.size() <= 4) {
                    break;
                }
            }
        }
        if (best != null) {
            add("G-nonadjacent-item", suffix, best);
        }
    }

    /** Two transactions that read one version of a list and both append to it. */
    private void lostUpdates() {
        for (Anomaly anomaly : List.copyOf(found)) {
            List<Dependency> cycle = anomaly.cycle();
            if (cycle.size() == 2
                    && Objects.equals(cycle.get(0).key(), cycle.get(1).key())
                    && EnumSet.of(cycle.get(0).kind(), cycle.get(1).kind())
                            .equals(EnumSet.of(Kind.RW, Kind.WW))) {
                add("lost-update", "", cycle);
            }
        }
    }

    private void add(String name, String suffix, List<Dependency> cycle) {
        names.add(name);
        boolean needed =
                cycle.stream()
                        .anyMatch(edge ->
                                edge.kind()
                                        == (suffix.equals("-process")
                                                ? Kind.SESSION
                                                : Kind.REAL_TIME));
        String full = needed ? name + suffix : name;
        StringBuilder sentence = new StringBuilder();
        for (int i = 0; i < cycle.size(); i++) {
            sentence.append(i == 0 ? "" : i == cycle.size() - 1 ? "; and " : "; ")
                    .append(cycle.get(i).sentence());
        }
        found.add(new Anomaly(full, sentence.toString(), cycle));
    }

    private static int[] sizes(int[] component) {
        int[] size = new int[component.length];
        for (int c : component) {
            size[c]++;
        }
        return size;
    }
}
