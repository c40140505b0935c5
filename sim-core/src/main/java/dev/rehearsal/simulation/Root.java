package dev.rehearsal.simulation;

import dev.rehearsal.decision.MessageName;
import dev.rehearsal.kernel.Cause;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.value.Fingerprint;

/**
 * The outside stimulus that an activity serves, and how many messages of each type were sent for it
 * on each link.
 *
 * <p>The counts go with the root when nothing mentions it any more, so that a long run does not
 * gather them.
 */
final class Root implements Cause {

    private static final int MANY = 8;
    private static final long[] NO_LINKS = {};
    private static final int[] NO_COUNTS = {};

    /** What the names of some roots begin with: {@code c1#}, {@code s1.Elect#}, {@code s2!}. */
    static final class Stem {
        private final String text;
        private final long hash;
        private int number = -1;

        Stem(String text) {
            this.text = text;
            this.hash = Fingerprint.of(text);
        }

        /** Its number in the log of its run; looked up once. */
        int in(DepartureLog log) {
            if (number < 0) {
                number = log.text(text);
            }
            return number;
        }
    }

    private final Stem stem;
    private final int number;
    private final long key;

    // Most roots have one link or two, and a count of zero is a place that is free.
    private long firstLink;
    private int firstCount;
    private long secondLink;
    private int secondCount;
    private long[] links = NO_LINKS;
    private int[] counts = NO_COUNTS;
    private int used;

    /** The root of that number among those whose names begin alike. */
    Root(Stem stem, int number) {
        this.stem = stem;
        this.number = number;
        this.key = MessageName.rootKey(stem.hash, number);
    }

    /** A root that shares the beginning of its name with few others. */
    Root(String stem, int number) {
        this(new Stem(stem), number);
    }

    /** The root of a message between nodes. */
    static Root of(Delivery message) {
        if (message.cause() instanceof Root root) {
            return root;
        }
        throw new IllegalStateException("a message must have a root: message=" + message.message());
    }

    Stem stem() {
        return stem;
    }

    int number() {
        return number;
    }

    String name() {
        return stem.text + number;
    }

    long key() {
        return key;
    }

    /** Counts one more message on a link, and says how many there are now. */
    int count(long link) {
        if (firstCount == 0 || link == firstLink) {
            firstLink = link;
            return ++firstCount;
        }
        if (secondCount == 0 || link == secondLink) {
            secondLink = link;
            return ++secondCount;
        }
        return countMany(link);
    }

    /** Open addressing. */
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
        links = new long[Math.max(MANY, 2 * oldLinks.length)];
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
