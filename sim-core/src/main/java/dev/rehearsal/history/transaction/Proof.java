package dev.rehearsal.history.transaction;

import dev.rehearsal.history.transaction.Level.Respected;
import dev.rehearsal.history.transaction.Versions.Transaction;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays an order of transactions. An order that does not give what was read is a defect of the
 * checker and raises {@link IllegalStateException}; it never becomes a verdict.
 */
final class Proof {
    private Proof() {}

    /** One after the other. */
    static List<Integer> serial(Versions versions, Respected respected, int[] order) {
        Map<Object, List<Object>> lists = new HashMap<>();
        for (int t : order) {
            for (Access access : versions.transactions.get(t).accesses()) {
                List<Object> list = lists.computeIfAbsent(access.key(), _ -> new ArrayList<>());
                switch (access) {
                    case Access.Append(Object _, Object element) -> list.add(element);
                    case Access.Read(Object key, Seq<Object> elements) ->
                            same(versions, t, key, elements, list);
                }
            }
        }
        respects(versions, respected, order);
        return numbers(versions, order);
    }

    /** Each from what had committed at its start; two that append to one list do not overlap. */
    static List<Integer> snapshots(Versions versions, Respected respected, int[] sorted) {
        Map<Object, List<Object>> lists = new HashMap<>();
        Map<Object, Integer> lastCommit = new HashMap<>();
        int count = versions.transactions.size();
        int[] startedAt = new int[count];
        List<Integer> commits = new ArrayList<>();
        for (int at = 0; at < sorted.length; at++) {
            int node = sorted[at];
            if (node >= 2 * count) {
                continue;
            }
            int t = node / 2;
            Transaction transaction = versions.transactions.get(t);
            if (node % 2 == 0) {
                startedAt[t] = at;
                Map<Object, List<Object>> own = new HashMap<>();
                for (Access access : transaction.accesses()) {
                    switch (access) {
                        case Access.Append(Object key, Object element) ->
                                own.computeIfAbsent(key, _ -> new ArrayList<>()).add(element);
                        case Access.Read(Object key, Seq<Object> elements) -> {
                            if (elements != null) {
                                List<Object> mine = own.getOrDefault(key, List.of());
                                int external = elements.size() - mine.size();
                                List<Object> list = lists.getOrDefault(key, List.of());
                                if (external < 0) {
                                    throw defect(transaction, key);
                                }
                                same(versions, t, key, elements.take(external), list);
                                if (!elements.drop(external).eq(Vector.ofAll(mine))) {
                                    throw defect(transaction, key);
                                }
                            }
                        }
                    }
                }
            } else {
                commits.add(transaction.number());
                for (Access access : transaction.accesses()) {
                    if (access instanceof Access.Append(Object key, Object element)) {
                        if (lastCommit.getOrDefault(key, -1) > startedAt[t]) {
                            throw defect(transaction, key);
                        }
                        lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(element);
                    }
                }
                for (Access access : transaction.accesses()) {
                    if (access instanceof Access.Append(Object key, Object _)) {
                        lastCommit.put(key, at);
                    }
                }
            }
        }
        respectsPoints(versions, respected, sorted);
        return List.copyOf(commits);
    }

    private static void same(
            Versions versions, int t, Object key, @Nullable Seq<Object> read, List<Object> list) {
        if (read == null) {
            return;
        }
        boolean equal = read.size() == list.size();
        int i = 0;
        for (Object element : read) {
            equal = equal && list.get(i++).equals(element);
        }
        if (!equal) {
            throw defect(versions.transactions.get(t), key);
        }
    }

    private static void respects(Versions versions, Respected respected, int[] order) {
        int[] doubled = new int[2 * order.length];
        for (int i = 0; i < order.length; i++) {
            doubled[2 * i] = 2 * order[i];
            doubled[2 * i + 1] = 2 * order[i] + 1;
        }
        if (order.length != versions.transactions.size()) {
            throw new IllegalStateException(
                    "a checker returned an order without some transactions");
        }
        respectsPoints(versions, respected, doubled);
    }

    /** No transaction starts before one commits that it has to follow. */
    private static void respectsPoints(Versions versions, Respected respected, int[] points) {
        int count = versions.transactions.size();
        Map<Integer, Integer> sessions = new HashMap<>();
        int earliestReturn = Integer.MAX_VALUE;
        if (respected != Respected.DATA) {
            for (int point : points) {
                if (point < 2 * count && point % 2 == 0) {
                    Transaction transaction = versions.transactions.get(point / 2);
                    Integer before = sessions.put(transaction.process(), transaction.invokedAt());
                    if (before != null && before > transaction.invokedAt()) {
                        throw new IllegalStateException(
                                "a checker returned an order against the session of T"
                                        + transaction.number());
                    }
                }
            }
        }
        if (respected == Respected.REAL_TIME) {
            for (int i = points.length - 1; i >= 0; i--) {
                if (points[i] >= 2 * count) {
                    continue;
                }
                Transaction transaction = versions.transactions.get(points[i] / 2);
                if (points[i] % 2 == 1) {
                    earliestReturn = Math.min(earliestReturn, transaction.returnedAt());
                } else if (earliestReturn < transaction.invokedAt()) {
                    throw new IllegalStateException(
                            "a checker returned an order against real time at T"
                                    + transaction.number());
                }
            }
        }
    }

    private static List<Integer> numbers(Versions versions, int[] order) {
        List<Integer> numbers = new ArrayList<>(order.length);
        for (int t : order) {
            numbers.add(versions.transactions.get(t).number());
        }
        return List.copyOf(numbers);
    }

    private static IllegalStateException defect(Transaction transaction, Object key) {
        return new IllegalStateException(
                "a checker returned an order that does not give what T"
                        + transaction.number()
                        + " read in "
                        + key);
    }
}
