package dev.rehearsal.scenarios.shards;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenarios.shards.ShardMessage.Report;

import io.vavr.collection.TreeMap;

/**
 * Adds up what the shards report.
 *
 * <p>Reports may be lost, come twice and overtake each other: of each shard the one that covers
 * most counts. Nothing is written down, for all is reported again.
 */
record Sums() implements Actor<Sums.State, ShardMessage> {

    /** The report of each shard that covers most. */
    record State(TreeMap<String, Report> reports) {}

    @Override
    public State start(Context<ShardMessage> context) {
        return new State(TreeMap.empty());
    }

    @Override
    public State receive(State state, ShardMessage message, Context<ShardMessage> context) {
        if (message instanceof Report report) {
            String shard = context.sender().path();
            boolean newer =
                    state.reports().get(shard).forAll(known -> known.count() < report.count());
            return newer ? new State(state.reports().put(shard, report)) : state;
        }
        return state;
    }
}
