package dev.rehearsal.check;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The states that were found: for each fingerprint that of the state it was first reached from.
 *
 * <p>Shape: 64 shards, each an open-addressed table of pairs of numbers with linear probing. What
 * does not fit on the heap moves to files that are mapped into memory, shard by shard, as they
 * grow; the files vanish with the search.
 *
 * <p>Order: different threads may write to different shards at the same time, and any may read
 * while none writes.
 *
 * <p>Cost: 16 bytes a state at a load of 0.64 to 0.8, so 20 to 25 bytes.
 */
final class Visited implements AutoCloseable {

    /*
     * A position is the upper part of (scrambled fingerprint × capacity), so that a capacity need
     * not be a power of two and a table may grow by a quarter. The order of the positions is that
     * of the scrambled fingerprints whatever the capacity: growing reads and writes in sequence.
     */

    private static final int SHARD_BITS = 6;

    static final int SHARDS = 1 << SHARD_BITS;

    private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;
    private static final int CAPACITY_FIRST = 64;
    private static final int CAPACITY_DOUBLED = 1 << 13;

    private final Shard[] shards = new Shard[SHARDS];
    private final long heapOfShard;

    /**
     * Empty tables.
     *
     * @param heapMax how many bytes may be on the heap
     */
    Visited(long heapMax) {
        heapOfShard = heapMax / SHARDS;
        for (int s = 0; s < SHARDS; s++) {
            shards[s] = new Shard();
        }
    }

    /** The fingerprint under which a state is kept: 0 stands for none. */
    static long key(long fingerprint) {
        return fingerprint == 0 ? 1 : fingerprint;
    }

    static int shard(long key) {
        return (int) ((key * SCRAMBLE) >>> (Long.SIZE - SHARD_BITS));
    }

    boolean contains(long key) {
        long scrambled = key * SCRAMBLE;
        return shards[(int) (scrambled >>> (Long.SIZE - SHARD_BITS))].find(key, scrambled) >= 0;
    }

    /** What was put with a key that is contained. */
    long get(long key) {
        Shard shard = shards[shard(key)];
        int at = shard.find(key, key * SCRAMBLE);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "a state must have been visited: fingerprint=" + Long.toHexString(key));
        }
        return shard.word(2 * at + 1L);
    }

    /** Whether the key is new; if so it is kept with that value. */
    boolean add(long key, long value) {
        return shards[shard(key)].add(key, value);
    }

    /** Keeps another value with a key that is contained. */
    void set(long key, long value) {
        Shard shard = shards[shard(key)];
        shard.word(2L * shard.find(key, key * SCRAMBLE) + 1, value);
    }

    long size() {
        long size = 0;
        for (Shard shard : shards) {
            size += shard.size;
        }
        return size;
    }

    /** What the tables take, on the heap and in files. */
    long bytes() {
        long bytes = 0;
        for (Shard shard : shards) {
            bytes += 16L * shard.capacity;
        }
        return bytes;
    }

    @Override
    public void close() {
        for (Shard shard : shards) {
            if (shard.file != null) {
                shard.file.close();
            }
        }
    }

    /** A file that is mapped into memory and vanishes when it is closed. */
    private record Mapped(FileChannel channel, Arena arena, MemorySegment words)
            implements AutoCloseable {

        static Mapped of(long bytes) {
            try {
                Path file = Files.createTempFile("rehearsal-", ".states");
                FileChannel channel =
                        FileChannel.open(
                                file,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE);
                Arena arena = Arena.ofShared();
                return new Mapped(
                        channel,
                        arena,
                        channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            arena.close();
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final class Shard {
        private int capacity = CAPACITY_FIRST;
        private int size;
        private long @Nullable [] heap = new long[2 * CAPACITY_FIRST];
        private @Nullable Mapped file;

        private long word(long index) {
            long[] words = heap;
            return words != null ? words[(int) index] : mapped(index);
        }

        private long mapped(long index) {
            Mapped mapped = file;
            if (mapped == null) {
                throw new IllegalStateException("a table must be somewhere");
            }
            return mapped.words.getAtIndex(ValueLayout.JAVA_LONG, index);
        }

        private void word(long index, long value) {
            long[] words = heap;
            Mapped mapped = file;
            if (words != null) {
                words[(int) index] = value;
            } else if (mapped != null) {
                mapped.words.setAtIndex(ValueLayout.JAVA_LONG, index, value);
            }
        }

        private int position(long scrambled) {
            return (int) Math.unsignedMultiplyHigh(scrambled << SHARD_BITS, capacity);
        }

        /** Where a key is; else minus one minus where it would be. */
        int find(long key, long scrambled) {
            int at = position(scrambled);
            while (true) {
                long found = word(2L * at);
                if (found == key) {
                    return at;
                }
                if (found == 0) {
                    return -1 - at;
                }
                if (++at == capacity) {
                    at = 0;
                }
            }
        }

        boolean add(long key, long value) {
            int at = find(key, key * SCRAMBLE);
            if (at >= 0) {
                return false;
            }
            at = -1 - at;
            word(2L * at, key);
            word(2L * at + 1, value);
            if (++size > capacity / 5 * 4) {
                grow();
            }
            return true;
        }

        private void grow() {
            int more =
                    capacity < CAPACITY_DOUBLED
                            ? 2 * capacity
                            : Math.addExact(capacity, capacity / 4);
            long[] oldHeap = heap;
            Mapped oldFile = file;
            int oldCapacity = capacity;
            long bytes = 16L * more;
            boolean fits = bytes <= heapOfShard && 2L * more < Integer.MAX_VALUE - 8;
            long[] nextHeap = fits ? new long[2 * more] : null;
            Mapped nextFile = fits ? null : Mapped.of(bytes);
            for (int at = 0; at < oldCapacity; at++) {
                long key = word(2L * at);
                if (key != 0) {
                    move(key, word(2L * at + 1), more, nextHeap, nextFile);
                }
            }
            capacity = more;
            heap = nextHeap;
            file = nextFile;
            if (oldHeap == null && oldFile != null) {
                oldFile.close();
            }
        }

        private void move(
                long key, long value, int more, long @Nullable [] words, @Nullable Mapped mapped) {
            int at = (int) Math.unsignedMultiplyHigh(key * SCRAMBLE << SHARD_BITS, more);
            if (words != null) {
                while (words[2 * at] != 0) {
                    at = at + 1 == more ? 0 : at + 1;
                }
                words[2 * at] = key;
                words[2 * at + 1] = value;
            } else if (mapped != null) {
                while (mapped.words.getAtIndex(ValueLayout.JAVA_LONG, 2L * at) != 0) {
                    at = at + 1 == more ? 0 : at + 1;
                }
                mapped.words.setAtIndex(ValueLayout.JAVA_LONG, 2L * at, key);
                mapped.words.setAtIndex(ValueLayout.JAVA_LONG, 2L * at + 1, value);
            }
        }
    }
}
