package dev.rehearsal.history.transaction;

import dev.rehearsal.history.Operation;
import dev.rehearsal.history.transaction.Dependency.Kind;
import dev.rehearsal.history.transaction.Level.Respected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The dependencies between the transactions that happened, and the graphs made of them.
 *
 * <p>In a serial graph a transaction is one node. In a snapshot graph it is two, start and commit:
 * what is read or overwritten committed before the start, what is not seen commits after it; the
 * graph has a cycle just if snapshot isolation is violated. Real time is a chain of one node for
 * each completion, so that its edges stay linear.
 */
final class Dependencies {
    private static final int CHAIN = -1;
    private static final int CHOICE = -2;

    private final List<Dependency> edges = new ArrayList<>();
    private final Versions versions;
    private final int count;

    /** Completed transactions by completion, for the chain of real time. */
    private final int[] byCompletion;

    Dependencies(Versions versions) {
        this.versions = versions;
        this.count = versions.transactions.size();
        for (Versions.Line line : versions.lines.values()) {
            versionEdges(line);
        }
        Map<Integer, Integer> last = new HashMap<>();
        for (int t = 0; t < count; t++) {
            Integer before = last.put(versions.transactions.get(t).process(), t);
            if (before != null) {
                edges.add(new Dependency(Kind.SESSION, before, t, null, null));
            }
        }
        long[] completions =
                IntStream.range(0, count)
                        .filter(t -> versions.transactions.get(t).returnedAt() != Operation.OPEN)
                        .mapToLong(t -> (long) versions.transactions.get(t).returnedAt() << 32 | t)
                        .sorted()
                        .toArray();
        byCompletion = Arrays.stream(completions).mapToInt(c -> (int) c).toArray();
    }

    private void versionEdges(Versions.Line line) {
        int size = line.elements.size();
        for (int i = 1; i < size; i++) {
            edge(
                    Kind.WW,
                    line.writers.get(i - 1),
                    line.writers.get(i),
                    line.key,
                    line.elements.get(i - 1));
        }
        for (Map.Entry<Integer, Object> unread : line.unread.entrySet()) {
            if (size > 0) {
                edge(
                        Kind.WW,
                        line.writers.getLast(),
                        unread.getKey(),
                        line.key,
                        line.elements.getLast());
            }
        }
        for (Versions.Observation observation : line.observations) {
            int length = observation.length();
            if (length > 0) {
                edge(
                        Kind.WR,
                        line.writers.get(length - 1),
                        observation.reader(),
                        line.key,
                        line.elements.get(length - 1));
            }
            if (length < size) {
                edge(
                        Kind.RW,
                        observation.reader(),
                        line.writers.get(length),
                        line.key,
                        line.elements.get(length));
            } else {
                for (Map.Entry<Integer, Object> unread : line.unread.entrySet()) {
                    edge(
                            Kind.RW,
                            observation.reader(),
                            unread.getKey(),
                            line.key,
                            unread.getValue());
                }
            }
        }
    }

    private void edge(Kind kind, int from, int to, Object key, Object element) {
        if (from != to && from >= 0 && to >= 0) {
            edges.add(new Dependency(kind, from, to, key, element));
        }
    }

    /** A dependency with the numbers of the transactions instead of their places. */
    Dependency named(Dependency edge) {
        return new Dependency(
                edge.kind(),
                versions.transactions.get(edge.from()).number(),
                versions.transactions.get(edge.to()).number(),
                edge.key(),
                edge.element());
    }

    Dependency edge(int label) {
        return edges.get(label);
    }

    int size() {
        return edges.size();
    }

    /** How many nodes a graph of this level has. */
    int nodes(Level level) {
        return (level.serializable() ? count : 2 * count)
                + (level.respected() == Respected.REAL_TIME ? byCompletion.length : 0);
    }

    Graph serial(Respected respected) {
        return serial(Set.of(Kind.values()), respected);
    }

