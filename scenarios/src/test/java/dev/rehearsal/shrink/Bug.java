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
 * @param mistakes that are known to stand behind its one property
 * @param runs so many failing ones are shrunk for the report
 */
record Bug(String name, Settings settings, FaultProfile profile, int mistakes, int runs) {

    Bug(String name, Settings settings, FaultProfile profile, int mistakes) {
        this(name, settings, profile, mistakes, 100);
    }

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
                new Bug("abd-register, dedup=false", textbook, FaultProfile.LOSSY, 1, 20),
                new Bug("abd-register, dedup=false", textbook, DUPLICATES, 1),
                twoBugs());
    }

    /**
     * Variants of the catalogue that a bad network and crashes show soon, and whose runs are not
     * long. Fewer runs where each takes seconds.
     */
    static List<Bug> planted() {
        return List.of(
                planted("lock-handover", "equal-epoch-accepted", 100),
                planted("lock-handover", "granted-without-releasing", 100),
                planted("lock-handover", "wrong-successor", 100),
                planted("lock-handover", "next-epoch-confirmed", 100),
                planted("job-queue", "done-before-work", 100),
                planted("job-queue", "visible-while-worked-on", 100),
                planted("job-queue", "retry-reorders", 100),
                planted("bank", "forgets-what-arrived", 100),
                planted("reliable-link", "skips-the-lost", 20),
                planted("supervised-kv", "dead-reference", 100),
                planted("supervised-kv", "store-without-journal", 20));
    }

    private static Bug planted(String scenario, String variant, int runs) {
        Settings settings =
                Catalogue.of(Bug.class.getClassLoader())
                        .named(scenario)
                        .settings()
                        .withVariant(variant);
        return new Bug(scenario + "/" + variant, settings, FaultProfile.LOSSY, 1, runs);
    }

    /** The variants of the catalogue that {@link #planted} leaves out. */
    static List<String> unmeasured() {
        List<String> measured = planted().stream().map(Bug::name).toList();
        List<String> names = new ArrayList<>();
        for (Scenario scenario : Catalogue.of(Bug.class.getClassLoader()).all()) {
            for (Variant variant : scenario.variants()) {
                String name = scenario.name() + "/" + variant.name();
                if (!measured.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Two mistakes that need different faults. */
    static Bug twoBugs() {
        return new Bug("two mistakes", new TwoBugs().settings(), FaultProfile.LOSSY, 2);
    }

    List<Run> found(Simulation simulation, int runs, int seedsMax) {
        List<Run> found = new ArrayList<>();
        for (int seed = 0; seed < seedsMax && found.size() < runs; seed++) {
            Run run = simulation.run(seed, profile.adversary(simulation.cluster(), seed));
            if (run.verdict() == Run.Verdict.VIOLATED) {
                found.add(run);
            }
        }
        return found;
    }
}
