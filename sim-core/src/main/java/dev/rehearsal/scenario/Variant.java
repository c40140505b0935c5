package dev.rehearsal.scenario;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A planted bug: the scenario with the few lines changed that make it.
 *
 * @param name lower case with hyphens
 * @param summary one line: what is wrong
 * @param known what the literature says of it; none for a bug of the scenario's own
 */
public record Variant(String name, String summary, Option<Known> known) {

    /** A bug of the scenario's own. */
    public Variant(String name, String summary) {
        this(name, summary, Option.none());
    }

    /**
     * A bug that somebody else has had.
     *
     * @param id under which the zoo lists it
     * @param properties the names of the properties that it breaks; a finding of any other is a
     *     finding of something else
     * @param trigger the faults and the sequence that bring it out
     * @param source a paper, or project and issue number
     */
    public record Known(String id, Vector<String> properties, String trigger, String source) {}

    /** The same bug, with where it is known from. */
    public Variant known(String id, Vector<String> properties, String trigger, String source) {
        return new Variant(name, summary, Option.some(new Known(id, properties, trigger, source)));
    }
}
