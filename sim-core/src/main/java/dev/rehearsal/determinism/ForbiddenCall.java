package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

import java.util.Comparator;

/**
 * A place in the author's code that may give two runs of one seed different outcomes.
 *
 * @param className the binary name of the class, as in a stack trace: {@code com.acme.Outer$Inner}
 * @param method the method as it is written in the source: what stands in a lambda is its method's
 * @param line the line in the source, or 0 when the class was compiled without line numbers
 * @param what is forbidden, exactly: the call, {@code java.util.Random.new()}; or the construct,
 *     with the field, or the class of the keys
 * @param forbidden the row of the table
 * @param path the calls that lead there, from the method of the actor that is called by the engine
 *     to this place, each as {@code class.method:line}
 */
public record ForbiddenCall(
        String className,
        String method,
        int line,
        String what,
        Forbidden forbidden,
        Vector<String> path)
        implements Comparable<ForbiddenCall> {

    private static final Comparator<ForbiddenCall> ORDER =
            Comparator.comparing(ForbiddenCall::className)
                    .thenComparingInt(ForbiddenCall::line)
                    .thenComparing(ForbiddenCall::method)
                    .thenComparing(ForbiddenCall::what)
                    .thenComparing(call -> call.forbidden().what());

    /** By class, line, method and what is forbidden. */
    @Override
    public int compareTo(ForbiddenCall other) {
        return ORDER.compare(this, other);
    }

    /** Rule and values, why, what to do, and how the actor gets there. */
    @Override
    public String toString() {
        return "forbidden in a simulation: "
                + what
                + " in "
                + className
                + "."
                + method
                + " line "
                + line
                + "\n  why: "
                + forbidden.why()
                + "\n  instead: "
                + forbidden.instead()
                + "\n  path: "
                + path.mkString(" → ")
                + "\n";
    }
}
