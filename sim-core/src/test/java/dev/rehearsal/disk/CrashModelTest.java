package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a crash may leave, and what it may not: the rules of {@link DiskImage}. */
class CrashModelTest {

    private static final String F = "s1";
    private static final List<String> NAMES = List.of("x", "y", "z");

    private static DiskOp write(String file, long offset, int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return new DiskOp.Write(F, file, offset, copy);
    }

    private static DiskOp append(String file, int... bytes) {
        return write(file, DiskOp.END, bytes);
    }

    private static DiskOp sync(String file) {
        return new DiskOp.Sync(F, file);
    }

    private static final DiskOp SYNC_FOLDER = new DiskOp.SyncFolder(F);

    private static DiskImage disk(DiskOp... operations) {
        return Vector.of(operations).foldLeft(DiskImage.empty(), DiskImage::apply);
    }

    private static String contents(DiskImage disk) {
        return disk.list(F)
                .map(file -> file + Arrays.toString(disk.read(F, file).get()))
                .mkString(" ");
    }

    private static Set<String> left(DiskImage disk, Tearing tearing) {
        return disk.aftermaths(tearing)
                .map(aftermath -> contents(disk.crash(aftermath)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Operations at random; the n-th write writes the byte n + 1. */
    private static DiskImage drawn(long seed, int count, boolean syncs) {
        DiskImage disk = DiskImage.empty();
        for (int i = 0; i < count; i++) {
            Draw draw = Draw.seed(seed).in(i);
            String file = NAMES.get(draw.in("file").below(3));
            byte[] bytes = new byte[1 + draw.in("length").below(3)];
            Arrays.fill(bytes, (byte) (i + 1));
            DiskOp op =
                    switch (draw.in("kind").below(syncs ? 10 : 7)) {
                        case 0, 1 -> new DiskOp.Write(F, file, DiskOp.END, bytes);
                        case 2 -> new DiskOp.Write(F, file, draw.in("at").below(5), bytes);
                        case 3 -> new DiskOp.Truncate(F, file, draw.in("size").below(5));
                        case 4, 5 -> new DiskOp.Rename(F, file, NAMES.get(draw.in("to").below(3)));
                        case 6 -> new DiskOp.Delete(F, file);
                        case 7, 8 -> new DiskOp.Sync(F, file);
                        default -> SYNC_FOLDER;
                    };
            boolean needs = !(op instanceof DiskOp.Write || op instanceof DiskOp.Truncate);
            if (!needs || op == SYNC_FOLDER || disk.read(F, file).isDefined()) {
                disk = disk.apply(op);
            }
        }
        return disk;
    }

    private static Aftermath any(DiskImage disk, long seed) {
        return disk.aftermath(Draw.seed(seed), new CrashOdds(0, 0, 0.4, 0.6));
    }

    @Property(tries = 500)
    void effectiveAftermath_isTheSameCrash_andItsOwnEffectiveOne(
            @ForAll long seed, @ForAll long draw) {
        DiskImage disk = drawn(seed, 12, true);
        Draw at = Draw.seed(draw);
        Vector<Fate> fates =
                Vector.range(0, at.in("size").below(disk.unsynced() + 3))
                        .map(i -> {
                            Draw own = at.in(i);
                            int from = own.in("from").below(4);
                            return own.in("kind").chance(0.4)
                                    ? Fate.KEPT
                                    : own.in("torn").chance(0.5)
                                            ? Fate.LOST
                                            : new Fate.Torn(
                                                    from,
                                                    from + own.in("to").below(4),
                                                    own.in("sized").chance(0.5));
                        });
        var aftermath = new Aftermath(fates);
        Aftermath effective = disk.effective(aftermath);
        assertEquals(disk.crash(aftermath).fingerprint(), disk.crash(effective).fingerprint());
        assertEquals(effective, disk.effective(effective));
        assertEquals(contents(disk.crash(aftermath)), contents(disk.crash(effective)));
    }

    @Property(tries = 300)
    void prefix_isTheCrashThatKeepsSoMany(@ForAll long seed) {
        DiskImage disk = drawn(seed, 12, true);
        for (int kept = 0; kept <= disk.unsynced() + 1; kept++) {
            assertEquals(
                    disk.crash(kept).fingerprint(),
                    disk.crash(Aftermath.prefix(kept)).fingerprint());
        }
        assertEquals(contents(disk), contents(disk.crash(disk.unsynced())));
    }

    @Property(tries = 200)
    void enumeration_hasEveryOutcomeOnce_andEveryDrawnOne(@ForAll long seed, @ForAll long draw) {
        DiskImage disk = drawn(seed, 4, true);
        List<Aftermath> all = disk.aftermaths(Tearing.EVERYWHERE).toList();
        assertEquals(all.size(), all.stream().distinct().count());
        assertEquals(Aftermath.NONE, all.getFirst());
        assertTrue(all.contains(disk.effective(Aftermath.prefix(disk.unsynced()))));
        assertTrue(all.contains(any(disk, draw)));
        Set<String> ends = left(disk, Tearing.ENDS);
        assertTrue(left(disk, Tearing.EVERYWHERE).containsAll(ends));
        assertTrue(ends.containsAll(left(disk, Tearing.NEVER)));
    }

    @Property(tries = 300)
    void syncedFilesAndNames_areThereAfterEveryCrash(@ForAll long seed, @ForAll long draw) {
        DiskImage disk = drawn(seed, 10, true);
        for (String file : disk.list(F)) {
            disk = disk.apply(sync(file));
        }
        disk = disk.apply(SYNC_FOLDER);
        String synced = contents(disk);
        assertEquals(0, disk.unsynced());
        DiskImage more = disk.apply(append("new", 1)).apply(new DiskOp.Rename(F, "new", "newer"));
        DiskImage after = more.crash(any(more, draw));
        String others =
                after.list(F)
                        .reject(file -> file.startsWith("new"))
                        .map(file -> file + Arrays.toString(after.read(F, file).get()))
                        .mkString(" ");
        assertEquals(synced, others);
    }

    @Property(tries = 300)
    void bytes_afterACrash_wereWrittenThere_orAreZero(@ForAll long seed, @ForAll long draw) {
        DiskImage disk = drawn(seed, 12, true);
        DiskImage after = disk.crash(any(disk, draw));
        for (String file : after.list(F)) {
            for (byte b : after.read(F, file).get()) {
                assertTrue(b >= 0 && b <= 12, contents(after));
            }
        }
    }

    @Property(tries = 300)
    void filesWithNames_afterAnyRenames_haveOneNameEachAndNoneIsLost(
            @ForAll long seed, @ForAll long draw) {
        DiskImage disk = DiskImage.empty();
        for (int i = 0; i < 4; i++) {
            disk = disk.apply(append("f" + i, i + 1)).apply(sync("f" + i));
        }
        disk = disk.apply(SYNC_FOLDER);
        for (int i = 0; i < 8; i++) {
            Draw own = Draw.seed(seed).in(i);
            String from = disk.list(F).get(own.in("from").below(4));
            String to = "g" + own.in("to").below(9);
            // Onto no other file: nothing may be replaced, so nothing may be missing.
            disk = disk.list(F).contains(to) ? disk : disk.apply(new DiskOp.Rename(F, from, to));
        }
        DiskImage after = disk.crash(any(disk, draw));
        assertEquals(
                List.of(1, 2, 3, 4),
                after.list(F)
                        .map(file -> (int) after.read(F, file).get()[0])
                        .sorted()
                        .toJavaList());
    }

    @Test
    void rename_ontoAnotherFile_leavesOneOrTheOtherWhole() {
        DiskImage disk =
                disk(
                        append("old", 1),
                        append("new", 2),
                        sync("old"),
                        sync("new"),
                        SYNC_FOLDER,
                        new DiskOp.Rename(F, "new", "old"));
        assertEquals(Set.of("new[2] old[1]", "old[2]"), left(disk, Tearing.EVERYWHERE));
    }

    @Test
    void secondAppend_withoutTheFirst_leavesZerosBetween() {
        DiskImage disk =
                disk(append("x", 1), sync("x"), SYNC_FOLDER, append("x", 2), append("x", 3));
        assertEquals(
                Set.of(
                        "x[1]",
                        "x[1, 2]",
                        "x[1, 0]",
                        "x[1, 0, 3]",
                        "x[1, 2, 3]",
                        "x[1, 2, 0]",
                        "x[1, 0, 0]"),
                left(disk, Tearing.ENDS));
    }

    @Test
    void write_tornAtEveryByte_leavesAnyHeadOrTailOfIt() {
        DiskImage disk = disk(append("x", 1, 1, 1), sync("x"), SYNC_FOLDER, write("x", 0, 2, 2, 2));
        assertEquals(
                Set.of(
                        "x[1, 1, 1]",
                        "x[2, 1, 1]",
                        "x[2, 2, 1]",
                        "x[2, 2, 2]",
                        "x[1, 2, 2]",
                        "x[1, 1, 2]"),
                left(disk, Tearing.EVERYWHERE));
    }

    @Test
    void cutAndExtension_mayBeHalfDone() {
        DiskImage disk =
                disk(append("x", 1, 2, 3), sync("x"), SYNC_FOLDER, new DiskOp.Truncate(F, "x", 0));
        assertEquals(
                Set.of("x[]", "x[1]", "x[1, 2]", "x[1, 2, 3]"), left(disk, Tearing.EVERYWHERE));
        DiskImage longer =
                disk(append("x", 1), sync("x"), SYNC_FOLDER, new DiskOp.Truncate(F, "x", 3));
        assertEquals(Set.of("x[1]", "x[1, 0]", "x[1, 0, 0]"), left(longer, Tearing.EVERYWHERE));
    }

    @Test
    void names_ofTwoNewFiles_areUndoneIndependently() {
        DiskImage disk = disk(append("x", 1), sync("x"), append("y", 2), sync("y"));
        assertEquals(Set.of("", "x[1]", "y[2]", "x[1] y[2]"), left(disk, Tearing.EVERYWHERE));
    }

    @Test
    void renamedFile_thatWasNotSynced_mayBeEmpty() {
        DiskImage disk = disk(append("x", 1), new DiskOp.Rename(F, "x", "y"), SYNC_FOLDER);
        assertEquals(Set.of("y[]", "y[1]", "y[0]"), left(disk, Tearing.EVERYWHERE));
    }

    @Test
    void deletion_undone_bringsTheFileBackWhole() {
        DiskImage disk = disk(append("x", 1), sync("x"), SYNC_FOLDER, new DiskOp.Delete(F, "x"));
        assertEquals(Set.of("", "x[1]"), left(disk, Tearing.EVERYWHERE));
    }

    @Test
    void nameThatMovedOn_passesThroughItsStatesInOrder() {
        DiskImage disk =
                disk(
                        append("x", 1),
                        sync("x"),
                        SYNC_FOLDER,
                        new DiskOp.Rename(F, "x", "y"),
                        new DiskOp.Rename(F, "y", "z"));
        assertEquals(Set.of("x[1]", "y[1]", "z[1]"), left(disk, Tearing.EVERYWHERE));
    }

    @Property(tries = 300)
    void fingerprint_ofTheSameOperations_isTheSame_whateverTheInodes(@ForAll long seed) {
        DiskImage plain = drawn(seed, 10, true);
        assertEquals(plain.fingerprint(), drawn(seed, 10, true).fingerprint());
        assertNotEquals(plain.fingerprint(), plain.apply(append("x", 1)).fingerprint());
        assertNotEquals(plain.fingerprint(), plain.withCapacity(1_000).fingerprint());
        if (plain.unsynced() > 0 && plain.list(F).nonEmpty()) {
            DiskImage synced = plain.apply(append("x", 1));
            assertNotEquals(synced.fingerprint(), synced.apply(sync("x")).fingerprint());
        }
    }

    @Test
    void fingerprint_doesNotDependOnTheNumbersOfInodes() {
        DiskImage shifted =
                disk(
                        append("gone", 1),
                        append("x", 1),
                        new DiskOp.Delete(F, "gone"),
                        SYNC_FOLDER,
                        append("y", 2));
        DiskImage straight = disk(append("x", 1), SYNC_FOLDER, append("y", 2));
        assertEquals(straight.fingerprint(), shifted.fingerprint());
    }

    @Property(tries = 200)
    void drawnFates_ofOneFile_doNotMoveWhenAnotherIsTakenAway(@ForAll long seed) {
        var odds = new CrashOdds(0, 0, 0.4, 0.6);
        DiskImage both =
                disk(append("y", 9, 9), append("x", 1, 2, 3), append("y", 8), append("x", 4));
        DiskImage one = disk(append("x", 1, 2, 3), append("x", 4));
        String fates =
                contents(both.crash(both.aftermath(Draw.seed(seed), odds)))
                        .replaceAll(" ?y\\[[^]]*\\]", "");
        assertEquals(contents(one.crash(one.aftermath(Draw.seed(seed), odds))), fates);
    }

    @Test
    void drawnAftermaths_withOneOddCertain_areWhatItSays() {
        DiskImage disk = disk(append("x", 1), append("y", 2), append("x", 3));
        Draw draw = Draw.seed(1);
        assertEquals(Aftermath.NONE, disk.aftermath(draw, new CrashOdds(0, 0, 0, 0)));
        Aftermath whole = Aftermath.prefix(5);
        assertEquals(whole, disk.aftermath(draw, new CrashOdds(1, 0, 0, 0)));
        assertEquals(whole, disk.aftermath(draw, new CrashOdds(0, 0, 1, 0)));
        Set<Aftermath> ordered =
                Vector.range(0, 200)
                        .map(seed -> disk.aftermath(Draw.seed(seed), new CrashOdds(0, 1, 0, 0)))
                        .toJavaSet();
        assertEquals(Vector.rangeClosed(0, 5).map(Aftermath::prefix).toJavaSet(), ordered);
    }
}
