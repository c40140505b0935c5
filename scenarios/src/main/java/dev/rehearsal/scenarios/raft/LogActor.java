package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;

import io.vavr.collection.Vector;

/**
 * Keeps the log of its node on disk. The replica goes on while it writes and is told when a write
 * is durable: so a leader's followers write at the same time as it does (dissertation, 10.2.1).
 *
 * <p>It writes for the replica that loaded the log last. What an earlier incarnation had sent is of
 * no more use, and would not fit.
 *
 * @param born the configuration before the first entry
 */
record LogActor(Vector<String> born) implements Actor<LogActor.State, LogActor.Message> {

    private static final Journal<Written> JOURNAL = Journal.of("log", Written.class);

    /** What the replica asks. */
    sealed interface Message {
        /** Answer with everything there is; from now on write for me. */
        record Load() implements Message {}

        /** Put these entries in the place of all from an index on. */
        record Append(int ticket, int index, Vector<Entry> entries) implements Message {}

        /** Put another log in the place of all of it. */
        record Replace(int ticket, Log log) implements Message {}
    }

    /** What stands in the journal. */
    sealed interface Written {
        /** The beginning; always the first record, and there is no other. */
        record Base(int index, int term, Members members) implements Written {}

        /** An entry, and none behind it any more. */
        record Put(int index, Entry entry) implements Written {}
    }

    /**
     * What it knows.
     *
     * @param replica who loaded the log last
     */
    record State(Journal.Tail tail, Log log, ActorRef<Message> replica) {}

    @Override
    public State start(Context<Message> context) {
        var opened = JOURNAL.open(context.disk()).orThrow();
        Log log = Log.empty(born);
        for (Written written : opened.records()) {
            log =
                    switch (written) {
                        case Written.Base(int index, int term, Members members) ->
                                Log.after(index, term, members);
                        case Written.Put(int index, Entry entry) ->
                                (index <= log.lastIndex() ? log.cutFrom(index) : log).append(entry);
                    };
        }
        return new State(opened.tail(), log, context.self());
    }

    @Override
    public State receive(State state, Message message, Context<Message> context) {
        return switch (message) {
            case Message.Load() -> {
                tell(context.sender(), new RaftMessage.LogLoaded(state.log()), context);
                yield new State(state.tail(), state.log(), context.sender());
            }
            case Message.Append _, Message.Replace _
                    when !context.sender().equals(state.replica()) ->
                    state;
            case Message.Append append -> append(state, append, context);
            case Message.Replace(int ticket, Log log) -> {
                Journal.Tail tail =
                        JOURNAL.replace(context.disk(), state.tail().next(), records(log));
                tell(state.replica(), new RaftMessage.LogDurable(ticket), context);
                yield new State(tail, log, state.replica());
            }
        };
    }

    private static State append(State state, Message.Append append, Context<Message> context) {
        Journal.Tail tail = state.tail();
        Log log = state.log().cutFrom(append.index());
        for (Entry entry : append.entries()) {
            log = log.append(entry);
            tail = JOURNAL.append(context.disk(), tail, new Written.Put(log.lastIndex(), entry));
        }
        tail = JOURNAL.sync(context.disk(), tail);
        tell(state.replica(), new RaftMessage.LogDurable(append.ticket()), context);
        return new State(tail, log, state.replica());
    }

    private static Vector<Written> records(Log log) {
        Members base = log.members().last();
        Vector<Written> records =
                Vector.of(new Written.Base(log.baseIndex(), log.baseTerm(), base));
        for (int index = log.baseIndex() + 1; index <= log.lastIndex(); index++) {
            records = records.append(new Written.Put(index, log.at(index)));
        }
        return records;
    }

    private static void tell(
            ActorRef<Message> replica, RaftMessage message, Context<Message> context) {
        context.send(ActorRef.<RaftMessage>to(replica.path(), replica.incarnation()), message);
    }
}
