package dev.rehearsal.history.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.history.History;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Outcome;

import io.vavr.collection.Vector;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Isolation and trying every order of starts and commits say the same of small random histories.
 */
class IsolationTest {

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(
            tries = 3_000,
            seed = "4711",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.FULL)
    void check_randomHistory_agreesWithEveryOrder(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int size, @ForAll Level level) {
        History<Vector<Access>, Vector<Access>> history = history(seed, size);
        IsolationVerdict verdict = Isolation.check(history, level);
        assertEquals(
                allowed(history, level)
                        ? IsolationVerdict.Holds.class
                        : IsolationVerdict.Violated.class,
                verdict.getClass(),
                () -> level + " " + history + " " + verdict);
        Statistics.label("verdict")
                .collect(verdict.getClass().getSimpleName())
                .coverage(coverage -> {
                    coverage.check("Holds").percentage(share -> share > 20);
                    coverage.check("Violated").percentage(share -> share > 20);
                });
        if (verdict instanceof IsolationVerdict.Violated violated) {
            assertFalse(violated.anomalies().isEmpty());
            violated.holds().ifPresent(weaker -> assertTrue(allowed(history, weaker)));
        }
    }

    /**
     * Clients over a store that often, not always, isolates: each transaction reads a state of its
     * own choice.
     */
    private static History<Vector<Access>, Vector<Access>> history(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        int wrong = random.nextInt(3) * 35;
        History.Builder<Vector<Access>, Vector<Access>> builder = History.builder();
        record Open(
                int operation,
                int process,
                Vector<Access> asked,
                Map<Object, Vector<Object>> snapshot) {}
        List<Open> open = new ArrayList<>();
        List<Map<Object, Vector<Object>>> states = new ArrayList<>(List.of(new HashMap<>()));
        List<Integer> idle = new ArrayList<>(List.of(0, 1, 2));
        int fresh = 3;
        int invoked = 0;
        int element = 1;
        while (invoked < size || !open.isEmpty()) {
            if (invoked < size && !idle.isEmpty() && (open.isEmpty() || random.nextInt(4) > 0)) {
                int process = idle.remove(random.nextInt(idle.size()));
                Vector<Access> asked = Vector.empty();
                int accesses = 2 + random.nextInt(3);
                for (int i = 0; i < accesses; i++) {
                    Object key = random.nextBoolean() ? "x" : "y";
                    asked =
                            asked.append(
                                    random.nextBoolean()
                                            ? new Access.Append(key, element++)
                                            : new Access.Read(key, null));
                }
                Map<Object, Vector<Object>> snapshot =
                        states.get(
                                random.nextInt(100) < wrong
                                        ? random.nextInt(states.size())
                                        : states.size() - 1);
                open.add(new Open(builder.invoke(process, asked), process, asked, snapshot));
                invoked++;
                continue;
            }
            Open one = open.remove(random.nextInt(open.size()));
            Map<Object, Vector<Object>> seen =
                    new HashMap<>(random.nextInt(100) < wrong ? states.getLast() : one.snapshot());
            Map<Object, Vector<Object>> next = new HashMap<>(states.getLast());
            Vector<Access> done = Vector.empty();
            for (Access access : one.asked()) {
                switch (access) {
                    case Access.Append(Object key, Object added) -> {
                        seen.merge(key, Vector.of(added), Vector::appendAll);
                        next.merge(key, Vector.of(added), Vector::appendAll);
                        done = done.append(access);
                    }
                    case Access.Read(Object key, var _) ->
                            done =
                                    done.append(
                                            new Access.Read(
                                                    key, seen.getOrDefault(key, Vector.empty())));
                }
            }
            int end = random.nextInt(12);
            if (end == 0) {
                builder.fail(one.operation());
                idle.add(one.process());
                if (random.nextInt(4) == 0) {
                    states.add(next);
                }
            } else {
                states.add(next);
                if (end == 1) {
                    builder.unknown(one.operation());
                    idle.add(fresh++);
                } else {
                    builder.ok(one.operation(), done);
                    idle.add(one.process());
                }
            }
        }
        return builder.build();
    }

    // ---- every order

    private static boolean allowed(History<Vector<Access>, Vector<Access>> history, Level level) {
        List<Operation<Vector<Access>, Vector<Access>>> candidates =
                history.operations().stream()
                        .filter(operation -> operation.outcome() != Outcome.FAIL)
                        .toList();
        return place(candidates, level, new ArrayList<>(), new HashMap<>(), new HashMap<>());
    }

