package dev.rehearsal.recorded;

import dev.rehearsal.history.Model;
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
            case "register" -> new Registers(name, Register.holding(initial.or(0L)), nullRead);
            case "cas-register" -> new Registers(name, Register.holding(initial.or(0L)), nullRead);
            case "kv" ->
                    new Maps(
                            name,
                            KeyValue.<Object, Object>empty().holding(fields(name, initial)),
                            nullRead);
            case "kv-append" -> strings(name, initial, nullRead);
            case "multi-register" ->
                    new Registries(MultiRegister.holding(registers(name, initial)), nullRead);
            case "mutex" -> new Locks(locked(initial) ? Mutex.held() : Mutex.free());
            case "fifo-queue" ->
                    new Queues<>(
                            name,
                            FifoQueue.holding(elements(name, initial)),
                            "enq",
                            FifoQueue.Enqueue::new,
                            "deq",
                            new FifoQueue.Dequeue<>(),
                            call -> call instanceof FifoQueue.Enqueue<Object>(Object v) ? v : null,
                            nullRead);
            case "stack" ->
                    new Queues<>(
                            name,
                            Stack.holding(elements(name, initial)),
                            "push",
                            Stack.Push::new,
                            "pop",
                            new Stack.Pop<>(),
                            call -> call instanceof Stack.Push<Object>(Object v) ? v : null,
                            nullRead);
            case "priority-queue" ->
                    new Queues<>(
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
            case "set" -> new Sets(ElementSet.holding(elements(name, initial)), nullRead);
            case "counter" ->
                    new Counters(
                            Counter.from(whole("the counter's initial value", initial.or(0L))),
                            nullRead);
            case "log" -> new Logs(AppendLog.holding(elements(name, initial)), nullRead);
            default ->
                    throw new IllegalArgumentException(
                            "no such model: " + name + "; there are " + String.join(", ", NAMES));
        };
    }

    // ---- initial values

    private static Vocabulary<?, ?, ?> strings(String name, Initial initial, NullRead nullRead) {
        KeyValue<Object, String> model;
        if (initial.given() && initial.value() instanceof Map<?, ?> fields) {
            java.util.Map<Object, String> values = new java.util.LinkedHashMap<>();
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
        return new StringMaps(name, model, nullRead);
    }

    private static java.util.Map<Object, Object> fields(String name, Initial initial) {
        java.util.Map<Object, Object> values = new java.util.LinkedHashMap<>();
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
            return new java.math.BigDecimal(left.toString())
                    .compareTo(new java.math.BigDecimal(right.toString()));
        }
        if (left instanceof Number || right instanceof Number) {
            return left instanceof Number ? -1 : 1;
        }
        return left.toString().compareTo(right.toString());
    }

    // ---- the vocabularies

    private record Registers(String name, Register<Object> model, NullRead nullRead)
            implements Vocabulary<
                    dev.rehearsal.history.model.Held<Object>,
                    Register.Call<Object>,
                    Answer<Object>> {
        @Override
        public Register.Call<Object> call(
                String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "read" -> new Register.Read<>();
                case "write" -> new Register.Write<>(value);
                case "cas" -> {
                    Seq<?> pair = list("a cas has [from, to]", 2, value);
                    yield new Register.Cas<>(pair.get(0), pair.get(1));
                }
                default -> throw unknownFunction(name, function, "read, write and cas");
            };
        }

        @Override
        public Answer<Object> answer(Register.Call<Object> call, @Nullable Object value) {
            return switch (call) {
                case Register.Read<Object>() -> read(value, nullRead);
                case Register.Write<Object> _ -> Answer.done();
                case Register.Cas<Object> _ ->
                        value instanceof Boolean yes ? Answer.flag(yes) : Answer.done();
            };
        }

        @Override
        public Words words(Register.Call<Object> call) {
            return switch (call) {
                case Register.Read<Object>() -> new Words("read", null, null);
                case Register.Write<Object>(Object value) -> new Words("write", null, value);
                case Register.Cas<Object>(Object from, Object to) ->
                        new Words("cas", null, Vector.of(from, to));
            };
        }

        @Override
        public @Nullable Object result(Register.Call<Object> call, Answer<Object> answer) {
            return plain(answer, words(call).value());
        }
    }

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

    private record Maps(String name, KeyValue<Object, Object> model, NullRead nullRead)
            implements Vocabulary<
                    Map<Object, dev.rehearsal.history.model.Held<Object>>,
                    KeyValue.Call<Object, Object>,
                    Answer<Object>> {
        @Override
        public KeyValue.Call<Object, Object> call(
                String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "get" ->
                        new KeyValue.Get<>(present("the key of a get", key == null ? value : key));
                case "put" -> {
                    if (key != null) {
                        yield new KeyValue.Put<>(key, value);
                    }
                    Seq<?> pair = list("a put has [key, value]", 2, value);
                    yield new KeyValue.Put<>(present("the key of a put", pair.get(0)), pair.get(1));
                }
                default -> throw unknownFunction(name, function, "get and put");
            };
        }

        @Override
        public Answer<Object> answer(KeyValue.Call<Object, Object> call, @Nullable Object value) {
            return call instanceof KeyValue.Get<Object, Object>
                    ? read(value, nullRead)
                    : Answer.done();
        }

        @Override
        public Words words(KeyValue.Call<Object, Object> call) {
            return switch (call) {
                case KeyValue.Get<Object, Object>(Object key) -> new Words("get", key, null);
                case KeyValue.Put<Object, Object>(Object key, Object value) ->
                        new Words("put", key, value);
                case KeyValue.Append<Object, Object> _ ->
                        throw new IllegalArgumentException("append");
            };
        }

        @Override
        public @Nullable Object result(KeyValue.Call<Object, Object> call, Answer<Object> answer) {
            return plain(answer, null);
        }
    }

    private record StringMaps(String name, KeyValue<Object, String> model, NullRead nullRead)
            implements Vocabulary<
                    Map<Object, dev.rehearsal.history.model.Held<String>>,
                    KeyValue.Call<Object, String>,
                    Answer<String>> {
        @Override
        public KeyValue.Call<Object, String> call(
                String function, @Nullable Object key, @Nullable Object value) {
            if (function.equals("get")) {
                return new KeyValue.Get<>(present("the key of a get", key == null ? value : key));
            }
            Object of = key;
            Object to = value;
            if (key == null) {
                Seq<?> pair = list("a " + function + " has a field k, or [key, value]", 2, value);
                of = pair.get(0);
                to = pair.get(1);
            }
            Object at = present("the key of a " + function, of);
            return switch (function) {
                case "put" -> new KeyValue.Put<>(at, text("a value", to));
                case "append" -> new KeyValue.Append<>(at, text("a value", to));
                default -> throw unknownFunction(name, function, "get, put and append");
            };
        }

        @Override
        public Answer<String> answer(KeyValue.Call<Object, String> call, @Nullable Object value) {
            return call instanceof KeyValue.Get<Object, String>
                    ? read(value == null ? null : text("a value", value), nullRead)
                    : Answer.done();
        }

        @Override
        public Words words(KeyValue.Call<Object, String> call) {
            return switch (call) {
                case KeyValue.Get<Object, String>(Object key) -> new Words("get", key, null);
                case KeyValue.Put<Object, String>(Object key, String value) ->
                        new Words("put", key, value);
                case KeyValue.Append<Object, String>(Object key, String value) ->
                        new Words("append", key, value);
            };
        }

        @Override
        public @Nullable Object result(KeyValue.Call<Object, String> call, Answer<String> answer) {
            return plain(answer, words(call).value());
        }
    }

    private record Registries(MultiRegister<Object, Object> model, NullRead nullRead)
            implements Vocabulary<
                    Map<Object, dev.rehearsal.history.model.Held<Object>>,
                    Vector<MultiRegister.Access<Object, Object>>,
                    Vector<Answer<Object>>> {
        @Override
        public String name() {
            return "multi-register";
        }

        @Override
        public Vector<MultiRegister.Access<Object, Object>> call(
                String function, @Nullable Object key, @Nullable Object value) {
            if (!function.equals("txn")) {
                throw unknownFunction(name(), function, "txn");
            }
            Vector<MultiRegister.Access<Object, Object>> accesses = Vector.empty();
            for (Object each : list("a transaction is a list of reads and writes", -1, value)) {
                Seq<?> access = list("an access is [\"read\" or \"write\", key, value]", 3, each);
                Object of = present("the key of an access", access.get(1));
                accesses =
                        accesses.append(
                                switch (text("the kind of an access", access.get(0))) {
                                    case "read", "r" -> new MultiRegister.Read<>(of);
                                    case "write", "w" ->
                                            new MultiRegister.Write<>(of, access.get(2));
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "an access is a read or a write: " + each);
                                });
            }
            return accesses;
        }

        @Override
        public Vector<Answer<Object>> answer(
                Vector<MultiRegister.Access<Object, Object>> call, @Nullable Object value) {
            Seq<?> done = list("the result has one entry for each access", call.size(), value);
            Vector<Answer<Object>> answers = Vector.empty();
            for (int i = 0; i < call.size(); i++) {
                Seq<?> access =
                        list("an access is [\"read\" or \"write\", key, value]", 3, done.get(i));
                if (call.get(i) instanceof MultiRegister.Read<Object, Object>) {
                    answers = answers.append(read(access.get(2), nullRead));
                }
            }
            return answers;
        }

        @Override
        public Words words(Vector<MultiRegister.Access<Object, Object>> call) {
            return new Words("txn", null, call.map(access -> access(access, null)));
        }

        private static Vector<Object> access(
                MultiRegister.Access<Object, Object> access, @Nullable Object read) {
            return switch (access) {
                case MultiRegister.Read<Object, Object>(Object key) -> Vector.of("read", key, read);
                case MultiRegister.Write<Object, Object>(Object key, Object value) ->
                        Vector.of("write", key, value);
            };
        }

        @Override
        public @Nullable Object result(
                Vector<MultiRegister.Access<Object, Object>> call, Vector<Answer<Object>> answers) {
            Vector<Object> done = Vector.empty();
            int reads = 0;
            for (MultiRegister.Access<Object, Object> access : call) {
                Object read =
                        access instanceof MultiRegister.Read<Object, Object>
                                ? plain(answers.get(reads++), null)
                                : null;
                done = done.append(access(access, read));
            }
            return done;
        }
    }

    private record Locks(Mutex model) implements Vocabulary<Boolean, Mutex.Call, Answer<Boolean>> {
        @Override
        public String name() {
            return "mutex";
        }

        @Override
        public Mutex.Call call(String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "acquire" -> Mutex.Call.ACQUIRE;
                case "release" -> Mutex.Call.RELEASE;
                case "try_lock" -> Mutex.Call.TRY_LOCK;
                case "unlock" -> Mutex.Call.UNLOCK;
                default ->
                        throw unknownFunction(
                                name(), function, "acquire, release, try_lock and unlock");
            };
        }

        @Override
        public Answer<Boolean> answer(Mutex.Call call, @Nullable Object value) {
            return switch (call) {
                case ACQUIRE, RELEASE -> Answer.done();
                case TRY_LOCK, UNLOCK ->
                        value == null
                                ? Answer.unseen()
                                : Answer.flag(flag("the result of a " + call, value));
            };
        }

        @Override
        public Words words(Mutex.Call call) {
            return new Words(call.toString(), null, null);
        }

        @Override
        public @Nullable Object result(Mutex.Call call, Answer<Boolean> answer) {
            return plain(answer, null);
        }
    }

    /** Queues, stacks and priority queues: one function that puts in, one that takes out. */
    private record Queues<S, I>(
            String name,
            Model<S, I, Answer<Object>> model,
            String put,
            java.util.function.Function<Object, ? extends I> putting,
            String take,
            I taking,
            java.util.function.Function<I, @Nullable Object> argument,
            NullRead nullRead)
            implements Vocabulary<S, I, Answer<Object>> {
        @Override
        public I call(String function, @Nullable Object key, @Nullable Object value) {
            if (function.equals(put)) {
                return putting.apply(present("the value of a " + put, value));
            }
            if (function.equals(take)) {
                return taking;
            }
            throw unknownFunction(name, function, put + " and " + take);
        }

        @Override
        public Answer<Object> answer(I call, @Nullable Object value) {
            return call.equals(taking) ? read(value, nullRead) : Answer.done();
        }

        @Override
        public Words words(I call) {
            return call.equals(taking)
                    ? new Words(take, null, null)
                    : new Words(put, null, argument.apply(call));
        }

        @Override
        public @Nullable Object result(I call, Answer<Object> answer) {
            return plain(answer, null);
        }
    }

    private record Sets(ElementSet<Object> model, NullRead nullRead)
            implements Vocabulary<
                    io.vavr.collection.Set<Object>, ElementSet.Call<Object>, Answer<Object>> {
        @Override
        public String name() {
            return "set";
        }

        @Override
        public ElementSet.Call<Object> call(
                String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "add" -> new ElementSet.Add<>(present("the element", value));
                case "remove" -> new ElementSet.Remove<>(present("the element", value));
                case "contains" -> new ElementSet.Contains<>(present("the element", value));
                default -> throw unknownFunction(name(), function, "add, remove and contains");
            };
        }

        @Override
        public Answer<Object> answer(ElementSet.Call<Object> call, @Nullable Object value) {
            return value == null
                    ? Answer.unseen()
                    : Answer.flag(flag("the result of a set's operation", value));
        }

        @Override
        public Words words(ElementSet.Call<Object> call) {
            return switch (call) {
                case ElementSet.Add<Object>(Object element) -> new Words("add", null, element);
                case ElementSet.Remove<Object>(Object element) ->
                        new Words("remove", null, element);
                case ElementSet.Contains<Object>(Object element) ->
                        new Words("contains", null, element);
            };
        }

        @Override
        public @Nullable Object result(ElementSet.Call<Object> call, Answer<Object> answer) {
            return plain(answer, null);
        }
    }

    private record Counters(Counter model, NullRead nullRead)
            implements Vocabulary<Long, Counter.Call, Answer<Long>> {
        @Override
        public String name() {
            return "counter";
        }

        @Override
        public Counter.Call call(String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "add" -> new Counter.Add(whole("the argument of add", value));
                case "get", "read" -> new Counter.Get();
                default -> throw unknownFunction(name(), function, "add and get");
            };
        }

        @Override
        public Answer<Long> answer(Counter.Call call, @Nullable Object value) {
            return switch (call) {
                case Counter.Add _ -> Answer.done();
                case Counter.Get() ->
                        read(
                                value == null ? null : (Long) whole("the result of get", value),
                                nullRead);
            };
        }

        @Override
        public Words words(Counter.Call call) {
            return switch (call) {
                case Counter.Add(long amount) -> new Words("add", null, amount);
                case Counter.Get() -> new Words("get", null, null);
            };
        }

        @Override
        public @Nullable Object result(Counter.Call call, Answer<Long> answer) {
            return plain(answer, null);
        }
    }

    private record Logs(AppendLog<Object> model, NullRead nullRead)
            implements Vocabulary<
                    AppendLog.Entries<Object>, AppendLog.Call<Object>, Answer<Vector<Object>>> {
        @Override
        public String name() {
            return "log";
        }

        @Override
        public AppendLog.Call<Object> call(
                String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "append" -> new AppendLog.Append<>(present("the entry", value));
                case "read" ->
                        new AppendLog.Read<>(
                                value == null
                                        ? 0
                                        : Math.toIntExact(
                                                whole("the position to read from", value)));
                default -> throw unknownFunction(name(), function, "append and read");
            };
        }

        @Override
        public Answer<Vector<Object>> answer(AppendLog.Call<Object> call, @Nullable Object value) {
            return switch (call) {
                case AppendLog.Append<Object> _ ->
                        value instanceof Long position ? Answer.at(position) : Answer.done();
                case AppendLog.Read<Object> _ ->
                        value == null
                                ? nullRead == NullRead.UNKNOWN
                                        ? Answer.unseen()
                                        : Answer.value(Vector.empty())
                                : Answer.value(
                                        Vector.narrow(
                                                list("a read returns a list", -1, value)
                                                        .toVector()));
            };
        }

        @Override
        public Words words(AppendLog.Call<Object> call) {
            return switch (call) {
                case AppendLog.Append<Object>(Object entry) -> new Words("append", null, entry);
                case AppendLog.Read<Object>(int from) ->
                        new Words("read", null, from == 0 ? null : (long) from);
            };
        }

        @Override
        public @Nullable Object result(AppendLog.Call<Object> call, Answer<Vector<Object>> answer) {
            return plain(answer, null);
        }
    }
}
