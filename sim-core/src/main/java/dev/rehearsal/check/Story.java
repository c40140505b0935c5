package dev.rehearsal.check;

import dev.rehearsal.history.Monitor;
import dev.rehearsal.value.Fingerprint;

import io.vavr.Tuple2;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;

/**
 * The history of the clients' operations, as it is part of a state.
 *
 * <p>What it leaves possible is always kept, and the whole history where that is asked for: for
 * each client its operations with their results and, with each, the last operation of every other
 * client that had ended when it began. That is the order in real time, and nothing more.
 */
final class Story {

    /** An operation; the result is none as long as it is open. */
    private record Asked(
            Object operation, TreeMap<Integer, Integer> after, Option<Object> result) {}

    private final Vector<Monitor<Object, Object, Object>> monitors;
    private final Vector<Integer> begun;
    private final @Nullable Vector<Vector<Asked>> record;
    private final long fingerprint;
    private final boolean violated;

    private Story(
            Vector<Monitor<Object, Object, Object>> monitors,
            Vector<Integer> begun,
            @Nullable Vector<Vector<Asked>> record) {
        this.monitors = monitors;
        this.begun = begun;
        this.record = record;
        long hash = Fingerprint.of(begun);
        if (record == null) {
            for (Monitor<Object, Object, Object> monitor : monitors) {
                hash = Fingerprint.fold(hash, monitor.fingerprint());
            }
        } else {
            hash = Fingerprint.fold(hash, Fingerprint.of(record));
        }
        fingerprint = hash;
        violated = monitors.exists(Monitor::violated);
    }

    static Story empty(
            Vector<Monitor<Object, Object, Object>> monitors, int clients, boolean recorded) {
        return new Story(
                monitors,
                Vector.fill(clients, () -> 0),
                recorded ? Vector.fill(clients, () -> Vector.empty()) : null);
    }

    long fingerprint() {
        return fingerprint;
    }

    /**
     * What stands for it if its clients were others and its values had other parts.
     *
     * @param clients for each client that in whose place it is
     * @param values the fingerprint of a value with other parts
     */
    long fingerprint(IntUnaryOperator clients, ToLongFunction<@Nullable Object> values) {
        long sum = 0;
        for (int c = 0; c < begun.size(); c++) {
            long own = Fingerprint.fold(clients.applyAsInt(c), begun.get(c));
            if (record != null) {
                for (Asked asked : record.get(c)) {
                    long after = 0;
                    for (Tuple2<Integer, Integer> last : asked.after()) {
                        after += Fingerprint.fold(clients.applyAsInt(last._1), last._2);
                    }
                    own = Fingerprint.fold(own, values.applyAsLong(asked.operation()));
                    own = Fingerprint.fold(own + after, values.applyAsLong(asked.result()));
                }
            }
            sum += Fingerprint.mix(own);
        }
        if (record == null) {
            for (Monitor<Object, Object, Object> monitor : monitors) {
                sum = Fingerprint.fold(sum, monitor.fingerprint(clients, values));
            }
        }
        return sum;
    }

    boolean violates(int property) {
        return violated && monitors.get(property).violated();
    }

    /** How many operations a client was handed. */
    int begun(int client) {
        return begun.get(client);
    }

    Story invoked(int client, Object operation) {
        return new Story(
                monitors.map(monitor ->
                        monitor.violated() ? monitor : monitor.invoke(client, operation)),
                begun.update(client, begun.get(client) + 1),
                record == null
                        ? null
                        : record.update(
                                client,
                                record.get(client)
                                        .append(
                                                new Asked(
                                                        operation, ended(client), Option.none()))));
    }

    private TreeMap<Integer, Integer> ended(int client) {
        TreeMap<Integer, Integer> after = TreeMap.empty();
        Vector<Vector<Asked>> all = record == null ? Vector.empty() : record;
        for (int other = 0; other < all.size(); other++) {
            int done = all.get(other).count(asked -> asked.result().isDefined());
            if (other != client && done > 0) {
                after = after.put(other, done - 1);
            }
        }
        return after;
    }

    Story completed(int client, Object result) {
        return new Story(
                monitors.map(monitor -> monitor.violated() ? monitor : monitor.ok(client, result)),
                begun,
                answered(client, result));
    }

    Story failed(int client) {
        return new Story(
                monitors.map(monitor -> monitor.violated() ? monitor : monitor.fail(client)),
                begun,
                answered(client, "failed"));
    }

    private @Nullable Vector<Vector<Asked>> answered(int client, Object result) {
        if (record == null) {
            return null;
        }
        Vector<Asked> own = record.get(client);
        Asked last = own.last();
        return record.update(
                client,
                own.init().append(new Asked(last.operation(), last.after(), Option.some(result))));
    }
}
