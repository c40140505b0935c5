package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.HashMap;
import java.util.Map;

/**
 * The simulated disk without a kernel: each operation takes effect at once, on an image that can be
 * looked at, crashed and put back.
 *
 * <p>Shape: mutable, for one folder and one thread. {@link #performed} has every operation, with
 * which {@link CrashPoints} goes through the crashes of a workload.
 *
 * <p>Errors: those of {@link Disk}, at the call; the failures of {@link #failNext} as {@link
 * DiskFailedException}.
 */
public final class ImageDisk implements Disk {

    private final String folder;
    private DiskImage image;
    private Vector<DiskOp> performed = Vector.empty();
    private final Map<DiskFailed.Operation, DiskFault.Fails> failing = new HashMap<>();

    /** An actor's folder on a disk. */
    public ImageDisk(String folder, DiskImage image) {
        this.folder = folder;
        this.image = image;
    }

    /** What the disk holds now. */
    public DiskImage image() {
        return image;
    }

    /** Puts another image in place, such as what a crash left. */
    public void replace(DiskImage image) {
        this.image = image;
    }

    /** The operations so far, failed ones left out. */
    public Vector<DiskOp> performed() {
        return performed;
    }

    /** Lets the next operation of a kind fail. */
    public void failNext(DiskFailed.Operation operation, DiskFault.Fails fault) {
        failing.put(operation, fault);
    }

    /** Lets a fault happen to the disk itself. */
    public void suffer(DiskFault.OfFolder fault) {
        image = fault.apply(image, folder);
    }

    @Override
    public Seq<String> list() {
        failing(DiskFailed.Operation.LIST, "");
        return image.list(folder);
    }

    @Override
    public Option<byte[]> read(String file) {
        FileNames.require(file);
        failing(DiskFailed.Operation.READ, file);
        return image.read(folder, file);
    }

    private void failing(DiskFailed.Operation operation, String file) {
        if (failing.remove(operation) != null) {
            throw new DiskFailedException(new DiskFailed(operation, file, DiskFailed.Why.ERROR));
        }
    }

    @Override
    public void append(String file, byte[] bytes) {
        perform(new DiskOp.Write(folder, file, DiskOp.END, bytes.clone()));
    }

    @Override
    public void write(String file, long offset, byte[] bytes) {
        perform(DiskOp.Write.at(folder, file, offset, bytes.clone()));
    }

    @Override
    public void truncate(String file, long size) {
        perform(new DiskOp.Truncate(folder, file, size));
    }

    @Override
    public void rename(String file, String name) {
        perform(new DiskOp.Rename(folder, file, name));
    }

    @Override
    public void delete(String file) {
        perform(new DiskOp.Delete(folder, file));
    }

    @Override
    public void sync(String file) {
        perform(new DiskOp.Sync(folder, file));
    }

    @Override
    public void syncFolder() {
        perform(new DiskOp.SyncFolder(folder));
    }

    private void perform(DiskOp operation) {
        DiskImage next = image.apply(operation);
        DiskFault.Fails fault = failing.remove(operation.operation());
        if (fault != null) {
            image = fault.apply(image, operation);
            throw new DiskFailedException(operation.failed(DiskFailed.Why.ERROR));
        }
        image = next;
        performed = performed.append(operation);
    }
}
