package dev.rehearsal.scenarios.viewstamped;

import dev.rehearsal.scenarios.SwarmContract;

import java.util.Set;

/** What is committed stays, and the planted bugs are found. */
class ViewstampedReplicationTest extends SwarmContract {

    ViewstampedReplicationTest() {
        super(new ViewstampedReplication(), 20, "commits-twice", "last-normal-kept");
    }

    @Override
    protected Set<String> unfound() {
        return Set.of("no-crash-vector", "longest-log");
    }
}
