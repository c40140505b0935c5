package dev.rehearsal.recorded;

import dev.rehearsal.history.Model;

/** A model and how its operations are written in the event format. */
public interface Vocabulary<S, I, O> extends Wording<I, O> {

    /** The name of the model in manifests and on the command line. */
    String name();

    /** The model that judges these histories. */
    Model<S, I, O> model();
}
