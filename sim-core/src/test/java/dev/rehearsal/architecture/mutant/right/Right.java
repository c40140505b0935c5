package dev.rehearsal.architecture.mutant.right;

import dev.rehearsal.architecture.mutant.left.Left;

import io.vavr.control.Option;

import java.util.HashMap;

/** The other half of a cycle, which only a signature tells. */
public record Right(long nanos) {

    /** Always none; and a table whose order no one knows. */
    public Option<Left> other() {
        return Option.when(new HashMap<Object, Object>().size() > nanos, () -> null);
    }
}
