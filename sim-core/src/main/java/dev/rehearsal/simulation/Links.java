package dev.rehearsal.simulation;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Which links between nodes are cut, each in one direction.
 *
 * <p>Cost: by what was cut, and not by how many nodes there are.
 */
final class Links {

    /** When a link is whole again that stays cut for good. */
    static final long NEVER = Long.MAX_VALUE;

    /** One partition. */
    static final class Partition {
        private final String source;
        private boolean isFelt;

        Partition(String source) {
            this.source = source;
        }

        /** The source of it. */
        String source() {
            return source;
        }

        /** A message is lost by it; whether it is the first one. */
        boolean feel() {
            boolean isFirst = !isFelt;
            isFelt = true;
            return isFirst;
        }
    }

    /**
     * A link that is cut, or was.
     *
     * @param root the stimulus that cut it
     * @param by which of those that keep it cut does so longest
     */
    private record Cut(int from, int to, long since, long wholeAt, Root root, Partition by) {
        Cut until(long whole, Partition longest) {
            return new Cut(from, to, since, whole, root, longest);
        }
    }

    /** By both ends; nobody goes through them in an order that matters. */
    private final Map<Long, Cut> cuts = new LinkedHashMap<>();

    private @Nullable Cut find(int from, int to) {
        return cuts.get(link(from, to));
    }

    private Cut cut(int from, int to) {
        Cut cut = find(from, to);
        if (cut == null) {
            throw new IllegalStateException("a link must be cut: from=" + from + " to=" + to);
        }
        return cut;
    }

    private static long link(int from, int to) {
        return (long) from << 32 | to;
    }

    /** Cuts a link; one that is cut already stays so at least as long as it was to. */
    void cut(int from, int to, long now, long until, Root root, Partition by) {
        Cut known = find(from, to);
        cuts.put(
                link(from, to),
                known == null || now >= known.wholeAt
                        ? new Cut(from, to, now, until, root, by)
                        : until > known.wholeAt ? known.until(until, by) : known);
    }

    /** The links that are cut now and have an end among some nodes, for good; all others whole. */
    Links forGood(IntPredicate nodes, long now) {
        Links left = new Links();
        for (Cut cut : cuts.values()) {
            if (now < cut.wholeAt && (nodes.test(cut.from) || nodes.test(cut.to))) {
                left.cuts.put(link(cut.from, cut.to), cut.until(NEVER, cut.by));
            }
        }
        return left;
    }

    boolean isCut(int from, int to, long now) {
        return now < wholeAt(from, to);
    }

    /** What keeps a link cut that is cut. */
    Partition cutBy(int from, int to) {
        return cut(from, to).by;
    }

    /** The stimulus that cut it. */
    Root root(int from, int to) {
        return cut(from, to).root;
    }

    /** Since when it is cut. */
    long since(int from, int to) {
        return cut(from, to).since;
    }

    /** When a link is whole again; 0 when it never was cut, {@link #NEVER} when it never is. */
    long wholeAt(int from, int to) {
        Cut cut = find(from, to);
        return cut == null ? 0 : cut.wholeAt;
    }
}
