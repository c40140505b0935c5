package dev.rehearsal.history.transaction;

import dev.rehearsal.history.History;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Outcome;
import dev.rehearsal.history.transaction.IsolationVerdict.Anomaly;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the reads tell: the order of versions of each list, which transactions happened, and the
 * anomalies that a single read shows.
 *
 * <p>Aborted transactions have no effect. One of unknown outcome happened if somebody read what it
 * appended; otherwise it is left out, which is always possible.
 */
final class Versions {

    /** A transaction that happened. */
    record Transaction(
            int number, int process, int invokedAt, int returnedAt, List<Access> accesses) {}

    /** What a transaction read of a list before its own appends. */
    record Observation(int reader, int length) {}

    /** One list: the elements in order of the longest read, who appended each, who read what. */
    static final class Line {
        final Object key;
        final List<Object> elements = new ArrayList<>();
        final List<Integer> writers = new ArrayList<>();
        final List<Observation> observations = new ArrayList<>();

        /** Transactions that appended and whose elements nobody read, with their first element. */
        final Map<Integer, Object> unread = new LinkedHashMap<>();

        /** The longest beginning whose elements were looked at one by one and are in order. */
        final List<Object> checkedElements = new ArrayList<>();

        private final List<Append> checked = new ArrayList<>();

        Line(Object key) {
            this.key = key;
        }
    }

    /** An append as it was asked for. */
    private record Append(Operation<?, ?> by, int place, int of) {}

    private record Element(Object key, Object element) {}

    /** A read whose place among the versions is not known yet. */
    private record Pending(Line line, int reader, Seq<Object> elements) {}

    final List<Transaction> transactions = new ArrayList<>();
    final Map<Object, Line> lines = new LinkedHashMap<>();
    final List<Anomaly> anomalies = new ArrayList<>();

    /** Pairs of a key and the number of a transaction that appends to it. */
    private final Set<Element> appendedKeys = new HashSet<>();

    private final Map<Element, Append> appends = new HashMap<>();
    private final Map<Object, Seq<Object>> longest = new LinkedHashMap<>();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();

    Versions(History<? extends Seq<Access>, ? extends Seq<Access>> history) {
        for (Operation<? extends Seq<Access>, ? extends Seq<Access>> operation :
                history.operations()) {
            collectAppends(operation);
        }
        for (Operation<? extends Seq<Access>, ? extends Seq<Access>> operation :
                history.operations()) {
            if (operation.outcome() == Outcome.OK) {
                readsOf(operation, done(operation));
            }
        }
        Set<Object> observed = new HashSet<>();
        longest.forEach((key, elements) ->
                elements.forEach(element -> {
                    Append append = appends.get(new Element(key, element));
                    if (append != null) {
                        observed.add(append.by().number());
                    }
                }));
        for (Operation<? extends Seq<Access>, ? extends Seq<Access>> operation :
                history.operations()) {
            boolean happened =
                    operation.outcome() == Outcome.OK
                            || operation.outcome() == Outcome.UNKNOWN
                                    && observed.contains(operation.number());
            if (happened) {
                positions.put(operation.number(), transactions.size());
                transactions.add(
                        new Transaction(
                                operation.number(),
                                operation.process(),
                                operation.invokedAt(),
                                operation.returnedAt(),
                                (operation.outcome() == Outcome.OK
                                                ? done(operation)
                                                : operation.input())
                                        .<Access>map(access -> access)
                                        .toJavaList()));
            }
        }
        orderVersions();
    }

    private static Seq<Access> done(
            Operation<? extends Seq<Access>, ? extends Seq<Access>> operation) {
        Seq<Access> output = operation.output();
        return output == null ? operation.input().map(access -> access) : output;
    }

