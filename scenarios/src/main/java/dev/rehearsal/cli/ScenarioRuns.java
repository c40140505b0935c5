package dev.rehearsal.cli;

import dev.rehearsal.determinism.Repertoire;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

/**
 * The runs of all scenarios by name: {@code abd-register harsh 0x000000000000002a}. A run that has
 * no end of its own ends after {@link #STEPS_MAX} steps, so that its trace can be kept.
 */
final class ScenarioRuns implements Repertoire {

    static final int STEPS_MAX = 20_000;

    private final Catalogue catalogue;

    /** In another JVM, whose class path has the user's scenarios. */
    ScenarioRuns() {
        this(Catalogue.of(ScenarioRuns.class.getClassLoader()));
    }

    ScenarioRuns(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static String name(String scenario, String faults, long seed) {
        return scenario + " " + faults + " " + Seeds.text(seed);
    }

    @Override
    public Run run(String name) {
        String[] words = name.split(" ");
        long seed = Seeds.parse("run", words[2]);
        FaultChoice faults = FaultChoice.named(words[1]);
        Settings settings = faults.settings(catalogue.named(words[0]).settings(), seed);
        Simulation simulation =
                Systems.simulation(settings, "doctor")
                        .with(Simulation.Options.DEFAULT.steps(STEPS_MAX).verbose());
        return faults.run(simulation, seed);
    }

    @Override
    public String line(TraceEvent event) {
        return EventText.line(event);
    }
}
