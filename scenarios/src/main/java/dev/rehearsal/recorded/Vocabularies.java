package dev.rehearsal.recorded;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.AppendLog;
import dev.rehearsal.history.model.Counter;
import dev.rehearsal.history.model.ElementSet;
import dev.rehearsal.history.model.FifoQueue;
import dev.rehearsal.history.model.KeyValue;
import dev.rehearsal.history.model.MultiRegister;
import dev.rehearsal.history.model.Mutex;
import dev.rehearsal.history.model.PriorityQueue;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.history.model.Stack;

import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The vocabularies of the ready models, by the names that manifests and the command line use.
 *
 * <p>Errors: an unknown name, and an initial value that the model cannot begin with, are refused
 * with {@link IllegalArgumentException}, in one sentence.
 */
public final class Vocabularies {
    /** The names that {@link #named} knows. */
    public static final List<String> NAMES =
            List.of(
                    "register",
                    "cas-register",
                    "kv",
                    "kv-append",
                    "multi-register",
                    "mutex",
                    "fifo-queue",
                    "stack",
                    "priority-queue",
                    "set",
                    "counter",
                    "log");

    /** How a read that returned null is understood. */
    public enum NullRead {
        /** It saw that there is no value. */
        VALUE,
        /** What it saw was not recorded. */
        UNKNOWN
    }

    /**
     * The initial state of a model as it was given: absent, or a value of the event format (see
     * {@link Event}).
     *
     * @param given whether there is one at all; null is a value
     */
    public record Initial(boolean given, @Nullable Object value) {
        /** The initial state that the model has by itself. */
        public static final Initial DEFAULT = new Initial(false, null);

        /** This value. */
        public static Initial of(@Nullable Object value) {
            return new Initial(true, value);
        }

        @Nullable Object or(@Nullable Object otherwise) {
            return given ? value : otherwise;
        }
    }

    private Vocabularies() {}

    /** The vocabulary of this name. */
    public static Vocabulary<?, ?, ?> named(String name, Initial initial, NullRead nullRead) {
        return switch (name) {
            case "register" ->
                    new KeyedWords.Registers(name, Register.holding(initial.or(0L)), nullRead);
            case "cas-register" ->
                    new KeyedWords.Registers(name, Register.holding(initial.or(0L)), nullRead);
            case "kv" ->
                    new KeyedWords.Maps(
                            name,
                            KeyValue.<Object, Object>empty().holding(fields(name, initial)),
                            nullRead);
            case "kv-append" -> strings(name, initial, nullRead);
            case "multi-register" ->
                    new KeyedWords.Registries(
                            MultiRegister.holding(registers(name, initial)), nullRead);
            case "mutex" ->
                    new CollectionWords.Locks(locked(initial) ? Mutex.held() : Mutex.free());
            case "fifo-queue" ->
                    new CollectionWords.Queues<>(
                            name,
                            FifoQueue.holding(elements(name, initial)),
                            "enq",
                            FifoQueue.Enqueue::new,
                            "deq",
                            new FifoQueue.Dequeue<>(),
                            call -> call instanceof FifoQueue.Enqueue<Object>(Object v) ? v : null,
                            nullRead);
            case "stack" ->
                    new CollectionWords.Queues<>(
                            name,
                            Stack.holding(elements(name, initial)),
                            "push",
                            Stack.Push::new,
                            "pop",
                            new Stack.Pop<>(),
                            call -> call instanceof Stack.Push<Object>(Object v) ? v : null,
                            nullRead);
            case "priority-queue" ->
                    new CollectionWords.Queues<>(
                            name,
                            PriorityQueue.holding(Vocabularies::compare, elements(name, initial)),
                            "insert",
                            PriorityQueue.Insert::new,
                            "delmin",
                            new PriorityQueue.RemoveLeast<>(),
                            call ->
                                    call instanceof PriorityQueue.Insert<Object>(Object v)
                                            ? v
                                            : null,
                            nullRead);
            case "set" -> new CollectionWords.Sets(ElementSet.holding(elements(name, initial)));
            case "counter" ->
                    new CollectionWords.Counters(
                            Counter.from(whole("the counter's initial value", initial.or(0L))),
                            nullRead);
            case "log" ->
                    new CollectionWords.Logs(AppendLog.holding(elements(name, initial)), nullRead);
            default ->
                    throw new IllegalArgumentException(
                            "no such model: " + name + "; there are " + String.join(", ", NAMES));
        };
    }

