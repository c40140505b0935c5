package dev.rehearsal.recorded;

import dev.rehearsal.history.transaction.Access;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Transactions over lists in the event format: {@code ["append", key, element]} and {@code ["r",
 * key, list]}, where null is the empty list in a result and "not known" in an invocation.
 */
public record ListTransactions() implements Wording<Vector<Access>, Vector<Access>> {

    @Override
    public Vector<Access> call(String function, @Nullable Object key, @Nullable Object value) {
        if (!function.equals("txn")) {
            throw Vocabularies.unknownFunction("list-append", function, "txn");
        }
        return accesses(value, false);
    }

    @Override
    public Vector<Access> answer(Vector<Access> call, @Nullable Object value) {
        Vector<Access> done = accesses(value, true);
        boolean same = done.size() == call.size();
        for (int i = 0; same && i < done.size(); i++) {
            same =
                    done.get(i).getClass() == call.get(i).getClass()
                            && done.get(i).key().equals(call.get(i).key())
                            && (done.get(i) instanceof Access.Read
                                    || done.get(i).equals(call.get(i)));
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "a transaction returns what it was asked: " + done + " for " + call);
        }
        return done;
    }

    private static Vector<Access> accesses(@Nullable Object value, boolean known) {
        List<Access> accesses = new ArrayList<>();
        for (Object each : Vocabularies.list("a transaction is a list of accesses", -1, value)) {
            Seq<?> access =
                    Vocabularies.list("an access is [\"append\" or \"r\", key, value]", 3, each);
            Object of = Vocabularies.present("the key of an access", access.get(1));
            Object what = access.get(2);
            accesses.add(
                    switch (Vocabularies.text("the kind of an access", access.get(0))) {
                        case "append" ->
                                new Access.Append(
                                        of, Vocabularies.present("the element of an append", what));
                        case "r" ->
                                new Access.Read(
                                        of,
                                        what == null
                                                ? known ? Vector.empty() : null
                                                : Vector.narrow(
                                                        Vocabularies.list(
                                                                        "a read returns a list",
                                                                        -1,
                                                                        what)
                                                                .toVector()));
                        default ->
                                throw new IllegalArgumentException(
                                        "an access of a list is append or r: " + access.get(0));
                    });
        }
        return Vector.ofAll(accesses);
    }

    @Override
    public Words words(Vector<Access> call) {
        return new Words("txn", null, call.map(ListTransactions::written));
    }

    @Override
    public @Nullable Object result(Vector<Access> call, Vector<Access> answer) {
        return answer.map(ListTransactions::written);
    }

    private static Vector<Object> written(Access access) {
        return switch (access) {
            case Access.Append(Object key, Object element) -> Vector.of("append", key, element);
            case Access.Read(Object key, Seq<Object> elements) -> Vector.of("r", key, elements);
        };
    }
}
