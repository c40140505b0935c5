package dev.rehearsal.disk;

import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.SortedMap;
import io.vavr.collection.Vector;

import java.util.Arrays;

/** A change of a disk that is visible and that a crash may take away. */
sealed interface Change {

    /** What stands between a change and the medium. */
    enum Status {
        /** The next sync makes it durable. */
        DIRTY,
        /** A sync of it failed: no later sync writes it, and nobody knows whether it is there. */
        CLEAN,
        /** It is durable, and waits here only for one before it that is not. */
        SETTLED
    }

    /** How far it has got. */
    Status status();

    /** The same change with another status. */
    Change with(Status status);

    /** Its stable fingerprint, for a given number of its inode. */
    long fingerprint(int number);

    /** The inode that it changes or names. */
    int inode();

    /** A change of what a file holds. */
    sealed interface OfData extends Change {
        @Override
        OfData with(Status status);

        /** The content after what survived of it. */
        Content applied(Content before, Fate fate);

        /** What a fate comes to for this change; the same for equal outcomes. */
        Fate effective(Fate fate);

        /** How many bytes it moves: where it can be torn. */
        int length();

        /** Whether it makes the file longer. */
        boolean grows();
    }

    /** Bytes, at the place where they were visible. {@code before} was the length of the file. */
    record Bytes(int inode, int offset, byte[] bytes, int before, Status status) implements OfData {

        @Override
        public Bytes with(Status status) {
            return new Bytes(inode, offset, bytes, before, status);
        }

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public boolean grows() {
            return bytes.length > 0 && offset + bytes.length > before;
        }

        @Override
        public Content applied(Content content, Fate fate) {
            return switch (fate) {
                case Fate.Kept _ -> content.write(offset, bytes, 0, bytes.length);
                case Fate.Lost _ -> content;
                case Fate.Torn(int from, int to, boolean sized) -> {
                    Content torn = content.write(offset + from, bytes, from, to);
                    int size = offset + bytes.length;
                    yield sized && torn.length() < size ? torn.resize(size) : torn;
                }
            };
        }

        @Override
        public Fate effective(Fate fate) {
            if (!(fate instanceof Fate.Torn torn)) {
                return fate;
            }
            int to = Math.min(torn.to(), bytes.length);
            int from = Math.min(torn.from(), to);
            boolean sized = torn.sized() && grows() && (to < bytes.length || from == to);
            if (from == 0 && to == bytes.length) {
                return Fate.KEPT;
            }
            return from == to
                    ? sized ? new Fate.Torn(0, 0, true) : Fate.LOST
                    : new Fate.Torn(from, to, sized);
        }

        Bytes flipped(int at, int bit) {
            byte[] next = bytes.clone();
            next[at - offset] ^= (byte) (1 << bit);
            return new Bytes(inode, offset, next, before, status);
        }

        @Override
        public long fingerprint(int number) {
            long h = Fingerprint.fold(status.ordinal(), number);
            for (byte b : bytes) {
                h = (h ^ b) * 0x100000001B3L;
                h ^= h >>> 29;
            }
            return Fingerprint.fold(
                    Fingerprint.fold(Fingerprint.fold(h, bytes.length), offset), before);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that
                    && inode == that.inode
                    && offset == that.offset
                    && before == that.before
                    && status == that.status
                    && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(fingerprint(inode));
        }
    }

    /** A file of {@code before} bytes is cut or extended to {@code size}. */
    record Size(int inode, int before, int size, Status status) implements OfData {

        @Override
        public Size with(Status status) {
            return new Size(inode, before, size, status);
        }

        @Override
        public int length() {
            return Math.abs(size - before);
        }

        @Override
        public boolean grows() {
            return size > before;
        }

        @Override
        public Content applied(Content content, Fate fate) {
            return switch (fate) {
                case Fate.Kept _ -> content.resize(size);
                case Fate.Lost _ -> content;
                case Fate.Torn torn ->
                        content.resize(grows() ? before + torn.to() : before - torn.to());
            };
        }

        @Override
        public Fate effective(Fate fate) {
            if (!(fate instanceof Fate.Torn torn)) {
                return fate;
            }
            int moved = Math.min(torn.to(), length());
            return moved == length()
                    ? Fate.KEPT
                    : moved == 0 ? Fate.LOST : new Fate.Torn(0, moved, false);
        }

        @Override
        public long fingerprint(int number) {
            return Fingerprint.fold(
                    Fingerprint.fold(Fingerprint.fold(8 + status.ordinal(), number), before), size);
        }
    }

    /** A change of names; {@code names} are those that it touches, with their folder. */
    sealed interface OfNames extends Change {
        @Override
        OfNames with(Status status);

        /** The folder that a sync must name. */
        String folder();

        /** The names that it reads or writes, with the folder. */
        Vector<String> touched();

        /** The names after it. */
        SortedMap<String, Integer> applied(SortedMap<String, Integer> names);
    }

    /** A new file gets its name. */
    record Create(String folder, String name, int inode, Status status) implements OfNames {
        @Override
        public Create with(Status status) {
            return new Create(folder, name, inode, status);
        }

        @Override
        public Vector<String> touched() {
            return Vector.of(key(folder, name));
        }

        @Override
        public SortedMap<String, Integer> applied(SortedMap<String, Integer> names) {
            return names.put(key(folder, name), inode);
        }

        @Override
        public long fingerprint(int number) {
            return names(16 + status.ordinal(), number, folder, name, "");
        }
    }

    /** A file gets another name. */
    record Move(String folder, String from, String to, int inode, Status status)
            implements OfNames {
        @Override
        public Move with(Status status) {
            return new Move(folder, from, to, inode, status);
        }

        @Override
        public Vector<String> touched() {
            return Vector.of(key(folder, from), key(folder, to));
        }

        @Override
        public SortedMap<String, Integer> applied(SortedMap<String, Integer> names) {
            return names.remove(key(folder, from)).put(key(folder, to), inode);
        }

        @Override
        public long fingerprint(int number) {
            return names(24 + status.ordinal(), number, folder, from, to);
        }
    }

    /** A file loses its name. */
    record Remove(String folder, String name, int inode, Status status) implements OfNames {
        @Override
        public Remove with(Status status) {
            return new Remove(folder, name, inode, status);
        }

        @Override
        public Vector<String> touched() {
            return Vector.of(key(folder, name));
        }

        @Override
        public SortedMap<String, Integer> applied(SortedMap<String, Integer> names) {
            return names.remove(key(folder, name));
        }

        @Override
        public long fingerprint(int number) {
            return names(32 + status.ordinal(), number, folder, name, "");
        }
    }

    /** A name with its folder: the key of the maps of names. */
    static String key(String folder, String file) {
        return folder + "\0" + file;
    }

    private static long names(int kind, int number, String folder, String from, String to) {
        return Fingerprint.fold(
                Fingerprint.fold(
                        Fingerprint.fold(Fingerprint.fold(kind, number), Fingerprint.of(folder)),
                        Fingerprint.of(from)),
                Fingerprint.of(to));
    }
}
