package dev.rehearsal.campaign;

import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What one seed of a campaign is a seed of: a scenario with settings and, possibly, a planted bug.
 *
 * @param reference by which a catalogue finds the scenario: its name, or the name of its class
 * @param scenario its name
 * @param set the parameters that differ from their defaults, as text
 * @param variant the planted bug
 */
record Subject(String reference, String scenario, Map<String, String> set, Option<String> variant) {

    static Subject of(Settings settings, ClassLoader loader) {
        Scenario scenario = settings.scenario();
        Map<String, String> set = LinkedHashMap.empty();
        for (var value : settings.values()) {
            Object usual = scenario.settings().values().get(value._1).get();
            if (!usual.equals(value._2)) {
                set = set.put(value._1, String.valueOf(value._2));
            }
        }
        return new Subject(reference(scenario, loader), scenario.name(), set, settings.variant());
    }

    private static String reference(Scenario scenario, ClassLoader loader) {
        Catalogue catalogue = Catalogue.of(loader);
        Vector<Scenario> offered =
                catalogue.all().filter(known -> known.name().equals(scenario.name()));
        if (offered.exists(known -> known.getClass() == scenario.getClass())) {
            return scenario.name();
        }
        String type = scenario.getClass().getName();
        try {
            catalogue.named(type);
        } catch (IllegalArgumentException e) {
            throw new CampaignException(
                    "a worker process must be able to load the scenario: " + e.getMessage(), e);
        }
        return type;
    }

    /** The scenario and the planted bug, {@code abd-register:one-phase-reads}. */
    String name() {
        return scenario + variant.map(bug -> ":" + bug).getOrElse("");
    }

    /** The settings that a catalogue gives. */
    Settings settings(Catalogue catalogue) {
        Settings settings = catalogue.named(reference).settings();
        for (var value : set) {
            settings = settings.with(value._1, value._2);
        }
        return variant.isEmpty() ? settings : settings.withVariant(variant.get());
    }
}
