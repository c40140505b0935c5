package dev.rehearsal.disk;

import dev.rehearsal.actor.Disk;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** The things under exploration: healthy ones, and those that somebody could have written. */
final class Logs {

    static final Journal<String> JOURNAL = Journal.of("log", String.class);
    static final Cell<String> CELL = Cell.of("cell", String.class);

    private Logs() {}

    /** A journal whose recovery and whose work see the disk through something. */
    static class OfJournal implements Exploration.Log {
        private final UnaryOperator<Disk> opening;
        private final UnaryOperator<Disk> working;
        private Journal.Tail tail = new Journal.Tail(0, 0, 0);

        OfJournal(UnaryOperator<Disk> opening, UnaryOperator<Disk> working) {
            this.opening = opening;
            this.working = working;
        }

        @Override
        public Vector<String> open(Disk disk) {
            Recovery.Opened<String> opened = JOURNAL.open(opening.apply(disk)).orThrow();
            tail = opened.tail();
            return opened.records();
        }

        @Override
        public void append(Disk disk, String record) {
            tail = JOURNAL.append(working.apply(disk), tail, record);
        }

        @Override
        public void sync(Disk disk) {
            tail = JOURNAL.sync(working.apply(disk), tail);
        }
    }

    static Exploration.Log journal() {
        return new OfJournal(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** A list kept in one cell. */
    static class OfCell implements Exploration.Log {
        private Vector<String> records = Vector.empty();

        @Override
        public Vector<String> open(Disk disk) {
            String all = recover(disk).getOrElse("");
            records = all.isEmpty() ? Vector.empty() : Vector.of(all.split(","));
            return records;
        }

        @Override
        public void append(Disk disk, String record) {
            records = records.append(record);
            write(disk, records.mkString(","));
        }

        Option<String> recover(Disk disk) {
            return CELL.recover(disk);
        }

        void write(Disk disk, String all) {
            CELL.write(disk, all);
        }

        @Override
        public void sync(Disk disk) {}
    }

    static Exploration.Log cell() {
        return new OfCell();
    }

    /** The file of a cell. */
    static byte[] file(String value) {
        byte[] payload = CELL.codec().encode(value);
        var crc = new CRC32C();
        crc.update(payload);
        return ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt((int) crc.getValue())
                .put(payload)
                .array();
    }

    static final class NoSync extends PassingDisk {
        NoSync(Disk disk) {
            super(disk);
        }

        @Override
        public void sync(String file) {}
    }

    static final class NoFolderSync extends PassingDisk {
        NoFolderSync(Disk disk) {
            super(disk);
        }

        @Override
        public void syncFolder() {}
    }

    /** Cuts a torn tail, and goes on before the cut is durable. */
    static final class CutNotSynced extends PassingDisk {
        private boolean cut;

        CutNotSynced(Disk disk) {
            super(disk);
        }

        @Override
        public void truncate(String file, long size) {
            cut |= file.equals("log");
            disk.truncate(file, size);
        }

        @Override
        public void sync(String file) {
            if (!cut || !file.equals("log")) {
                disk.sync(file);
            }
        }
    }

    /** Does not write again what is there already. */
    static final class TrustsTheSync extends PassingDisk {
        TrustsTheSync(Disk disk) {
            super(disk);
        }

        @Override
        public void write(String file, long offset, byte[] bytes) {}
    }
}
