package dev.rehearsal.faults;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Strategy;

import io.vavr.control.Option;

/**
 * Under which faults each seed runs: what makes a seed of a scenario one run, wherever it is run.
 *
 * <p>Determinism: shape, faults and run are functions of the settings, this choice and the seed.
 *
 * @param name of a ready profile; {@code swarm} is another for each seed, with a shape of its own
 * @param profile one of the user's own, instead of the ready one of that name
 */
public record FaultChoice(String name, Option<FaultProfile> profile) {

    /** A profile of its own for each seed. */
    public static final FaultChoice SWARM = new FaultChoice("swarm", Option.none());

    /** Refuses a name that no ready profile has. */
    public FaultChoice {
        if (profile.isEmpty()) {
            FaultProfile.named(name, 0);
        }
    }

    /** A ready profile by its name. */
    public static FaultChoice named(String name) {
        return new FaultChoice(name, Option.none());
    }

    /** A profile of the user's own. */
    public static FaultChoice of(String name, FaultProfile profile) {
        return new FaultChoice(name, Option.some(profile));
    }

    /**
     * The settings with which a seed runs: for {@code swarm} the shape that the scenario
     * {@linkplain dev.rehearsal.scenario.Scenario#swarm draws} for it, else as given.
     */
    public Settings settings(Settings settings, long seed) {
        return name.equals(SWARM.name)
                ? settings.scenario().swarm(settings, Draw.seed(seed).in("shape"))
                : settings;
    }

    /** The simulation of a seed. */
    public Simulation simulation(Settings settings, long seed) {
        return Simulation.of(settings(settings, seed));
    }

    /** Who decides about the faults of a seed in a {@linkplain #settings simulation of it}. */
    public Adversary adversary(Simulation simulation, long seed) {
        return profile.getOrElse(() -> FaultProfile.named(name, seed))
                .adversary(simulation.cluster(), seed);
    }

    /** The run of a seed in a {@linkplain #settings simulation of it}. */
    public Run run(Simulation simulation, long seed) {
        return simulation.run(seed, adversary(simulation, seed));
    }

    /** The same, where a strategy chooses when messages arrive. */
    public Run run(Simulation simulation, long seed, Strategy strategy) {
        return simulation.run(seed, adversary(simulation, seed), strategy);
    }
}
