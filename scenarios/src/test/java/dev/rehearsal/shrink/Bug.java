package dev.rehearsal.shrink;

import dev.rehearsal.faults.FaultProfile;
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

record Bug(String name, Settings settings, FaultProfile profile) {

    private static final FaultProfile DUPLICATES =
            FaultProfile.CALM.named("duplicates").duplicating(0.3, Duration.ofMillis(50));

    static List<Bug> all() {
        Settings replicated = new ReplicatedRegister().settings();
        Settings single = new SingleCopyRegister().settings();
        Settings dedup = new DedupRegister().settings();
        Settings textbook = new AbdRegister().settings().with("dedup", "false");
        return List.of(
                new Bug("replicated-2", replicated, FaultProfile.LOSSY),
                new Bug("replicated-3", replicated.with("servers", "3"), FaultProfile.LOSSY),
                new Bug("replicated-2-harsh", replicated, FaultProfile.HARSH),
                new Bug("single", single, FaultProfile.LOSSY),
                new Bug("single-dup", single, DUPLICATES),
                new Bug("single-2", single.with("servers", "2"), FaultProfile.LOSSY),
                new Bug("dedup-2", dedup.with("servers", "2"), FaultProfile.LOSSY),
                new Bug("dedup-2-calm", dedup.with("servers", "2"), FaultProfile.CALM),
                new Bug("abd", textbook, FaultProfile.LOSSY),
                new Bug("abd-dup", textbook, DUPLICATES));
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
