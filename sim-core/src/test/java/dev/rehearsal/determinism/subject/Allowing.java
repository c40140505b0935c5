package dev.rehearsal.determinism.subject;

import dev.rehearsal.determinism.LeakAllowed;

import java.util.function.LongSupplier;

/** Leaks that are allowed, and some that are not. */
public final class Allowing {

    /** Allowed because of a wish to be known. */
    @LeakAllowed(because = "a new JVM")
    public Allowing() {
        System.gc();
    }

    @LeakAllowed(because = "the method")
    long method() {
        return System.nanoTime();
    }

    @LeakAllowed(because = "a lambda")
    LongSupplier lambda() {
        return () -> System.nanoTime();
    }

    @LeakAllowed(because = " ")
    long blank() {
        return System.nanoTime();
    }

    @LeakAllowed(because = "what it calls is not allowed with it")
    long calling() {
        return notAllowed() + Nested.Inner.nanos();
    }

    private static long notAllowed() {
        return System.nanoTime();
    }

    @LeakAllowed(because = "a nested class")
    static final class Nested {

        static final class Inner {
            static long nanos() {
                return System.nanoTime();
            }

            private Inner() {}
        }

        private Nested() {}
    }
}
