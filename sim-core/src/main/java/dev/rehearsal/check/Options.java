package dev.rehearsal.check;

/**
 * How a {@link Search} goes, and how far.
 *
 * @param strategy in which order states are expanded
 * @param symmetry whether states that differ by an exchange of parts are one
 * @param threads how many threads search; the result is the same for any number
 * @param keepGoing whether the search goes on after a violation
 * @param statesMax how many distinct states it may visit
 * @param depthMax how many steps it may go from an initial state
 * @param nanosMax how long it may take, in nanoseconds of the given clock
 * @param memoryMax how many bytes the tables of visited states may take, on the heap and in files
 *     together
 * @param heapMax how many bytes of them may be on the heap; what is more goes to files that are
 *     mapped into memory
 */
public record Options(
        Strategy strategy,
        boolean symmetry,
        int threads,
        boolean keepGoing,
        long statesMax,
        int depthMax,
        long nanosMax,
        long memoryMax,
        long heapMax) {

    /** In which order states are expanded. */
    public enum Strategy {
        /** Nearest first: counterexamples are shortest, depths are known. */
        BREADTH_FIRST,
        /**
         * Farthest first, a few hundred states at a time: fewer states wait, counterexamples are
         * long.
         */
        DEPTH_FIRST
    }

    /** Breadth first, one thread, to the first violation, half of the heap, no other limit. */
    public static final Options DEFAULT =
            new Options(
                    Strategy.BREADTH_FIRST,
                    false,
                    1,
                    false,
                    Long.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Runtime.getRuntime().maxMemory() / 2);

    /** Refuses limits below 1 and numbers of threads that no machine has. */
    public Options {
        require("threads", threads, 1);
        require("statesMax", statesMax, 1);
        require("depthMax", depthMax, 0);
        require("nanosMax", nanosMax, 1);
        require("memoryMax", memoryMax, 1);
        require("heapMax", heapMax, 0);
        if (threads > 1024) {
            throw new IllegalArgumentException("threads must be at most 1024: threads=" + threads);
        }
    }

    private static void require(String name, long value, long min) {
        if (value < min) {
            throw new IllegalArgumentException(
                    name + " must be at least " + min + ": " + name + "=" + value);
        }
    }

    /** With another order. */
    public Options strategy(Strategy other) {
        return new Options(
                other, symmetry, threads, keepGoing, statesMax, depthMax, nanosMax, memoryMax,
                heapMax);
    }

    /** With states that differ by an exchange of parts as one. */
    public Options symmetric() {
        return new Options(
                strategy, true, threads, keepGoing, statesMax, depthMax, nanosMax, memoryMax,
                heapMax);
    }

    /** With another number of threads. */
    public Options threads(int count) {
        return new Options(
                strategy, symmetry, count, keepGoing, statesMax, depthMax, nanosMax, memoryMax,
                heapMax);
    }

    /** Going on after a violation. */
    public Options keepingGoing() {
        return new Options(
                strategy, symmetry, threads, true, statesMax, depthMax, nanosMax, memoryMax,
                heapMax);
    }

    /** With at most so many distinct states. */
    public Options states(long max) {
        return new Options(
                strategy, symmetry, threads, keepGoing, max, depthMax, nanosMax, memoryMax,
                heapMax);
    }

    /** With at most so many steps from an initial state. */
    public Options depth(int max) {
        return new Options(
                strategy, symmetry, threads, keepGoing, statesMax, max, nanosMax, memoryMax,
                heapMax);
    }

    /** With at most so many nanoseconds. */
    public Options nanos(long max) {
        return new Options(
                strategy, symmetry, threads, keepGoing, statesMax, depthMax, max, memoryMax,
                heapMax);
    }

    /** With at most so many bytes of tables. */
    public Options memory(long max) {
        return new Options(
                strategy, symmetry, threads, keepGoing, statesMax, depthMax, nanosMax, max,
                heapMax);
    }

    /** With at most so many bytes of tables on the heap. */
    public Options heap(long max) {
        return new Options(
                strategy, symmetry, threads, keepGoing, statesMax, depthMax, nanosMax, memoryMax,
                max);
    }
}
