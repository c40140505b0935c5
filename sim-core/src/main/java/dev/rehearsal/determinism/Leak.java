package dev.rehearsal.determinism;

/** The ways in which the outside gets into a simulation. */
public enum Leak {
    /** Clocks of the machine. */
    CLOCK("Clocks"),
    /** Random sources that no seed determines. */
    RANDOM("Random sources"),
    /** Threads, pools and parallel streams. */
    THREAD("Threads and asynchrony"),
    /** Waiting for another thread. */
    WAITING("Waiting"),
    /** Hash and text that come from an object's identity. */
    IDENTITY("Identity"),
    /** Orders that no specification gives. */
    ORDER("Order of iteration"),
    /** Defaults of language, zone and charset. */
    LOCALE("Locale, zone and charset"),
    /** The process, its memory, its variables. */
    ENVIRONMENT("Environment"),
    /** Files, sockets, processes, the keyboard. */
    INPUT("Files, sockets and processes"),
    /** Reflection. */
    REFLECTION("Reflection"),
    /** Results that may depend on the compiler or the processor. */
    ARITHMETIC("Arithmetic"),
    /** State beside the state. */
    STATE("State outside the state"),
    /** What the garbage collector decides. */
    GARBAGE("Garbage collection"),
    /** What depends on the depth or the shape of the stack. */
    STACK("Stack and memory"),
    /** Logging. */
    LOGGING("Logging");

    private final String title;

    Leak(String title) {
        this.title = title;
    }

    /** A heading. */
    public String title() {
        return title;
    }
}
