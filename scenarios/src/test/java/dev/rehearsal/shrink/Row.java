package dev.rehearsal.shrink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What came of one bug: its batches together. */
record Row(Bug bug, List<Batch> batches) {

    /** A bug of that many results is measured. */
    static final int RESULTS = 100;

    /** In so many seeds failing runs are looked for. */
    static final int SEEDS_MAX = 20_000;

    List<Batch.Result> results() {
        return batches.stream().flatMap(batch -> batch.results().stream()).toList();
    }

    boolean isMeasured() {
        return !results().isEmpty();
    }

    /** Whether there is nothing more to measure. */
    boolean isDone() {
        return found() >= RESULTS || seeds() >= SEEDS_MAX;
    }

    int seeds() {
        return batches.isEmpty() ? 0 : batches.getLast().to();
    }

    /** With which code it was measured. */
    String versions() {
        return batches.stream().map(Batch::version).distinct().collect(Collectors.joining(", "));
    }

    /** How many failing runs were shrunk. */
    int found() {
        return count(_ -> true);
    }

    int oneMinimal() {
        return count(Batch.Result::oneMinimal);
    }

    int local() {
        return count(result -> !result.canonical());
    }

    private int count(Predicate<Batch.Result> which) {
        return results().stream().filter(which).mapToInt(result -> result.runs().size()).sum();
    }

    long failures() {
        return results().stream().map(Batch.Result::failure).distinct().count();
    }

    /** How many failing runs ended in each story, in the order in which they were found first. */
    Map<String, Integer> stories() {
        Map<String, Integer> stories = new LinkedHashMap<>();
        results()
                .forEach(result ->
                        stories.merge(
                                result.story() + ": " + result.failure(),
                                result.runs().size(),
                                Integer::sum));
        return stories;
    }

    /** Whether it has canonical stories, none with more than four operations or two departures. */
    boolean isSmall() {
        List<Batch.Result> canonical = results().stream().filter(Batch.Result::canonical).toList();
        return !canonical.isEmpty() && canonical.stream().allMatch(Batch.Result::small);
    }

    /** Simulations for one result, sorted. */
    List<Integer> runs() {
        return results().stream().flatMap(result -> result.runs().stream()).sorted().toList();
    }

    /** CPU time of shrinkers that remembered nothing, sorted. */
    List<Long> coldMillis() {
        return results().stream().flatMap(result -> result.coldMillis().stream()).sorted().toList();
    }

    /** What it takes to measure the rest, as far as is known. */
    long cpuMillisLeft() {
        int found = found();
        if (batches.isEmpty()) {
            return UNKNOWN_MILLIS;
        }
        long spent = batches.stream().mapToLong(Batch::cpuMillis).sum();
        return found == 0 ? Long.MAX_VALUE / 2 + spent : (RESULTS - found) * (spent / found + 1);
    }

    private static final long UNKNOWN_MILLIS = 60_000;
}
