package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.value.Codec;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class CellTest {

    private static final String FOLDER = "s1";
    private static final Cell<String> CELL = Cell.of("value", String.class);

    /** A folder that takes down every operation. */
    private static final class Recorder implements Disk {
        private DiskImage image;
        private final List<DiskOp> operations = new ArrayList<>();

        Recorder(DiskImage image) {
            this.image = image;
        }

        private void add(DiskOp operation) {
            image = image.apply(operation);
            operations.add(operation);
        }

        @Override
        public Seq<String> list() {
            return image.list(FOLDER);
        }

        @Override
        public Option<byte[]> read(String file) {
            return image.read(FOLDER, file);
        }

        @Override
        public void append(String file, byte[] bytes) {
            add(new DiskOp.Write(FOLDER, file, DiskOp.END, bytes));
        }

        @Override
        public void write(String file, long offset, byte[] bytes) {
            add(new DiskOp.Write(FOLDER, file, offset, bytes));
        }

        @Override
        public void truncate(String file, long size) {
            add(new DiskOp.Truncate(FOLDER, file, size));
        }

        @Override
        public void rename(String file, String name) {
            add(new DiskOp.Rename(FOLDER, file, name));
        }

        @Override
        public void delete(String file) {
            add(new DiskOp.Delete(FOLDER, file));
        }

        @Override
        public void sync(String file) {
            add(new DiskOp.Sync(FOLDER, file));
        }

        @Override
        public void syncFolder() {
            add(new DiskOp.SyncFolder(FOLDER));
        }
    }

    /** How somebody writes a cell. */
    private interface Writing {
        void write(Disk disk, String value);
    }

    private static DiskImage written(Writing writing, DiskImage before, String value) {
        var disk = new Recorder(before);
        writing.write(disk, value);
        return disk.image;
    }

    private static Option<String> read(DiskImage image) {
        return CELL.read(new Recorder(image));
    }

    /** Every disk that a crash can leave while {@code value} is written, and after it. */
    private static List<DiskImage> crashes(Writing writing, DiskImage before, String value) {
        var recorder = new Recorder(before);
        writing.write(recorder, value);
        List<DiskImage> all = new ArrayList<>();
        DiskImage image = before;
        for (int done = 0; done <= recorder.operations.size(); done++) {
            if (done > 0) {
                image = image.apply(recorder.operations.get(done - 1));
            }
            for (int kept = 0; kept <= image.unsynced(); kept++) {
                all.add(image.crash(kept));
            }
        }
        return all;
    }

    /**
     * Writes the values one after the other, with a crash at every possible point of every write,
     * and goes on from what each crash has left.
     *
     * @return how many crashes there were
     */
    private static int explore(Writing writing, DiskImage before, Vector<String> values) {
        if (values.isEmpty()) {
            return 0;
        }
        Option<String> old = read(before);
        Option<String> next = Option.some(values.head());
        int crashes = 0;
        for (DiskImage left : crashes(writing, before, values.head())) {
            Option<String> found = read(left);
            if (!found.equals(old) && !found.equals(next)) {
                throw new AssertionError("neither " + old + " nor " + next + ": " + found);
            }
            crashes += 1 + explore(writing, left, values.tail());
        }
        DiskImage whole = written(writing, before, values.head());
        for (int kept = 0; kept <= whole.unsynced(); kept++) {
            if (!read(whole.crash(kept)).equals(next)) {
                throw new AssertionError("written and lost: " + next);
            }
        }
        return crashes + explore(writing, whole, values.tail());
    }

    private static final Vector<String> THREE = Vector.of("first", "the second, longer", "3");

    @Test
    void cell_crashedAtEveryPointOfEveryWrite_holdsTheOldOrTheNewValue() {
        int crashes = explore(CELL::write, DiskImage.empty(), THREE);
        assertTrue(crashes > 1_000, "only " + crashes + " crashes");
    }

    @Property(tries = 100)
    void cell_ofAnyValues_holdsTheOldOrTheNewOne(
            @ForAll @Size(min = 1, max = 2) List<@StringLength(max = 20) String> values) {
        explore(CELL::write, DiskImage.empty(), Vector.ofAll(values));
    }

    private static byte[] file(String value) {
        var disk = new Recorder(DiskImage.empty());
        CELL.write(disk, value);
        return disk.read("value").get();
    }

    /** Each of these is a cell somebody could have written; the exploration finds them all out. */
    @Test
    void cell_renamedBeforeItIsSynced_isCaught() {
        assertCaught((disk, value) -> {
            disk.truncate("value.new", 0);
            disk.append("value.new", file(value));
            disk.rename("value.new", "value");
            disk.syncFolder();
            disk.sync("value");
        });
    }

    @Test
    void cell_whoseFolderIsNotSynced_isCaught() {
        assertCaught((disk, value) -> {
            disk.truncate("value.new", 0);
            disk.append("value.new", file(value));
            disk.sync("value.new");
            disk.rename("value.new", "value");
        });
    }

    @Test
    void cell_writtenInPlace_isCaught() {
        assertCaught((disk, value) -> {
            disk.truncate("value", 0);
            disk.append("value", file(value));
            disk.sync("value");
            disk.syncFolder();
        });
    }

    @Test
    void cell_thatDoesNotEmptyItsNewFile_isCaught() {
        assertCaught((disk, value) -> {
            disk.append("value.new", file(value));
            disk.sync("value.new");
            disk.rename("value.new", "value");
            disk.syncFolder();
        });
    }

    @Test
    void cell_thatDeletesTheOldFileFirst_isCaught() {
        assertCaught((disk, value) -> {
            disk.truncate("value.new", 0);
            disk.append("value.new", file(value));
            disk.sync("value.new");
            if (disk.read("value").isDefined()) {
                disk.delete("value");
            }
            disk.rename("value.new", "value");
            disk.syncFolder();
        });
    }

    private static void assertCaught(Writing bad) {
        assertEquals(
                Option.some("works when nothing crashes"),
                read(written(bad, DiskImage.empty(), "works when nothing crashes")));
        boolean caught = false;
        try {
            explore(bad, DiskImage.empty(), THREE);
        } catch (AssertionError | IllegalStateException found) {
            caught = true;
        }
        assertTrue(caught);
    }

    @Test
    void cell_whoseFileIsDamaged_isRefusedAndNeverAbsent() {
        byte[] file = file("hello");
        for (int i = 0; i < file.length; i++) {
            byte[] damaged = file.clone();
            damaged[i] ^= 1;
            assertUnreadable(damaged);
        }
        for (int length = 0; length < file.length; length++) {
            assertUnreadable(java.util.Arrays.copyOf(file, length));
        }
    }

    private static void assertUnreadable(byte[] file) {
        var disk = new Recorder(DiskImage.empty());
        disk.append("value", file);
        String message =
                String.valueOf(
                        assertThrows(IllegalStateException.class, () -> CELL.read(disk))
                                .getMessage());
        assertTrue(message.contains("file=value"), message);
    }

    @Test
    void update_isGivenWhatStandsThere_andReturnsWhatItHasWritten() {
        var disk = new Recorder(DiskImage.empty());
        assertEquals("0+", CELL.update(disk, value -> value.getOrElse("0") + "+"));
        assertEquals("0++", CELL.update(disk, value -> value.getOrElse("0") + "+"));
        assertEquals(Option.some("0++"), CELL.read(disk));
    }

    @Test
    void cells_ofTwoNames_doNotDisturbEachOther() {
        Cell<String> other = Cell.of("other", String.class);
        var disk = new Recorder(DiskImage.empty());
        CELL.write(disk, "1");
        other.write(disk, "2");
        CELL.write(disk, "3");
        assertEquals(Option.some("3"), CELL.read(disk));
        assertEquals(Option.some("2"), other.read(disk));
        assertEquals(Vector.of("other", "value"), disk.list());
    }

    @Test
    void cell_withACodecOfItsOwn_usesIt() {
        var utf8 =
                new Codec<String>() {
                    @Override
                    public byte[] encode(String value) {
                        return value.getBytes(StandardCharsets.UTF_8);
                    }

                    @Override
                    public String decode(byte[] bytes) {
                        return new String(bytes, StandardCharsets.UTF_8);
                    }
                };
        var cell = new Cell<>("text", utf8);
        var disk = new Recorder(DiskImage.empty());
        cell.write(disk, "hé");
        assertEquals(4 + 3, disk.read("text").get().length);
        assertEquals(Option.some("hé"), cell.read(disk));
    }
}
