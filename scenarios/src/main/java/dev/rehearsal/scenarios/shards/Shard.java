package dev.rehearsal.scenarios.shards;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.shards.ShardMessage.Entry;
import dev.rehearsal.scenarios.shards.ShardMessage.Found;
import dev.rehearsal.scenarios.shards.ShardMessage.Get;
import dev.rehearsal.scenarios.shards.ShardMessage.Put;
import dev.rehearsal.scenarios.shards.ShardMessage.Refused;
import dev.rehearsal.scenarios.shards.ShardMessage.Report;
import dev.rehearsal.scenarios.shards.ShardMessage.Stored;
import dev.rehearsal.scenarios.shards.ShardMessage.Tick;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Holds some of the keys, and reports now and then what all of its values come to.
 *
 * <p>A write is in the journal, durably, before it is acknowledged or counted. After a restart the
 * journal is folded again; a last record that a loss of power has torn was never acknowledged, and
 * is cut off. Only what can be folded comes into it: the journal of a shard that fails over an
 * entry fails again at each start. A tick that is late is not made up for; the next one reports.
 *
 * @param sums who adds up
 * @param bug what is wrong with it
 */
record Shard(ActorRef<ShardMessage> sums, Bug bug) implements Actor<Shard.State, ShardMessage> {

    static final Journal<Entry> ENTRIES = Journal.of("entries", Entry.class);

    private static final Duration EVERY = Duration.ofMillis(20);

    /** How a shard can be wrong. */
    enum Bug {
        NONE,
        /** After a tick that is late there is none any more. */
        NEVER_REARMED,
        /** Anything is written down, whether it is a number or not. */
        TAKES_GARBAGE,
        /** A write is acknowledged before it is durable. */
        HASTY
    }

    /**
     * What it knows.
     *
     * @param due when the next tick is, by the monotonic clock
     * @param torn whether the journal ended with something that was no record
     */
    record State(
            Journal.Tail tail, Vector<Entry> entries, Totals totals, Duration due, boolean torn) {

        /** Whether that write, or a later one of its client, is in the journal. */
        boolean has(Entry entry) {
            return entries.exists(
                    one -> one.client().equals(entry.client()) && one.index() >= entry.index());
        }
    }

    @Override
    public State start(Context<ShardMessage> context) {
        var opened = ENTRIES.open(context.disk()).orThrow();
        context.timer(new Tick(), EVERY);
        return new State(
                opened.tail(),
                opened.records(),
                Totals.of(opened.records()),
                context.monotonic().plus(EVERY),
                opened.cut().bytes() > 0);
    }

    @Override
    public State receive(State state, ShardMessage message, Context<ShardMessage> context) {
        return switch (message) {
            case Put(Entry entry) -> put(state, entry, context);
            case Get(int index, String key) -> {
                context.reply(new Found(index, state.totals().values().get(key)));
                yield state;
            }
            case Tick() -> tick(state, context);
            case Stored _, Refused _, Found _, Report _ -> state;
        };
    }

    private State put(State state, Entry entry, Context<ShardMessage> context) {
        Stored stored = new Stored(entry.index());
        if (state.has(entry)) {
            context.reply(stored);
            return state;
        }
        if (entry.number().isEmpty() && bug != Bug.TAKES_GARBAGE) {
            context.reply(new Refused(entry.index()));
            return state;
        }
        if (bug == Bug.HASTY) {
            context.reply(stored);
        }
        Journal.Tail tail = ENTRIES.appendSynced(context.disk(), state.tail(), entry);
        context.reply(stored);
        return new State(
                tail,
                state.entries().append(entry),
                state.totals().after(entry),
                state.due(),
                state.torn());
    }

    private State tick(State state, Context<ShardMessage> context) {
        Duration now = context.monotonic();
        boolean late = now.compareTo(state.due().plus(EVERY)) > 0;
        if (late && bug == Bug.NEVER_REARMED) {
            return state;
        }
        if (!late) {
            context.send(sums, new Report(state.entries().size(), state.totals().sum()));
        }
        context.timer(new Tick(), EVERY);
        return new State(
                state.tail(), state.entries(), state.totals(), now.plus(EVERY), state.torn());
    }
}
