package dev.rehearsal.scenario;

import dev.rehearsal.spelling.Names;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

/**
 * A scenario with a value for each of its parameters and, possibly, a planted bug.
 *
 * <p>Shape: an immutable value. Two settings are equal when scenario name, values and variant are.
 *
 * <p>Errors: a parameter or variant that the scenario does not have, and a value out of range, are
 * refused with {@link IllegalArgumentException}, naming the rule, the value and the nearest names.
 */
public final class Settings {

    private final Scenario scenario;
    private final Map<String, Object> values;
    private final Option<String> variant;

    private Settings(Scenario scenario, Map<String, Object> values, Option<String> variant) {
        this.scenario = scenario;
        this.values = values;
        this.variant = variant;
    }

    static Settings of(Scenario scenario) {
        Map<String, Object> values = LinkedHashMap.empty();
        for (Parameter<?> parameter : scenario.parameters()) {
            values = values.put(parameter.name(), parameter.fallback());
        }
        return new Settings(scenario, values, Option.none());
    }

    /** The scenario. */
    public Scenario scenario() {
        return scenario;
    }

    /** The system that the scenario builds from these settings. */
    public Cluster cluster() {
        return scenario.cluster(this);
    }

    /** The planted bug; none when the scenario is healthy. */
    public Option<String> variant() {
        return variant;
    }

    /** Whether the bug of that name is planted. */
    public boolean has(Variant bug) {
        return variant.contains(bug.name());
    }

    /** The values by the name of the parameter, in the scenario's order. */
    public Map<String, Object> values() {
        return values;
    }

    /** The value of a parameter of the scenario. */
    @SuppressWarnings("unchecked")
    public <T> T get(Parameter<T> parameter) {
        return (T)
                values.get(parameter.name())
                        .getOrElseThrow(() ->
                                new IllegalArgumentException(
                                        "the scenario has no such parameter: scenario="
                                                + scenario.name()
                                                + " parameter="
                                                + parameter.name()));
    }

    /** With another value for a parameter. */
    public <T> Settings with(Parameter<T> parameter, T value) {
        return with(parameter.name(), String.valueOf(value));
    }

    /**
     * With another value where the parameter still has its default, and within its range: for the
     * shapes that a swarm draws, which leave alone what somebody has asked for.
     */
    public Settings unlessSet(Parameter.Count count, int value) {
        return get(count).equals(count.fallback())
                ? with(count, Math.clamp(value, count.min(), count.max()))
                : this;
    }

    /** The same of a flag. */
    public Settings unlessSet(Parameter.Flag flag, boolean value) {
        return get(flag).equals(flag.fallback()) ? with(flag, value) : this;
    }

    /** With another value, as text, for the parameter of that name. */
    public Settings with(String name, String value) {
        Parameter<?> parameter =
                scenario.parameters()
                        .find(known -> known.name().equals(name))
                        .getOrElseThrow(() ->
                                unknown(
                                        "parameter",
                                        name,
                                        scenario.parameters().map(Parameter::name)));
        return new Settings(scenario, values.put(name, parameter.parse(value)), variant);
    }

    /** With the bug of that name planted. */
    public Settings withVariant(String name) {
        Vector<String> known = scenario.variants().map(Variant::name);
        if (!known.contains(name)) {
            throw unknown("variant", name, known);
        }
        return new Settings(scenario, values, Option.some(name));
    }

    private IllegalArgumentException unknown(String what, String name, Vector<String> known) {
        return new IllegalArgumentException(
                scenario.name()
                        + " has no "
                        + what
                        + " '"
                        + name
                        + "'"
                        + Names.suggest(name, known));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings settings
                && scenario.name().equals(settings.scenario.name())
                && values.equals(settings.values)
                && variant.equals(settings.variant);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * scenario.name().hashCode() + values.hashCode()) + variant.hashCode();
    }

    @Override
    public String toString() {
        return scenario.name()
                + values.map(entry -> " " + entry._1 + "=" + entry._2).mkString()
                + variant.map(name -> " variant " + name).getOrElse("");
    }
}
