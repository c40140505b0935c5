package dev.rehearsal.disk;

/** At which bytes an enumeration of all aftermaths tears a change. */
public enum Tearing {
    /** Nowhere: a change is kept or lost as a whole. */
    NEVER,
    /**
     * Where it tells most: only its first byte is there, its first half, all but its last byte, or
     * only its second half; and its length without its bytes.
     */
    ENDS,
    /** After every byte, with and without its full length, and the same from behind. */
    EVERYWHERE
}
