package dev.rehearsal.campaign;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.control.Option;

/**
 * Under which faults each seed runs.
 *
 * @param name of a ready profile; {@code swarm} is another for each seed
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

    /** The simulation of a seed, with the shape that a swarm draws for it. */
    Simulation simulation(Settings settings, long seed) {
        return Simulation.of(FaultProfile.settings(name, settings, seed));
    }

    /** The run of a seed. */
    Run run(Simulation simulation, long seed) {
        FaultProfile drawn = profile.getOrElse(() -> FaultProfile.named(name, seed));
        return simulation.run(seed, drawn.adversary(simulation.cluster(), seed));
    }
}
