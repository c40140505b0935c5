package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;

import io.vavr.collection.Vector;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

class FileDiskTest extends DiskContract {

    /** Fails when told to; otherwise asks the real file system only when it is told to, too. */
    private static final class Switch implements FileDisk.Device {
        private final Set<DiskFailed.Operation> failing =
                EnumSet.noneOf(DiskFailed.Operation.class);
        private final boolean real;
        private int forced;

        Switch(boolean real) {
            this.real = real;
        }

        private void fail(DiskFailed.Operation operation) throws IOException {
            forced++;
            if (failing.remove(operation)) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void force(FileChannel file) throws IOException {
            fail(DiskFailed.Operation.SYNC);
            if (real) {
                FileDisk.Device.REAL.force(file);
            }
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            fail(DiskFailed.Operation.SYNC_FOLDER);
            if (real) {
                FileDisk.Device.REAL.forceFolder(folder);
            }
        }
    }

    /** A folder that is deleted at the end. */
    static final class Real implements DiskSteps.Subject {
        private final Path root;
        private final Switch device;
        private final FileDisk disk;

        Real(long capacity, boolean forced) {
            try {
                root = Files.createTempDirectory("rehearsal-disk");
                device = new Switch(forced);
                disk = new FileDisk(root, FOLDER, capacity, device);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Disk disk() {
            return disk;
        }

        @Override
        public void failNext(DiskFailed.Operation operation) {
            device.failing.add(operation);
        }

        @Override
        public void close() {
            try (Stream<Path> all = Files.walk(root)) {
                disk.close();
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    DiskSteps.Subject open(long capacity) {
        return new Real(capacity, false);
    }

    @Example
    void realSyncs_ofRandomCalls_changeNothingThatIsSeen() {
        for (long seed = 0; seed < 3; seed++) {
            assertEquals("", drift(capacity -> new Real(capacity, true), seed));
        }
    }

    @Example
    void folder_openedAgain_hasTheFilesOfBefore() throws IOException {
        try (var first = new Real(DiskImage.UNLIMITED, true)) {
            Cell<String> cell = Cell.of("cell", String.class);
            cell.write(first.disk(), "kept");
            try (FileDisk again = FileDisk.open(first.root, FOLDER, DiskImage.UNLIMITED)) {
                assertEquals(first.disk.path(), again.path());
                assertEquals("kept", cell.read(again).get());
            }
            try (FileDisk other = FileDisk.open(first.root, "s1/other", DiskImage.UNLIMITED)) {
                assertTrue(other.list().isEmpty());
            }
        }
    }

    @Example
    void filesOfOthers_inTheFolder_areNotSeen() throws IOException {
        try (var real = new Real(DiskImage.UNLIMITED, false)) {
            real.disk.append("mine", new byte[1]);
            Files.createFile(real.disk.path().resolve("Readme.TXT"));
            Files.createFile(real.disk.path().resolve("100%"));
            Files.createDirectory(real.disk.path().resolve("folder"));
            assertEquals(Vector.of("mine"), real.disk.list());
        }
    }

    @Example
    void everySync_reachesTheDevice() {
        try (var real = new Real(DiskImage.UNLIMITED, true)) {
            int before = real.device.forced;
            Cell.of("cell", String.class).write(real.disk, "value");
            assertEquals(before + 2, real.device.forced);
        }
    }

    @Example
    void error_ofTheFileSystem_namesOperationAndFile_andKeepsItsCause() {
        try (var real = new Real(DiskImage.UNLIMITED, false)) {
            real.disk.append("file", new byte[1]);
            real.failNext(DiskFailed.Operation.SYNC);
            var failed = assertThrows(DiskFailedException.class, () -> real.disk.sync("file"));
            assertEquals("disk failed: operation=sync file=file why=error", failed.getMessage());
            assertEquals(IOException.class, failed.getCause().getClass());
        }
    }

    @Property(tries = 500)
    void names_whateverTheyHold_areEncodedInjectivelyAndStayInTheFolder(
            @ForAll @NotEmpty @StringLength(max = 20) String name) {
        String encoded = FileNames.encode(name);
        assertEquals(name, FileNames.decode(encoded));
        assertTrue(encoded.matches("[a-z0-9_%][a-z0-9_%.-]*|-[a-z0-9_%.-]*"), encoded);
        assertFalse(encoded.startsWith(".") || encoded.endsWith("."), encoded);
        assertTrue(FileNames.isEncoded(encoded));
        assertEquals(Path.of("folder"), Path.of("folder").resolve(encoded).normalize().getParent());
    }
}
