package dev.rehearsal.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** The timers that an actor has set, in the order in which it set them. */
final class Timers {

    /*
     * To set a timer is to look for an equal one first. The fingerprints lie side by side in an
     * array, so that the search touches no timer but the one that it finds.
     */
    private long[] fingerprints = {};
    private @Nullable Firing[] firings = {};
    private int size;

    void add(Firing firing) {
        if (size == firings.length) {
            int capacity = Math.max(4, 2 * size);
            fingerprints = Arrays.copyOf(fingerprints, capacity);
            firings = Arrays.copyOf(firings, capacity);
        }
        fingerprints[size] = firing.fingerprint();
        firings[size++] = firing;
        firing.set(true);
    }

    /** Takes away the timer of that message; null when there is none. */
    @Nullable Firing remove(Object message, long fingerprint) {
        for (int i = 0; i < size; i++) {
            Firing firing = firings[i];
            if (fingerprints[i] == fingerprint
                    && firing != null
                    && firing.message().equals(message)) {
                remove(i);
                return firing;
            }
        }
        return null;
    }

    /** Takes away a timer that is set. */
    void remove(Firing firing) {
        for (int i = 0; i < size; i++) {
            if (firings[i] == firing) {
                remove(i);
                return;
            }
        }
    }

    private void remove(int index) {
        Firing firing = firings[index];
        if (firing != null) {
            firing.set(false);
        }
        int after = --size - index;
        System.arraycopy(fingerprints, index + 1, fingerprints, index, after);
        System.arraycopy(firings, index + 1, firings, index, after);
        firings[size] = null;
    }

    /** Those that are set, in order; {@code none} when none is. */
    Firing[] all(Firing[] none) {
        return size == 0 ? none : Arrays.copyOf(firings, size, Firing[].class);
    }

    /** Whether these are set, in that order. */
    boolean are(Firing[] wanted) {
        if (wanted.length != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (fingerprints[i] != wanted[i].fingerprint()) {
                return false;
            }
        }
        return true;
    }

    /** None is set any more. */
    void clear() {
        while (size > 0) {
            remove(size - 1);
        }
    }
}
