package dev.rehearsal.scenario;

import dev.rehearsal.check.Model;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.Locale;

/**
 * A system under test, its users, and the properties that it must have.
 *
 * <p>An implementation is stateless and has a public constructor without arguments, so that the
 * command line can load it by its class name; the catalogue's own are found through {@code
 * ServiceLoader}.
 */
public interface Scenario {

    /**
     * The name under which it is called: lower case with hyphens.
     *
     * <p>Unless a scenario says otherwise that of its class, with a hyphen wherever a capital
     * follows a small letter or a digit: {@code coins-test} for {@code CoinsTest}, {@code wtwice}
     * for {@code WTwice}.
     */
    default String name() {
        String words = getClass().getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])|_", "-");
        return words.isEmpty() ? "unnamed" : words.toLowerCase(Locale.ROOT);
    }

    /** One line: what it is, and the question it asks. */
    default String summary() {
        return "does " + name() + " keep its properties?";
    }

    /** What can be set, each with its default and range. */
    default Vector<Parameter<?>> parameters() {
        return Vector.empty();
    }

    /** The bugs that are planted in it on purpose, each switched on by its name. */
    default Vector<Variant> variants() {
        return Vector.empty();
    }

    /**
     * The system for some settings of this scenario.
     *
     * @throws IllegalArgumentException when the values contradict each other, with the rule and the
     *     values
     */
    Cluster cluster(Settings settings);

    /**
     * The settings for one run of a swarm: another shape of the cluster and another mix of
     * operations than the given ones, where the scenario allows it. As given unless a scenario says
     * otherwise.
     *
     * <p>Determinism: a function of settings and draw.
     */
    default Settings swarm(Settings settings, Draw draw) {
        return settings;
    }

    /**
     * The plain transition system that this scenario is for some settings; none when it is a system
     * of actors. A scenario that has one has no nodes and can only be checked.
     */
    default Option<Model<?, ?>> model(Settings settings) {
        return Option.none();
    }

    /** The settings in which every parameter has its default and no bug is planted. */
    default Settings settings() {
        return Settings.of(this);
    }
}
