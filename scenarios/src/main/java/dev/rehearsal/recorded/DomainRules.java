package dev.rehearsal.recorded;

import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Rules that a domain has apart from any model of consistency, each decided in one pass over the
 * events.
 *
 * <ul>
 *   <li>{@code bank}: every read shows the same total, and no balance is below zero.
 *   <li>{@code counter-bounds}: a read lies between the sum of adds that had completed before it
 *       began and the sum of adds that had begun before it ended.
 *   <li>{@code set-full}: an element once read, or whose add was acknowledged, is in every read
 *       that begins later.
 *   <li>{@code long-fork}: of two reads of registers that are written once, one is at least as new
 *       for every key.
 * </ul>
 *
 * <p>Source: the workloads of the same names in Jepsen.
 */
public final class DomainRules {
    /** The names of the rules. */
    public static final List<String> NAMES =
            List.of("bank", "counter-bounds", "set-full", "long-fork");

    /** What a rule found: an empty sentence if nothing, and the event that shows it, or -1. */
    public record Finding(int operations, String sentence, int event) {}

    private DomainRules() {}

    /** The finding of this rule in a file. */
    public static Finding check(String name, Path file) throws IOException {
        try (EventReader reader = EventReader.open(file)) {
            Finding finding = check(name, reader);
            reader.requireEvents();
            return finding;
        }
    }

    static Finding check(String name, EventReader reader) throws IOException {
        Rule rule =
                switch (name) {
                    case "bank" -> new Bank();
                    case "counter-bounds" -> new CounterBounds();
                    case "set-full" -> new SetFull();
                    case "long-fork" -> new LongFork();
                    default ->
                            throw new IllegalArgumentException(
                                    "no such rule: " + name + "; there are " + NAMES);
                };
        Set<Integer> open = new HashSet<>();
        int operations = 0;
        String sentence = "";
        int at = -1;
        for (Event event = reader.next(); event != null; event = reader.next()) {
            if (event.harness() != null) {
                continue;
            }
            if (event.kind() == Event.Kind.INVOKE) {
                operations++;
                if (!open.add(event.operation())) {
                    throw new MalformedFileException(
                            event.line(), "operation " + event.operation() + " is invoked twice");
                }
            } else if (!open.remove(event.operation())) {
                throw new MalformedFileException(
                        event.line(), "operation " + event.operation() + " ends and is not open");
            }
            if (sentence.isEmpty()) {
                try {
                    sentence = rule.see(event);
                } catch (IllegalArgumentException e) {
                    throw new MalformedFileException(event.line(), e.getMessage());
                }
                at = sentence.isEmpty() ? -1 : event.index();
            }
        }
        return new Finding(operations, sentence, at);
    }

    private interface Rule {
        /** A sentence if this event breaks the rule; else empty. */
        String see(Event event);
    }

    private static final class Bank implements Rule {
        private @Nullable Long total;

        @Override
        public String see(Event event) {
            if (event.kind() != Event.Kind.OK || !event.function().equals("read")) {
                return "";
            }
            if (!(event.value() instanceof Map<?, ?> balances)) {
                throw new IllegalArgumentException(
                        "a read of a bank returns balances by account: " + event.value());
            }
            long sum = 0;
            for (Tuple2<?, ?> balance : balances) {
                long amount = Vocabularies.whole("a balance", balance._2);
                if (amount < 0) {
                    return "event "
                            + event.index()
                            + ": account "
                            + balance._1
                            + " is below zero: "
                            + amount;
                }
                sum = Math.addExact(sum, amount);
            }
            if (total == null) {
                total = sum;
            }
            return sum == total
                    ? ""
                    : "event "
                            + event.index()
                            + ": the balances sum up to "
                            + sum
                            + ", and before to "
                            + total;
        }
    }

    private static final class CounterBounds implements Rule {
        /**
         * The sums of adds that surely, and that possibly, took effect; negative amounts widen the
         * other end.
         */
        private long lower;

        private long upper;
        private final HashMap<Integer, Long> adds = new HashMap<>();
        private final HashMap<Integer, Long> lowerAtStart = new HashMap<>();
        private final HashMap<Integer, Long> upperDuring = new HashMap<>();

