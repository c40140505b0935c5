package dev.rehearsal.faults;

import dev.rehearsal.spelling.Names;

import io.vavr.collection.Vector;

/**
 * One kind of fault and how often it comes: its components are its options.
 *
 * <p>Shape: an immutable record. The first option is always {@code rate}, a probability; what it is
 * the probability of, the other options, their units and their usual values stand with each kind.
 * Times are simulated.
 *
 * <p>Determinism: whatever an injector decides is drawn from the seed, the name of its kind and the
 * name of what is decided; of a fault that lasts for a while, which message it hits also depends on
 * when that is sent. Switching one kind off changes no draw of another. The exceptions say so:
 * {@link Overflows} and {@link Throttles} depend on what else is on a link.
 *
 * <p>Errors: options that are out of range are refused with {@link IllegalArgumentException} that
 * names the rule and the value.
 */
public sealed interface Injector
        permits OfMessages, OfIncidents, OfTurns, OfDisks, OfTimers, OfSites {

    /** The name of its kind: lower case with hyphens. Runs count what it did under this name. */
    String label();

    /** The probability that everything else depends on. */
    double rate();

    /** Every kind with its usual options, in the order of the published fault model. */
    static Vector<Injector> kinds() {
        return Kinds.ALL;
    }

    /**
     * The kind of that name with its usual options.
     *
     * @throws IllegalArgumentException when there is none, with the nearest names
     */
    static Injector named(String label) {
        return Kinds.ALL
                .find(kind -> kind.label().equals(label))
                .getOrElseThrow(() ->
                        new IllegalArgumentException(
                                "no kind of fault '"
                                        + label
                                        + "'"
                                        + Names.suggest(label, Kinds.ALL.map(Injector::label))));
    }

    /** The same with its rate multiplied by {@code share}, which is at most 1. */
    default Injector scaled(double share) {
        return Options.with(this, "rate", rate() * share);
    }

    /**
     * The same with another value of an option, written as in a file: {@code 0.05}, {@code 20ms}.
     *
     * @throws IllegalArgumentException when there is no such option, or the value is refused
     */
    default Injector with(String option, String value) {
        return Options.with(this, option, Options.read(this, option, value));
    }
}
