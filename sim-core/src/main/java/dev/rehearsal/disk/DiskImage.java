package dev.rehearsal.disk;

import io.vavr.collection.Seq;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What the disk of one node holds: what is durable, and the changes since, in order, that are not.
 *
 * <p>Shape: an immutable value. Names point to inodes and inodes to bytes, as in POSIX: {@code
 * sync} of a file makes its bytes durable but not its name, {@code syncFolder} its name but not its
 * bytes.
 *
 * <p>A crash keeps a prefix of the changes that are not durable, possibly empty or whole, and loses
 * the rest.
 *
 * <p>Errors: {@link #apply} throws {@link IllegalArgumentException} when there is no such file.
 */
public final class DiskImage {

    private static final DiskImage EMPTY =
            new DiskImage(
                    TreeMap.empty(),
                    TreeMap.empty(),
                    TreeMap.empty(),
                    TreeMap.empty(),
                    Vector.empty());

    /** A change that is visible but not durable. */
    private sealed interface Change {
        record Data(int inode, DiskOp op) implements Change {}

        record Create(String folder, String name, int inode) implements Change {}

        record Move(String folder, String from, String to) implements Change {}

        record Remove(String folder, String name) implements Change {}
    }

    private final SortedMap<String, Integer> names;
    private final SortedMap<Integer, byte[]> contents;
    private final SortedMap<String, Integer> namesDurable;
    private final SortedMap<Integer, byte[]> contentsDurable;
    private final Vector<Change> pending;

    private DiskImage(
            SortedMap<String, Integer> names,
            SortedMap<Integer, byte[]> contents,
            SortedMap<String, Integer> namesDurable,
            SortedMap<Integer, byte[]> contentsDurable,
            Vector<Change> pending) {
        this.names = names;
        this.contents = contents;
        this.namesDurable = namesDurable;
        this.contentsDurable = contentsDurable;
        this.pending = pending;
    }

    /** A disk without files. */
    public static DiskImage empty() {
        return EMPTY;
    }

    /** How many changes are not durable. */
    public int unsynced() {
        return pending.size();
    }

    /** The files of a folder, ascending. */
    public Seq<String> list(String folder) {
        String prefix = key(folder, "");
        return names.keySet()
                .toVector()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()));
    }

    /** The bytes of a file, durable or not; the caller must not change them. */
    public Option<byte[]> read(String folder, String file) {
        return names.get(key(folder, file)).map(inode -> contents.get(inode).get());
    }

    /** The disk after an operation. */
    public DiskImage apply(DiskOp op) {
        return switch (op) {
            case DiskOp.Write write ->
                    ensure(write.folder(), write.file()).data(write.file(), write);
            case DiskOp.Truncate truncate ->
                    ensure(truncate.folder(), truncate.file()).data(truncate.file(), truncate);
            case DiskOp.Rename rename -> {
                inode("rename", rename.folder(), rename.file());
                var change = new Change.Move(rename.folder(), rename.file(), rename.name());
                yield with(name(names, change), contents, pending.append(change));
            }
            case DiskOp.Delete delete -> {
                inode("delete", delete.folder(), delete.file());
                var change = new Change.Remove(delete.folder(), delete.file());
                yield with(name(names, change), contents, pending.append(change));
            }
            case DiskOp.Sync sync -> sync(inode("sync", sync.folder(), sync.file()));
            case DiskOp.SyncFolder sync -> syncFolder(sync.folder());
        };
    }

    /**
     * The disk after a loss of power.
     *
     * @param kept how many of the changes that were not durable are on the disk all the same, the
     *     oldest first
     */
    public DiskImage crash(int kept) {
        if (kept < 0) {
            throw new IllegalArgumentException("kept must be at least 0: kept=" + kept);
        }
        SortedMap<String, Integer> left = namesDurable;
        SortedMap<Integer, byte[]> bytes = contentsDurable;
        for (Change change : pending.take(kept)) {
            if (change instanceof Change.Data data) {
                bytes =
                        bytes.put(
                                data.inode(),
                                changed(bytes.getOrElse(data.inode(), new byte[0]), data.op()));
            } else {
                left = name(left, change);
            }
        }
        SortedMap<Integer, byte[]> all = TreeMap.empty();
        for (int inode : left.values()) {
            all = all.put(inode, bytes.getOrElse(inode, new byte[0]));
        }
        return new DiskImage(left, all, left, all, Vector.empty());
    }

    private DiskImage ensure(String folder, String file) {
        if (names.containsKey(key(folder, file))) {
            return this;
        }
        int inode = 0;
        while (contents.containsKey(inode)) {
            inode++;
        }
        var change = new Change.Create(folder, file, inode);
        return with(name(names, change), contents.put(inode, new byte[0]), pending.append(change));
    }

    private DiskImage data(String file, DiskOp op) {
        int inode = names.get(key(op.folder(), file)).get();
        byte[] bytes = changed(contents.get(inode).get(), op);
        return with(names, contents.put(inode, bytes), pending.append(new Change.Data(inode, op)));
    }

    private DiskImage sync(int inode) {
        return new DiskImage(
                names,
                contents,
                namesDurable,
                contentsDurable.put(inode, contents.get(inode).get()),
                pending.reject(
                        change -> change instanceof Change.Data data && data.inode() == inode));
    }

    private DiskImage syncFolder(String folder) {
        SortedMap<String, Integer> durable = namesDurable;
        Vector<Change> left = Vector.empty();
        for (Change change : pending) {
            if (!(change instanceof Change.Data) && folder(change).equals(folder)) {
                durable = name(durable, change);
            } else {
                left = left.append(change);
            }
        }
        return new DiskImage(names, contents, durable, contentsDurable, left).collected();
    }

    /** Without the inodes that no name, durable or not, leads to any more. */
    private DiskImage collected() {
        var live = new BitSet();
        names.values().forEach(live::set);
        namesDurable.values().forEach(live::set);
        for (Change change : pending) {
            if (change instanceof Change.Create create) {
                live.set(create.inode());
            }
        }
        if (contents.keySet().forAll(live::get) && contentsDurable.keySet().forAll(live::get)) {
            return this;
        }
        return new DiskImage(
                names,
                contents.filterKeys(live::get),
                namesDurable,
                contentsDurable.filterKeys(live::get),
                pending.reject(
                        change -> change instanceof Change.Data data && !live.get(data.inode())));
    }

    private DiskImage with(
            SortedMap<String, Integer> names,
            SortedMap<Integer, byte[]> contents,
            Vector<Change> pending) {
        return new DiskImage(names, contents, namesDurable, contentsDurable, pending);
    }

    private int inode(String operation, String folder, String file) {
        return names.get(key(folder, file))
                .getOrElseThrow(() ->
                        new IllegalArgumentException(
                                operation
                                        + " needs an existing file: file="
                                        + file
                                        + " folder="
                                        + folder));
    }

    private static SortedMap<String, Integer> name(
            SortedMap<String, Integer> names, Change change) {
        return switch (change) {
            case Change.Create create ->
                    names.put(key(create.folder(), create.name()), create.inode());
            case Change.Move move -> {
                String from = key(move.folder(), move.from());
                int inode = names.get(from).get();
                yield names.remove(from).put(key(move.folder(), move.to()), inode);
            }
            case Change.Remove remove -> names.remove(key(remove.folder(), remove.name()));
            case Change.Data data ->
                    throw new IllegalStateException("not a change of names: " + data);
        };
    }

    private static String folder(Change change) {
        return switch (change) {
            case Change.Create create -> create.folder();
            case Change.Move move -> move.folder();
            case Change.Remove remove -> remove.folder();
            case Change.Data data -> data.op().folder();
        };
    }

    private static byte[] changed(byte[] bytes, DiskOp op) {
        return switch (op) {
            // As POSIX has it: to write nothing past the end does not extend the file.
            case DiskOp.Write write when write.bytes().length == 0 -> bytes;
            case DiskOp.Write write -> {
                int from =
                        Math.toIntExact(
                                write.offset() == DiskOp.END ? bytes.length : write.offset());
                byte[] next =
                        Arrays.copyOf(
                                bytes,
                                Math.max(bytes.length, Math.addExact(from, write.bytes().length)));
                System.arraycopy(write.bytes(), 0, next, from, write.bytes().length);
                yield next;
            }
            case DiskOp.Truncate truncate -> Arrays.copyOf(bytes, Math.toIntExact(truncate.size()));
            case DiskOp.Rename _, DiskOp.Delete _, DiskOp.Sync _, DiskOp.SyncFolder _ ->
                    throw new IllegalStateException("not a change of bytes: " + op);
        };
    }

    private static String key(String folder, String file) {
        return folder + "\0" + file;
    }
}