    /** One node for each transaction, then those of the chain. */
    Graph serial(Set<Kind> kinds, Respected respected) {
        Graph graph = new Graph();
        for (int e = 0; e < edges.size(); e++) {
            Dependency edge = edges.get(e);
            if (kinds.contains(edge.kind())
                    && (edge.kind() != Kind.SESSION || respected != Respected.DATA)) {
                graph.add(edge.from(), edge.to(), e);
            }
        }
        int nodes = count;
        if (respected == Respected.REAL_TIME) {
            chain(graph, count, 1, 0);
            nodes += byCompletion.length;
        }
        return graph.freeze(nodes);
    }

    /** Start of t: 2t, commit: 2t + 1; then the nodes of the chain. */
    Graph snapshots(Respected respected, Chosen chosen) {
        Graph graph = new Graph();
        for (int t = 0; t < count; t++) {
            graph.add(2 * t, 2 * t + 1, CHAIN);
        }
        for (int e = 0; e < edges.size(); e++) {
            Dependency edge = edges.get(e);
            switch (edge.kind()) {
                case WW, WR -> graph.add(2 * edge.from() + 1, 2 * edge.to(), e);
                case RW -> graph.add(2 * edge.from(), 2 * edge.to() + 1, e);
                case SESSION -> {
                    if (respected != Respected.DATA) {
                        graph.add(2 * edge.from() + 1, 2 * edge.to(), e);
                    }
                }
                case REAL_TIME -> {}
            }
        }
        chosen.choices()
                .forEach((pair, lowFirst) ->
                        graph.add(
                                2 * (lowFirst ? pair.low() : pair.high()) + 1,
                                2 * (lowFirst ? pair.high() : pair.low()),
                                CHOICE));
        int nodes = 2 * count;
        if (respected == Respected.REAL_TIME) {
            chain(graph, 2 * count, 2, 1);
            nodes += byCompletion.length;
        }
        return graph.freeze(nodes);
    }

    private void chain(Graph graph, int base, int stride, int commit) {
        int[] ends = new int[byCompletion.length];
        for (int i = 0; i < byCompletion.length; i++) {
            ends[i] = versions.transactions.get(byCompletion[i]).returnedAt();
            graph.add(stride * byCompletion[i] + commit, base + i, CHAIN);
            if (i > 0) {
                graph.add(base + i - 1, base + i, CHAIN);
            }
        }
        for (int t = 0; t < count; t++) {
            int at = Arrays.binarySearch(ends, versions.transactions.get(t).invokedAt());
            int before = (at < 0 ? -at - 1 : at) - 1;
            if (before >= 0) {
                graph.add(base + before, stride * t, CHAIN);
            }
        }
    }

    /** The transactions among these nodes, in order; of a snapshot graph those that commit. */
    int[] transactionsOf(int[] nodes, Level level) {
        return level.serializable()
                ? Arrays.stream(nodes).filter(n -> n < count).toArray()
                : Arrays.stream(nodes)
                        .filter(n -> n < 2 * count && n % 2 == 1)
                        .map(n -> n / 2)
                        .toArray();
    }

    /**
     * The dependencies along a closed path of edges; what runs through the chain becomes one of
     * real time.
     */
    List<Dependency> along(Graph graph, int[] sources, int[] path, boolean split) {
        List<Dependency> found = new ArrayList<>();
        int pendingFrom = -1;
        int limit = split ? 2 * count : count;
        // Begin at a real dependency, so that the chain is never cut in two.
        int begin = 0;
        while (begin < path.length && graph.label(path[begin]) < 0) {
            begin++;
        }
        for (int i = 0; i < path.length; i++) {
            int at = (begin + i) % path.length;
            int label = graph.label(path[at]);
            if (label >= 0) {
                found.add(named(edges.get(label)));
                continue;
            }
            int source = sources[at];
            int target = graph.target(path[at]);
            if (source < limit && target >= limit) {
                pendingFrom = split ? source / 2 : source;
            } else if (source >= limit && target < limit && pendingFrom >= 0) {
                int to = split ? target / 2 : target;
                found.add(named(new Dependency(Kind.REAL_TIME, pendingFrom, to, null, null)));
                pendingFrom = -1;
            }
        }
        return found;
    }
}