        @Override
        public String see(Event event) {
            int operation = event.operation();
            if (event.function().equals("add")) {
                if (event.kind() == Event.Kind.INVOKE) {
                    long amount = Vocabularies.whole("the argument of add", event.value());
                    adds.put(operation, amount);
                    begun(amount);
                } else if (event.kind() == Event.Kind.OK) {
                    long amount = Objects.requireNonNull(adds.remove(operation));
                    if (amount >= 0) {
                        lower = Math.addExact(lower, amount);
                    } else {
                        upper = Math.addExact(upper, amount);
                    }
                }
                return "";
            }
            if (event.kind() == Event.Kind.INVOKE) {
                lowerAtStart.put(operation, lower);
                upperDuring.put(operation, upper);
                return "";
            }
            Long least = lowerAtStart.remove(operation);
            Long most = upperDuring.remove(operation);
            if (event.kind() != Event.Kind.OK || least == null || most == null) {
                return "";
            }
            long read = Vocabularies.whole("the result of a read", event.value());
            return read >= least && read <= most
                    ? ""
                    : "event "
                            + event.index()
                            + ": the counter read "
                            + read
                            + ", which is not between "
                            + least
                            + " and "
                            + most;
        }

        private void begun(long amount) {
            if (amount >= 0) {
                upper = Math.addExact(upper, amount);
                upperDuring.replaceAll((_, most) -> Math.addExact(most, amount));
            } else {
                lower = Math.addExact(lower, amount);
                lowerAtStart.replaceAll((_, least) -> Math.addExact(least, amount));
            }
        }
    }

    private static final class SetFull implements Rule {
        /** Elements that every later read has to show, with why. */
        private final LinkedHashMap<Object, String> settled = new LinkedHashMap<>();

        private final HashMap<Integer, List<Object>> settledAtStart = new HashMap<>();
        private final HashMap<Integer, Object> adds = new HashMap<>();
        private final Set<Object> asked = new HashSet<>();

        @Override
        public String see(Event event) {
            int operation = event.operation();
            if (event.function().equals("add")) {
                if (event.kind() == Event.Kind.INVOKE) {
                    Object element = Vocabularies.present("the element", event.value());
                    adds.put(operation, element);
                    asked.add(element);
                } else if (event.kind() == Event.Kind.OK) {
                    settled.putIfAbsent(
                            Objects.requireNonNull(adds.remove(operation)),
                            "acknowledged at event " + event.index());
                }
                return "";
            }
            if (event.kind() == Event.Kind.INVOKE) {
                settledAtStart.put(operation, new ArrayList<>(settled.keySet()));
                return "";
            }
            List<Object> expected = settledAtStart.remove(operation);
            if (event.kind() != Event.Kind.OK || expected == null) {
                return "";
            }
            Set<Object> read = new LinkedHashSet<>();
            for (Object element : Vocabularies.list("a read returns a list", -1, event.value())) {
                if (!asked.contains(element)) {
                    return "event "
                            + event.index()
                            + ": element "
                            + element
                            + " was read and never added";
                }
                read.add(element);
            }
            for (Object element : expected) {
                if (!read.contains(element)) {
                    return "event "
                            + event.index()
                            + ": element "
                            + element
                            + " is missing, "
                            + settled.get(element);
                }
            }
            read.forEach(element -> settled.putIfAbsent(element, "read at event " + event.index()));
            return "";
        }
    }

    private static final class LongFork implements Rule {
        private record Snapshot(int event, java.util.Map<Object, @Nullable Object> values) {}

        private final List<Snapshot> reads = new ArrayList<>();

        @Override
        public String see(Event event) {
            if (event.kind() != Event.Kind.OK || !event.function().equals("read")) {
                return "";
            }
            java.util.Map<Object, @Nullable Object> values = new LinkedHashMap<>();
            for (Object each :
                    Vocabularies.list("a read of a group returns a list", -1, event.value())) {
                Seq<?> access = Vocabularies.list("a read is [\"r\", key, value]", 3, each);
                values.put(Vocabularies.present("the key of a read", access.get(1)), access.get(2));
            }
            Snapshot read = new Snapshot(event.index(), values);
            for (Snapshot other : reads) {
                if (!other.values().keySet().equals(values.keySet())) {
                    continue;
                }
                Object newerHere = null;
                Object newerThere = null;
                for (Object key : values.keySet()) {
                    boolean here = values.get(key) != null;
                    boolean there = other.values().get(key) != null;
                    newerHere = here && !there ? key : newerHere;
                    newerThere = there && !here ? key : newerThere;
                }
                if (newerHere != null && newerThere != null) {
                    return "event "
                            + event.index()
                            + ": this read is newer for key "
                            + newerHere
                            + " and that of event "
                            + other.event()
                            + " for key "
                            + newerThere;
                }
            }
            reads.add(read);
            return "";
        }
    }
}
