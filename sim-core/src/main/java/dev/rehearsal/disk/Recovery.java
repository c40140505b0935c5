package dev.rehearsal.disk;

import io.vavr.collection.Vector;

/**
 * What {@link Journal#open} found.
 *
 * <p>A {@code switch} over it is how an actor decides what to do about damage; {@link #orThrow} is
 * for those who leave that to their supervisor.
 *
 * @param <T> the records
 */
public sealed interface Recovery<T> {

    /** The records that can be relied on, in order, without a gap from the first one on. */
    Vector<T> records();

    /**
     * The journal can be used.
     *
     * @param tail where it goes on
     * @param cut what was cut off, and could not have been synced as far as the file tells
     */
    record Opened<T>(Vector<T> records, Journal.Tail tail, Cut cut) implements Recovery<T> {
        @Override
        public Opened<T> orThrow() {
            return this;
        }
    }

    /**
     * The journal has lost records that were synced. Nothing was changed: the file is as it was
     * found.
     *
     * @param records those before the damage
     * @param damage where it is
     */
    record Corrupt<T>(Vector<T> records, Damage damage) implements Recovery<T> {
        @Override
        public Opened<T> orThrow() {
            throw new JournalCorruptException(damage);
        }
    }

    /**
     * The end of the file that was no record.
     *
     * @param bytes how many; 0 when the last record ends the file
     * @param records how many whole records stood in it, behind the first that was not whole
     */
    record Cut(long bytes, int records) {
        /** The file ended with a record. */
        static final Cut NOTHING = new Cut(0, 0);
    }

    /**
     * What is wrong with a journal.
     *
     * @param file its file
     * @param sequence the first record that is missing; -1 when the head of the file is unreadable
     * @param offset the byte where it should begin
     * @param synced records below this number were synced: known from a later record, the head of
     *     the file, or the caller
     */
    record Damage(String file, long sequence, long offset, long synced) {
        @Override
        public String toString() {
            return "a journal must hold all records that were synced: file="
                    + file
                    + (sequence < 0 ? " head unreadable" : " missing=" + sequence)
                    + " offset="
                    + offset
                    + " synced="
                    + synced;
        }
    }

    /**
     * The opened journal.
     *
     * @throws JournalCorruptException when it is corrupt
     */
    Opened<T> orThrow();
}
