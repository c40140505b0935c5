package dev.rehearsal.disk;

/**
 * What a crash left of one change that was not durable.
 *
 * <p>Text: {@code +} kept, {@code -} lost, {@code [3..8]} of a write the bytes 3 to 7 only, {@code
 * [3..8~]} the same and the file has its full length all the same, with zeros where the bytes are
 * missing; so {@code [0..0~]} is a length without its data. A truncate that is {@code [0..5]} moved
 * the end of the file by 5 bytes.
 */
public sealed interface Fate {

    /** The whole change is on the disk. */
    record Kept() implements Fate {
        @Override
        public String toString() {
            return "+";
        }
    }

    /** Nothing of it is. */
    record Lost() implements Fate {
        @Override
        public String toString() {
            return "-";
        }
    }

    /**
     * A part of it is.
     *
     * @param from the first byte that arrived, counted within the change
     * @param to the byte behind the last that arrived
     * @param sized whether the file has the length that the whole change gives it
     */
    record Torn(int from, int to, boolean sized) implements Fate {
        /** Refuses a range that is none. */
        public Torn {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException(
                        "a torn change must have a range of bytes: from=" + from + " to=" + to);
            }
        }

        @Override
        public String toString() {
            return "[" + from + ".." + to + (sized ? "~" : "") + "]";
        }
    }

    /** The whole change is on the disk. */
    Fate KEPT = new Kept();

    /** Nothing of it is. */
    Fate LOST = new Lost();
}
