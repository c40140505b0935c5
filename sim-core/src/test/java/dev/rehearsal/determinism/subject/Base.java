package dev.rehearsal.determinism.subject;

/** What {@link Constructs} inherits. */
class Base {

    long onSuper() {
        return System.nanoTime();
    }
}
