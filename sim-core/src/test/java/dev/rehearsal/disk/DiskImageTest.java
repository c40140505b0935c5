package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class DiskImageTest {

    private static final List<String> FOLDERS = List.of("a", "b");
    private static final List<String> FILES = List.of("x", "y", "z");

    /**
     * What a disk is, in the simplest words: every change there ever was, in order, and which of
     * them are durable. Any content is had by doing the changes again. A file keeps its number when
     * its name changes, and no number is used twice.
     */
    private static final class Ledger {

        private static final class Line {
            final String folder;
            final DiskOp change;
            final int inode;
            final boolean ofData;
            boolean durable;

            Line(DiskOp change, int inode, boolean ofData) {
                this.folder = change.folder();
                this.change = change;
                this.inode = inode;
                this.ofData = ofData;
            }
        }

        private List<Line> lines = new ArrayList<>();
        private int inodes;

        /** False when there is no such file. */
        boolean apply(DiskOp op) {
            Map<String, Integer> names = names(lines);
            switch (op) {
                case DiskOp.Write(String folder, String file, long _, byte[] _) ->
                        change(names, folder, file, op);
                case DiskOp.Truncate(String folder, String file, long _) ->
                        change(names, folder, file, op);
                case DiskOp.Rename(String folder, String file, String _) -> {
                    if (!names.containsKey(folder + "/" + file)) {
                        return false;
                    }
                    lines.add(new Line(op, -1, false));
                }
                case DiskOp.Delete(String folder, String file) -> {
                    if (!names.containsKey(folder + "/" + file)) {
                        return false;
                    }
                    lines.add(new Line(op, -1, false));
                }
                case DiskOp.Sync(String folder, String file) -> {
                    Integer inode = names.get(folder + "/" + file);
                    if (inode == null) {
                        return false;
                    }
                    lines.stream()
                            .filter(line -> line.ofData && line.inode == inode)
                            .forEach(line -> line.durable = true);
                }
                case DiskOp.SyncFolder(String folder) ->
                        lines.stream()
                                .filter(line -> !line.ofData && line.folder.equals(folder))
                                .forEach(line -> line.durable = true);
            }
            return true;
        }

        private void change(Map<String, Integer> names, String folder, String file, DiskOp op) {
            Integer inode = names.get(folder + "/" + file);
            if (inode == null) {
                inode = inodes++;
                lines.add(new Line(new DiskOp.Truncate(folder, file, 0), inode, false));
            }
            lines.add(new Line(op, inode, true));
        }

        private static Map<String, Integer> names(List<Line> lines) {
            Map<String, Integer> names = new TreeMap<>();
            for (Line line : lines) {
                if (line.ofData) {
                    continue;
                }
                switch (line.change) {
                    case DiskOp.Truncate(String folder, String file, long _) ->
                            names.put(folder + "/" + file, line.inode);
                    case DiskOp.Rename(String folder, String file, String name) -> {
                        Integer inode = names.remove(folder + "/" + file);
                        names.put(folder + "/" + name, inode);
                    }
                    case DiskOp.Delete(String folder, String file) ->
                            names.remove(folder + "/" + file);
                    default -> throw new AssertionError(line.change);
                }
            }
            return names;
        }

        private static Map<String, String> contents(List<Line> lines) {
            Map<Integer, List<Byte>> data = new TreeMap<>();
            for (Line line : lines) {
                if (!line.ofData) {
                    continue;
                }
                List<Byte> bytes = data.computeIfAbsent(line.inode, _ -> new ArrayList<>());
                switch (line.change) {
                    case DiskOp.Write(String _, String _, long offset, byte[] written) -> {
                        int from = offset == DiskOp.END ? bytes.size() : (int) offset;
                        for (int i = 0; i < written.length; i++) {
                            while (bytes.size() <= from + i) {
                                bytes.add((byte) 0);
                            }
                            bytes.set(from + i, written[i]);
                        }
                    }
                    case DiskOp.Truncate(String _, String _, long size) -> {
                        while (bytes.size() < size) {
                            bytes.add((byte) 0);
                        }
                        bytes.subList((int) size, bytes.size()).clear();
                    }
                    default -> throw new AssertionError(line.change);
                }
            }
            Map<String, String> contents = new TreeMap<>();
            names(lines)
                    .forEach((name, inode) ->
                            contents.put(name, data.getOrDefault(inode, List.of()).toString()));
            return contents;
        }

        Map<String, String> visible() {
            return contents(lines);
        }

        List<Line> left(int kept) {
            List<Line> left = new ArrayList<>();
            int more = kept;
            for (Line line : lines) {
                if (line.durable || more-- > 0) {
                    left.add(line);
                }
            }
            return left;
        }

        int unsynced() {
            return (int) lines.stream().filter(line -> !line.durable).count();
        }

        void crash(int kept) {
            lines = left(kept);
            lines.forEach(line -> line.durable = true);
        }

        /** Everything that a crash can leave, from the least kept to the most. */
        List<Map<String, String>> afterACrash() {
            List<Map<String, String>> all = new ArrayList<>();
            for (int kept = 0; kept <= unsynced(); kept++) {
                add(all, contents(left(kept)));
            }
            return all;
        }
    }

    /** Changes without effect, such as those of a file that has no name, do not show. */
    private static void add(List<Map<String, String>> all, Map<String, String> next) {
        if (all.isEmpty() || !all.getLast().equals(next)) {
            all.add(next);
        }
    }

    private static Map<String, String> contents(DiskImage disk) {
        Map<String, String> contents = new TreeMap<>();
        for (String folder : FOLDERS) {
            for (String file : disk.list(folder)) {
                contents.put(folder + "/" + file, Arrays.toString(disk.read(folder, file).get()));
            }
        }
        return contents;
    }

    private static List<Map<String, String>> afterACrash(DiskImage disk) {
        List<Map<String, String>> all = new ArrayList<>();
        for (int kept = 0; kept <= disk.unsynced(); kept++) {
            add(all, contents(disk.crash(kept)));
        }
        return all;
    }

    private static DiskImage applied(DiskImage disk, Ledger ledger, DiskOp op) {
        if (ledger.apply(op)) {
            return disk.apply(op);
        }
        var refused = assertThrows(IllegalArgumentException.class, () -> disk.apply(op));
        assertTrue(String.valueOf(refused.getMessage()).contains("needs an existing file"));
        return disk;
    }

    @Provide
    Arbitrary<DiskOp> operations() {
        Arbitrary<String> folder = Arbitraries.of(FOLDERS);
        Arbitrary<String> file = Arbitraries.of(FILES);
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(3);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        3,
                        Combinators.combine(folder, file, Arbitraries.longs().between(-1, 4), bytes)
                                .as(DiskOp.Write::new)),
                net.jqwik.api.Tuple.of(
                        1,
                        Combinators.combine(folder, file, Arbitraries.longs().between(0, 4))
                                .as(DiskOp.Truncate::new)),
                net.jqwik.api.Tuple.of(
                        2, Combinators.combine(folder, file, file).as(DiskOp.Rename::new)),
                net.jqwik.api.Tuple.of(1, Combinators.combine(folder, file).as(DiskOp.Delete::new)),
                net.jqwik.api.Tuple.of(2, Combinators.combine(folder, file).as(DiskOp.Sync::new)),
                net.jqwik.api.Tuple.of(1, folder.map(DiskOp.SyncFolder::new)));
    }

    @Property(tries = 1_000)
    void anyOperations_onTheDiskAndInTheLedger_showTheSameAndCrashToTheSame(
            @ForAll @Size(max = 25) List<@net.jqwik.api.From("operations") DiskOp> operations) {
        DiskImage disk = DiskImage.empty();
        var ledger = new Ledger();
        for (DiskOp operation : operations) {
            disk = applied(disk, ledger, operation);
            assertEquals(ledger.visible(), contents(disk));
        }
        assertEquals(ledger.afterACrash(), afterACrash(disk));
    }

    @Property(tries = 500)
    void anyOperations_betweenCrashes_leaveWhatTheLedgerSays(
            @ForAll @Size(max = 4)
                    List<@Size(max = 10) List<@net.jqwik.api.From("operations") DiskOp>> lives,
            @ForAll boolean everything) {
        DiskImage disk = DiskImage.empty();
        var ledger = new Ledger();
        for (List<DiskOp> life : lives) {
            for (DiskOp operation : life) {
                disk = applied(disk, ledger, operation);
            }
            assertEquals(ledger.afterACrash(), afterACrash(disk));
            disk = disk.crash(everything ? disk.unsynced() : 0);
            ledger.crash(everything ? ledger.unsynced() : 0);
            assertEquals(ledger.visible(), contents(disk));
        }
    }

    @Property(tries = 500)
    void crash_thatKeepsEverything_leavesWhatWasVisible(
            @ForAll @Size(max = 20) List<@net.jqwik.api.From("operations") DiskOp> operations,
            @ForAll @IntRange(max = 5) int more) {
        DiskImage disk = DiskImage.empty();
        var ledger = new Ledger();
        for (DiskOp operation : operations) {
            disk = applied(disk, ledger, operation);
        }
        DiskImage after = disk.crash(disk.unsynced() + more);
        assertEquals(contents(disk), contents(after));
        assertEquals(0, after.unsynced());
    }

    @Property(tries = 500)
    void crash_afterACrash_takesNothingMoreAway(
            @ForAll @Size(max = 20) List<@net.jqwik.api.From("operations") DiskOp> operations,
            @ForAll @IntRange(max = 20) int kept) {
        DiskImage disk = DiskImage.empty();
        var ledger = new Ledger();
        for (DiskOp operation : operations) {
            disk = applied(disk, ledger, operation);
        }
        DiskImage once = disk.crash(kept);
        assertEquals(contents(once), contents(once.crash(0)));
        assertEquals(List.of(contents(once)), afterACrash(once));
    }

    @Property(tries = 500)
    void everySyncedFile_whoseFolderIsSynced_survivesEveryCrashWhole(
            @ForAll @Size(max = 15) List<@net.jqwik.api.From("operations") DiskOp> operations) {
        DiskImage disk = DiskImage.empty();
        var ledger = new Ledger();
        for (DiskOp operation : operations) {
            disk = applied(disk, ledger, operation);
        }
        for (String folder : FOLDERS) {
            for (String file : disk.list(folder)) {
                disk = disk.apply(new DiskOp.Sync(folder, file));
            }
            disk = disk.apply(new DiskOp.SyncFolder(folder));
        }
        Map<String, String> synced = contents(disk);
        assertEquals(0, disk.unsynced());
        for (DiskOp operation : operations) {
            if (operation instanceof DiskOp.Write write) {
                disk = disk.apply(new DiskOp.Write("a", "new", 0, write.bytes()));
            }
        }
        for (Map<String, String> left : afterACrash(disk)) {
            left.remove("a/new");
            assertEquals(synced, left);
        }
    }

    private static DiskImage disk(DiskOp... operations) {
        DiskImage disk = DiskImage.empty();
        for (DiskOp operation : operations) {
            disk = disk.apply(operation);
        }
        return disk;
    }

    private static DiskOp append(String file, String text) {
        return new DiskOp.Write(
                "a", file, DiskOp.END, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void newFile_syncedWithoutItsFolder_isLostWithItsName() {
        DiskImage disk = disk(append("x", "1"), new DiskOp.Sync("a", "x"));
        assertTrue(disk.crash(0).list("a").isEmpty());
    }

    @Test
    void newFile_inASyncedFolder_isEmptyWhenItWasNotSynced() {
        DiskImage disk = disk(append("x", "1"), new DiskOp.SyncFolder("a"));
        assertArrayEquals(new byte[0], disk.crash(0).read("a", "x").get());
    }

    @Test
    void folder_synced_doesNotMakeTheNamesOfAnotherDurable() {
        DiskImage disk =
                disk(append("x", "1"), new DiskOp.Sync("a", "x"), new DiskOp.SyncFolder("b"));
        assertTrue(disk.crash(0).list("a").isEmpty());
    }

    @Test
    void folder_whoseNameBeginsLikeAnother_holdsItsOwnFilesOnly() {
        DiskImage disk =
                disk(
                        new DiskOp.Truncate("a", "x", 0),
                        new DiskOp.Truncate("a/b", "y", 0),
                        new DiskOp.Truncate("ab", "z", 0));
        assertEquals(io.vavr.collection.Vector.of("x"), disk.list("a"));
        assertEquals(io.vavr.collection.Vector.of("y"), disk.list("a/b"));
    }

    @Test
    void crash_keepingLessThanNothing_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> DiskImage.empty().crash(-1));
    }

    @Test
    void operations_thatDifferInAnything_haveDifferentFingerprints() {
        byte[] one = {1};
        List<DiskOp> all =
                List.of(
                        new DiskOp.Write("a", "x", 0, one),
                        new DiskOp.Write("a", "x", 0, new byte[] {2}),
                        new DiskOp.Write("a", "x", 0, new byte[] {1, 0}),
                        new DiskOp.Write("a", "x", 0, new byte[] {0, 1}),
                        new DiskOp.Write("a", "x", 0, new byte[0]),
                        new DiskOp.Write("a", "x", 1, one),
                        new DiskOp.Write("a", "x", DiskOp.END, one),
                        new DiskOp.Write("a", "y", 0, one),
                        new DiskOp.Write("b", "x", 0, one),
                        new DiskOp.Truncate("a", "x", 0),
                        new DiskOp.Truncate("a", "x", 1),
                        new DiskOp.Rename("a", "x", "y"),
                        new DiskOp.Rename("a", "y", "x"),
                        new DiskOp.Delete("a", "x"),
                        new DiskOp.Sync("a", "x"),
                        new DiskOp.SyncFolder("a"),
                        new DiskOp.SyncFolder("b"));
        assertEquals(all.size(), all.stream().map(DiskOp::fingerprint).distinct().count());
        assertEquals(
                new DiskOp.Write("a", "x", 0, one).fingerprint(),
                new DiskOp.Write("a", "x", 0, one.clone()).fingerprint());
    }
}
