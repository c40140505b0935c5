package dev.rehearsal.scenarios;

import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

/** Settings as tests write them: {@code servers=3 clients=2}, each {@code name=value}. */
public final class SettingsInWords {

    private static final Catalogue CATALOGUE = Catalogue.of(SettingsInWords.class.getClassLoader());

    private SettingsInWords() {}

    /** Of a scenario of the catalogue, whose name is the first word. */
    public static Settings of(String words) {
        String[] nameAndRest = words.split(" ", 2);
        return of(CATALOGUE.named(nameAndRest[0]), nameAndRest[1]);
    }

    /** Of a scenario. */
    public static Settings of(Scenario scenario, String words) {
        Settings settings = scenario.settings();
        for (String word : words.split(" ")) {
            String[] pair = word.split("=");
            settings = settings.with(pair[0], pair[1]);
        }
        return settings;
    }
}
