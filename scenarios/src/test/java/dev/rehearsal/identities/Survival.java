package dev.rehearsal.identities;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many failures outlive the loss of one operation.
 *
 * <p>Shape: the same failing runs for every naming, those of the first seeds that fail. Each is run
 * again less one operation, for each of its operations.
 *
 * @param seeds how many were run, from 0
 * @param operations how many each run has
 * @param survived for each naming and each failing run, after how many of the losses it fails with
 *     the same signature
 */
record Survival(int seeds, int operations, Map<Naming, List<Integer>> survived) {

    /** Runs seeds from 0 until so many have failed. */
    static Survival measure(Settings settings, int failures) {
        Simulation simulation = Simulation.of(settings);
        Map<Naming, List<Integer>> survived = new EnumMap<>(Naming.class);
        for (Naming naming : Naming.values()) {
            survived.put(naming, new ArrayList<>());
        }
        int seed = 0;
        for (int failing = 0; failing < failures; seed++) {
            Run run = simulation.run(seed, lossy(simulation, seed));
            if (run.verdict() == Run.Verdict.VIOLATED) {
                failing++;
                for (Naming naming : Naming.values()) {
                    survived.get(naming).add(survived(simulation, run, naming, seed));
                }
            }
        }
        return new Survival(seed, simulation.operations(0).size(), survived);
    }

    private static int survived(Simulation simulation, Run run, Naming naming, long seed) {
        Vector<PlannedOperation> operations = run.story().operations();
        String signature = run.violation().get().signature();
        Renaming first = Renaming.first(naming, lossy(simulation, seed));
        Run again = simulation.run(operations, first);
        if (again.traceHash() != run.traceHash()) {
            throw new IllegalStateException(
                    "learning names must not change a run: settings="
                            + simulation.settings()
                            + " seed="
                            + seed
                            + " naming="
                            + naming);
        }
        int survived = 0;
        for (int i = 0; i < operations.size(); i++) {
            Adversary next = first.next(lossy(simulation, seed));
            Run less = simulation.run(operations.removeAt(i), next);
            survived += less.fails(signature) ? 1 : 0;
        }
        return survived;
    }

    private static Adversary lossy(Simulation simulation, long seed) {
        return FaultProfile.LOSSY.adversary(simulation.cluster(), seed);
    }

    int failing() {
        return survived.get(Naming.ROOT).size();
    }

    /** After how many losses of one operation the failure was still there. */
    int total(Naming naming) {
        return survived.get(naming).stream().mapToInt(Integer::intValue).sum();
    }

    /** The same in per cent of all losses. */
    double share(Naming naming) {
        return 100.0 * total(naming) / ((long) failing() * operations);
    }

    /** The naming that keeps the most failures, but for that by root. */
    Naming bestOther() {
        Naming best = Naming.STREAM;
        for (Naming naming : Naming.values()) {
            best = naming != Naming.ROOT && total(naming) > total(best) ? naming : best;
        }
        return best;
    }

    /**
     * What naming by root keeps beyond another naming.
     *
     * @param points of the share, in per cent
     * @param error twice the standard error of it, over the failing runs
     */
    record Lead(double points, double error) {}

    Lead lead(Naming other) {
        List<Integer> roots = survived.get(Naming.ROOT);
        List<Integer> others = survived.get(other);
        long sum = 0;
        long squares = 0;
        for (int i = 0; i < roots.size(); i++) {
            int more = roots.get(i) - others.get(i);
            sum += more;
            squares += (long) more * more;
        }
        double runs = roots.size();
        double mean = sum / runs;
        double variance = (squares - sum * mean) / (runs - 1);
        double unit = 100.0 / operations;
        return new Lead(unit * mean, unit * 2 * StrictMath.sqrt(variance / runs));
    }

    /** The runs of both, which have as many operations each. */
    Survival and(Survival more) {
        if (operations != more.operations) {
            throw new IllegalArgumentException(
                    "runs must have as many operations: operations="
                            + operations
                            + " more="
                            + more.operations);
        }
        Map<Naming, List<Integer>> all = new EnumMap<>(Naming.class);
        survived.forEach((naming, counts) -> {
            List<Integer> both = new ArrayList<>(counts);
            both.addAll(more.survived.get(naming));
            all.put(naming, both);
        });
        return new Survival(seeds + more.seeds, operations, all);
    }
}
