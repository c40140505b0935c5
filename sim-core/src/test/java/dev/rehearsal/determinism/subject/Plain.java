package dev.rehearsal.determinism.subject;

/** Two methods, the second of which leaks. */
public final class Plain {

    /** Leads to the leak. */
    public long outer() {
        return stamp();
    }

    /** Leaks. */
    private static long stamp() {
        return System.nanoTime();
    }

    private Plain() {}
}
