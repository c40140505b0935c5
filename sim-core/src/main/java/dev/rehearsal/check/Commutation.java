package dev.rehearsal.check;

import dev.rehearsal.check.Commutation.Fact.Causes;
import dev.rehearsal.check.Commutation.Fact.Tells;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which steps make no difference to each other, as far as searches have seen: what the handling of
 * each message, timer and sync has ever led to, and whose steps somebody looks at.
 *
 * <p>Steps at different nodes commute. So in a state it is enough to take the steps of some nodes
 * first, if whatever the other nodes can do without them never sends these anything, and if nobody
 * looks at the order: no property, no boundary, no history.
 *
 * <p>What a step can lead to is not known beforehand but learned. A search with what is known
 * leaves steps out; it notes what is new; and it is repeated with that until nothing is. Then
 * nothing was left out that matters: of all ways to something unknown take the shortest. All on it
 * but its end is known, so the search has taken these steps, in another order, and would have noted
 * the end.
 *
 * <p>Source: Godefroid, <i>Partial-Order Methods for the Verification of Concurrent Systems</i>,
 * LNCS 1032, 1996 (persistent sets); Bošnački, Leue, Lluch Lafuente, <i>Partial-Order Reduction for
 * General State Exploring Algorithms</i>, SPIN 2006 (a state whose chosen steps lead to no new
 * state is expanded as a whole, so that no step is put off for ever).
 *
 * <p>Safe for use by several threads: what is known does not change, and what is new is gathered
 * under a lock.
 */
final class Commutation {

    /** Something that was seen. */
    sealed interface Fact {

        /** An event has led to another one, which happens at that node. */
        record Causes(long event, long other, int node) implements Fact {}

        /** Somebody looks at the steps of a node, or they are more than steps of that node. */
        record Tells(int node) implements Fact {}
    }

    /** Something that can happen at a node: a message to it, a timer, a sync, its boot. */
    record Pending(long event, int node) {}

    static final long ALL = -1;

    private final Set<Fact> known;
    private final long told;

    /** For each event the nodes that it and all that follows from it can reach. */
    private final Map<Long, Long> reach = new HashMap<>();

    private final Set<Fact> learned = new HashSet<>();

    private Commutation(Set<Fact> known) {
        this.known = known;
        long bits = 0;
        Map<Long, List<Causes>> effects = new HashMap<>();
        for (Fact fact : known) {
            switch (fact) {
                case Tells(int node) -> bits |= 1L << node;
                case Causes causes ->
                        effects.computeIfAbsent(causes.event(), _ -> new ArrayList<>()).add(causes);
            }
        }
        told = bits;
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<Long, List<Causes>> entry : effects.entrySet()) {
                long before = reach(entry.getKey());
                long after = before;
                for (Causes causes : entry.getValue()) {
                    after |= 1L << causes.node() | reach(causes.other());
                }
                if (after != before) {
                    reach.put(entry.getKey(), after);
                    more = true;
                }
            }
        }
    }

    /** What is known before the first search: that the steps of these nodes are looked at. */
    static Commutation beginning(List<Integer> told) {
        Set<Fact> facts = new HashSet<>();
        told.forEach(node -> facts.add(new Tells(node)));
        return new Commutation(facts);
    }

    private long reach(long event) {
        return reach.getOrDefault(event, 0L);
    }

    boolean isKnown(Fact fact) {
        return known.contains(fact);
    }

    synchronized void learn(Fact fact) {
        learned.add(fact);
    }

    /** What is known after a search; the same when it has seen nothing new. */
    synchronized Commutation after() {
        if (known.containsAll(learned)) {
            return this;
        }
        Set<Fact> all = new HashSet<>(known);
        all.addAll(learned);
        return new Commutation(all);
    }

    /**
     * The nodes whose steps are enough, as bits; {@link #ALL} when there are no fewer. Of several
     * such sets one with the fewest pending events.
     */
    long enough(List<Pending> pending) {
        long best = ALL;
        int fewest = pending.size();
        long tried = 0;
        for (Pending first : pending) {
            long bit = 1L << first.node();
            if ((tried & bit) != 0) {
                continue;
            }
            tried |= bit;
            long nodes = closed(bit, pending);
            int count = 0;
            for (Pending each : pending) {
                count += (nodes & 1L << each.node()) != 0 ? 1 : 0;
            }
            if ((nodes & told) == 0 && count < fewest) {
                best = nodes;
                fewest = count;
            }
        }
        return best;
    }

    /** The nodes together with all that can reach them. */
    private long closed(long nodes, List<Pending> pending) {
        long inside = nodes;
        boolean more = true;
        while (more && (inside & told) == 0) {
            more = false;
            for (Pending each : pending) {
                if ((inside & 1L << each.node()) == 0 && (reach(each.event()) & inside) != 0) {
                    inside |= 1L << each.node();
                    more = true;
                }
            }
        }
        return inside;
    }
}
