package dev.rehearsal.campaign;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.failure.Json;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.io.IOException;

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

    /** One of the catalogue, with nothing set. */
    static Subject named(String name) {
        int colon = name.indexOf(':');
        String scenario = colon < 0 ? name : name.substring(0, colon);
        return new Subject(
                scenario,
                scenario,
                LinkedHashMap.empty(),
                Option.when(colon >= 0, () -> name.substring(colon + 1)));
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

    /** What was set, {@code key=value}. */
    Vector<String> words() {
        return set.toVector().map(value -> value._1 + "=" + value._2);
    }

    /** What was set for any of them. */
    static Vector<String> words(Vector<Subject> subjects) {
        return subjects.flatMap(Subject::words).distinct().sorted();
    }

    /** Writes it as an object. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("reference", reference);
        json.writeStringField("scenario", scenario);
        json.writeStringField("variant", variant.getOrNull());
        json.writeObjectFieldStart("set");
        for (var value : set) {
            json.writeStringField(value._1, value._2);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The reverse. */
    static Subject read(Json json) {
        Json values = json.get("set");
        Map<String, String> set = LinkedHashMap.empty();
        for (String key : values.names()) {
            set = set.put(key, values.get(key).text());
        }
        return new Subject(
                json.get("reference").text(),
                json.get("scenario").text(),
                set,
                json.get("variant").isNull()
                        ? Option.none()
                        : Option.some(json.get("variant").text()));
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
