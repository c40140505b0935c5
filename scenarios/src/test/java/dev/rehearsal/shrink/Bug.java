package dev.rehearsal.shrink;

import dev.rehearsal.faults.Duplicates;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.faults.Holds;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.scenarios.register.DedupRegister;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.scenarios.register.SingleCopyRegister;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario that is broken, and the faults under which that shows.
 *
 * @param mistakes that are known to stand behind its one property; 0 when nobody has counted
 */
record Bug(String name, Settings settings, FaultProfile profile, int mistakes) {

    private static final FaultProfile DELAYS =
            FaultProfile.CALM.named("delays").with(new Holds(0.5, Duration.ofMillis(50), 1));
    private static final FaultProfile DUPLICATES =
            FaultProfile.CALM.named("duplicates").with(new Duplicates(0.3, Duration.ofMillis(50)));

    /** The broken settings of the catalogue, and two mistakes behind one property. */
    static List<Bug> all() {
        Settings replicated = new ReplicatedRegister().settings();
        Settings single = new SingleCopyRegister().settings();
        Settings dedup = new DedupRegister().settings();
        Settings textbook = new AbdRegister().settings().with("dedup", "false");
        return List.of(
                // A stale read, writes without an order, a write that comes twice.
                new Bug("replicated-register", replicated, FaultProfile.LOSSY, 3),
                new Bug("replicated-register", replicated, DELAYS, 2),
                new Bug("replicated-register", replicated, FaultProfile.CALM, 1),
                new Bug("replicated-register", replicated, DUPLICATES, 2),
                new Bug(
                        "replicated-register, 3 servers",
                        replicated.with("servers", "3"),
                        FaultProfile.LOSSY,
                        3),
                new Bug("single-copy-register", single, FaultProfile.LOSSY, 1),
                new Bug("single-copy-register", single, DUPLICATES, 1),
                new Bug(
                        "single-copy-register, 2 servers",
                        single.with("servers", "2"),
                        FaultProfile.CALM,
                        1),
                new Bug(
                        "dedup-register, 2 servers",
                        dedup.with("servers", "2"),
                        FaultProfile.LOSSY,
                        1),
                new Bug(
                        "dedup-register, 3 servers",
                        dedup.with("servers", "3"),
                        FaultProfile.CALM,
                        1),
                new Bug("abd-register, dedup=false", textbook, FaultProfile.LOSSY, 1),
                new Bug("abd-register, dedup=false", textbook, DUPLICATES, 1),
                twoBugs());
    }

    /**
     * Every planted bug of the catalogue, under the first of some profiles under which it shows
     * often enough, else under the one under which it shows most.
     */
    static List<Bug> planted() {
        List<Bug> all = new ArrayList<>();
        for (Scenario scenario : Catalogue.of(Bug.class.getClassLoader()).all()) {
            for (Variant variant : scenario.variants()) {
                Settings settings = scenario.settings().withVariant(variant.name());
                if (isSimulated(settings)) {
                    all.add(planted(scenario.name() + ", " + variant.name(), settings));
                }
            }
        }
        return all;
    }

    /** Whether it is one of the catalogue's variants. */
    boolean isPlanted() {
        return settings.variant().isDefined();
    }

    private static boolean isSimulated(Settings settings) {
        return !settings.cluster().topology().nodes().isEmpty();
    }

    private static Bug planted(String name, Settings settings) {
        Simulation simulation = Simulation.of(settings);
        Bug best = new Bug(name, settings, FaultProfile.LOSSY, 0);
        int most = -1;
        for (FaultProfile profile : PROFILES) {
            Bug bug = new Bug(name, settings, profile, 0);
            int found = bug.found(simulation, OFTEN, TRIED, STEPS_MAX / 10).size();
            if (found > most) {
                best = bug;
                most = found;
            }
            if (found == OFTEN) {
                return bug;
            }
        }
        return best;
    }

    private static final List<FaultProfile> PROFILES =
            List.of(
                    FaultProfile.LOSSY,
                    FaultProfile.HARSH,
                    FaultProfile.LOSSY
                            .named("kills")
                            .with("kill.rate=0.3")
                            .with("kill-supervisor.rate=0.3")
                            .with("stop.rate=0.2"));

    private static final int OFTEN = 5;
    private static final int TRIED = 100;

    /** So many steps of runs are looked through for those that fail. */
    static final long STEPS_MAX = 100_000_000;

    /** Two mistakes that need different faults. */
    static Bug twoBugs() {
        return new Bug("two mistakes", new TwoBugs().settings(), FaultProfile.LOSSY, 2);
    }

    List<Run> found(Simulation simulation, int runs, int seedsMax) {
        return found(simulation, runs, seedsMax, STEPS_MAX);
    }

    /** The first runs that fail, as long as all together have not taken more steps. */
    List<Run> found(Simulation simulation, int runs, int seedsMax, long stepsMax) {
        List<Run> found = new ArrayList<>();
        long steps = 0;
        for (int seed = 0; seed < seedsMax && found.size() < runs && steps < stepsMax; seed++) {
            Run run = simulation.run(seed, profile.adversary(simulation.cluster(), seed));
            steps += run.steps();
            if (run.verdict() == Run.Verdict.VIOLATED) {
                found.add(run);
            }
        }
        return found;
    }
}
