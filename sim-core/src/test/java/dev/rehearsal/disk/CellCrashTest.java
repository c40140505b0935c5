package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Disk;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

import java.util.function.Supplier;

class CellCrashTest {

    private static final Vector<Vector<String>> VALUES =
            Vector.of("a", "b", "c", "d").map(Vector::of);

    private static int explored(Supplier<Exploration.Log> log, Tearing tearing, int depth) {
        var exploration = new Exploration(log, tearing);
        exploration.crashes(VALUES, depth);
        return exploration.crashes();
    }

    @Test
    void cell_writtenFourTimes_holdsTheOldOrTheNewValueAtTwoCrashesInARow() {
        assertEquals(2_663, explored(Logs::cell, Tearing.ENDS, 2));
    }

    @Test
    void cell_tornAtEveryByte_holdsTheOldOrTheNewValue() {
        assertEquals(169, explored(Logs::cell, Tearing.EVERYWHERE, 1));
    }

    @Test
    void cell_whoseSyncsFailInTurn_keepsWhatItsNextStartReturned() {
        var exploration = new Exploration(Logs::cell, Tearing.ENDS);
        exploration.failedSyncs(VALUES);
        assertEquals(2_260, exploration.crashes());
    }

    private interface Writing {
        void write(Disk disk, String value);
    }

    private static String caught(Writing writing) {
        return String.valueOf(
                assertThrows(
                                AssertionError.class,
                                () ->
                                        explored(
                                                () ->
                                                        new Logs.OfCell() {
                                                            @Override
                                                            void write(Disk disk, String all) {
                                                                writing.write(disk, all);
                                                            }
                                                        },
                                                Tearing.ENDS,
                                                2))
                        .getMessage());
    }

    @Test
    void cell_renamedBeforeItIsSynced_isCaught() {
        String found =
                caught((disk, value) -> {
                    disk.truncate("cell.new", 0);
                    disk.append("cell.new", Logs.file(value));
                    disk.rename("cell.new", "cell");
                    disk.sync("cell");
                    disk.syncFolder();
                });
        assertTrue(found.startsWith("refused"), found);
    }

    @Test
    void cell_whoseFolderIsNotSynced_isCaught() {
        assertTrue(
                caught(
                                (disk, value) -> {
                                    disk.truncate("cell.new", 0);
                                    disk.append("cell.new", Logs.file(value));
                                    disk.sync("cell.new");
                                    disk.rename("cell.new", "cell");
                                })
                        .startsWith("lost"));
    }

    @Test
    void cell_thatDoesNotEmptyItsNewFile_isCaught() {
        caught((disk, value) -> {
            disk.append("cell.new", Logs.file(value));
            disk.sync("cell.new");
            disk.rename("cell.new", "cell");
            disk.syncFolder();
        });
    }

    @Test
    void cell_writtenInPlace_isCaught() {
        caught((disk, value) -> {
            disk.truncate("cell", 0);
            disk.append("cell", Logs.file(value));
            disk.sync("cell");
            disk.syncFolder();
        });
    }

    @Test
    void cell_readButNotRecoveredAfterAFailedSync_isCaught() {
        var exploration =
                new Exploration(
                        () ->
                                new Logs.OfCell() {
                                    @Override
                                    Option<String> recover(Disk disk) {
                                        Option<String> value = Logs.CELL.read(disk);
                                        disk.syncFolder();
                                        return value;
                                    }
                                },
                        Tearing.ENDS);
        assertThrows(AssertionError.class, () -> exploration.failedSyncs(VALUES));
    }
}
