package dev.rehearsal.history.transaction;

import java.util.List;
import java.util.Optional;

/** What a check of isolation came to: three-valued. */
public sealed interface IsolationVerdict {

    /**
     * The level holds: the transactions in this order, which was replayed, give what was read.
     *
     * @param order the numbers of the transactions; for snapshot isolation by their commits
     */
    record Holds(List<Integer> order) implements IsolationVerdict {}

    /**
     * The level is violated.
     *
     * @param anomalies everything that was found, the worst first
     * @param holds the strongest weaker level that was shown to hold
     */
    record Violated(List<Anomaly> anomalies, Optional<Level> holds) implements IsolationVerdict {
        /** The shortest cycle of the worst kind, if an anomaly is a cycle. */
        public Optional<Anomaly> cycle() {
            return anomalies.stream().filter(anomaly -> !anomaly.cycle().isEmpty()).findFirst();
        }
    }

    /** Neither an order nor a contradiction was found. */
    record Unknown(String reason) implements IsolationVerdict {}

    /**
     * Something that a level forbids.
     *
     * @param name the name in the literature, as Elle writes it
     * @param sentence what happened
     * @param cycle the dependencies that close a cycle; empty if one transaction alone shows it
     */
    record Anomaly(String name, String sentence, List<Dependency> cycle) {
        public Anomaly {
            cycle = List.copyOf(cycle);
        }
    }
}
