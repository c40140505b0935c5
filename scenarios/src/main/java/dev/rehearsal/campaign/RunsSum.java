package dev.rehearsal.campaign;

import dev.rehearsal.scenario.Property;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Violation;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Runs of one subject, added up as they come. */
final class RunsSum {

    private static final class Way {
        final Violation violation;
        final long lowest;
        long count;
        long fewest;
        long steps = Long.MAX_VALUE;

        Way(Violation violation, long seed) {
            this.violation = violation;
            this.lowest = seed;
        }
    }

    private final String subject;
    private final Task.Run task;
    private final Instant began = Instant.now();
    private final Histograms logs = new Histograms();
    private final Map<String, Long> goals = new TreeMap<>();
    private final Map<String, Entry.Tally> faults = new TreeMap<>();
    private final Map<Long, Long> behaviours = new TreeMap<>();
    private final Map<String, Way> failing = new TreeMap<>();
    private int count;
    private long cpuNanos;
    private long steps;
    private long nanos;
    private long vacuous;
    private long inconclusive;

    RunsSum(String subject, Task.Run task) {
        this.subject = subject;
        this.task = task;
    }

    int count() {
        return count;
    }

    /** Adds the run of the next seed. */
    void add(Simulation simulation, Run run, long runCpuNanos) {
        long seed = task.seed(count);
        count++;
        cpuNanos += runCpuNanos;
        steps += run.steps();
        nanos += run.nanos();
        vacuous += run.vacuous() ? 1 : 0;
        inconclusive += run.verdict() == Run.Verdict.INCONCLUSIVE ? 1 : 0;
        logs.cpu().recordValue(Math.max(0, runCpuNanos));
        logs.steps().recordValue(run.steps());
        run.latencies().forEach(latency -> logs.latency().recordValue(latency));
        for (Property property : simulation.cluster().properties()) {
            if (property instanceof Property.Sometimes goal) {
                goals.merge(goal.name(), 0L, Long::sum);
            }
        }
        for (Run.Goal goal : run.goals()) {
            goals.merge(goal.name(), goal.seen().isDefined() ? 1L : 0L, Long::sum);
        }
        run.tallies()
                .forEach((kind, tally) ->
                        faults.merge(kind, Entry.Tally.of(tally), Entry.Tally::plus));
        behaviours.merge(Behaviours.of(run), 1L, Long::sum);
        for (Violation violation : run.violation()) {
            Way way = failing.computeIfAbsent(violation.signature(), _ -> new Way(violation, seed));
            way.count++;
            if (run.steps() < way.steps) {
                way.steps = run.steps();
                way.fewest = seed;
            }
        }
    }

    Entry.Runs entry() {
        return new Entry.Runs(
                subject,
                task.first(),
                task.stride(),
                count,
                began,
                Instant.now(),
                cpuNanos,
                steps,
                nanos,
                vacuous,
                inconclusive,
                LinkedHashMap.ofAll(goals),
                LinkedHashMap.ofAll(faults),
                LinkedHashMap.ofAll(behaviours),
                Vector.ofAll(failing.entrySet())
                        .map(entry -> {
                            Way way = entry.getValue();
                            return new Entry.Failing(
                                    entry.getKey(),
                                    way.violation.property(),
                                    way.violation.kind(),
                                    way.violation.message(),
                                    way.count,
                                    way.lowest,
                                    way.fewest,
                                    way.steps);
                        }),
                logs);
    }
}