    // ---- initial values

    private static Vocabulary<?, ?, ?> strings(String name, Initial initial, NullRead nullRead) {
        KeyValue<Object, String> model;
        if (initial.given() && initial.value() instanceof Map<?, ?> fields) {
            java.util.Map<Object, String> values = new LinkedHashMap<>();
            for (Tuple2<?, ?> field : fields) {
                values.put(field._1, text("an initial value", field._2));
            }
            model = KeyValue.<Object>ofStrings("").holding(values);
        } else {
            Object absent = initial.or("");
            model =
                    KeyValue.ofStrings(
                            absent == null ? null : text("the initial value of each key", absent));
        }
        return new KeyedWords.StringMaps(name, model, nullRead);
    }

    private static java.util.Map<Object, Object> fields(String name, Initial initial) {
        java.util.Map<Object, Object> values = new LinkedHashMap<>();
        switch (initial.or(null)) {
            case null -> {}
            case Map<?, ?> fields -> fields.forEach(field -> values.put(field._1, field._2));
            default ->
                    throw new IllegalArgumentException(
                            "model "
                                    + name
                                    + " begins with values by key, such as x=0,y=0: init="
                                    + initial.value());
        }
        return values;
    }

    private static java.util.Map<Object, Object> registers(String name, Initial initial) {
        return fields(name, initial);
    }

    private static boolean locked(Initial initial) {
        return switch (initial.or(null)) {
            case null -> false;
            case Boolean held -> held;
            case String word when word.equals("free") -> false;
            case String word when word.equals("held") -> true;
            default ->
                    throw new IllegalArgumentException(
                            "a mutex begins as free or held: init=" + initial.value());
        };
    }

    private static Iterable<Object> elements(String name, Initial initial) {
        return switch (initial.or(null)) {
            case null -> Vector.empty();
            case Seq<?> elements -> Vector.narrow(elements.toVector());
            default ->
                    throw new IllegalArgumentException(
                            "model "
                                    + name
                                    + " begins with a list of values, such as [1,2]: init="
                                    + initial.value());
        };
    }

    // ---- values

    static long whole(String what, @Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(what + " is a whole number: " + value);
    }

    static String text(String what, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(what + " is a string: " + value);
    }

    static boolean flag(String what, @Nullable Object value) {
        if (value instanceof Boolean yes) {
            return yes;
        }
        throw new IllegalArgumentException(what + " is true or false: " + value);
    }

    static Object present(String what, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }

    static Seq<?> list(String what, int size, @Nullable Object value) {
        if (value instanceof Seq<?> elements && (size < 0 || elements.size() == size)) {
            return elements;
        }
        throw new IllegalArgumentException(what + ": " + value);
    }

    static <V> Answer<V> read(@Nullable V value, NullRead nullRead) {
        return value == null && nullRead == NullRead.UNKNOWN
                ? Answer.unseen()
                : Answer.value(value);
    }

    static IllegalArgumentException unknownFunction(
            String model, String function, String functions) {
        return new IllegalArgumentException(
                "model " + model + " has no function \"" + function + "\"; it has " + functions);
    }

    /** Numbers before strings, numbers by size, strings by their characters. */
    static int compare(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        if (left instanceof Number || right instanceof Number) {
            return left instanceof Number ? -1 : 1;
        }
        return left.toString().compareTo(right.toString());
    }

    // ---- the vocabularies

    /** The result of an answer; the argument again where it says nothing. */
    static @Nullable Object plain(Answer<?> answer, @Nullable Object argument) {
        return switch (answer) {
            case Answer.Done<?>() -> argument;
            case Answer.Value<?>(Object value) -> value;
            case Answer.Flag<?>(boolean yes) -> yes;
            case Answer.At<?>(long position) -> position;
            case Answer.Unseen<?>() -> null;
        };
    }
}
