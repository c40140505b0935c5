package dev.rehearsal.scenario;

import dev.rehearsal.check.Refinement;
import dev.rehearsal.check.Situation;
import dev.rehearsal.history.Model;
import dev.rehearsal.kernel.View;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * What must hold of a run.
 *
 * <p>Errors: a property is the author's code. What it throws reaches whoever runs the scenario as
 * {@link PropertyException}, with the name of the property.
 */
public sealed interface Property {

    /** The name under which a violation is reported; unique in its cluster. */
    String name();

    /**
     * The history of the clients' operations is linearizable: each takes effect at one moment
     * between its beginning and its end, and together they are a behaviour of the model.
     *
     * @param model the sequential object; its inputs are the workload's operations
     */
    record Linearizable(String name, Model<?, ?, ?> model) implements Property {}

    /** After every event the invariant holds. */
    record Always(String name, Invariant invariant) implements Property {}

    /** Along the whole run the monitor finds nothing broken. */
    record Monitored(String name, Monitor<?> monitor) implements Property {}

    /**
     * A goal of coverage: after some event of some run the condition holds. A run that does not
     * reach it is no failure.
     */
    record Sometimes(String name, Predicate<View> condition) implements Property {}

    /**
     * Once the faults have stopped the invariant comes to hold, at one moment at least.
     *
     * @param within how long after the heal time at the most; simulated time
     */
    record Eventually(String name, Invariant invariant, Duration within) implements Property {
        /** Refuses a bound that is not positive. */
        public Eventually {
            requirePositive(name, within);
        }
    }

    /**
     * Once the faults have stopped and the last operation has ended the system comes to rest:
     * nothing is left to happen, neither a message nor a timer nor a sync. It is of no use for
     * systems that beat a heart.
     *
     * @param within how long after both at the most; simulated time
     */
    record Settles(String name, Duration within) implements Property {
        /** Refuses a bound that is not positive. */
        public Settles {
            requirePositive(name, within);
        }
    }

    /**
     * Once the faults have stopped every operation is answered that a client begins: none is given
     * up. Operations that end otherwise, or began before, are not asked after.
     *
     * @param within how long after the heal time at the most an operation may still go unanswered;
     *     one that begins later must be answered; simulated time
     */
    record Answers(String name, Duration within) implements Property {
        /** Refuses a bound that is not positive. */
        public Answers {
            requirePositive(name, within);
        }
    }

    /**
     * What the actors do is a behaviour of a specification: once every node has booted the abstract
     * state is an initial one, and each event after that is a step of the specification or none.
     *
     * @param refinement the specification, and what the actors' states mean in its terms
     */
    record Refines(String name, Refinement<Situation, ?> refinement) implements Property {}

    private static void requirePositive(String name, Duration within) {
        if (!within.isPositive()) {
            throw new IllegalArgumentException(
                    "within must be positive: property=" + name + " within=" + within);
        }
    }
}
