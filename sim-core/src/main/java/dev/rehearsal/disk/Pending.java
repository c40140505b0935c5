package dev.rehearsal.disk;

import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What can be said of the changes that wait for a sync: which build on which, what survives. */
final class Pending {

    private Pending() {}

    /** Those that a crash gives a fate. */
    static Vector<Change> unsettled(Vector<Change> pending) {
        return pending.exists(Pending::isSettled) ? pending.reject(Pending::isSettled) : pending;
    }

    private static boolean isSettled(Change change) {
        return change.status() == Change.Status.SETTLED;
    }

    /** After a failed sync of some of them. */
    static Vector<Change> cleaned(Vector<Change> pending, Predicate<Change> synced) {
        return pending.map(change ->
                change.status() == Change.Status.DIRTY && synced.test(change)
                        ? change.with(Change.Status.CLEAN)
                        : change);
    }

    /** The shortest aftermath with the same outcome; see the rules of {@link DiskImage}. */
    static Aftermath effective(Vector<Change> unsettled, Aftermath aftermath) {
        Set<String> broken = HashSet.empty();
        Vector<Fate> fates = Vector.empty();
        for (Change change : unsettled) {
            Fate fate = aftermath.fate(fates.size());
            switch (change) {
                case Change.OfData data -> fates = fates.append(data.effective(fate));
                case Change.OfNames name -> {
                    boolean kept =
                            fate.equals(Fate.KEPT) && !name.touched().exists(broken::contains);
                    fates = fates.append(kept ? Fate.KEPT : Fate.LOST);
                    broken = kept ? broken : broken.addAll(name.touched());
                }
            }
        }
        return new Aftermath(fates).trimmed();
    }

    /** The medium with what survives of the changes. */
    static Medium survived(Medium durable, Vector<Change> pending, Aftermath aftermath) {
        Aftermath effective = effective(unsettled(pending), aftermath);
        Medium left = durable;
        int number = 0;
        for (Change change : pending) {
            left = left.with(change, isSettled(change) ? Fate.KEPT : effective.fate(number++));
        }
        return left;
    }

    /** The dirty changes of names in a folder, and all on which they build. */
    static boolean[] builtOn(Vector<Change> pending, String folder) {
        boolean[] needed = new boolean[pending.size()];
        Set<String> keys = HashSet.empty();
        for (int i = pending.size() - 1; i >= 0; i--) {
            if (pending.get(i) instanceof Change.OfNames name
                    && name.folder().equals(folder)
                    && (name.status() == Change.Status.DIRTY
                            || name.touched().exists(keys::contains))) {
                needed[i] = true;
                keys = keys.addAll(name.touched());
            }
        }
        return needed;
    }

    /** The fingerprint of a disk; inodes count by where they first appear, not by their number. */
    static long fingerprint(Medium visible, Medium durable, Vector<Change> pending) {
        var numbers = new LinkedHashMap<Integer, Integer>();
        durable.names().values().forEach(inode -> numbers.putIfAbsent(inode, numbers.size()));
        pending.forEach(change -> numbers.putIfAbsent(change.inode(), numbers.size()));
        visible.names().values().forEach(inode -> numbers.putIfAbsent(inode, numbers.size()));
        long h = names(names(numbers.size(), visible, numbers), durable, numbers);
        for (int inode : numbers.keySet()) {
            h = Fingerprint.fold(h, visible.content(inode).fingerprint());
            h = Fingerprint.fold(h, durable.content(inode).fingerprint());
        }
        for (Change change : pending) {
            h = Fingerprint.fold(h, change.fingerprint(numbers.get(change.inode())));
        }
        return h;
    }

    private static long names(long hash, Medium medium, Map<Integer, Integer> numbers) {
        long h = Fingerprint.fold(hash, medium.names().size());
        for (var entry : medium.names()) {
            h = Fingerprint.fold(h, Fingerprint.of(entry._1));
            h = Fingerprint.fold(h, numbers.get(entry._2));
        }
        return h;
    }
}
