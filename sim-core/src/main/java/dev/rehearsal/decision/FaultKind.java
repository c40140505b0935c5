package dev.rehearsal.decision;

import io.vavr.collection.Vector;

/** The kinds of departure from the calm world, the simplest to explain first. */
public enum FaultKind {
    /** A message arrives late, or not before the end. */
    HOLD("hold"),
    /** A message is lost. */
    DROP("drop"),
    /** A message is delivered again. */
    DUPLICATE("duplicate"),
    /** The bytes that a message carries arrive damaged. */
    CORRUPT("corrupt"),
    /** Links between nodes are cut. */
    PARTITION("partition"),
    /** A node stands still. */
    PAUSE("pause"),
    /** An actor hears nothing. */
    HANG("hang"),
    /** An actor ends. */
    KILL("kill"),
    /** The process of a node ends. */
    STOP("stop"),
    /** A node loses power. */
    CRASH("crash"),
    /** A node boots with another content of its disk. */
    RESTORE("restore"),
    /** Two nodes take each other for lost though they are not. */
    RESET("reset"),
    /** A sync takes longer. */
    STALL("stall"),
    /** A disk operation fails. */
    DISK_ERROR("disk-error"),
    /** A disk has no room. */
    FULL_DISK("full-disk"),
    /** A write is reported as done and never reaches the medium. */
    PHANTOM_WRITE("phantom-write"),
    /** A write hits another place. */
    MISDIRECTED_WRITE("misdirected-write"),
    /** A read gives what stands in another place. */
    MISDIRECTED_READ("misdirected-read"),
    /** A bit turns over on the disk. */
    BIT_FLIP("bit-flip"),
    /** The page cache drops what a failed sync has marked clean. */
    EVICTION("eviction"),
    /** A wall clock jumps. */
    JUMP("clock-jump"),
    /** A clock runs at another rate. */
    DRIFT("clock-drift"),
    /** A timer fires early or late. */
    MISTIMED("timer"),
    /** A fault point in the code fires. */
    BUGGIFY("buggify"),
    /** No fault: an actor chooses another option than the first. */
    CHOICE("choice");

    /** All that are faults. */
    public static final Vector<FaultKind> FAULTS = Vector.of(values()).remove(CHOICE);

    private final String label;

    FaultKind(String label) {
        this.label = label;
    }

    /** As it stands in files and reports. */
    public String label() {
        return label;
    }
}
