package dev.rehearsal.determinism;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Allows the forbidden calls that stand in a method or class, and says why they do no harm.
 *
 * <p>It covers the code written inside it: lambdas of the method, classes nested in the class; not
 * what that code calls. A {@link Scan} still lists what was allowed, with the reason. A blank
 * reason allows nothing.
 *
 * <pre>{@code
 * @LeakAllowed(because = "the sum does not depend on the order")
 * int total() { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface LeakAllowed {

    /** Why two runs of one seed are the same all the same. */
    String because();
}
