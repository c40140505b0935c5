package dev.rehearsal.cli;

import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The options that say what is run: shared by the verbs that take a scenario. */
final class SettingsOptions {

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            order = 10,
            description = "Set a parameter of the scenario, each once.")
    private List<String> values = new ArrayList<>();

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            order = 11,
            description = "Plant one of the scenario's bugs.")
    private @Nullable String variant;

    boolean isEmpty() {
        return values.isEmpty() && variant == null;
    }

    /** The scenario of a name. */
    static Scenario scenario(Catalogue catalogue, String name) {
        if (name.endsWith(".json")) {
            throw new Refusal(
                    "a scenario is needed, and "
                            + name
                            + " is a file; a failure file is shown again by ./rehearse replay "
                            + name);
        }
        try {
            return catalogue.named(name);
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage() + "; see ./rehearse list", e);
        }
    }

    /** The settings that were asked for. */
    Settings settings(Catalogue catalogue, String name) {
        Settings settings = scenario(catalogue, name).settings();
        try {
            for (var value : values().entrySet()) {
                settings = settings.with(value.getKey(), value.getValue());
            }
            return variant == null ? settings : settings.withVariant(variant);
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage() + "; see ./rehearse list", e);
        }
    }

    /**
     * The settings of several scenarios: each value goes to those that have the parameter, of which
     * there must be one; a planted bug must be one of each.
     */
    Vector<Settings> settings(Vector<Scenario> scenarios) {
        Vector<Settings> all = scenarios.map(Scenario::settings);
        for (var value : values().entrySet()) {
            String key = value.getKey();
            if (!all.exists(one -> one.values().containsKey(key))) {
                throw new Refusal(
                        "--set must name a parameter of one of the scenarios: "
                                + key
                                + "; see ./rehearse list");
            }
            all = all.map(one -> with(one, key, value.getValue()));
        }
        return variant == null ? all : all.map(this::planted);
    }

    /** The parameters that are set, in the order given. */
    private Map<String, String> values() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String value : values) {
            int equals = value.indexOf('=');
            if (equals < 1) {
                throw new Refusal("--set needs KEY=VALUE: --set " + value);
            }
            String key = value.substring(0, equals);
            if (parameters.put(key, value.substring(equals + 1)) != null) {
                throw new Refusal(
                        "--set must give each parameter once: "
                                + key
                                + " is given again by --set "
                                + value);
            }
        }
        return parameters;
    }

    private static Settings with(Settings settings, String key, String value) {
        try {
            return settings.values().containsKey(key) ? settings.with(key, value) : settings;
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage() + "; see ./rehearse list", e);
        }
    }

    private Settings planted(Settings settings) {
        try {
            return settings.withVariant(Objects.requireNonNull(variant));
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    e.getMessage() + "; NAME:VARIANT plants a bug in one scenario alone", e);
        }
    }

    /** The same as words of a command line. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (String value : values) {
            words.add("--set");
            words.add(value);
        }
        if (variant != null) {
            words.add("--variant");
            words.add(variant);
        }
        return words;
    }
}
