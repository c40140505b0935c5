package dev.rehearsal.scenarios.kv;

import dev.rehearsal.disk.Journal;
import dev.rehearsal.supervisor.Server;
import dev.rehearsal.supervisor.ServerContext;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Everything that was ever written on this node, in order. What it is to keep it gathers for a
 * while, and answers when all of that is durable: a sync is a barrier, and the replies stand behind
 * it. Whoever wants to know what there is hears of what was gathered, too, and therefore only when
 * that is durable.
 *
 * @param loadsEarly whether it tells what is durable and writes what it gathered later, which is
 *     wrong
 */
record JournalServer(boolean loadsEarly)
        implements Server<JournalServer.State, JournalServer.Request> {

    private static final Journal<Entry> JOURNAL = Journal.of("kv", Entry.class);

    private static final Duration GATHERS = Duration.ofMillis(1);

    /** One write, under the name that its client gave it. */
    record Entry(String client, int index, KvCall call) {}

    /** What the store asks. */
    sealed interface Request {
        /** All entries, as a vector. */
        record Load() implements Request {}

        /** Keep an entry. */
        record Append(Entry entry) implements Request {}
    }

    private record Flush() {}

    record Gathered(Entry entry, From from) {}

    /**
     * What it knows.
     *
     * @param entries those that are durable
     * @param gathered those that are not, the oldest first
     */
    record State(Journal.Tail tail, Vector<Entry> entries, Vector<Gathered> gathered) {}

    @Override
    public State init(ServerContext<Request> context) {
        var opened = JOURNAL.open(context.actor().disk()).orThrow();
        return new State(opened.tail(), opened.records(), Vector.empty());
    }

    @Override
    public State call(State state, Request request, From from, ServerContext<Request> context) {
        return switch (request) {
            case Request.Load() -> {
                State loaded = loadsEarly ? state : flushed(state, context);
                context.reply(from, loaded.entries());
                yield loaded;
            }
            case Request.Append(Entry entry) -> {
                context.actor().timer(new Flush(), GATHERS);
                yield new State(
                        state.tail(),
                        state.entries(),
                        state.gathered().append(new Gathered(entry, from)));
            }
        };
    }

    @Override
    public State info(State state, Object message, ServerContext<Request> context) {
        return message instanceof Flush ? flushed(state, context) : state;
    }

    /** Everything is durable, and whoever gave it is told. */
    private static State flushed(State state, ServerContext<Request> context) {
        if (state.gathered().isEmpty()) {
            return state;
        }
        Journal.Tail tail = state.tail();
        for (Gathered one : state.gathered()) {
            tail = JOURNAL.append(context.actor().disk(), tail, one.entry());
        }
        tail = JOURNAL.sync(context.actor().disk(), tail);
        state.gathered().forEach(one -> context.reply(one.from(), one.entry().index()));
        return new State(
                tail,
                state.entries().appendAll(state.gathered().map(Gathered::entry)),
                Vector.empty());
    }
}
