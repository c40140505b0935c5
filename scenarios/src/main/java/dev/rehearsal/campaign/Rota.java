package dev.rehearsal.campaign;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which seeds are run next: those of the subject that had the least processor time, the lowest
 * first.
 *
 * <p>A worker that ends without a word may have been ended by something else. Its seeds are run
 * again in halves, before all others; a seed that ends two workers alone is what did it.
 */
final class Rota {

    /** What a free worker is given takes so long at most. */
    static final Duration BATCH_MAX = Duration.ofSeconds(5);

    private static final Duration BATCH_MIN = Duration.ofMillis(100);
    private static final int BATCH_RUNS_MAX = 50_000;
    private static final int BATCH_FIRST = 8;

    private record Suspect(int subject, long seed) {}

    private final Campaign campaign;
    private final Vector<Subject> subjects;
    private final Ledger ledger;
    private final Seeds[] seeds;
    private final Deque<Task.Run> suspects = new ArrayDeque<>();
    private final Map<Suspect, Integer> deaths = new HashMap<>();

    Rota(Campaign campaign, Vector<Subject> subjects, Ledger ledger, Campaign.SeedRange range) {
        this.campaign = campaign;
        this.subjects = subjects;
        this.ledger = ledger;
        long first = range.first() + campaign.shard;
        long offsets = range.last() - range.first();
        long count =
                Long.compareUnsigned(offsets, campaign.shard) < 0
                        ? 0
                        : (offsets - campaign.shard) / campaign.shards + 1;
        this.seeds = new Seeds[subjects.size()];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] =
                    new Seeds(
                            first,
                            campaign.shards,
                            part(i).done.missing(first, campaign.shards, count));
        }
    }

    private Part part(int subject) {
        return ledger.part(subjects.get(subject).name());
    }

    /** How many seeds there are still to be given. */
    long left() {
        return Vector.of(seeds).map(Seeds::left).sum().longValue();
    }

    /** Seeds for a free worker; null when there are none. */
    Task.@Nullable Run next(long elapsedNanos) {
        Task.Run suspect = suspects.poll();
        if (suspect != null) {
            return suspect;
        }
        int least = -1;
        long leastCpu = Long.MAX_VALUE;
        for (int i = 0; i < seeds.length; i++) {
            long cpu = part(i).cpuNanos + seeds[i].estimatedNanos;
            boolean done = campaign.untilPlateau && part(i).isOnPlateau();
            if (cpu < leastCpu && !seeds[i].isEmpty() && !done) {
                least = i;
                leastCpu = cpu;
            }
        }
        return least < 0 ? null : batch(least, elapsedNanos);
    }

    /** As many seeds as take a while: a short one in the beginning, so that little can be lost. */
    private Task.Run batch(int subject, long elapsedNanos) {
        Part part = part(subject);
        long target = Math.clamp(elapsedNanos / 50, BATCH_MIN.toNanos(), BATCH_MAX.toNanos());
        long mean = part.runs == 0 ? 0 : Math.max(1, part.cpuNanos / part.runs);
        int count = part.runs == 0 ? BATCH_FIRST : Math.clamp(target / mean, 1, BATCH_RUNS_MAX);
        Task.Run run = seeds[subject].take(subject, count);
        seeds[subject].estimatedNanos += mean * run.count();
        return run;
    }

    /** What was not done of some seeds can be done by others. */
    void putBack(Task.Run run) {
        if (run.count() > 0) {
            seeds[run.subject()].put(run);
        }
    }

    /** Nothing is under way: what was spent is known, and nothing needs to be estimated. */
    void settle() {
        for (Seeds all : seeds) {
            all.estimatedNanos = 0;
        }
    }

    /**
     * A worker has ended without a word in the middle of some seeds: they are run again.
     *
     * @return the one that was alone with two workers that ended
     */
    Option<Entry.Stopped> died(Task.Run run, String how, Vector<String> lastWords) {
        if (run.count() > 1) {
            int half = run.count() / 2;
            suspects.addFirst(run.rest(half));
            suspects.addFirst(new Task.Run(run.subject(), run.first(), run.stride(), half, false));
            return Option.none();
        }
        if (run.count() < 1) {
            return Option.none();
        }
        if (deaths.merge(new Suspect(run.subject(), run.first()), 1, Integer::sum) < 2) {
            suspects.addFirst(run);
            return Option.none();
        }
        Subject subject = subjects.get(run.subject());
        return Option.some(
                new Entry.Stopped(
                        subject.name(),
                        run.first(),
                        run.stride(),
                        "died",
                        subject.scenario(),
                        how + ", twice",
                        lastWords.prepend(how),
                        Instant.now()));
    }
}
