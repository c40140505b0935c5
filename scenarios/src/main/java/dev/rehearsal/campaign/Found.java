package dev.rehearsal.campaign;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known of one finding. */
final class Found {

    /** That a story was to be shrunk from a seed. */
    record Attempt(long seed, int level) {}

    private static final Comparator<Entry.Shrunk> SMALLEST =
            Comparator.comparingInt(
                            (Entry.Shrunk one) -> one.size().operations() + one.size().decisions())
                    .thenComparingInt(one -> one.size().decisions())
                    .thenComparingLong(one -> one.size().steps())
                    .thenComparing(Entry.Shrunk::seed, Long::compareUnsigned)
                    .thenComparing(Entry.Shrunk::level, Comparator.reverseOrder());

    final String property;
    final String kind;
    final Instant first;
    String message;
    long count;
    long lowest;
    long fewest;
    long steps = Long.MAX_VALUE;
    Vector<String> lines = Vector.empty();
    final List<Entry.Shrunk> shrunk = new ArrayList<>();
    final Set<Attempt> attempts = new HashSet<>();
    Entry.@Nullable Verified verified;
    long lastHitAtRuns;

    Found(String property, String kind, String message, long seed, Instant first) {
        this.property = property;
        this.kind = kind;
        this.message = message;
        this.lowest = seed;
        this.fewest = seed;
        this.first = first;
    }

    /** Whether it was found fixed before and not hit since: the runs since then count on. */
    boolean staysFixed(Entry.Verified again) {
        return verified != null
                && verified.fate() == Entry.Fate.FIXED
                && again.fate() == Entry.Fate.FIXED
                && lastHitAtRuns <= verified.subjectRuns();
    }

    boolean isStoppage() {
        return lines.nonEmpty();
    }

    /** The smallest story from a seed that is the lowest or has the shortest run, else any. */
    Option<Entry.Shrunk> story() {
        Vector<Entry.Shrunk> all = Vector.ofAll(shrunk);
        Vector<Entry.Shrunk> proper =
                all.filter(one -> one.seed() == lowest || one.seed() == fewest);
        return (proper.isEmpty() ? all : proper).sorted(SMALLEST).headOption();
    }
}
