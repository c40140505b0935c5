package dev.rehearsal.recorded;

import dev.rehearsal.history.Model;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.AppendLog;
import dev.rehearsal.history.model.Counter;
import dev.rehearsal.history.model.ElementSet;
import dev.rehearsal.history.model.Mutex;

import io.vavr.collection.Set;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/** The vocabularies of locks, queues, sets, counters and logs. */
final class CollectionWords {
    private CollectionWords() {}

    record Locks(Mutex model) implements Vocabulary<Boolean, Mutex.Call, Answer<Boolean>> {
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
                        throw Vocabularies.unknownFunction(
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
                                : Answer.flag(Vocabularies.flag("the result of a " + call, value));
            };
        }

        @Override
        public Words words(Mutex.Call call) {
            return new Words(call.toString(), null, null);
        }

        @Override
        public @Nullable Object result(Mutex.Call call, Answer<Boolean> answer) {
            return Vocabularies.plain(answer, null);
        }
    }

    /** Queues, stacks and priority queues: one function that puts in, one that takes out. */
    record Queues<S, I>(
            String name,
            Model<S, I, Answer<Object>> model,
            String put,
            Function<Object, ? extends I> putting,
            String take,
            I taking,
            Function<I, @Nullable Object> argument,
            Vocabularies.NullRead nullRead)
            implements Vocabulary<S, I, Answer<Object>> {
        @Override
        public I call(String function, @Nullable Object key, @Nullable Object value) {
            if (function.equals(put)) {
                return putting.apply(Vocabularies.present("the value of a " + put, value));
            }
            if (function.equals(take)) {
                return taking;
            }
            throw Vocabularies.unknownFunction(name, function, put + " and " + take);
        }

        @Override
        public Answer<Object> answer(I call, @Nullable Object value) {
            return call.equals(taking) ? Vocabularies.read(value, nullRead) : Answer.done();
        }

        @Override
        public Words words(I call) {
            return call.equals(taking)
                    ? new Words(take, null, null)
                    : new Words(put, null, argument.apply(call));
        }

        @Override
        public @Nullable Object result(I call, Answer<Object> answer) {
            return Vocabularies.plain(answer, null);
        }
    }

    record Sets(ElementSet<Object> model)
            implements Vocabulary<Set<Object>, ElementSet.Call<Object>, Answer<Object>> {
        @Override
        public String name() {
            return "set";
        }

        @Override
        public ElementSet.Call<Object> call(
                String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "add" -> new ElementSet.Add<>(Vocabularies.present("the element", value));
                case "remove" ->
                        new ElementSet.Remove<>(Vocabularies.present("the element", value));
                case "contains" ->
                        new ElementSet.Contains<>(Vocabularies.present("the element", value));
                default ->
                        throw Vocabularies.unknownFunction(
                                name(), function, "add, remove and contains");
            };
        }

        @Override
        public Answer<Object> answer(ElementSet.Call<Object> call, @Nullable Object value) {
            return value == null
                    ? Answer.unseen()
                    : Answer.flag(Vocabularies.flag("the result of a set's operation", value));
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
            return Vocabularies.plain(answer, null);
        }
    }

    record Counters(Counter model, Vocabularies.NullRead nullRead)
            implements Vocabulary<Long, Counter.Call, Answer<Long>> {
        @Override
        public String name() {
            return "counter";
        }

        @Override
        public Counter.Call call(String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "add" -> new Counter.Add(Vocabularies.whole("the argument of add", value));
                case "get", "read" -> new Counter.Get();
                default -> throw Vocabularies.unknownFunction(name(), function, "add and get");
            };
        }

        @Override
        public Answer<Long> answer(Counter.Call call, @Nullable Object value) {
            return switch (call) {
                case Counter.Add _ -> Answer.done();
                case Counter.Get() ->
                        Vocabularies.read(
                                value == null
                                        ? null
                                        : (Long) Vocabularies.whole("the result of get", value),
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
            return Vocabularies.plain(answer, null);
        }
    }

    record Logs(AppendLog<Object> model, Vocabularies.NullRead nullRead)
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
                case "append" -> new AppendLog.Append<>(Vocabularies.present("the entry", value));
                case "read" ->
                        new AppendLog.Read<>(
                                value == null
                                        ? 0
                                        : Math.toIntExact(
                                                Vocabularies.whole(
                                                        "the position to read from", value)));
                default -> throw Vocabularies.unknownFunction(name(), function, "append and read");
            };
        }

        @Override
        public Answer<Vector<Object>> answer(AppendLog.Call<Object> call, @Nullable Object value) {
            return switch (call) {
                case AppendLog.Append<Object> _ ->
                        value instanceof Long position ? Answer.at(position) : Answer.done();
                case AppendLog.Read<Object> _ ->
                        value == null
                                ? nullRead == Vocabularies.NullRead.UNKNOWN
                                        ? Answer.unseen()
                                        : Answer.value(Vector.empty())
                                : Answer.value(
                                        Vector.narrow(
                                                Vocabularies.list(
                                                                "a read returns a list", -1, value)
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
            return Vocabularies.plain(answer, null);
        }
    }
}