    /**
     * Points are start (even) and commit (odd) of a candidate; for serializability the commit
     * follows at once.
     */
    private static boolean place(
            List<Operation<Vector<Access>, Vector<Access>>> candidates,
            Level level,
            List<Integer> points,
            Map<Object, Vector<Object>> state,
            Map<Integer, Map<Object, Vector<Object>>> snapshots) {
        boolean complete = true;
        for (int c = 0; c < candidates.size(); c++) {
            boolean started = points.contains(2 * c);
            boolean committed = points.contains(2 * c + 1);
            if (candidates.get(c).outcome() == Outcome.OK || started) {
                complete &= committed;
            }
        }
        if (complete) {
            return true;
        }
        for (int c = 0; c < candidates.size(); c++) {
            Operation<Vector<Access>, Vector<Access>> candidate = candidates.get(c);
            if (!points.contains(2 * c)) {
                if (level.serializable() && points.size() % 2 == 1
                        || !mayStart(candidates, level, points, c)) {
                    continue;
                }
                if (!fits(candidate, state)) {
                    continue;
                }
                List<Integer> more = new ArrayList<>(points);
                more.add(2 * c);
                Map<Integer, Map<Object, Vector<Object>>> with = new HashMap<>(snapshots);
                with.put(c, state);
                if (place(candidates, level, more, state, with)) {
                    return true;
                }
            } else if (!points.contains(2 * c + 1)) {
                Optional<Map<Object, Vector<Object>>> next =
                        committed(candidate, state, snapshots.get(c));
                if (next.isEmpty()) {
                    continue;
                }
                List<Integer> more = new ArrayList<>(points);
                more.add(2 * c + 1);
                if (place(candidates, level, more, next.get(), snapshots)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean mayStart(
            List<Operation<Vector<Access>, Vector<Access>>> candidates,
            Level level,
            List<Integer> points,
            int c) {
        Operation<Vector<Access>, Vector<Access>> candidate = candidates.get(c);
        for (int d = 0; d < candidates.size(); d++) {
            Operation<Vector<Access>, Vector<Access>> other = candidates.get(d);
            boolean demanded = other.outcome() == Outcome.OK;
            boolean before =
                    switch (level.respected()) {
                        case DATA -> false;
                        case SESSIONS ->
                                other.process() == candidate.process()
                                        && other.invokedAt() < candidate.invokedAt();
                        case REAL_TIME -> other.precedes(candidate);
                    };
            if (before && demanded && !points.contains(2 * d + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(
            Operation<Vector<Access>, Vector<Access>> candidate,
            Map<Object, Vector<Object>> state) {
        if (candidate.outcome() == Outcome.UNKNOWN) {
            return true;
        }
        Map<Object, Vector<Object>> seen = new HashMap<>(state);
        for (Access access : candidate.output()) {
            switch (access) {
                case Access.Append(Object key, Object added) ->
                        seen.merge(key, Vector.of(added), Vector::appendAll);
                case Access.Read(Object key, var elements) -> {
                    if (!seen.getOrDefault(key, Vector.empty()).eq(elements)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /**
     * The state after the commit; empty if another transaction has appended to one of its lists
     * since its start.
     */
    private static Optional<Map<Object, Vector<Object>>> committed(
            Operation<Vector<Access>, Vector<Access>> candidate,
            Map<Object, Vector<Object>> state,
            Map<Object, Vector<Object>> snapshot) {
        Map<Object, Vector<Object>> next = new HashMap<>(state);
        for (Access access : candidate.input()) {
            if (access instanceof Access.Append(Object key, Object added)) {
                if (!state.getOrDefault(key, Vector.empty())
                        .equals(snapshot.getOrDefault(key, Vector.empty()))) {
                    return Optional.empty();
                }
                next.merge(key, Vector.of(added), Vector::appendAll);
            }
        }
        return Optional.of(next);
    }

    // ---- examples

    private static Access append(String key, int element) {
        return new Access.Append(key, element);
    }

    private static Access read(String key, Object... elements) {
        return new Access.Read(key, Vector.of(elements));
    }

    private static History<Vector<Access>, Vector<Access>> concurrent(
            List<Vector<Access>> transactions) {
        History.Builder<Vector<Access>, Vector<Access>> builder = History.builder();
        for (int t = 0; t < transactions.size(); t++) {
            builder.invoke(t, transactions.get(t));
        }
        for (int t = 0; t < transactions.size(); t++) {
            builder.ok(t, transactions.get(t));
        }
        return builder.build();
    }

    private static List<String> anomalies(IsolationVerdict verdict) {
        return assertInstanceOf(IsolationVerdict.Violated.class, verdict).anomalies().stream()
                .map(IsolationVerdict.Anomaly::name)
                .toList();
    }

    @Test
    void writeSkew_isNotSerializable_andNamesTheLevelThatHolds() {
        var history =
                concurrent(
                        List.of(
                                Vector.of(read("x"), append("y", 1)),
                                Vector.of(read("y"), append("x", 1)),
                                Vector.of(read("x", 1), read("y", 1))));
        IsolationVerdict verdict = Isolation.check(history, Level.SERIALIZABLE);
        assertEquals(List.of("G2-item"), anomalies(verdict));
        assertEquals(
                Optional.of(Level.SNAPSHOT_ISOLATION),
                assertInstanceOf(IsolationVerdict.Violated.class, verdict).holds());
    }

    @Test
    void readSkew_isGSingle_withEachEdgeAsASentence() {
        var history =
                concurrent(
                        List.of(
                                Vector.of(append("x", 1), append("y", 1)),
                                Vector.of(read("x", 1), read("y")),
                                Vector.of(read("y", 1))));
        IsolationVerdict.Violated violated =
                assertInstanceOf(
                        IsolationVerdict.Violated.class,
                        Isolation.check(history, Level.SNAPSHOT_ISOLATION));
        assertEquals("G-single-item", violated.anomalies().getFirst().name());
        assertEquals(
                List.of(
                        "T1 read y without 1, which T0 appended",
                        "T1 read 1 in x, which T0 appended"),
                violated.cycle().orElseThrow().cycle().stream().map(Dependency::sentence).toList());
    }

    @Test
    void lostUpdate_ofAppendsThatNobodyRead_isFoundByBothCases() {
        var history =
                concurrent(
                        List.of(
                                Vector.of(read("x"), append("x", 1)),
                                Vector.of(read("x"), append("x", 2))));
        assertEquals(
                List.of("lost-update"),
                anomalies(Isolation.check(history, Level.SNAPSHOT_ISOLATION)));
    }

    @Test
    void staleRead_isSerializable_andNotStrictly() {
        History.Builder<Vector<Access>, Vector<Access>> builder = History.builder();
        builder.ok(builder.invoke(0, Vector.of(append("x", 1))), Vector.of(append("x", 1)));
        builder.ok(builder.invoke(1, Vector.of(read("x"))), Vector.of(read("x")));
        builder.ok(builder.invoke(2, Vector.of(read("x"))), Vector.of(read("x", 1)));
        var history = builder.build();
        assertInstanceOf(
                IsolationVerdict.Holds.class, Isolation.check(history, Level.SESSION_SERIALIZABLE));
        assertTrue(
                anomalies(Isolation.check(history, Level.STRICT_SERIALIZABLE))
                        .getFirst()
                        .endsWith("-realtime"));
    }

    @Test
    void abortedIntermediateGarbageAndDuplicates_areNamed() {
        History.Builder<Vector<Access>, Vector<Access>> builder = History.builder();
        builder.fail(builder.invoke(0, Vector.of(append("a", 1))));
        builder.ok(
                builder.invoke(1, Vector.of(append("b", 1), append("b", 2))),
                Vector.of(append("b", 1), append("b", 2)));
        Vector<Access> reads = Vector.of(read("a", 1), read("b", 1), read("c", 9), read("d", 1, 1));
        builder.ok(builder.invoke(2, reads), reads);
        builder.ok(builder.invoke(1, Vector.of(append("d", 1))), Vector.of(append("d", 1)));
        List<String> names = anomalies(Isolation.check(builder.build(), Level.SNAPSHOT_ISOLATION));
        assertTrue(
                names.containsAll(List.of("G1a", "G1b", "garbage-read", "duplicate-elements")),
                names.toString());
    }

    @Test
    void elementAppendedTwice_isRefusedWithBothTransactions() {
        var history = concurrent(List.of(Vector.of(append("x", 1)), Vector.of(append("x", 1))));
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Isolation.check(history, Level.SERIALIZABLE));
        assertTrue(refused.getMessage().contains("T0 and T1"));
    }

    @Test
    void levels_implyWeakerOnes_strongestFirst() {
        assertEquals(
                List.of(
                        Level.SESSION_SERIALIZABLE,
                        Level.SERIALIZABLE,
                        Level.STRICT_SNAPSHOT_ISOLATION,
                        Level.SESSION_SNAPSHOT_ISOLATION,
                        Level.SNAPSHOT_ISOLATION),
                Level.STRICT_SERIALIZABLE.weaker());
        assertNotEquals(List.of(), Level.SERIALIZABLE.weaker());
    }
}
