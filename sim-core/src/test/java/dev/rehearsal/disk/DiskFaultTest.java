package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class DiskFaultTest {

    private static final String F = "s1";
    private static final DiskOp SYNC = new DiskOp.Sync(F, "x");
    private static final DiskOp SYNC_FOLDER = new DiskOp.SyncFolder(F);

    private static DiskOp.Write append(int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return new DiskOp.Write(F, "x", DiskOp.END, copy);
    }

    private static DiskImage disk(DiskOp... operations) {
        return Vector.of(operations).foldLeft(DiskImage.empty(), DiskImage::apply);
    }

    private static String x(DiskImage disk) {
        return disk.read(F, "x").map(Arrays::toString).getOrElse("none");
    }

    private static Set<String> left(DiskImage disk) {
        return disk.aftermaths(Tearing.NEVER)
                .map(aftermath -> x(disk.crash(aftermath)))
                .collect(Collectors.toSet());
    }

    private static final DiskImage SYNCED = disk(append(1), SYNC, SYNC_FOLDER);

    @Test
    void failedSync_thenASecondThatSucceeds_leavesTheDataUnknown() {
        DiskImage failed = SYNCED.apply(append(2)).failed(SYNC, 0);
        DiskImage again = failed.apply(SYNC);
        assertEquals("[1, 2]", x(again));
        assertEquals(1, again.unsynced());
        assertEquals(Set.of("[1]", "[1, 2]"), left(again));
    }

    @Test
    void dataWrittenAfterAFailedSync_isDurableWithTheNextSync_whateverBecameOfTheFirst() {
        DiskImage disk = SYNCED.apply(append(2)).failed(SYNC, 0).apply(append(3)).apply(SYNC);
        assertEquals(1, disk.unsynced());
        assertEquals(Set.of("[1, 0, 3]", "[1, 2, 3]"), left(disk));
    }

    @Test
    void dataWrittenAgainAfterAFailedSync_isDurable() {
        DiskImage disk =
                SYNCED.apply(append(2))
                        .failed(SYNC, 0)
                        .apply(new DiskOp.Write(F, "x", 1, new byte[] {2}))
                        .apply(SYNC);
        assertEquals(Set.of("[1, 2]"), left(disk));
    }

    @Test
    void failedSyncOfTheFolder_leavesTheNamesUnknown_untilOneBuildsOnThem() {
        DiskImage failed = disk(append(1), SYNC).failed(SYNC_FOLDER, 0).apply(SYNC_FOLDER);
        assertEquals(Set.of("none", "[1]"), left(failed));
        DiskImage again =
                failed.apply(new DiskOp.Rename(F, "x", "y"))
                        .apply(new DiskOp.Rename(F, "y", "x"))
                        .apply(SYNC_FOLDER);
        assertEquals(Set.of("[1]"), left(again));
    }

    @Test
    void evictedCache_showsWhatTheMediumHas_andIsUnknownNoLonger() {
        DiskImage failed = SYNCED.apply(append(2)).failed(SYNC, 0);
        DiskImage old = failed.evicted(F, Aftermath.NONE);
        assertEquals("[1]", x(old));
        assertEquals(Set.of("[1]"), left(old));
        DiskImage kept = failed.evicted(F, Aftermath.prefix(1));
        assertEquals("[1, 2]", x(kept));
        assertEquals(Set.of("[1, 2]"), left(kept));
        DiskImage other = failed.evicted("s2", Aftermath.NONE);
        assertEquals(failed.fingerprint(), other.fingerprint());
    }

    @Test
    void evictedCache_keepsWhatWasWrittenSince() {
        DiskImage disk =
                SYNCED.apply(append(2)).failed(SYNC, 0).apply(append(3)).evicted(F, Aftermath.NONE);
        assertEquals("[1, 0, 3]", x(disk));
        assertEquals(Set.of("[1]", "[1, 0, 3]"), left(disk));
        DiskImage name = disk(append(1), SYNC).failed(SYNC_FOLDER, 0).evicted(F, Aftermath.NONE);
        assertEquals("none", x(name));
    }

    @Test
    void dataOverwrittenAfterAFailedSync_isTheNewest_whateverBecameOfTheFirst() {
        DiskImage disk =
                SYNCED.apply(append(2, 2))
                        .failed(SYNC, 0)
                        .apply(new DiskOp.Write(F, "x", 1, new byte[] {5}))
                        .apply(SYNC);
        assertEquals(Set.of("[1, 5]", "[1, 5, 2]"), left(disk));
    }

    @Test
    void evictedCache_leavesTheNamesOnWhichNewerOnesBuild() {
        DiskImage disk =
                disk(append(1), SYNC)
                        .failed(SYNC_FOLDER, 0)
                        .apply(new DiskOp.Rename(F, "x", "y"))
                        .evicted(F, Aftermath.NONE);
        assertEquals(Vector.of("y"), disk.list(F));
        assertEquals(Vector.of("x"), disk.crash(Aftermath.NONE).list(F));
    }

    @Test
    void rename_ontoItself_isNoChange() {
        DiskImage disk = SYNCED.apply(new DiskOp.Rename(F, "x", "x"));
        assertEquals(SYNCED.fingerprint(), disk.fingerprint());
        assertEquals(0, disk.unsynced());
    }

    @Test
    void failedWrite_mayHaveTakenAPart() {
        assertEquals("[1]", x(SYNCED.failed(append(2, 3), 0)));
        assertEquals("[1, 2]", x(SYNCED.failed(append(2, 3), 1)));
        assertEquals("none", x(DiskImage.empty().failed(append(2), 0)));
        var fault = new DiskFault.Fails(1);
        assertEquals("[1, 2]", x(fault.apply(SYNCED, append(2, 3))));
        assertEquals(
                Option.some(new DiskFailed(DiskFailed.Operation.WRITE, "x", DiskFailed.Why.ERROR)),
                fault.failure(append(2)));
    }

    @Test
    void failedRenameDeleteAndTruncate_changeNothing() {
        for (DiskOp op :
                List.of(
                        new DiskOp.Rename(F, "x", "y"),
                        new DiskOp.Delete(F, "x"),
                        new DiskOp.Truncate(F, "x", 0))) {
            assertEquals(SYNCED.fingerprint(), SYNCED.failed(op, 0).fingerprint());
        }
    }

    @Test
    void phantomWrite_isSeen_andGoneAfterACrash_synced_orNot() {
        DiskImage disk = SYNCED.phantom(append(2)).apply(SYNC);
        assertEquals("[1, 2]", x(disk));
        assertEquals(Set.of("[1]"), left(disk));
        assertTrue(new DiskFault.Vanishes().failure(append(2)).isEmpty());
        assertEquals(
                disk.fingerprint(),
                new DiskFault.Vanishes().apply(SYNCED, append(2)).apply(SYNC).fingerprint());
    }

    @Test
    void misdirectedWrite_hitsAnotherPlace_durably() {
        DiskImage disk =
                SYNCED.apply(new DiskOp.Write(F, "y", 0, new byte[] {7, 7}))
                        .apply(new DiskOp.Sync(F, "y"))
                        .apply(SYNC_FOLDER)
                        .misdirected(append(2, 3), "y", 1);
        assertEquals("[1, 2, 3]", x(disk));
        DiskImage after = disk.crash(Aftermath.NONE);
        assertEquals("[1]", x(after));
        assertArrayEquals(new byte[] {7, 2}, after.read(F, "y").get());
    }

    @Property(tries = 200)
    void flippedBit_isSeen_andWhereItsNewestCopyIs(
            @ForAll @IntRange(max = 3) int at, @ForAll @IntRange(max = 7) int bit) {
        DiskImage disk = disk(append(1, 2), SYNC, SYNC_FOLDER, append(3, 4));
        byte[] before = disk.read(F, "x").get();
        DiskImage flipped = new DiskFault.Flips("x", at, bit).apply(disk, F);
        byte[] seen = flipped.read(F, "x").get();
        assertEquals(1 << bit, (seen[at] ^ before[at]) & 0xff);
        assertEquals(x(flipped), x(flipped.apply(SYNC).crash(Aftermath.NONE)));
        boolean wasSynced = at < 2;
        assertEquals(
                wasSynced, !x(flipped.crash(Aftermath.NONE)).equals(x(disk.crash(Aftermath.NONE))));
        assertEquals(x(disk), x(flipped.flipped(F, "x", at, bit)));
    }

    @Test
    void flip_outsideTheFile_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> SYNCED.flipped(F, "x", 1, 0));
        assertThrows(IllegalArgumentException.class, () -> SYNCED.flipped(F, "x", 0, 8));
        assertThrows(IllegalArgumentException.class, () -> SYNCED.flipped(F, "y", 0, 0));
    }

    @Test
    void fullDisk_refusesWhatDoesNotFit_andNothingElse() {
        DiskImage disk = SYNCED.withCapacity(3);
        assertEquals("[1, 2, 3]", x(disk.apply(append(2, 3))));
        var full = assertThrows(DiskFailedException.class, () -> disk.apply(append(2, 3, 4)));
        assertEquals(
                new DiskFailed(DiskFailed.Operation.WRITE, "x", DiskFailed.Why.FULL),
                full.reason());
        assertThrows(DiskFailedException.class, () -> disk.apply(new DiskOp.Truncate(F, "x", 4)));
        DiskImage filled = disk.apply(append(2, 3));
        assertEquals("[9, 2, 3]", x(filled.apply(new DiskOp.Write(F, "x", 0, new byte[] {9}))));
        assertEquals(3, filled.used());
        assertEquals(0, filled.apply(new DiskOp.Delete(F, "x")).used());
        assertThrows(IllegalArgumentException.class, () -> disk.withCapacity(-1));
    }

    @Test
    void readError_isReportedOnce() {
        var disk = new ImageDisk(F, SYNCED);
        disk.failNext(DiskFailed.Operation.READ, new DiskFault.Fails(0));
        var failed = assertThrows(DiskFailedException.class, () -> disk.read("x"));
        assertEquals(
                new DiskFailed(DiskFailed.Operation.READ, "x", DiskFailed.Why.ERROR),
                failed.reason());
        assertFalse(disk.read("x").isEmpty());
    }

    @Test
    void text_ofEveryFault_isReadBack() {
        for (DiskFault fault :
                List.of(
                        new DiskFault.Fails(0),
                        new DiskFault.Fails(3),
                        new DiskFault.Vanishes(),
                        new DiskFault.GoesTo("log of mine", 12),
                        new DiskFault.Flips("log of mine", 17, 3),
                        new DiskFault.Evicts(Aftermath.parse("2+-[0..5]")))) {
            assertEquals(fault, DiskFault.parse(fault.toString()));
        }
        assertThrows(IllegalArgumentException.class, () -> DiskFault.parse("flips bit 9 of x"));
        assertThrows(IllegalArgumentException.class, () -> new DiskFault.Fails(-1));
    }
}
