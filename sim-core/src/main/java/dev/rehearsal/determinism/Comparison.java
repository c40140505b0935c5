package dev.rehearsal.determinism;

/** With what a run is compared. */
public enum Comparison {
    /** The same run again in the same JVM, on the same thread. */
    AGAIN("the same JVM again", "static state, clocks, random sources and identity hashes differ"),

    /** The same run on a fresh thread. */
    FRESH_THREAD("a fresh thread", "what belongs to a thread differs: its name, its stack"),

    /**
     * The same run in another JVM, started without a flag. It is one whose {@code Set.of} and
     * {@code Map.of} run the other way round, so that their order shows for certain.
     */
    SECOND_JVM(
            "a second JVM",
            "the order of Set.of and Map.of, the names of lambdas and what is computed once in a"
                    + " JVM differ"),

    /**
     * The same run in a JVM that is different on purpose: other identity hashes, the first compiler
     * alone, another language, time zone and charset, another number of processors, small stacks
     * and heap, the serial collector.
     */
    PERTURBED_JVM(
            "a JVM that is different on purpose",
            "the identity hashes of enums, language, time zone, charset, processors, memory and the"
                    + " size of the stack differ");

    private final String title;
    private final String differs;

    Comparison(String title, String differs) {
        this.title = title;
        this.differs = differs;
    }

    /** With what, in a few words. */
    public String title() {
        return title;
    }

    /** What is different there, and was not in the comparisons before. */
    public String differs() {
        return differs;
    }
}
