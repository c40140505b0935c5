package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What every disk must do: the simulated one and the real one are asked the same. */
abstract class DiskContract {

    static final String FOLDER = "s1/store";
    private static final Journal<String> JOURNAL = Journal.of("journal", String.class);
    private static final Cell<String> CELL = Cell.of("cell", String.class);

    /** An empty folder of {@link #FOLDER}. */
    abstract DiskSteps.Subject open(long capacity);

    /** The first difference between a disk and what a disk is; empty when there is none. */
    static String drift(DiskSteps.Factory factory, long seed) {
        long capacity = Draw.seed(seed).in("capacity").chance(0.5) ? DiskImage.UNLIMITED : 12;
        try (DiskSteps.Subject subject = factory.open(capacity)) {
            return DiskSteps.difference(
                    DiskSteps.drawn(seed, 40), new PlainDisk(FOLDER, capacity), subject);
        }
    }

    @Property(tries = 80)
    void anyCalls_giveTheResultsAndErrorsOfThePlainDisk(@ForAll long seed) {
        assertEquals("", drift(this::open, seed));
    }

    @Property(tries = 30)
    void journal_usedAtRandom_isAList(@ForAll long seed) {
        try (DiskSteps.Subject subject = open(DiskImage.UNLIMITED)) {
            Disk disk = subject.disk();
            Vector<String> expected = Vector.empty();
            Journal.Tail tail = JOURNAL.open(disk).orThrow().tail();
            for (int i = 0; i < 20; i++) {
                Draw draw = Draw.seed(seed).in(i);
                switch (draw.in("kind").below(6)) {
                    case 0, 1 -> {
                        tail = JOURNAL.append(disk, tail, "r" + i);
                        expected = expected.append("r" + i);
                    }
                    case 2 -> {
                        tail = JOURNAL.appendSynced(disk, tail, "r" + i);
                        expected = expected.append("r" + i);
                        assertEquals(tail.next(), tail.synced());
                    }
                    case 3 -> {
                        int forgotten = draw.in("n").below(expected.size() + 1);
                        tail =
                                JOURNAL.compact(
                                        disk, tail, tail.next() - expected.size() + forgotten);
                        expected = expected.drop(forgotten);
                    }
                    case 4 -> {
                        disk.append("journal", new byte[draw.in("torn").below(40)]);
                        tail = JOURNAL.open(disk).orThrow().tail();
                    }
                    default -> {
                        Recovery.Opened<String> opened = JOURNAL.open(disk).orThrow();
                        assertEquals(expected, opened.records());
                        assertEquals(tail.next(), opened.tail().next());
                        assertEquals(tail.bytes(), opened.tail().bytes());
                        tail = opened.tail();
                    }
                }
            }
            assertEquals(expected, JOURNAL.open(disk).orThrow().records());
        }
    }

    @Property(tries = 20)
    void cell_writtenManyTimes_holdsTheLast(@ForAll String first, @ForAll String second) {
        try (DiskSteps.Subject subject = open(DiskImage.UNLIMITED)) {
            Disk disk = subject.disk();
            assertEquals(Option.none(), CELL.recover(disk));
            CELL.write(disk, first);
            assertEquals(Option.some(first), CELL.recover(disk));
            CELL.write(disk, second);
            assertEquals(Option.some(second), CELL.read(disk));
            assertEquals(Vector.of("cell"), disk.list());
        }
    }

    @Example
    void failedSync_insideACellsWrite_leavesTheOldValue() {
        try (DiskSteps.Subject subject = open(DiskImage.UNLIMITED)) {
            CELL.write(subject.disk(), "old");
            subject.failNext(DiskFailed.Operation.SYNC);
            var failed =
                    assertThrows(
                            DiskFailedException.class, () -> CELL.write(subject.disk(), "new"));
            assertEquals(
                    new DiskFailed(DiskFailed.Operation.SYNC, "cell.new", DiskFailed.Why.ERROR),
                    failed.reason());
            assertEquals(Option.some("old"), CELL.read(subject.disk()));
            CELL.write(subject.disk(), "newer");
            assertEquals(Option.some("newer"), CELL.read(subject.disk()));
        }
    }

    @Example
    void fullDisk_refusesTheRecord_andKeepsTheOnesBefore() {
        try (DiskSteps.Subject subject = open(120)) {
            Disk disk = subject.disk();
            Journal.Tail tail = JOURNAL.open(disk).orThrow().tail();
            Journal.Tail first = JOURNAL.appendSynced(disk, tail, "fits");
            var failed =
                    assertThrows(
                            DiskFailedException.class,
                            () -> JOURNAL.append(disk, first, "x".repeat(100)));
            assertEquals(
                    new DiskFailed(DiskFailed.Operation.WRITE, "journal", DiskFailed.Why.FULL),
                    failed.reason());
            assertEquals(Vector.of("fits"), JOURNAL.open(disk).orThrow().records());
        }
    }

    @Example
    void everyCrashOfAJournal_putOnThisDisk_isRecoveredAsOnTheImage() {
        var workload = new ImageDisk(FOLDER, DiskImage.empty());
        Journal.Tail tail = JOURNAL.open(workload).orThrow().tail();
        tail = JOURNAL.appendSynced(workload, tail, "one");
        tail = JOURNAL.append(workload, tail, "two");
        tail = JOURNAL.append(workload, tail, "three");
        JOURNAL.sync(workload, tail);
        int[] crashes = {0};
        CrashPoints.of(DiskImage.empty(), workload.performed(), Tearing.ENDS)
                .forEach(point -> {
                    var image = new ImageDisk(FOLDER, point.disk());
                    try (DiskSteps.Subject subject = open(DiskImage.UNLIMITED)) {
                        for (String file : image.list()) {
                            subject.disk().append(file, image.read(file).get());
                        }
                        assertEquals(
                                JOURNAL.open(image), JOURNAL.open(subject.disk()), point::toString);
                        assertEquals(DiskSteps.contents(image), DiskSteps.contents(subject.disk()));
                        crashes[0]++;
                    }
                });
        assertEquals(79, crashes[0]);
    }
}
