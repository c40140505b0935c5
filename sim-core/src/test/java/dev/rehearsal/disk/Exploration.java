package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Goes through every crash of a bounded workload on something that keeps a list of records, and
 * through every crash of what comes after it, and checks that nothing acknowledged is lost, nothing
 * is invented, and the order is kept.
 */
final class Exploration {

    static final String FOLDER = "s1";

    /** Something that keeps records; one instance is one incarnation of its user. */
    interface Log {
        /** What is there after a boot; from now on it is relied on. */
        Vector<String> open(Disk disk);

        /** Adds a record, not yet acknowledged. */
        void append(Disk disk, String record);

        /** What was added is acknowledged from now on. */
        void sync(Disk disk);
    }

    /** What may and must be there once so many operations are done. */
    private record Mark(int performed, Vector<String> acknowledged, Vector<String> written) {}

    private final Supplier<Log> log;
    private final Tearing tearing;
    private int crashes;

    Exploration(Supplier<Log> log, Tearing tearing) {
        this.log = log;
        this.tearing = tearing;
    }

    /** How many crashes were gone through. */
    int crashes() {
        return crashes;
    }

    /**
     * Explores.
     *
     * @param groups the records; each group is added, then synced
     * @param depth how many crashes one after the other
     */
    void crashes(Vector<Vector<String>> groups, int depth) {
        explore("", DiskImage.empty(), Vector.empty(), Vector.empty(), groups, depth);
    }

    private void explore(
            String story,
            DiskImage before,
            Vector<String> acknowledged,
            Vector<String> written,
            Vector<Vector<String>> groups,
            int depth) {
        var disk = new ImageDisk(FOLDER, before);
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(0, acknowledged, written));
        Log own = log.get();
        Vector<String> found = check(story, own, disk, acknowledged, written);
        if (depth == 0) {
            return;
        }
        marks.add(new Mark(disk.performed().size(), found, found));
        run(own, disk, found, groups, marks);
        CrashPoints.of(before, disk.performed(), tearing)
                .forEach(point -> {
                    crashes++;
                    Mark mark = last(marks, point.performed());
                    explore(
                            story + "\n" + point + " of " + disk.performed(),
                            point.disk(),
                            mark.acknowledged(),
                            mark.written(),
                            groups.take(1).map(group -> group.map(Exploration::other)),
                            depth - 1);
                });
    }

    /** Another record of the same length, so that it fits exactly where one was cut off. */
    private static String other(String record) {
        return String.valueOf((char) (record.charAt(0) + 7));
    }

    private static void run(
            Log own,
            ImageDisk disk,
            Vector<String> found,
            Vector<Vector<String>> groups,
            List<Mark> marks) {
        Vector<String> acknowledged = found;
        Vector<String> all = found;
        for (Vector<String> group : groups) {
            for (String record : group) {
                all = all.append(record);
                // Somewhere within the append the record comes to be there.
                marks.add(new Mark(disk.performed().size(), acknowledged, all));
                own.append(disk, record);
            }
            own.sync(disk);
            acknowledged = all;
            marks.add(new Mark(disk.performed().size(), acknowledged, all));
        }
    }

    private static Mark last(List<Mark> marks, int performed) {
        Mark last = marks.getFirst();
        for (Mark mark : marks) {
            last = mark.performed() <= performed ? mark : last;
        }
        return last;
    }

    private static Vector<String> check(
            String story, Log own, Disk disk, Vector<String> acknowledged, Vector<String> written) {
        Vector<String> found;
        try {
            found = own.open(disk);
        } catch (IllegalStateException refused) {
            throw new AssertionError("refused after" + story, refused);
        }
        if (!found.startsWith(acknowledged)) {
            throw new AssertionError(
                    "lost: acknowledged=" + acknowledged + " found=" + found + story);
        }
        if (!written.startsWith(found)) {
            throw new AssertionError("invented: written=" + written + " found=" + found + story);
        }
        return found;
    }

    /**
     * Lets each sync of a workload fail in turn; its user starts again on the same disk, whose
     * cache was dropped in any way or not at all; then everything crashes once more.
     */
    void failedSyncs(Vector<Vector<String>> groups) {
        boolean failed = true;
        for (int number = 1; failed; number++) {
            var disk = new ImageDisk(FOLDER, DiskImage.empty());
            List<Mark> marks = new ArrayList<>();
            marks.add(new Mark(0, Vector.empty(), Vector.empty()));
            failed = fails(new FailingSync(disk, number), disk, groups, marks);
            if (failed) {
                Mark mark = marks.getLast();
                String story = "\nsync " + number + " failed after " + disk.performed();
                explore(
                        story,
                        disk.image(),
                        mark.acknowledged(),
                        mark.written(),
                        groups.take(1),
                        1);
                disk.image()
                        .aftermaths(Tearing.NEVER)
                        .forEach(aftermath ->
                                explore(
                                        story + ", then the cache left " + aftermath,
                                        disk.image().evicted(FOLDER, aftermath),
                                        mark.acknowledged(),
                                        mark.written(),
                                        groups.take(1),
                                        1));
            }
        }
    }

    private boolean fails(
            Disk failing, ImageDisk disk, Vector<Vector<String>> groups, List<Mark> marks) {
        Log own = log.get();
        Vector<String> acknowledged = Vector.empty();
        Vector<String> all = Vector.empty();
        try {
            own.open(failing);
            for (Vector<String> group : groups) {
                for (String record : group) {
                    all = all.append(record);
                    marks.add(new Mark(disk.performed().size(), acknowledged, all));
                    own.append(failing, record);
                }
                own.sync(failing);
                acknowledged = all;
                marks.add(new Mark(disk.performed().size(), acknowledged, all));
            }
            return false;
        } catch (DiskFailedException failed) {
            return true;
        }
    }

    /** Fails the n-th sync, of a file or of the folder. */
    private static final class FailingSync extends PassingDisk {
        private final ImageDisk image;
        private int left;

        FailingSync(ImageDisk image, int number) {
            super(image);
            this.image = image;
            this.left = number;
        }

        @Override
        public void sync(String file) {
            if (--left == 0) {
                image.failNext(DiskFailed.Operation.SYNC, new DiskFault.Fails(0));
            }
            image.sync(file);
        }

        @Override
        public void syncFolder() {
            if (--left == 0) {
                image.failNext(DiskFailed.Operation.SYNC_FOLDER, new DiskFault.Fails(0));
            }
            image.syncFolder();
        }
    }
}
