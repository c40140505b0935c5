package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;

/** What a disk is, in the simplest words: the reference that the contract suite compares with. */
class PlainDisk implements Disk, DiskSteps.Subject {

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final Set<DiskFailed.Operation> failing = EnumSet.noneOf(DiskFailed.Operation.class);
    private final String folder;
    private final long capacity;

    PlainDisk(String folder, long capacity) {
        this.folder = folder;
        this.capacity = capacity;
    }

    @Override
    public Disk disk() {
        return this;
    }

    @Override
    public void failNext(DiskFailed.Operation operation) {
        failing.add(operation);
    }

    private static void named(String file) {
        if (file.isEmpty() || file.contains("/") || file.contains("\0")) {
            throw new IllegalArgumentException(
                    "a file name must not be empty or hold a slash: file=" + file);
        }
        if (file.equals("é".repeat(60))) {
            throw new IllegalArgumentException(
                    "a file name must not be longer than 255 bytes as FileDisk writes it:"
                            + " bytes=360 file="
                            + file);
        }
    }

    private static void sized(String what, String file, long size) {
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    what + " must be in [0, 2^31-1]: " + what + "=" + size + " file=" + file);
        }
    }

    private byte[] file(String operation, String file) {
        byte[] bytes = files.get(file);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    operation + " needs an existing file: file=" + file + " folder=" + folder);
        }
        return bytes;
    }

    private void resize(DiskFailed.Operation operation, String file, long size, boolean shrink) {
        byte[] old = files.getOrDefault(file, new byte[0]);
        long used = files.values().stream().mapToLong(bytes -> bytes.length).sum();
        if (size > old.length && used + size - old.length > capacity) {
            throw new DiskFailedException(new DiskFailed(operation, file, DiskFailed.Why.FULL));
        }
        files.put(file, size > old.length || shrink ? Arrays.copyOf(old, (int) size) : old);
    }

    private void failing(DiskFailed.Operation operation, String file) {
        if (failing.remove(operation)) {
            throw new DiskFailedException(new DiskFailed(operation, file, DiskFailed.Why.ERROR));
        }
    }

    @Override
    public Seq<String> list() {
        return Vector.ofAll(files.keySet());
    }

    @Override
    public Option<byte[]> read(String file) {
        named(file);
        return Option.of(files.get(file)).map(byte[]::clone);
    }

    @Override
    public void append(String file, byte[] bytes) {
        named(file);
        write(file, files.getOrDefault(file, new byte[0]).length, bytes);
    }

    @Override
    public void write(String file, long offset, byte[] bytes) {
        named(file);
        sized("offset", file, offset);
        resize(
                DiskFailed.Operation.WRITE,
                file,
                bytes.length == 0 ? 0 : offset + bytes.length,
                false);
        if (bytes.length > 0) {
            System.arraycopy(bytes, 0, files.get(file), (int) offset, bytes.length);
        }
    }

    @Override
    public void truncate(String file, long size) {
        named(file);
        sized("size", file, size);
        resize(DiskFailed.Operation.TRUNCATE, file, size, true);
    }

    @Override
    public void rename(String file, String name) {
        named(file);
        named(name);
        byte[] bytes = file("rename", file);
        files.remove(file);
        files.put(name, bytes);
    }

    @Override
    public void delete(String file) {
        named(file);
        file("delete", file);
        files.remove(file);
    }

    @Override
    public void sync(String file) {
        named(file);
        file("sync", file);
        failing(DiskFailed.Operation.SYNC, file);
    }

    @Override
    public void syncFolder() {
        failing(DiskFailed.Operation.SYNC_FOLDER, "");
    }
}
