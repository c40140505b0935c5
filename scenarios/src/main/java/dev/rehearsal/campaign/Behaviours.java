package dev.rehearsal.campaign;

import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Outcome;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.value.Fingerprint;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * How many runs behaved in which way, and what that says about the ways that were not seen.
 *
 * <p>The way in which a run behaves is coarse on purpose: its verdict with the signature, which
 * goals it reached, which kinds of fault took effect by their form, and for each type of operation
 * with which outcomes it ended. Finer ones would be as many as there are runs and say nothing.
 *
 * <p>The probability that the next run behaves in a way that was never seen is estimated by the
 * share of ways seen once: Good, <i>The population frequencies of species and the estimation of
 * population parameters</i>, Biometrika 40 (1953).
 */
final class Behaviours {

    /** So many ways are told apart; more would not fit in a night's memory. */
    static final int WAYS_MAX = 200_000;

    private final Map<Long, Long> counts = new HashMap<>();
    private long runs;
    private long once;
    private long unlisted;

    /** The way in which a run behaves. */
    static long of(Run run) {
        TreeSet<String> parts = new TreeSet<>();
        parts.add(run.violation().map(found -> found.signature()).getOrElse(run.verdict().name()));
        run.goals()
                .filter(goal -> goal.seen().isDefined())
                .forEach(goal -> parts.add("goal " + goal.name()));
        run.effective()
                .forEach((kind, count) -> {
                    if (count > 0) {
                        parts.add("fault " + kind.label());
                    }
                });
        Map<Class<?>, EnumSet<Outcome>> ended = new HashMap<>();
        for (Operation<Object, Object> operation : run.history().operations()) {
            ended.computeIfAbsent(operation.input().getClass(), _ -> EnumSet.noneOf(Outcome.class))
                    .add(operation.outcome());
        }
        ended.forEach((type, outcomes) -> {
            String name = type.getSimpleName();
            outcomes.forEach(outcome -> parts.add("operation " + name + " " + outcome));
        });
        long hash = 1;
        for (String part : parts) {
            hash = Fingerprint.fold(hash, Fingerprint.of(part));
        }
        return hash;
    }

    /** Whether it was never seen before. */
    boolean add(long behaviour, long count) {
        runs += count;
        Long before = counts.get(behaviour);
        if (before == null && counts.size() >= WAYS_MAX) {
            unlisted += count;
            return true;
        }
        counts.put(behaviour, (before == null ? 0 : before) + count);
        if (before == null && count == 1) {
            once++;
        } else if (before != null && before == 1) {
            once--;
        }
        return before == null;
    }

    int distinct() {
        return counts.size();
    }

    /** The estimated share of runs that would behave in a way not seen; 1 before the first run. */
    double unseen() {
        return runs == 0 ? 1 : (double) (once + unlisted) / runs;
    }
}
