package dev.rehearsal.disk;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the disk of one node holds: what is durable, and the changes since, in order, that are not.
 *
 * <p>Over 500 lines because the rules of a crash and of each fault share the private form of a
 * change.
 *
 * <p>Shape: an immutable value. Names point to inodes and inodes to bytes, as in POSIX: {@code
 * sync} of a file makes its bytes durable but not its name, {@code syncFolder} its name but not its
 * bytes. Images are compared by their {@link #fingerprint}.
 *
 * <p><b>What a crash may leave.</b> Each change that is not durable has a {@link Fate}, and the
 * survivors are applied in the order in which they were made. These rules are kept, and no others:
 *
 * <ol>
 *   <li>What was synced is there: the bytes and length of a synced file, the names of a synced
 *       folder. Only the disk's own faults break this ({@link #flipped}, {@link #phantom}, {@link
 *       #misdirected}).
 *   <li>A change of names is atomic. A rename leaves the file under the old name or the new one,
 *       never both and never neither, and whoever had the new name is there until then.
 *   <li>A name passes through its states in order: a change of names survives only if every earlier
 *       one that touches one of its names does. Changes of other names are independent, in the same
 *       folder too: of two new files the second may survive without the first.
 *   <li>Bytes that were never written never appear: a missing part is what was there before, or
 *       zeros.
 * </ol>
 *
 * <p>So nothing orders data and names (a renamed file may be empty), nothing orders the writes of
 * one file (the second append may be there, and zeros where the first was), a write may be torn at
 * any byte and may grow the file without bringing its bytes, a cut may be half done. That is weaker
 * than ext4 with ordered data, which orders names among themselves and data before names, because a
 * program should not need what XFS, btrfs or ext4 with other options do not give; and weaker than a
 * disk with atomic sectors. Rules 2 and 3 are kept because every journaling and copy-on-write file
 * system keeps them, and hardly a program could be written without them; ext2 and FAT do not.
 * Garbage in place of lost bytes is left to bit flips.
 *
 * <p>Errors: {@link #apply} throws {@link IllegalArgumentException} when there is no such file or
 * it would be too long, and {@link DiskFailedException} when the disk is full.
 *
 * <p>Cost: an operation copies the pages it touches, a sync looks at all pending changes; the
 * {@link #fingerprint} costs one step per name and pending byte, never one per byte of a file.
 *
 * <p>Source: Pillai et al., <i>All File Systems Are Not Created Equal</i>, OSDI 2014; Rebello et
 * al., <i>Can Applications Recover from fsync Failures?</i>, USENIX ATC 2020.
 */
public final class DiskImage {

    /** The capacity of a disk without limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final DiskImage EMPTY =
            new DiskImage(Medium.EMPTY, Medium.EMPTY, Vector.empty(), UNLIMITED);

    private final Medium visible;
    private final Medium durable;
    private final Vector<Change> pending;
    private final long capacity;
    private long fingerprint;

    private DiskImage(Medium visible, Medium durable, Vector<Change> pending, long capacity) {
        this.visible = visible;
        this.durable = durable;
        this.pending = pending;
        this.capacity = capacity;
    }

    /** A disk without files. */
    public static DiskImage empty() {
        return EMPTY;
    }

    /**
     * The same disk with room for so many bytes of visible files.
     *
     * @param bytes at least 0; {@link #UNLIMITED} for no limit
     */
    public DiskImage withCapacity(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("capacity must be at least 0: bytes=" + bytes);
        }
        return new DiskImage(visible, durable, pending, bytes);
    }

    /** How many bytes of visible files there is room for. */
    public long capacity() {
        return capacity;
    }

    /** How many bytes the visible files have. */
    public long used() {
        long used = 0;
        for (int inode : visible.names().values()) {
            used += visible.content(inode).length();
        }
        return used;
    }

    /** How many changes are not durable: those that a crash gives a fate. */
    public int unsynced() {
        return unsettled().size();
    }

    /** The files of a folder, ascending. */
    public Seq<String> list(String folder) {
        String prefix = Change.key(folder, "");
        return visible.names()
                .keySet()
                .toVector()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()));
    }

    /** A copy of the bytes of a file, durable or not. */
    public Option<byte[]> read(String folder, String file) {
        return visible.names()
                .get(Change.key(folder, file))
                .map(inode -> visible.content(inode).bytes());
    }

    /** Whether an operation needs a file that is not there; a write makes it. */
    public boolean lacks(DiskOp op) {
        return switch (op) {
            case DiskOp.Sync _, DiskOp.Rename _, DiskOp.Delete _ ->
                    !visible.names().containsKey(Change.key(op.folder(), op.file()));
            case DiskOp.Write _, DiskOp.Truncate _, DiskOp.SyncFolder _ -> false;
        };
    }

    /** The disk after an operation. */
    public DiskImage apply(DiskOp op) {
        return switch (op) {
            case DiskOp.Write write -> {
                requireRoom(write, end(write));
                yield ensure(write).written(write, write.bytes().length);
            }
            case DiskOp.Truncate(String folder, String file, long size) -> {
                requireRoom(op, size);
                DiskImage image = ensure(op);
                int inode = image.inode("truncate", folder, file);
                int before = image.visible.content(inode).length();
                yield image.changed(
                        new Change.Size(inode, before, (int) size, Change.Status.DIRTY));
            }
            case DiskOp.Rename(String folder, String file, String name) -> {
                int inode = inode("rename", folder, file);
                yield file.equals(name)
                        ? this
                        : changed(new Change.Move(folder, file, name, inode, Change.Status.DIRTY));
            }
            case DiskOp.Delete(String folder, String file) ->
                    changed(
                            new Change.Remove(
                                    folder,
                                    file,
                                    inode("delete", folder, file),
                                    Change.Status.DIRTY));
            case DiskOp.Sync sync -> sync(inode("sync", sync.folder(), sync.file()));
            case DiskOp.SyncFolder sync -> syncFolder(sync.folder());
        };
    }

    /**
     * The disk after an operation that failed: nothing of it is done, except that a write may have
     * got a part into the page cache, and that a sync leaves what it should have made durable of
     * unknown durability. Such a change stays visible, no later sync writes it, however well that
     * goes, and only a crash or {@link #evicted} shows whether it is there.
     *
     * @param reached how many bytes of a write were taken
     */
    public DiskImage failed(DiskOp op, int reached) {
        return switch (op) {
            case DiskOp.Write write -> {
                int taken = Math.min(reached, write.bytes().length);
                yield taken == 0 ? this : ensure(write).written(write, taken);
            }
            case DiskOp.Sync sync -> {
                int inode = inode("sync", sync.folder(), sync.file());
                yield with(
                        Pending.cleaned(
                                pending,
                                change ->
                                        change instanceof Change.OfData
                                                && change.inode() == inode));
            }
            case DiskOp.SyncFolder sync ->
                    with(
                            Pending.cleaned(
                                    pending,
                                    change ->
                                            change instanceof Change.OfNames name
                                                    && name.folder().equals(sync.folder())));
            case DiskOp.Truncate _, DiskOp.Rename _, DiskOp.Delete _ -> this;
        };
    }

    /**
     * The disk after the page cache dropped what a failed sync had marked clean in a folder: what
     * is visible there is now what the medium has, and unknown no longer. Changes on which a newer
     * change of names builds stay.
     *
     * @param aftermath the fates, numbered as in {@link #crash(Aftermath)}; those of other changes
     *     count nothing
     */
    public DiskImage evicted(String folder, Aftermath aftermath) {
        if (pending.forAll(change -> change.status() == Change.Status.DIRTY)) {
            return this;
        }
        Set<Integer> inodes =
                HashSet.ofAll(
                        visible.names()
                                .filterKeys(key -> key.startsWith(Change.key(folder, "")))
                                .values());
        boolean[] needed = Pending.builtOn(pending, folder);
        Aftermath effective = effective(aftermath);
        Medium medium = durable;
        List<Change> left = new ArrayList<>();
        Set<Integer> touched = HashSet.empty();
        int number = 0;
        for (int i = 0; i < pending.size(); i++) {
            Change change = pending.get(i);
            Fate fate =
                    change.status() == Change.Status.SETTLED || needed[i]
                            ? Fate.KEPT
                            : effective.fate(number);
            number += change.status() == Change.Status.SETTLED ? 0 : 1;
            boolean here =
                    change instanceof Change.OfNames name
                            ? name.folder().equals(folder)
                            : inodes.contains(change.inode());
            if (here && change.status() != Change.Status.DIRTY) {
                medium = medium.with(change, fate);
                touched = change instanceof Change.OfData ? touched.add(change.inode()) : touched;
            } else {
                left.add(change);
            }
        }
        Medium seen = new Medium(medium.names(), visible.contents());
        for (int inode : touched) {
            seen = seen.with(inode, medium.content(inode));
        }
        for (Change change : left) {
            if (change instanceof Change.OfNames || touched.contains(change.inode())) {
                seen = seen.with(change, Fate.KEPT);
            }
        }
        return new DiskImage(seen, medium, Vector.ofAll(left), capacity).collected();
    }

    /**
     * The disk after a write that was reported as done and never reaches the medium: it is visible
     * until the next crash, and no sync makes it durable.
     */
    public DiskImage phantom(DiskOp.Write write) {
        requireRoom(write, end(write));
        DiskImage image = ensure(write);
        int inode = image.inode("write", write.folder(), write.file());
        Content content = image.visible.content(inode);
        return image.shown(
                inode, content.write(from(write, content), write.bytes(), 0, write.bytes().length));
    }

    /**
     * The disk after a write that was reported as done and hit the medium at another place: there
     * it is durable at once, as far as the file goes, and where it should be it is a {@link
     * #phantom}.
     *
     * @param file the file that is hit, in the folder of the write
     * @param offset where it is hit
     */
    public DiskImage misdirected(DiskOp.Write write, String file, long offset) {
        DiskImage image = phantom(write);
        int inode = image.inode("write", write.folder(), file);
        int at = Math.toIntExact(offset);
        Content hit = image.durable.content(inode).overwrite(at, write.bytes());
        Content seen = image.visible.content(inode).overwrite(at, write.bytes());
        return image.with(image.durable.with(inode, hit)).shown(inode, seen);
    }

    /**
     * The disk with one bit of a file the other way round: in the newest copy, be it a change that
     * is not durable or the medium.
     *
     * @param bit in [0, 8)
     */
    public DiskImage flipped(String folder, String file, long offset, int bit) {
        int inode = inode("flip", folder, file);
        Content seen = visible.content(inode);
        if (offset < 0 || offset >= seen.length() || bit < 0 || bit > 7) {
            throw new IllegalArgumentException(
                    "a bit must be within its file: file="
                            + file
                            + " offset="
                            + offset
                            + " bit="
                            + bit
                            + " bytes="
                            + seen.length());
        }
        int at = (int) offset;
        DiskImage image = shown(inode, seen.flip(at, bit));
        for (int i = pending.size() - 1; i >= 0; i--) {
            if (pending.get(i) instanceof Change.Bytes bytes
                    && bytes.inode() == inode
                    && at >= bytes.offset()
                    && at < bytes.offset() + bytes.length()) {
                return image.with(pending.update(i, bytes.flipped(at, bit)));
            }
        }
        Content old = durable.content(inode);
        return at < old.length() ? image.with(durable.with(inode, old.flip(at, bit))) : image;
    }

    /**
     * The disk after a loss of power.
     *
     * @param kept how many of the changes that were not durable are on the disk all the same, the
     *     oldest first
     */
    public DiskImage crash(int kept) {
        return crash(Aftermath.prefix(Math.min(kept, pending.size())));
    }

    /** The disk after a loss of power that leaves this; see the rules at the top. */
    public DiskImage crash(Aftermath aftermath) {
        Medium all = Pending.survived(durable, pending, aftermath).named();
        return new DiskImage(all, all, Vector.empty(), capacity);
    }

    /**
     * The shortest aftermath of this disk with the same outcome: what contradicts the rules is
     * lost, what is no different from kept or lost is called so, losses at the end are left out.
     */
    public Aftermath effective(Aftermath aftermath) {
        return Pending.effective(unsettled(), aftermath);
    }

    /**
     * A random aftermath of this disk; the fate of a change is drawn by its file and its number.
     */
    public Aftermath aftermath(Draw draw, CrashOdds odds) {
        return Aftermaths.drawn(this, draw, odds);
    }

    /**
     * Every aftermath of this disk, each outcome of the fates once: from nothing kept to everything
     * kept.
     *
     * <p>Cost: the product over all pending changes of 2 and more; lazy, so that a caller can stop.
     */
    public Stream<Aftermath> aftermaths(Tearing tearing) {
        return Aftermaths.all(this, tearing);
    }

    /** The changes that a crash gives a fate, in order. */
    Vector<Change> unsettled() {
        return Pending.unsettled(pending);
    }

    /** A name of an inode, with its folder, under which its changes are drawn. */
    String nameOf(int inode) {
        return visible.nameOf(inode).orElse(() -> durable.nameOf(inode)).getOrElse("");
    }

    private long end(DiskOp.Write write) {
        long from =
                write.offset() == DiskOp.END
                        ? content(write.folder(), write.file()).length()
                        : write.offset();
        return write.bytes().length == 0 ? 0 : from + write.bytes().length;
    }

    private void requireRoom(DiskOp op, long end) {
        Content.requireLength(op.file(), end);
        long growth = end - content(op.folder(), op.file()).length();
        if (growth > 0 && capacity != UNLIMITED && growth > capacity - used()) {
            throw new DiskFailedException(op.failed(DiskFailed.Why.FULL));
        }
    }

    private Content content(String folder, String file) {
        return visible.names()
                .get(Change.key(folder, file))
                .map(visible::content)
                .getOrElse(Content.EMPTY);
    }

    private DiskImage ensure(DiskOp op) {
        String folder = op.folder();
        String file = op.file();
        if (visible.names().containsKey(Change.key(folder, file))) {
            return this;
        }
        int inode = 0;
        while (visible.contents().containsKey(inode)) {
            inode++;
        }
        return shown(inode, Content.EMPTY)
                .changed(new Change.Create(folder, file, inode, Change.Status.DIRTY));
    }

    private DiskImage written(DiskOp.Write write, int taken) {
        int inode = inode("write", write.folder(), write.file());
        Content content = visible.content(inode);
        byte[] bytes =
                taken == write.bytes().length ? write.bytes() : Arrays.copyOf(write.bytes(), taken);
        return changed(
                new Change.Bytes(
                        inode, from(write, content), bytes, content.length(), Change.Status.DIRTY));
    }

    private static int from(DiskOp.Write write, Content content) {
        return write.offset() == DiskOp.END ? content.length() : (int) write.offset();
    }

    private DiskImage changed(Change change) {
        return new DiskImage(
                visible.with(change, Fate.KEPT), durable, pending.append(change), capacity);
    }

    private DiskImage shown(int inode, Content content) {
        return new DiskImage(visible.with(inode, content), durable, pending, capacity);
    }

    private DiskImage with(Vector<Change> pending) {
        return new DiskImage(visible, durable, pending, capacity);
    }

    private DiskImage with(Medium durable) {
        return new DiskImage(visible, durable, pending, capacity);
    }

    private DiskImage sync(int inode) {
        Medium medium = durable;
        boolean blocked = false;
        List<Change> left = new ArrayList<>();
        for (Change change : pending) {
            if (!(change instanceof Change.OfData data) || data.inode() != inode) {
                left.add(change);
            } else if (data.status() == Change.Status.CLEAN) {
                blocked = true;
                left.add(change);
            } else if (blocked) {
                left.add(data.with(Change.Status.SETTLED));
            } else {
                medium = medium.with(data, Fate.KEPT);
            }
        }
        return new DiskImage(visible, medium, Vector.ofAll(left), capacity);
    }

    private DiskImage syncFolder(String folder) {
        Medium medium = durable;
        boolean[] settles = Pending.builtOn(pending, folder);
        List<Change> left = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            if (settles[i]) {
                medium = medium.with(pending.get(i), Fate.KEPT);
            } else {
                left.add(pending.get(i));
            }
        }
        return new DiskImage(visible, medium, Vector.ofAll(left), capacity).collected();
    }

    /** Without the inodes that no name, durable or not, leads to any more. */
    private DiskImage collected() {
        var live = new BitSet();
        visible.names().values().forEach(live::set);
        durable.names().values().forEach(live::set);
        for (Change change : pending) {
            if (change instanceof Change.OfNames) {
                live.set(change.inode());
            }
        }
        if (visible.contents().keySet().forAll(live::get)
                && durable.contents().keySet().forAll(live::get)) {
            return this;
        }
        return new DiskImage(
                new Medium(visible.names(), visible.contents().filterKeys(live::get)),
                new Medium(durable.names(), durable.contents().filterKeys(live::get)),
                pending.filter(change -> live.get(change.inode())),
                capacity);
    }

    private int inode(String operation, String folder, String file) {
        return visible.names()
                .get(Change.key(folder, file))
                .getOrElseThrow(() -> FileNames.missing(operation, folder, file));
    }

    /**
     * The stable fingerprint of what is visible, what is durable and what is pending, independent
     * of the numbers of inodes; computed once.
     */
    public long fingerprint() {
        if (fingerprint == 0) {
            long h = Fingerprint.fold(Pending.fingerprint(visible, durable, pending), capacity);
            fingerprint = h == 0 ? 1 : h;
        }
        return fingerprint;
    }
}
