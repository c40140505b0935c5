package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An actor's folder on a real file system.
 *
 * <p>Shape: one real folder below a root; the folder and its files are named by an encoding that
 * never leads out of it and is the same on every file system. Files that are not so named are not
 * seen. For one thread, and the only writer of its folder.
 *
 * <p>Durability: a sync of a file is {@code fsync} ({@link FileChannel#force} with metadata), a
 * sync of the folder {@code fsync} of the folder, opened for reading: so on Linux and macOS. On
 * Windows a folder cannot be opened, its sync does nothing, and names are as durable as NTFS's
 * journal makes them. On macOS {@code fsync} does not empty the cache of the drive. A file stays
 * open from its first write on, so that the failure of a write-back in between is reported by its
 * next sync.
 *
 * <p>Errors: as {@link Disk} says, with the words of the simulated disk; an I/O error is a {@link
 * DiskFailedException} with the {@code IOException} as its cause. What a failed sync should have
 * made durable is of unknown durability afterwards, and a second sync may wrongly succeed.
 */
public final class FileDisk implements Disk, AutoCloseable {

    /** The calls whose failure cannot be had from a healthy file system. */
    interface Device {
        Device REAL =
                new Device() {
                    @Override
                    public void force(FileChannel file) throws IOException {
                        file.force(true);
                    }

                    @Override
                    public void forceFolder(Path folder) throws IOException {
                        if (!WINDOWS) {
                            try (FileChannel opened =
                                    FileChannel.open(folder, StandardOpenOption.READ)) {
                                opened.force(true);
                            }
                        }
                    }
                };

        void force(FileChannel file) throws IOException;

        void forceFolder(Path folder) throws IOException;
    }

    private interface Io<R> {
        R run() throws IOException;
    }

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path real;
    private final String folder;
    private final long capacity;
    private final Device device;
    private final Map<String, FileChannel> open = new HashMap<>();

    FileDisk(Path root, String folder, long capacity, Device device) throws IOException {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must be at least 0: bytes=" + capacity);
        }
        this.real = root.resolve(FileNames.encode(folder));
        this.folder = folder;
        this.capacity = capacity;
        this.device = device;
        Files.createDirectories(real);
        device.forceFolder(root);
    }

    /**
     * Opens a folder, making it when there is none.
     *
     * @param root a folder of the file system; its own name should be durable
     * @param folder the path of the actor
     * @param capacity how many bytes the files of the folder may have together; {@link
     *     DiskImage#UNLIMITED} for no limit but the file system's
     */
    public static FileDisk open(Path root, String folder, long capacity) throws IOException {
        return new FileDisk(root, folder, capacity, Device.REAL);
    }

    /** The real folder. */
    public Path path() {
        return real;
    }

    @Override
    public Seq<String> list() {
        return attempt(DiskFailed.Operation.LIST, "", this::names);
    }

    private Vector<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(real)) {
            for (Path file : files) {
                String encoded = file.getFileName().toString();
                if (FileNames.isEncoded(encoded) && Files.isRegularFile(file)) {
                    names.add(FileNames.decode(encoded));
                }
            }
        }
        return Vector.ofAll(names).sorted();
    }

    @Override
    public Option<byte[]> read(String file) {
        FileNames.require(file);
        return attempt(
                DiskFailed.Operation.READ,
                file,
                () -> {
                    try {
                        return Option.some(Files.readAllBytes(at(file)));
                    } catch (NoSuchFileException none) {
                        return Option.none();
                    }
                });
    }

    @Override
    public void append(String file, byte[] bytes) {
        put(new DiskOp.Write(folder, file, DiskOp.END, bytes));
    }

    @Override
    public void write(String file, long offset, byte[] bytes) {
        put(DiskOp.Write.at(folder, file, offset, bytes));
    }

    private void put(DiskOp.Write write) {
        attempt(
                write.operation(),
                write.file(),
                () -> {
                    long length = length(write.file());
                    long from = write.offset() == DiskOp.END ? length : write.offset();
                    int count = write.bytes().length;
                    requireRoom(write, length, count == 0 ? 0 : from + count);
                    put(channel(write.file()), from, ByteBuffer.wrap(write.bytes()));
                    return null;
                });
    }

    private static void put(FileChannel channel, long from, ByteBuffer bytes) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void truncate(String file, long size) {
        var truncate = new DiskOp.Truncate(folder, file, size);
        attempt(
                truncate.operation(),
                file,
                () -> {
                    long length = length(file);
                    requireRoom(truncate, length, size);
                    FileChannel channel = channel(file);
                    if (size < length) {
                        channel.truncate(size);
                    } else if (size > length) {
                        put(channel, size - 1, ByteBuffer.allocate(1));
                    }
                    return null;
                });
    }

    private void requireRoom(DiskOp op, long length, long end) throws IOException {
        Content.requireLength(op.file(), end);
        if (end <= length || capacity == DiskImage.UNLIMITED) {
            return;
        }
        long used = 0;
        for (String name : names()) {
            used += Files.size(at(name));
        }
        if (end - length > capacity - used) {
            throw new DiskFailedException(op.failed(DiskFailed.Why.FULL));
        }
    }

    @Override
    public void rename(String file, String name) {
        var rename = new DiskOp.Rename(folder, file, name);
        requireFile("rename", file);
        if (file.equals(name)) {
            return;
        }
        attempt(
                rename.operation(),
                file,
                () -> {
                    Files.move(at(file), at(name), StandardCopyOption.ATOMIC_MOVE);
                    FileChannel moved = open.remove(file);
                    close(moved == null ? open.remove(name) : open.put(name, moved));
                    return null;
                });
    }

    @Override
    public void delete(String file) {
        var delete = new DiskOp.Delete(folder, file);
        requireFile("delete", file);
        attempt(
                delete.operation(),
                file,
                () -> {
                    Files.delete(at(file));
                    close(open.remove(file));
                    return null;
                });
    }

    @Override
    public void sync(String file) {
        var sync = new DiskOp.Sync(folder, file);
        requireFile("sync", file);
        attempt(
                sync.operation(),
                file,
                () -> {
                    device.force(channel(file));
                    return null;
                });
    }

    @Override
    public void syncFolder() {
        attempt(
                DiskFailed.Operation.SYNC_FOLDER,
                "",
                () -> {
                    device.forceFolder(real);
                    return null;
                });
    }

    /** Closes the files; nothing is synced. */
    @Override
    public void close() throws IOException {
        for (FileChannel channel : open.values()) {
            channel.close();
        }
        open.clear();
    }

    private static void close(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private Path at(String file) {
        return real.resolve(FileNames.encode(file));
    }

    private long length(String file) throws IOException {
        try {
            return Files.size(at(file));
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    private FileChannel channel(String file) throws IOException {
        FileChannel channel = open.get(file);
        if (channel == null) {
            channel =
                    FileChannel.open(at(file), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            open.put(file, channel);
        }
        return channel;
    }

    private void requireFile(String operation, String file) {
        if (!Files.exists(at(file))) {
            throw FileNames.missing(operation, folder, file);
        }
    }

    private static <R> R attempt(DiskFailed.Operation operation, String file, Io<R> io) {
        try {
            return io.run();
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            boolean full =
                    message.contains("no space left")
                            || message.contains("not enough space")
                            || message.contains("quota exceeded");
            throw new DiskFailedException(
                    new DiskFailed(
                            operation, file, full ? DiskFailed.Why.FULL : DiskFailed.Why.ERROR),
                    e);
        }
    }
}
