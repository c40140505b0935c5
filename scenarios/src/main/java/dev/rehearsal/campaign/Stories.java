package dev.rehearsal.campaign;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which finding is to be told next, and which story is to be told shorter.
 *
 * <p>A finding is shrunk at once, from its lowest seed, with the budget of level 0. With what is
 * left of the time the shortest run is shrunk as well; a search that ended by its budget goes on
 * from where it was, with four times the budget. Budgets are counted in runs and their steps, so
 * that a story does not depend on the machine.
 */
final class Stories {

    /** The level to which a range of seeds is searched; where there is time it goes on. */
    static final int LEVEL_OF_RANGE = 1;

    static final int LEVEL_MAX = 6;

    private static final int LEVEL_0_RUNS = 20_000;
    private static final int LEVEL_1_RUNS = 100_000;

    /** Of all runs of a search of level 0 together: a minute where steps are dear. */
    private static final long LEVEL_0_STEPS = 4_000_000;

    /** The part of the processor time that goes into making stories smaller. */
    private static final double SHRINK_SHARE = 0.2;

    private final Vector<Subject> subjects;
    private final Ledger ledger;
    private final List<WorkerProcess> workers;

    Stories(Vector<Subject> subjects, Ledger ledger, List<WorkerProcess> workers) {
        this.subjects = subjects;
        this.ledger = ledger;
        this.workers = workers;
    }

    /** Whether less than its part of the processor time went into stories. */
    boolean areBehind() {
        return ledger.shrinkCpuNanos < SHRINK_SHARE * ledger.cpuNanos() / (1 - SHRINK_SHARE);
    }

    /** A finding of which nobody has told a story yet. */
    @Nullable Task untold() {
        for (var finding : ledger.findings.entrySet()) {
            Found found = finding.getValue();
            if (!found.isStoppage() && found.attempts.isEmpty()) {
                Task.Shrink task = shrink(finding.getKey(), found, found.lowest, 0);
                if (task != null) {
                    return task;
                }
            }
        }
        return null;
    }

    /** A story to be told, or told shorter, of the lowest seed or the shortest run. */
    @Nullable Task further(int levelMax) {
        for (int level = 0; level <= levelMax; level++) {
            for (var finding : ledger.findings.entrySet()) {
                Found found = finding.getValue();
                if (found.isStoppage()) {
                    continue;
                }
                for (long seed : new long[] {found.lowest, found.fewest}) {
                    if (level > 0 && !isCut(found, seed, level - 1)
                            || found.attempts.contains(new Found.Attempt(seed, level))) {
                        continue;
                    }
                    Task.Shrink task = shrink(finding.getKey(), found, seed, level);
                    if (task != null) {
                        return task;
                    }
                }
            }
        }
        return null;
    }

    /** Whether a search ended by its budget. */
    private static boolean isCut(Found found, long seed, int level) {
        return found.shrunk.stream()
                .anyMatch(one -> one.seed() == seed && one.level() == level && !one.exhausted());
    }

    private Task.@Nullable Shrink shrink(Ledger.Key key, Found found, long seed, int level) {
        int subject = subjects.indexWhere(one -> one.name().equals(key.subject()));
        boolean underWay =
                workers.stream()
                        .anyMatch(worker ->
                                worker.task instanceof Task.Shrink task
                                        && task.subject() == subject
                                        && task.signature().equals(key.signature())
                                        && (level == 0 && found.attempts.isEmpty()
                                                || task.seed() == seed && task.level() == level));
        if (subject < 0 || underWay) {
            return null;
        }
        String before =
                found.shrunk.stream()
                        .filter(one -> one.seed() == seed && one.level() == level - 1)
                        .map(Entry.Shrunk::failure)
                        .findFirst()
                        .orElse(null);
        int runsMax = level == 0 ? LEVEL_0_RUNS : LEVEL_1_RUNS << 2 * Math.max(0, level - 1);
        long stepsMax = LEVEL_0_STEPS << 2 * level;
        return new Task.Shrink(subject, key.signature(), seed, level, runsMax, stepsMax, before);
    }
}
