package dev.rehearsal.scenarios.crdt;

import dev.rehearsal.scenarios.crdt.CrdtMessage.Dot;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Effect;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Entry;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Update;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;

import java.util.function.BinaryOperator;

/**
 * A counter, a set and a map, with what is needed to bring them together with those of others.
 *
 * @param seen how many updates of each replica are in it
 * @param counts what was counted at each replica
 * @param added the element of each update that added one
 * @param removed the updates among them that were taken away
 * @param entries the map
 */
record Contents(
        TreeMap<Integer, Integer> seen,
        TreeMap<Integer, Integer> counts,
        TreeMap<Dot, String> added,
        TreeSet<Dot> removed,
        TreeMap<String, Entry> entries) {

    static final Contents EMPTY =
            new Contents(
                    TreeMap.empty(),
                    TreeMap.empty(),
                    TreeMap.empty(),
                    TreeSet.empty(),
                    TreeMap.empty());

    int seen(int replica) {
        return seen.get(replica).getOrElse(0);
    }

    /** The counter. */
    int count() {
        return counts.values().sum().intValue();
    }

    /** The set: an element is in it while one of the updates that added it is not taken away. */
    TreeSet<String> elements() {
        return TreeSet.ofAll(live().values());
    }

    /** Whether that update has added an element which is still there by it. */
    boolean isLive(Dot dot) {
        return added.containsKey(dot) && !removed.contains(dot);
    }

    TreeSet<Dot> dotsOf(String element) {
        return TreeSet.ofAll(live().filterValues(element::equals).keySet());
    }

    /** A stamp later than all that were seen. */
    long nextStamp() {
        return 1 + entries.values().map(Entry::stamp).max().getOrElse(0L);
    }

    /** With one more update. */
    Contents with(Update update) {
        Dot dot = update.dot();
        TreeMap<Integer, Integer> further =
                seen.put(dot.replica(), Math.max(seen(dot.replica()), dot.number()));
        return switch (update.effect()) {
            case Effect.Counted(int amount) -> {
                int before = counts.get(dot.replica()).getOrElse(0);
                yield new Contents(
                        further,
                        counts.put(dot.replica(), before + amount),
                        added,
                        removed,
                        entries);
            }
            case Effect.Added(String element) ->
                    new Contents(further, counts, added.put(dot, element), removed, entries);
            case Effect.Removed(_, TreeSet<Dot> dots) ->
                    new Contents(further, counts, added, removed.addAll(dots), entries);
            case Effect.Written(String key, Entry entry, _) ->
                    new Contents(
                            further,
                            counts,
                            added,
                            removed,
                            entries.put(key, entry, Entry::orLater));
        };
    }

    /**
     * With all that is in another one. The result is the least upper bound of both: it makes no
     * difference how often and in which order states are brought together.
     *
     * @param count of two counts of one replica; the greater one is the later
     */
    Contents merge(Contents that, BinaryOperator<Integer> count) {
        return new Contents(
                seen.merge(that.seen, Math::max),
                counts.merge(that.counts, count),
                added.merge(that.added),
                removed.addAll(that.removed),
                entries.merge(that.entries, Entry::orLater));
    }

    /** Without what was taken away, and without the knowledge that it was. */
    Contents collected() {
        return new Contents(seen, counts, live(), TreeSet.empty(), entries);
    }

    private TreeMap<Dot, String> live() {
        return added.filterKeys(dot -> !removed.contains(dot));
    }
}
