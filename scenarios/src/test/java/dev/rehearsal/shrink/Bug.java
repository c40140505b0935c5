package dev.rehearsal.shrink;

import dev.rehearsal.faults.Duplicates;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.faults.Holds;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.scenarios.register.DedupRegister;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.scenarios.register.SingleCopyRegister;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A scenario that is broken, and the faults under which that shows.
 *
 * @param profile of the faults; that of the name {@code swarm} is another one for each seed
 * @param mistakes that are known to stand behind its one property, or ways in which one mistake
 *     shows; each may be told as a story of its own
 */
record Bug(String name, Settings settings, FaultProfile profile, int mistakes) {

    private static final FaultProfile DELAYS =
            FaultProfile.CALM.named("delays").with(new Holds(0.5, Duration.ofMillis(50), 1));
    private static final FaultProfile DUPLICATES =
            FaultProfile.CALM.named("duplicates").with(new Duplicates(0.3, Duration.ofMillis(50)));

    private static final FaultProfile SWARM = FaultProfile.CALM.named("swarm");

    /** In so many seeds a bug must show under {@code lossy}, or it is looked for under swarm. */
    private static final int SOON = 20;

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

    /** Two mistakes that need different faults. */
    static Bug twoBugs() {
        return new Bug("two mistakes", new TwoBugs().settings(), FaultProfile.LOSSY, 2);
    }

    /**
     * Of planted mistakes that show in more than one way: in how many. Two kinds of fault that
     * bring it out are ways of their own where neither is a part of the other.
     */
    private static final Map<String, Integer> WAYS =
            Map.of(
                    // The prepare is late, or comes again.
                    "atomic-commit/late-prepare-locks", 2,
                    // What was not written is lost when the journal ends, and when a call ends the
                    // store.
                    "supervised-kv/store-without-journal", 2,
                    // The sync takes its time, or the sender ends before it.
                    "reliable-link/sequence-reused", 2,
                    // The last word is late, or not said: its sender ends, or hangs.
                    "handshake/half-open-for-ever", 3);

    /** The planted mistakes of the catalogue, as {@code scenario/variant}, in its order. */
    static List<String> planted() {
        return Catalogue.of(Bug.class.getClassLoader())
                .all()
                .filter(scenario ->
                        scenario.getClass().getPackageName().startsWith("dev.rehearsal.scenarios."))
                .flatMap(scenario ->
                        scenario.variants().map(variant -> scenario.name() + "/" + variant.name()))
                .asJava();
    }

    /** A planted mistake under {@code lossy} faults where those show it soon, else under swarm. */
    static Bug planted(String name) {
        Bug bug = planted(name, FaultProfile.LOSSY.name());
        Simulation simulation = Simulation.of(bug.settings());
        for (int seed = 0; seed < SOON; seed++) {
            if (bug.run(simulation, seed).verdict() == Run.Verdict.VIOLATED) {
                return bug;
            }
        }
        return planted(name, SWARM.name());
    }

    /** A planted mistake under the faults of a name. */
    static Bug planted(String name, String profile) {
        int slash = name.indexOf('/');
        Settings settings =
                Catalogue.of(Bug.class.getClassLoader())
                        .named(name.substring(0, slash))
                        .settings()
                        .withVariant(name.substring(slash + 1));
        FaultProfile faults = profile.equals(SWARM.name()) ? SWARM : FaultProfile.named(profile, 0);
        return new Bug(name, settings, faults, WAYS.getOrDefault(name, 1));
    }

    /** As the report calls it. */
    String title() {
        return "`" + name + "`, " + profile.name();
    }

    /** The run of a seed under its faults. */
    Run run(Simulation simulation, long seed) {
        FaultProfile faults =
                profile.name().equals(SWARM.name()) ? FaultProfile.swarm(seed) : profile;
        return simulation.run(seed, faults.adversary(simulation.cluster(), seed));
    }

    /** The first failing runs. */
    List<Run> found(Simulation simulation, int runs, int seedsMax) {
        List<Run> found = new ArrayList<>();
        for (int seed = 0; seed < seedsMax && found.size() < runs; seed++) {
            Run run = run(simulation, seed);
            if (run.verdict() == Run.Verdict.VIOLATED) {
                found.add(run);
            }
        }
        return found;
    }
}
