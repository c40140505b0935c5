package dev.rehearsal.shrink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        return results().size() >= RESULTS || seeds() >= SEEDS_MAX;
    }

    int seeds() {
        return batches.isEmpty() ? 0 : batches.getLast().to();
    }

    long failures() {
        return results().stream().map(Batch.Result::failure).distinct().count();
    }

    /** How many results ended in each story, in the order in which they were found first. */
    Map<String, Integer> stories() {
        Map<String, Integer> stories = new LinkedHashMap<>();
        results()
                .forEach(result ->
                        stories.merge(result.story() + ": " + result.failure(), 1, Integer::sum));
        return stories;
    }

    long oneMinimal() {
        return results().stream().filter(Batch.Result::oneMinimal).count();
    }

    long local() {
        return results().stream().filter(result -> !result.canonical()).count();
    }

    /** Whether no story has more than four operations or two departures. */
    boolean isSmall() {
        return results().stream().allMatch(Batch.Result::small);
    }

    /** Simulations for one result, sorted. */
    List<Integer> runs() {
        return results().stream().map(Batch.Result::runs).sorted().toList();
    }

    /** CPU time of shrinkers that remembered nothing, sorted. */
    List<Long> coldMillis() {
        List<Long> cold = new ArrayList<>();
        for (Batch.Result result : results()) {
            if (result.coldMillis() >= 0) {
                cold.add(result.coldMillis());
            }
        }
        Collections.sort(cold);
        return cold;
    }

    /** What it takes to measure the rest, as far as is known. */
    long cpuMillisLeft() {
        int results = results().size();
        if (batches.isEmpty()) {
            return UNKNOWN_MILLIS;
        }
        long spent = batches.stream().mapToLong(Batch::cpuMillis).sum();
        return results == 0
                ? Long.MAX_VALUE / 2 + spent
                : (RESULTS - results) * (spent / results + 1);
    }

    private static final long UNKNOWN_MILLIS = 60_000;
}
