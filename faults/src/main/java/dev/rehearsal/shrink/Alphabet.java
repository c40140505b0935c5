package dev.rehearsal.shrink;

import dev.rehearsal.draw.Draw;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Workload;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the users can ask: for each client and index, of each type of operation the two smallest
 * that the workload draws there, and of each other shape the smallest: another truth value or
 * constant, a text of other signs.
 *
 * <p>Order: types as they are declared, then values by size. It is the workload that is asked, so
 * that what it promises (values that nobody else writes) holds of every story; the draws are always
 * the same, so that the alphabet does not depend on the seed of the run that was found.
 */
final class Alphabet {

    private static final int DRAWS = 64;
    private static final int OF_ONE_TYPE = 2;
    private static final int OF_ONE_TYPE_MAX = 6;

    private final Cluster cluster;
    private final @Nullable Workload workload;
    private final Map<String, List<Object>> known = new HashMap<>();

    Alphabet(Cluster cluster) {
        this.cluster = cluster;
        this.workload = cluster.workload();
    }

    /** How many operations a client performs at most. */
    int operationsEach() {
        return workload == null ? 0 : workload.operationsEach();
    }

    /** What a client can ask as its {@code index}-th operation, the simplest first. */
    List<Object> at(String client, int index) {
        return known.computeIfAbsent(client + "#" + index, _ -> draw(client, index));
    }

    private List<Object> draw(String client, int index) {
        int number = cluster.clients().indexOf(client);
        if (workload == null || number < 0) {
            return List.of();
        }
        List<Object> drawn = new ArrayList<>();
        for (int k = 0; k < DRAWS; k++) {
            Object input = workload.operations().operation(number, index, Draw.seed(k));
            if (!drawn.contains(input)) {
                drawn.add(input);
            }
        }
        drawn.sort(Comparator.comparingInt(this::rank).thenComparing(Alphabet::compare));
        List<Object> smallest = new ArrayList<>();
        Set<Object> shapes = new HashSet<>();
        Map<Class<?>, Integer> ofType = new HashMap<>();
        for (Object input : drawn) {
            int already = ofType.getOrDefault(input.getClass(), 0);
            if (already < OF_ONE_TYPE
                    || already < OF_ONE_TYPE_MAX && !shapes.containsAll(shapes(input))) {
                smallest.add(input);
                shapes.addAll(shapes(input));
                ofType.put(input.getClass(), already + 1);
            }
        }
        return smallest;
    }

    /** Of each component of an input what it has in common with others like it. */
    private static List<Object> shapes(Object input) {
        if (!(input instanceof Record record)) {
            return List.of(shape(input));
        }
        List<Object> shapes = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            shapes.add(
                    List.of(
                            record.getClass(),
                            component.getName(),
                            shape(value(component, record))));
        }
        return shapes;
    }

    private static Object shape(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean truth -> truth;
            case Enum<?> constant -> constant;
            case String text -> text.replaceAll("\\p{L}+", "a").replaceAll("\\d+", "0");
            default -> value.getClass();
        };
    }

    private int rank(Object input) {
        Class<?>[] types =
                workload == null ? null : workload.operationType().getPermittedSubclasses();
        for (int i = 0; types != null && i < types.length; i++) {
            if (types[i].isInstance(input)) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Class by class, then component by component. */
    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        if (left.getClass() != right.getClass()) {
            return left.getClass().getName().compareTo(right.getClass().getName());
        }
        return switch (left) {
            case Integer number -> number.compareTo((Integer) right);
            case Long number -> number.compareTo((Long) right);
            case String text -> byLength(text, (String) right);
            case Enum<?> constant ->
                    Integer.compare(constant.ordinal(), ((Enum<?>) right).ordinal());
            case Record record -> components(record, (Record) right);
            default -> byLength(left.toString(), right.toString());
        };
    }

    private static int byLength(String left, String right) {
        return left.length() != right.length()
                ? Integer.compare(left.length(), right.length())
                : left.compareTo(right);
    }

    private static int components(Record left, Record right) {
        for (RecordComponent component : left.getClass().getRecordComponents()) {
            int order = compare(value(component, left), value(component, right));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // What cannot be looked into is as large as what it says of itself.
            return record.toString();
        }
    }
}