    private void collectAppends(Operation<? extends Seq<Access>, ?> operation) {
        Map<Object, Integer> count = new HashMap<>();
        for (Access access : operation.input()) {
            if (access instanceof Access.Append(Object key, Object _)) {
                count.merge(key, 1, Integer::sum);
            }
        }
        Map<Object, Integer> place = new HashMap<>();
        for (Access access : operation.input()) {
            if (access instanceof Access.Append(Object key, Object element)) {
                appendedKeys.add(new Element(key, operation.number()));
                int at = place.merge(key, 1, Integer::sum) - 1;
                Append before =
                        appends.put(
                                new Element(key, element),
                                new Append(operation, at, count.get(key)));
                if (before != null) {
                    throw new IllegalArgumentException(
                            "an element is appended to a key once: "
                                    + element
                                    + " to "
                                    + key
                                    + " by T"
                                    + before.by().number()
                                    + " and T"
                                    + operation.number());
                }
            }
        }
    }

    /** Looks at each read by itself, and keeps the longest one of each list. */
    private void readsOf(Operation<?, ?> operation, Seq<Access> accesses) {
        Map<Object, Seq<Object>> seen = new HashMap<>();
        Map<Object, List<Object>> own = new HashMap<>();
        for (Access access : accesses) {
            switch (access) {
                case Access.Append(Object key, Object element) -> {
                    own.computeIfAbsent(key, _ -> new ArrayList<>()).add(element);
                    Seq<Object> before = seen.get(key);
                    if (before != null) {
                        seen.put(key, before.append(element));
                    }
                }
                case Access.Read(Object key, Seq<Object> elements) -> {
                    if (elements == null) {
                        continue;
                    }
                    Seq<Object> expected = seen.put(key, elements);
                    List<Object> mine = own.getOrDefault(key, List.of());
                    int external = elements.size() - mine.size();
                    boolean wrong =
                            expected != null
                                    ? !expected.eq(elements)
                                    : external < 0
                                            || !elements.drop(Math.max(0, external))
                                                    .eq(Vector.ofAll(mine));
                    if (wrong) {
                        anomaly(
                                "internal",
                                "T"
                                        + operation.number()
                                        + " read "
                                        + shown(elements)
                                        + " in "
                                        + key
                                        + ", which does not fit what it had read and appended there"
                                        + " itself");
                    } else if (expected == null) {
                        observe(operation, key, elements, external);
                    }
                }
            }
        }
    }

    /**
     * What one read of a list saw before the reader's own appends; most are beginnings of what was
     * checked before.
     */
    private void observe(
            Operation<?, ?> operation, Object key, Seq<Object> elements, int external) {
        Line line = lines.computeIfAbsent(key, Line::new);
        Seq<Object> before = external == elements.size() ? elements : elements.take(external);
        List<Append> checked = line.checked;
        boolean ownAppends = appendedKeys.contains(new Element(key, operation.number()));
        boolean sound = !ownAppends;
        int place = 0;
        for (Object element : before) {
            if (!sound
                    || place >= checked.size()
                    || !line.checkedElements.get(place).equals(element)) {
                break;
            }
            place++;
        }
        if (place < before.size()) {
            sound = place == checked.size() && !ownAppends;
            List<Append> found = new ArrayList<>();
            if (!elementsAreSound(operation, key, before, sound ? place : 0, found)) {
                pending.add(new Pending(line, operation.number(), before));
                keepLongest(key, before);
                return;
            }
            if (sound) {
                checked.addAll(found);
                before.drop(place).forEach(line.checkedElements::add);
            }
        }
        Append last = before.isEmpty() ? null : appends.get(new Element(key, before.last()));
        if (last != null && last.place() + 1 < last.of()) {
            intermediate(operation, key, before, last);
        }
        keepLongest(key, before);
        pending.add(new Pending(line, operation.number(), before));
    }

    private void keepLongest(Object key, Seq<Object> before) {
        Seq<Object> longestSoFar = longest.get(key);
        if (longestSoFar == null || before.size() > longestSoFar.size()) {
            longest.put(key, before);
        }
    }

