package dev.rehearsal.history.transaction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * A directed graph with labelled edges in flat arrays; edges leave a node in the order in which
 * they were added.
 */
final class Graph {
    private int[] froms = new int[1024];
    private int[] tos = new int[1024];
    private int[] labels = new int[1024];
    private int edges;

    private int[] first = new int[0];
    private int[] target = new int[0];
    private int[] label = new int[0];
    private int nodes;

    void add(int from, int to, int edgeLabel) {
        if (edges == froms.length) {
            froms = Arrays.copyOf(froms, edges * 2);
            tos = Arrays.copyOf(tos, edges * 2);
            labels = Arrays.copyOf(labels, edges * 2);
        }
        froms[edges] = from;
        tos[edges] = to;
        labels[edges++] = edgeLabel;
    }

    /** To be called before any question. */
    Graph freeze(int nodeCount) {
        nodes = nodeCount;
        first = new int[nodeCount + 1];
        for (int e = 0; e < edges; e++) {
            first[froms[e] + 1]++;
        }
        for (int n = 0; n < nodeCount; n++) {
            first[n + 1] += first[n];
        }
        int[] cursor = Arrays.copyOf(first, nodeCount);
        target = new int[edges];
        label = new int[edges];
        for (int e = 0; e < edges; e++) {
            int at = cursor[froms[e]]++;
            target[at] = tos[e];
            label[at] = labels[e];
        }
        return this;
    }

    int nodes() {
        return nodes;
    }

    int target(int edge) {
        return target[edge];
    }

    int label(int edge) {
        return label[edge];
    }

    /** Where each edge of a path begins. */
    int[] sources(int from, int[] path) {
        int[] sources = new int[path.length];
        int at = from;
        for (int i = 0; i < path.length; i++) {
            sources[i] = at;
            at = target[path[i]];
        }
        return sources;
    }

    /**
     * The nodes so that every edge points forward, smaller numbers first where free; shorter than
     * all if there is a cycle.
     */
    int[] topological() {
        int[] in = new int[nodes];
        for (int t : target) {
            in[t]++;
        }
        PriorityQueue<Integer> free = new PriorityQueue<>();
        for (int n = 0; n < nodes; n++) {
            if (in[n] == 0) {
                free.add(n);
            }
        }
        int[] order = new int[nodes];
        int placed = 0;
        while (!free.isEmpty()) {
            int n = free.remove();
            order[placed++] = n;
            for (int e = first[n]; e < first[n + 1]; e++) {
                if (--in[target[e]] == 0) {
                    free.add(target[e]);
                }
            }
        }
        return placed == nodes ? order : Arrays.copyOf(order, placed);
    }

    /** The strongly connected component of each node. */
    int[] components() {
        int[] component = new int[nodes];
        int[] index = new int[nodes];
        int[] low = new int[nodes];
        int[] cursor = new int[nodes];
        int[] stack = new int[nodes];
        boolean[] onStack = new boolean[nodes];
        int[] calls = new int[nodes];
        Arrays.fill(component, -1);
        int counter = 0;
        int height = 0;
        int found = 0;
        for (int root = 0; root < nodes; root++) {
            if (index[root] != 0) {
                continue;
            }
            int depth = 0;
            calls[0] = root;
            index[root] = low[root] = ++counter;
            cursor[root] = first[root];
            stack[height++] = root;
            onStack[root] = true;
            while (depth >= 0) {
                int n = calls[depth];
                if (cursor[n] < first[n + 1]) {
                    int t = target[cursor[n]++];
                    if (index[t] == 0) {
                        index[t] = low[t] = ++counter;
                        cursor[t] = first[t];
                        stack[height++] = t;
                        onStack[t] = true;
                        calls[++depth] = t;
                    } else if (onStack[t]) {
                        low[n] = Math.min(low[n], index[t]);
                    }
                } else {
                    if (low[n] == index[n]) {
                        int member;
                        do {
                            member = stack[--height];
                            onStack[member] = false;
                            component[member] = found;
                        } while (member != n);
                        found++;
                    }
                    depth--;
                    if (depth >= 0) {
                        low[calls[depth]] = Math.min(low[calls[depth]], low[n]);
                    }
                }
            }
        }
        return component;
    }

    /** Looks for shortest paths, one at a time, and counts its steps. */
    final class Paths {
        private final int[] via = new int[nodes];
        private final int[] parent = new int[nodes];
        private final int[] seen = new int[nodes];
        private int round;
        private long steps;

        long steps() {
            return steps;
        }

        /**
         * The edges of a shortest path inside one component; null if there is none. An empty path
         * does not count.
         */
        int @Nullable [] shortest(int from, int to, int[] component) {
            round++;
            ArrayDeque<Integer> queue = new ArrayDeque<>();
            queue.add(from);
            if (from != to) {
                seen[from] = round;
            }
            while (!queue.isEmpty()) {
                int n = queue.remove();
                for (int e = first[n]; e < first[n + 1]; e++) {
                    steps++;
                    int t = target[e];
                    if (seen[t] == round || component[t] != component[from]) {
                        continue;
                    }
                    seen[t] = round;
                    via[t] = e;
                    parent[t] = n;
                    if (t == to) {
                        int length = 0;
                        for (int m = t; length == 0 || m != from; m = parent[m]) {
                            length++;
                        }
                        int[] path = new int[length];
                        int m = t;
                        for (int i = length - 1; i >= 0; i--) {
                            path[i] = via[m];
                            m = parent[m];
                        }
                        return path;
                    }
                    queue.add(t);
                }
            }
            return null;
        }
    }
}
