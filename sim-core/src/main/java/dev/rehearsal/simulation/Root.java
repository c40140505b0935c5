package dev.rehearsal.simulation;

import dev.rehearsal.decision.MessageName;
import dev.rehearsal.kernel.Cause;
import dev.rehearsal.kernel.Delivery;

/**
 * The outside stimulus that an activity serves, and how many messages of each type were sent for it
 * on each link.
 *
 * <p>The counts go with the root when nothing mentions it any more, so that a long run does not
 * gather them.
 */
final class Root implements Cause {

    private static final int FEW = 4;
    private static final long[] NO_LINKS = {};
    private static final int[] NO_COUNTS = {};

    private final String prefix;
    private final int number;
    private final long key;

    /** Empty until a message is counted: most timers that fire send none. */
    private long[] links = NO_LINKS;

    private int[] counts = NO_COUNTS;
    private int used;
    private int prefixNumber = -1;

    /**
     * A root.
     *
     * @param prefix its name up to the number: {@code c1#}, {@code s1.Elect#}, {@code s2!}
     * @param prefixHash the fingerprint of {@code prefix}
     */
    Root(String prefix, long prefixHash, int number) {
        this.prefix = prefix;
        this.number = number;
        this.key = MessageName.rootKey(prefixHash, number);
    }

    /** The root of a message between nodes. */
    static Root of(Delivery message) {
        if (message.cause() instanceof Root root) {
            return root;
        }
        throw new IllegalStateException("a message must have a root: message=" + message.message());
    }

    /** The number of its prefix in the log of its run; looked up once for each root. */
    int prefixIn(DepartureLog log) {
        if (prefixNumber < 0) {
            prefixNumber = log.prefix(prefix);
        }
        return prefixNumber;
    }

    int number() {
        return number;
    }

    String name() {
        return prefix + number;
    }

    long key() {
        return key;
    }

    /** Counts one more message on a link, and says how many there are now. */
    int count(long link) {
        return links.length <= FEW ? countFew(link) : countMany(link);
    }

    private int countFew(long link) {
        for (int i = 0; i < used; i++) {
            if (links[i] == link) {
                return ++counts[i];
            }
        }
        if (used == FEW) {
            grow();
            return countMany(link);
        }
        if (used == 0) {
            links = new long[FEW];
            counts = new int[FEW];
        }
        links[used] = link;
        counts[used++] = 1;
        return 1;
    }

    /** Open addressing; a count of zero is a free place. */
    private int countMany(long link) {
        if (2 * used >= links.length) {
            grow();
        }
        int mask = links.length - 1;
        int i = (int) link & mask;
        while (counts[i] != 0 && links[i] != link) {
            i = (i + 1) & mask;
        }
        if (counts[i] == 0) {
            used++;
            links[i] = link;
        }
        return ++counts[i];
    }

    private void grow() {
        long[] oldLinks = links;
        int[] oldCounts = counts;
        links = new long[oldLinks.length * 4];
        counts = new int[links.length];
        int mask = links.length - 1;
        for (int j = 0; j < oldLinks.length; j++) {
            if (oldCounts[j] != 0) {
                int i = (int) oldLinks[j] & mask;
                while (counts[i] != 0) {
                    i = (i + 1) & mask;
                }
                links[i] = oldLinks[j];
                counts[i] = oldCounts[j];
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
