package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import java.util.Arrays;
import java.util.List;

/** Calls of a disk, at random, and what each gives as text: a result or an error. */
sealed interface DiskSteps {

    /** A disk under test. */
    interface Subject extends AutoCloseable {
        Disk disk();

        /** The next operation of this kind fails. */
        void failNext(DiskFailed.Operation operation);

        @Override
        default void close() {}
    }

    /** How a disk under test is made, empty, with a capacity. */
    interface Factory {
        Subject open(long capacity);
    }

    record Read(String file) implements DiskSteps {}

    record Put(String file, long offset, byte[] bytes) implements DiskSteps {
        @Override
        public String toString() {
            return "Put[" + file + ", " + offset + ", " + Arrays.toString(bytes) + "]";
        }
    }

    record Cut(String file, long size) implements DiskSteps {}

    record Rename(String file, String name) implements DiskSteps {}

    record Delete(String file) implements DiskSteps {}

    record Sync(String file) implements DiskSteps {}

    record SyncFolder() implements DiskSteps {}

    record Fail(DiskFailed.Operation operation) implements DiskSteps {}

    List<String> NAMES = List.of("log", "Log", "a b", "ü.x", "..");
    List<String> REFUSED = List.of("", "a/b", "../x", "n\0n", "é".repeat(60));

    static Vector<DiskSteps> drawn(long seed, int count) {
        Vector<DiskSteps> steps = Vector.empty();
        for (int i = 0; i < count; i++) {
            steps = steps.append(drawn(Draw.seed(seed).in(i)));
        }
        return steps;
    }

    private static DiskSteps drawn(Draw draw) {
        String file = file(draw.in("file"));
        return switch (draw.in("kind").below(16)) {
            case 0, 1 -> new Read(file);
            case 2, 3, 4, 5 -> new Put(file, DiskOp.END, bytes(draw));
            case 6, 7 -> new Put(file, draw.in("at").below(12) - 1, bytes(draw));
            case 8, 9 -> new Cut(file, draw.in("size").below(10) - 1);
            case 10, 11 -> new Rename(file, file(draw.in("to")));
            case 12 -> new Delete(file);
            case 13 -> new Sync(file);
            case 14 -> new SyncFolder();
            default ->
                    new Fail(
                            draw.in("what").chance(0.5)
                                    ? DiskFailed.Operation.SYNC
                                    : DiskFailed.Operation.SYNC_FOLDER);
        };
    }

    private static String file(Draw draw) {
        return draw.in("refused").chance(0.04)
                ? REFUSED.get(draw.in("which").below(REFUSED.size()))
                : NAMES.get(draw.in("which").below(NAMES.size()));
    }

    private static byte[] bytes(Draw draw) {
        byte[] bytes = new byte[draw.in("length").below(5)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) draw.in("byte").in(i).below(256);
        }
        return bytes;
    }

    /** Runs the steps on both and says where they first differ; empty when nowhere. */
    static String difference(Vector<DiskSteps> steps, Subject one, Subject other) {
        for (int i = 0; i < steps.size(); i++) {
            String first = outcome(steps.get(i), one);
            String second = outcome(steps.get(i), other);
            if (!first.equals(second)) {
                return "after "
                        + steps.take(i)
                        + "\n"
                        + steps.get(i)
                        + " gave\n"
                        + first
                        + "\nand\n"
                        + second;
            }
        }
        return "";
    }

    private static String outcome(DiskSteps step, Subject subject) {
        Disk disk = subject.disk();
        String outcome;
        try {
            outcome =
                    switch (step) {
                        case Read read -> disk.read(read.file).map(Arrays::toString).toString();
                        case Put put -> {
                            byte[] bytes = put.bytes.clone();
                            if (put.offset == DiskOp.END) {
                                disk.append(put.file, bytes);
                            } else {
                                disk.write(put.file, put.offset, bytes);
                            }
                            Arrays.fill(bytes, (byte) 99);
                            yield "done";
                        }
                        case Cut cut -> {
                            disk.truncate(cut.file, cut.size);
                            yield "done";
                        }
                        case Rename rename -> {
                            disk.rename(rename.file, rename.name);
                            yield "done";
                        }
                        case Delete delete -> {
                            disk.delete(delete.file);
                            yield "done";
                        }
                        case Sync sync -> {
                            disk.sync(sync.file);
                            yield "done";
                        }
                        case SyncFolder _ -> {
                            disk.syncFolder();
                            yield "done";
                        }
                        case Fail fail -> {
                            subject.failNext(fail.operation);
                            yield "done";
                        }
                    };
        } catch (DiskFailedException failed) {
            outcome = failed.reason().toString();
        } catch (IllegalArgumentException refused) {
            outcome = String.valueOf(refused.getMessage());
        }
        return outcome + " " + contents(disk);
    }

    /** Everything there is. */
    static String contents(Disk disk) {
        return disk.list()
                .map(name -> name + "=" + disk.read(name).map(Arrays::toString).get())
                .mkString(", ");
    }
}
