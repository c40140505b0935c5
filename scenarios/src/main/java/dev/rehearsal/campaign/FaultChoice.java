package dev.rehearsal.campaign;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Strategy;
import dev.rehearsal.value.Fingerprint;

import io.vavr.control.Option;

/**
 * Under which faults each seed runs, and who chooses when messages arrive.
 *
 * @param name of a ready profile; {@code swarm} is another for each seed
 * @param profile one of the user's own, instead of the ready one of that name
 * @param strategy who chooses; usually virtual time
 */
public record FaultChoice(String name, Option<FaultProfile> profile, Strategy strategy) {

    /** A profile of its own for each seed. */
    public static final FaultChoice SWARM = named("swarm");

    /** Refuses a name that no ready profile has. */
    public FaultChoice {
        if (profile.isEmpty()) {
            FaultProfile.named(name, 0);
        }
    }

    /** A ready profile by its name. */
    public static FaultChoice named(String name) {
        return new FaultChoice(name, Option.none(), Strategy.TIME);
    }

    /** A profile of the user's own. */
    public static FaultChoice of(String name, FaultProfile profile) {
        return new FaultChoice(name, Option.some(profile), Strategy.TIME);
    }

    /** The same with another strategy. */
    public FaultChoice choosing(Strategy other) {
        return new FaultChoice(name, profile, other);
    }

    /**
     * What a journal says of it: the name, a fingerprint of a profile of the user's own, and the
     * strategy unless it is virtual time.
     */
    String text() {
        String own =
                profile.map(mine -> " " + Long.toHexString(Fingerprint.of(mine.toJson())))
                        .getOrElse("");
        return name + own + (strategy instanceof Strategy.Time ? "" : " --strategy " + strategy);
    }

    /** The simulation of a seed, with the shape that a swarm draws for it. */
    Simulation simulation(Settings settings, long seed) {
        return Simulation.of(FaultProfile.settings(name, settings, seed));
    }

    /** The run of a seed. */
    Run run(Simulation simulation, long seed) {
        FaultProfile drawn = profile.getOrElse(() -> FaultProfile.named(name, seed));
        return simulation.run(seed, drawn.adversary(simulation.cluster(), seed), strategy);
    }
}
