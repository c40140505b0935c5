package dev.rehearsal.kernel;

import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.value.Fingerprint;

import org.jspecify.annotations.Nullable;

/**
 * What handlers returned and issued, by what they were given and what they read: so that each runs
 * once for each different turn.
 *
 * <p>Keys are fingerprints of 64 bits, as in the search that this serves. A turn that looked at
 * other actors, chose, or threw, is not kept. Two turns that differ only in the disk that they read
 * share a key and hang in one chain.
 *
 * <p>Mutable arrays, open addressing with linear probing.
 */
final class Memo {

    /**
     * What a handler did.
     *
     * @param disk what it read from; null when it did not
     */
    record Done(
            Object proposed,
            long fingerprint,
            Object[] effects,
            @Nullable DiskImage disk,
            @Nullable Done other) {}

    private long[] keys = new long[1 << 10];
    private @Nullable Done[] values = new Done[1 << 10];
    private int size;

    /**
     * The name of a turn.
     *
     * @param event the fingerprint of what the handler is given
     */
    static long key(Slot slot, long event) {
        long hash = Fingerprint.fold(slot.pathHash ^ event, slot.stateFingerprint());
        hash = Fingerprint.fold(hash, 2L * slot.incarnation + (slot.open ? 1 : 0));
        return hash == 0 ? 1 : hash;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int at = (int) key & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    @Nullable Done get(long key, DiskImage disk) {
        for (Done done = values[find(key)]; done != null; done = done.other) {
            if (done.disk == null
                    || done.disk == disk
                    || done.disk.fingerprint() == disk.fingerprint()) {
                return done;
            }
        }
        return null;
    }

    void put(
            long key,
            Object proposed,
            long fingerprint,
            Object[] effects,
            @Nullable DiskImage disk) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        int at = find(key);
        if (keys[at] == 0) {
            size++;
        }
        keys[at] = key;
        values[at] = new Done(proposed, fingerprint, effects, disk, values[at]);
    }

    private void grow() {
        long[] oldKeys = keys;
        Done[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new Done[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}
