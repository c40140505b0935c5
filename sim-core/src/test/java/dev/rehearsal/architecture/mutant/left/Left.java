package dev.rehearsal.architecture.mutant.left;

import dev.rehearsal.architecture.mutant.right.Right;

/** One half of a cycle. */
public record Left(long nanos) {

    /** Reads a clock of the machine, and names the other half. */
    public Right other() {
        return new Right(System.nanoTime());
    }
}
