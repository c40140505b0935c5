package dev.rehearsal.scenario;

import dev.rehearsal.history.Model;

/** What must hold of a run. */
public sealed interface Property {

    /** The name under which a violation is reported. */
    String name();

    /**
     * The history of the clients' operations is linearizable: each takes effect at one moment
     * between its beginning and its end, and together they are a behaviour of the model.
     *
     * @param model the sequential object; its inputs are the workload's operations
     */
    record Linearizable(String name, Model<?, ?, ?> model) implements Property {}
}
