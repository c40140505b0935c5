package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Disk;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.function.Function;

class JournalTest {

    private static final String F = "s1";
    private static final Journal<String> LOG = Logs.JOURNAL;
    private static final Vector<String> FOUR = Vector.of("one", "two", "three", "four");

    private static Journal.Tail opened(Disk disk) {
        return LOG.open(disk).orThrow().tail();
    }

    /** Four records, each synced. */
    private static ImageDisk four() {
        var disk = new ImageDisk(F, DiskImage.empty());
        Journal.Tail tail = opened(disk);
        for (String record : FOUR) {
            tail = LOG.appendSynced(disk, tail, record);
        }
        return disk;
    }

    private static Recovery<String> reopened(DiskImage image) {
        return LOG.open(new ImageDisk(F, image));
    }

    /** The first bit whose damage takes a synced record away and nobody is told; else nothing. */
    private static String silentLoss(Function<Disk, Vector<String>> recovery) {
        ImageDisk disk = four();
        int length = disk.read("log").get().length;
        for (int at = 0; at < length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                DiskImage damaged = disk.image().flipped(F, "log", at, bit).crash(Aftermath.NONE);
                try {
                    Vector<String> found = recovery.apply(new ImageDisk(F, damaged));
                    if (!found.equals(FOUR)) {
                        return "byte " + at + " bit " + bit + " left " + found;
                    }
                } catch (JournalCorruptException told) {
                    // as it should be
                }
            }
        }
        return "";
    }

    @Test
    void anyBitOfAFullySyncedJournal_turnedOver_isReported_whenTheCallerKnowsWhatWasSynced() {
        assertEquals("", silentLoss(disk -> LOG.open(disk, 4).orThrow().records()));
    }

    @Test
    void damageToTheLastRecord_isTakenForATornTail_andToNoOther() {
        String found = silentLoss(disk -> LOG.open(disk).orThrow().records());
        assertTrue(found.endsWith("left Vector(one, two, three)"), found);
        ImageDisk disk = four();
        int lastAt = disk.read("log").get().length - LOG.codec().encode("four").length;
        for (int at = 0; at < lastAt - Frame.HEAD_BYTES; at++) {
            assertInstanceOf(
                    Recovery.Corrupt.class, reopened(disk.image().flipped(F, "log", at, 0)));
        }
    }

    @Test
    void recovery_thatTakesACorruptRecordForTheEndOfTheLog_isCaught() {
        assertNotEquals(
                "",
                silentLoss(disk ->
                        switch (LOG.open(disk, 4)) {
                            case Recovery.Opened<String> opened -> opened.records();
                            case Recovery.Corrupt<String> corrupt -> corrupt.records();
                        }));
    }

    @Test
    void corruptJournal_isLeftAsItWas_andTellsWhereItBroke() {
        ImageDisk disk = four();
        int second = disk.read("log").get().length;
        second -= 3 * Frame.HEAD_BYTES;
        for (String record : FOUR.tail()) {
            second -= LOG.codec().encode(record).length;
        }
        disk.suffer(new DiskFault.Flips("log", second + 9, 4));
        long before = disk.image().fingerprint();
        var corrupt = assertInstanceOf(Recovery.Corrupt.class, LOG.open(disk));
        assertEquals(new Recovery.Damage("log", 1, second, 3), corrupt.damage());
        assertEquals(Vector.of("one"), corrupt.records());
        assertEquals(before, disk.image().fingerprint());
        var thrown = assertThrows(JournalCorruptException.class, corrupt::orThrow);
        assertEquals(
                "a journal must hold all records that were synced: file=log missing=1 offset="
                        + second
                        + " synced=3",
                thrown.getMessage());
        assertEquals(corrupt.damage(), thrown.damage());
    }

    @Test
    void holeInAnUnsyncedBatch_isATornTail_thoughAWholeRecordFollows() {
        ImageDisk disk = four();
        Journal.Tail tail = opened(disk);
        tail = LOG.append(disk, tail, "five");
        LOG.append(disk, tail, "six");
        int unsynced = disk.image().unsynced();
        assertEquals(2, unsynced);
        var found = reopened(disk.image().crash(Aftermath.parse("-+"))).orThrow();
        assertEquals(FOUR, found.records());
        assertEquals(1, found.cut().records());
        assertTrue(found.cut().bytes() > 0);
    }

    @Test
    void holeBeforeARecordWrittenAfterASync_isCorruption() {
        ImageDisk disk = four();
        DiskImage phantom = disk.image().phantom(frame(4, 4, "five", end(disk)));
        disk.replace(phantom);
        var tail = new Journal.Tail(5, end(disk), 4);
        tail = LOG.sync(disk, tail);
        LOG.appendSynced(disk, tail, "six");
        var corrupt =
                assertInstanceOf(
                        Recovery.Corrupt.class, reopened(disk.image().crash(Aftermath.NONE)));
        assertEquals(FOUR, corrupt.records());
        assertEquals(4, corrupt.damage().sequence());
        assertEquals(5, corrupt.damage().synced());
    }

    private static int end(ImageDisk disk) {
        return disk.read("log").get().length;
    }

    private static DiskOp.Write frame(long sequence, long synced, String record, long at) {
        return new DiskOp.Write(
                F, "log", at, Frame.encode(sequence, synced, LOG.codec().encode(record)));
    }

    @Test
    void journal_cutAtAnyByte_givesAPrefix_orIsCorrupt() {
        ImageDisk disk = four();
        int length = end(disk);
        int corrupt = 0;
        for (int size = 0; size < length; size++) {
            switch (reopened(disk.image().apply(new DiskOp.Truncate(F, "log", size)))) {
                case Recovery.Opened<String> opened ->
                        assertTrue(FOUR.startsWith(opened.records()));
                case Recovery.Corrupt<String> _ -> corrupt++;
            }
        }
        assertEquals(28, corrupt);
    }

    @Test
    void missingFile_isAnEmptyJournal_orCorruptionForOneWhoKnowsBetter() {
        var disk = new ImageDisk(F, DiskImage.empty());
        var corrupt = assertInstanceOf(Recovery.Corrupt.class, LOG.open(disk, 2));
        assertEquals(new Recovery.Damage("log", 0, 0, 2), corrupt.damage());
        assertTrue(disk.list().isEmpty());
        assertEquals(Vector.empty(), LOG.open(disk).records());
    }

    @Test
    void replacedJournal_afterCorruption_goesOn() {
        ImageDisk disk = four();
        disk.suffer(new DiskFault.Flips("log", 30, 0));
        assertInstanceOf(Recovery.Corrupt.class, LOG.open(disk));
        Journal.Tail tail = LOG.replace(disk, 3, Vector.of("FOUR"));
        assertEquals(new Journal.Tail(4, tail.bytes(), 4), tail);
        LOG.appendSynced(disk, tail, "five");
        assertEquals(Vector.of("FOUR", "five"), LOG.open(disk).records());
        assertThrows(IllegalArgumentException.class, () -> LOG.replace(disk, -1, Vector.empty()));
    }

    @Test
    void compaction_crashedAnywhere_leavesAllRecordsOrTheKeptOnes() {
        ImageDisk before = four();
        var disk = new ImageDisk(F, before.image());
        LOG.compact(disk, opened(disk), 2);
        Vector<DiskOp> operations = disk.performed();
        CrashPoints.of(before.image(), operations, Tearing.ENDS)
                .forEach(point -> {
                    Vector<String> found = LOG.open(new ImageDisk(F, point.disk()), 4).records();
                    boolean done = point.performed() == operations.size();
                    assertTrue(
                            found.equals(FOUR.drop(2)) || (!done && found.equals(FOUR)),
                            () -> point + " left " + found);
                });
        assertEquals(FOUR.drop(2), LOG.open(disk).records());
        assertEquals(4, opened(disk).next());
    }

    @Test
    void compaction_beyondTheEnd_isRefused_andOfADamagedFileReported() {
        ImageDisk disk = four();
        Journal.Tail tail = opened(disk);
        assertThrows(IllegalArgumentException.class, () -> LOG.compact(disk, tail, 5));
        disk.suffer(new DiskFault.Flips("log", 40, 1));
        assertThrows(JournalCorruptException.class, () -> LOG.compact(disk, tail, 4));
    }

    @Test
    void openedJournal_isDurable_thoughNothingWasSyncedBefore() {
        var disk = new ImageDisk(F, four().image());
        LOG.append(disk, opened(disk), "five");
        var again = new ImageDisk(F, disk.image());
        assertEquals(FOUR.append("five"), LOG.open(again).records());
        assertEquals(FOUR.append("five"), reopened(again.image().crash(Aftermath.NONE)).records());
    }

    @Test
    void emptyRecordsAndLargeOnes_comeBack() {
        var disk = new ImageDisk(F, DiskImage.empty());
        char[] large = new char[5_000];
        Arrays.fill(large, 'x');
        Journal.Tail tail = LOG.append(disk, opened(disk), "");
        tail = LOG.append(disk, tail, new String(large));
        LOG.sync(disk, tail);
        assertEquals(
                Vector.of("", new String(large)),
                reopened(disk.image().crash(Aftermath.NONE)).records());
    }

    @Test
    void compactedJournal_withAnyBitTurnedOver_isReported_forItsHeadSaysWhatWasSynced() {
        for (int first = 0; first < 4; first++) {
            ImageDisk disk = four();
            LOG.compact(disk, opened(disk), first);
            for (int at = 0; at < end(disk); at++) {
                DiskImage damaged = disk.image().flipped(F, "log", at, at % 8);
                assertInstanceOf(Recovery.Corrupt.class, reopened(damaged), "byte " + at);
            }
        }
    }

    @Test
    void recordsFoundByAnOpen_areSynced_andTheNextRecordSaysSo() {
        ImageDisk disk = four();
        LOG.append(disk, opened(disk), "five");
        Journal.Tail tail = opened(disk);
        assertEquals(new Journal.Tail(5, end(disk), 5), tail);
        int at = end(disk) - 1;
        LOG.append(disk, tail, "six");
        DiskImage damaged = disk.image().flipped(F, "log", at, 0);
        var corrupt = assertInstanceOf(Recovery.Corrupt.class, reopened(damaged));
        assertEquals(4, corrupt.damage().sequence());
        assertEquals(5, corrupt.damage().synced());
    }
}