    /** Checks the elements from a place on; what precedes was checked. */
    private boolean elementsAreSound(
            Operation<?, ?> operation,
            Object key,
            Seq<Object> before,
            int from,
            List<Append> found) {
        boolean sound = true;
        Set<Object> distinct = new HashSet<>();
        Append last = null;
        int index = 0;
        for (Object element : before) {
            if (!distinct.add(element)) {
                anomaly(
                        "duplicate-elements",
                        "T"
                                + operation.number()
                                + " read "
                                + element
                                + " in "
                                + key
                                + " twice: "
                                + shown(before));
                sound = false;
            }
            Append append = appends.get(new Element(key, element));
            if (index++ < from) {
                last = append;
                continue;
            }
            if (append == null) {
                anomaly(
                        "garbage-read",
                        "T"
                                + operation.number()
                                + " read "
                                + element
                                + " in "
                                + key
                                + ", which nobody appended");
                sound = false;
            } else if (append.by().outcome() == Outcome.FAIL) {
                anomaly(
                        "G1a",
                        "T"
                                + operation.number()
                                + " read "
                                + element
                                + " in "
                                + key
                                + ", appended by T"
                                + append.by().number()
                                + ", which was aborted");
                sound = false;
            } else if (append.by() == operation) {
                anomaly(
                        "future-read",
                        "T"
                                + operation.number()
                                + " read "
                                + element
                                + " in "
                                + key
                                + " before it appended it itself");
                sound = false;
            } else {
                boolean continues =
                        last != null
                                && last.by() == append.by()
                                && append.place() == last.place() + 1;
                boolean begins =
                        append.place() == 0 && (last == null || last.place() + 1 == last.of());
                if (!continues && !begins) {
                    intermediate(operation, key, before, append);
                    sound = false;
                }
            }
            last = append;
            if (append != null) {
                found.add(append);
            }
        }
        return sound;
    }

    private void intermediate(
            Operation<?, ?> operation, Object key, Seq<Object> elements, Append append) {
        anomaly(
                "G1b",
                "T"
                        + operation.number()
                        + " read "
                        + shown(elements)
                        + " in "
                        + key
                        + ", only some of what T"
                        + append.by().number()
                        + " appended");
    }

    private void anomaly(String name, String sentence) {
        anomalies.add(new Anomaly(name, sentence, List.of()));
    }

    static String shown(Seq<Object> elements) {
        return elements.size() <= 12
                ? elements.mkString("[", " ", "]")
                : elements.take(4).mkString("[", " ", " … ")
                        + elements.takeRight(6).mkString("", " ", "]");
    }

    private void orderVersions() {
        for (Pending read : pending) {
            Seq<Object> whole = longest.get(read.line().key);
            if (whole == null || !whole.startsWith(read.elements())) {
                anomaly(
                        "incompatible-order",
                        "T"
                                + read.reader()
                                + " read "
                                + shown(read.elements())
                                + " in "
                                + read.line().key
                                + ", which is no beginning of "
                                + shown(whole == null ? read.elements() : whole));
            } else {
                Integer reader = positions.get(read.reader());
                if (reader != null) {
                    read.line().observations.add(new Observation(reader, read.elements().size()));
                }
            }
        }
        longest.forEach((key, elements) -> {
            Line line = lines.computeIfAbsent(key, Line::new);
            for (Object element : elements) {
                Append append = appends.get(new Element(key, element));
                line.elements.add(element);
                line.writers.add(
                        append == null ? -1 : positions.getOrDefault(append.by().number(), -1));
            }
        });
        for (int t = 0; t < transactions.size(); t++) {
            for (Access access : transactions.get(t).accesses()) {
                if (access instanceof Access.Append(Object key, Object element)) {
                    Line line = lines.computeIfAbsent(key, Line::new);
                    line.unread.putIfAbsent(t, element);
                }
            }
        }
        for (Line line : lines.values()) {
            line.writers.forEach(line.unread::remove);
        }
    }
}
