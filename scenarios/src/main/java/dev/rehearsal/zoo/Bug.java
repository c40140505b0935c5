package dev.rehearsal.zoo;

import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A planted bug of a scenario.
 *
 * @param scenario the healthy one
 * @param variant what is wrong
 */
public record Bug(Scenario scenario, Variant variant) {

    /** The bugs of some scenarios, in the order of the scenarios and their variants. */
    public static Vector<Bug> of(Vector<Scenario> scenarios) {
        return scenarios.flatMap(
                scenario -> scenario.variants().map(variant -> new Bug(scenario, variant)));
    }

    /** The scenario with the bug planted. */
    Settings settings() {
        return scenario.settings().withVariant(variant.name());
    }

    /** {@code scenario/variant}. */
    public String name() {
        return scenario.name() + "/" + variant.name();
    }

    /** The name of the file of its smallest story. */
    public String fileName() {
        return scenario.name() + "-" + variant.name() + ".json";
    }

    /** Under which the literature lists it; none for a bug of the scenario's own. */
    public Option<String> id() {
        return variant.known().map(Variant.Known::id);
    }

    /** Whether somebody calls it so: by its id, its name with or without that of the scenario. */
    public boolean isCalled(String word) {
        return word.equals(name())
                || word.equals(variant.name())
                || word.equals(scenario.name())
                || id().exists(word::equals);
    }

    /** Whether a violation of that property is one of this bug. Any is, of a bug of our own. */
    boolean breaks(String property) {
        return variant.known().forAll(known -> known.properties().contains(property));
    }
}
