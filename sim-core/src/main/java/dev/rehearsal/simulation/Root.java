package dev.rehearsal.simulation;

import dev.rehearsal.decision.MessageName;
import dev.rehearsal.kernel.Cause;

/**
 * The outside stimulus that an activity serves, and how many messages of each type were sent for it
 * on each link.
 *
 * <p>The counts go with the root when nothing mentions it any more, so that a long run does not
 * gather them.
 */
final class Root implements Cause {

    private static final int FEW = 4;

    private final String prefix;
    private final int number;
    private final long key;
    private long[] links = new long[FEW];
    private int[] counts = new int[FEW];
    private int used;

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

    String name() {
        return prefix + number;
    }

    long key() {
        return key;
    }

    /** Counts one more message on a link, and says how many there are now. */
    int count(long link) {
        return links.length == FEW ? countFew(link) : countMany(link);
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
