package dev.rehearsal.recorded;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Held;
import dev.rehearsal.history.model.KeyValue;
import dev.rehearsal.history.model.MultiRegister;
import dev.rehearsal.history.model.Register;

import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

/** The vocabularies of registers and maps. */
final class KeyedWords {
    private KeyedWords() {}

    record Registers(String name, Register<Object> model, Vocabularies.NullRead nullRead)
            implements Vocabulary<Held<Object>, Register.Call<Object>, Answer<Object>> {
        @Override
        public Register.Call<Object> call(
                String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "read" -> new Register.Read<>();
                case "write" -> new Register.Write<>(value);
                case "cas" -> {
                    Seq<?> pair = Vocabularies.list("a cas has [from, to]", 2, value);
                    yield new Register.Cas<>(pair.get(0), pair.get(1));
                }
                default ->
                        throw Vocabularies.unknownFunction(name, function, "read, write and cas");
            };
        }

        @Override
        public Answer<Object> answer(Register.Call<Object> call, @Nullable Object value) {
            return switch (call) {
                case Register.Read<Object>() -> Vocabularies.read(value, nullRead);
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
            return Vocabularies.plain(answer, words(call).value());
        }
    }

    record Maps(String name, KeyValue<Object, Object> model, Vocabularies.NullRead nullRead)
            implements Vocabulary<
                    Map<Object, Held<Object>>, KeyValue.Call<Object, Object>, Answer<Object>> {
        @Override
        public KeyValue.Call<Object, Object> call(
                String function, @Nullable Object key, @Nullable Object value) {
            return switch (function) {
                case "get" ->
                        new KeyValue.Get<>(
                                Vocabularies.present(
                                        "the key of a get", key == null ? value : key));
                case "put" -> {
                    if (key != null) {
                        yield new KeyValue.Put<>(key, value);
                    }
                    Seq<?> pair = Vocabularies.list("a put has [key, value]", 2, value);
                    yield new KeyValue.Put<>(
                            Vocabularies.present("the key of a put", pair.get(0)), pair.get(1));
                }
                default -> throw Vocabularies.unknownFunction(name, function, "get and put");
            };
        }

        @Override
        public Answer<Object> answer(KeyValue.Call<Object, Object> call, @Nullable Object value) {
            return call instanceof KeyValue.Get<Object, Object>
                    ? Vocabularies.read(value, nullRead)
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
            return Vocabularies.plain(answer, null);
        }
    }

    record StringMaps(String name, KeyValue<Object, String> model, Vocabularies.NullRead nullRead)
            implements Vocabulary<
                    Map<Object, Held<String>>, KeyValue.Call<Object, String>, Answer<String>> {
        @Override
        public KeyValue.Call<Object, String> call(
                String function, @Nullable Object key, @Nullable Object value) {
            if (function.equals("get")) {
                return new KeyValue.Get<>(
                        Vocabularies.present("the key of a get", key == null ? value : key));
            }
            Object of = key;
            Object to = value;
            if (key == null) {
                Seq<?> pair =
                        Vocabularies.list(
                                "a " + function + " has a field k, or [key, value]", 2, value);
                of = pair.get(0);
                to = pair.get(1);
            }
            Object at = Vocabularies.present("the key of a " + function, of);
            return switch (function) {
                case "put" -> new KeyValue.Put<>(at, Vocabularies.text("a value", to));
                case "append" -> new KeyValue.Append<>(at, Vocabularies.text("a value", to));
                default ->
                        throw Vocabularies.unknownFunction(name, function, "get, put and append");
            };
        }

        @Override
        public Answer<String> answer(KeyValue.Call<Object, String> call, @Nullable Object value) {
            return call instanceof KeyValue.Get<Object, String>
                    ? Vocabularies.read(
                            value == null ? null : Vocabularies.text("a value", value), nullRead)
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
            return Vocabularies.plain(answer, words(call).value());
        }
    }

    record Registries(MultiRegister<Object, Object> model, Vocabularies.NullRead nullRead)
            implements Vocabulary<
                    Map<Object, Held<Object>>,
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
                throw Vocabularies.unknownFunction(name(), function, "txn");
            }
            Vector<MultiRegister.Access<Object, Object>> accesses = Vector.empty();
            for (Object each :
                    Vocabularies.list("a transaction is a list of reads and writes", -1, value)) {
                Seq<?> access =
                        Vocabularies.list(
                                "an access is [\"read\" or \"write\", key, value]", 3, each);
                Object of = Vocabularies.present("the key of an access", access.get(1));
                accesses =
                        accesses.append(
                                switch (Vocabularies.text("the kind of an access", access.get(0))) {
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
            Seq<?> done =
                    Vocabularies.list(
                            "the result has one entry for each access", call.size(), value);
            Vector<Answer<Object>> answers = Vector.empty();
            for (int i = 0; i < call.size(); i++) {
                Seq<?> access =
                        Vocabularies.list(
                                "an access is [\"read\" or \"write\", key, value]", 3, done.get(i));
                if (call.get(i) instanceof MultiRegister.Read<Object, Object>) {
                    answers = answers.append(Vocabularies.read(access.get(2), nullRead));
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
                                ? Vocabularies.plain(answers.get(reads++), null)
                                : null;
                done = done.append(access(access, read));
            }
            return done;
        }
    }
}
