package dev.rehearsal.scenarios.kv;

import dev.rehearsal.disk.Journal;
import dev.rehearsal.supervisor.Server;
import dev.rehearsal.supervisor.ServerContext;

import io.vavr.collection.Vector;

/**
 * Everything that was ever written on this node, in order. It answers an {@code Append} when the
 * entry is durable: a sync is a barrier, and the reply stands behind it.
 */
record JournalServer() implements Server<JournalServer.State, JournalServer.Request> {

    private static final Journal<Entry> JOURNAL = Journal.of("kv", Entry.class);

    /** One write, under the name that its client gave it. */
    record Entry(String client, int index, KvCall call) {}

    /** What the store asks. */
    sealed interface Request {
        /** All entries, as a vector. */
        record Load() implements Request {}

        /** Keep an entry. */
        record Append(Entry entry) implements Request {}
    }

    record State(Journal.Tail tail, Vector<Entry> entries) {}

    @Override
    public State init(ServerContext<Request> context) {
        var opened = JOURNAL.open(context.actor().disk()).orThrow();
        return new State(opened.tail(), opened.records());
    }

    @Override
    public State call(State state, Request request, From from, ServerContext<Request> context) {
        return switch (request) {
            case Request.Load() -> {
                context.reply(from, state.entries());
                yield state;
            }
            case Request.Append(Entry entry) -> {
                var tail = JOURNAL.appendSynced(context.actor().disk(), state.tail(), entry);
                context.reply(from, entry.index());
                yield new State(tail, state.entries().append(entry));
            }
        };
    }
}
