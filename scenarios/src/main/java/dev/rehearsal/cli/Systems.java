package dev.rehearsal.cli;

import dev.rehearsal.check.Model;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.value.NotAValueException;

import io.vavr.control.Option;

/** Builds what is to be run. */
final class Systems {

    private Systems() {}

    /** The plain model of some settings; none when it is a system of actors. */
    static Option<Model<?, ?>> model(Settings settings) {
        try {
            return settings.scenario().model(settings);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    "the settings of "
                            + settings.scenario().name()
                            + " contradict each other: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Whether there is anything to run; a plain model is only searched. */
    static boolean hasNodes(Scenario scenario) {
        return !build(scenario.settings()).cluster().topology().nodes().isEmpty();
    }

    /**
     * The simulation of some settings. A scenario without nodes is a plain model: there is nothing
     * that could send a message, so it is for {@code check}.
     */
    static Simulation simulation(Settings settings, String verb) {
        Simulation simulation = build(settings);
        if (simulation.cluster().topology().nodes().isEmpty()) {
            String name = settings.scenario().name();
            throw new Refusal(
                    verb
                            + " needs actors, and "
                            + name
                            + " is a plain model: search its states with ./rehearse check "
                            + name);
        }
        return simulation;
    }

    private static Simulation build(Settings settings) {
        String name = settings.scenario().name();
        try {
            return Simulation.of(settings);
        } catch (NotAValueException refused) {
            throw refused;
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    "the settings of " + name + " contradict each other: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            StackTraceElement[] frames = e.getStackTrace();
            throw new Refusal(
                    "the scenario "
                            + name
                            + " must build its cluster: it threw "
                            + e
                            + (frames.length == 0 ? "" : " at " + frames[0]),
                    e);
        }
    }
}
