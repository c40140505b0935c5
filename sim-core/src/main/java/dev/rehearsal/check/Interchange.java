package dev.rehearsal.check;

import dev.rehearsal.actor.ActorRef;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

/**
 * Nodes that may be exchanged: of all states that differ by such an exchange only one is searched.
 *
 * <p>References and texts that are the path of an actor on one of the nodes are exchanged by
 * themselves, wherever they stand. The author says what else knows the nodes: numbers that name
 * them, values that only one of them writes.
 *
 * <p>The actors of the nodes, what their clients ask, and every property must be the same after any
 * exchange; nobody checks that. Actors that break ties by their number are not.
 *
 * @param nodes at least 2 and at most 6, since every order of them is looked at
 * @param renaming of what else knows the nodes
 */
public record Interchange(Vector<String> nodes, Renaming renaming) {

    private static final int MOST = 6;

    /** Refuses fewer than two nodes, and more than there is time for. */
    public Interchange {
        if (nodes.size() < 2 || nodes.size() > MOST || nodes.distinct().size() != nodes.size()) {
            throw new IllegalArgumentException(
                    "there must be 2 to "
                            + MOST
                            + " different nodes that may be exchanged: nodes="
                            + nodes.mkString(", "));
        }
    }

    /** What a value becomes. */
    @FunctionalInterface
    public interface Renaming {

        /** References and paths are all that knows the nodes. */
        Renaming NONE = (_, _) -> null;

        /**
         * The value after an exchange; null when it holds nothing of its own that knows the nodes,
         * and is to be looked into part by part.
         */
        @Nullable Object renamed(Object value, Exchange exchange);
    }

    /**
     * One exchange of the nodes.
     *
     * @param places for the number of each node, from 0, that of the node whose place it takes
     */
    public record Exchange(Vector<String> nodes, Vector<Integer> places) {

        /** The number of the node whose place the node of that number takes. */
        public int number(int node) {
            return places.get(node);
        }

        /** A path or the name of a node, after the exchange. */
        public String path(String path) {
            int slash = path.indexOf('/');
            String node = slash < 0 ? path : path.substring(0, slash);
            int number = nodes.indexOf(node);
            return number < 0
                    ? path
                    : nodes.get(places.get(number)) + (slash < 0 ? "" : path.substring(slash));
        }

        /** References and paths are exchanged by themselves. */
        @Nullable Object renamed(Object value, Renaming renaming) {
            return switch (value) {
                case ActorRef<?> ref -> ActorRef.to(path(ref.path()), ref.incarnation());
                case String text -> path(text);
                default -> renaming.renamed(value, this);
            };
        }
    }

    /** All exchanges, the one that leaves everything in place first. */
    Vector<Exchange> exchanges() {
        return Vector.range(0, nodes.size())
                .permutations()
                .map(places -> new Exchange(nodes, places));
    }
}
