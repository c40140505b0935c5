package dev.rehearsal.history;

import java.util.EnumSet;
import java.util.Set;

/**
 * The shortcuts of the engine, each of which tests switch off to compare verdicts. No verdict
 * depends on them.
 */
enum Rules {
    /** Legal observers are placed at once. */
    OBSERVERS_AT_ONCE,
    /** Among equal operations one goes first. */
    EQUALS_ORDERED,
    /** A configuration with fewer unknown operations used stands for those with more. */
    DOMINANCE,
    /** States that no observation tells apart are one. */
    QUOTIENT,
    /** A single candidate is taken without being remembered. */
    FORCED_MOVES,
    /** Special algorithms for distinct values come before the search. */
    FAST_PATHS;

    static Set<Rules> all() {
        return EnumSet.allOf(Rules.class);
    }
}
