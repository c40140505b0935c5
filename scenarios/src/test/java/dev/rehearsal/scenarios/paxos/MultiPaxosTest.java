package dev.rehearsal.scenarios.paxos;

import dev.rehearsal.scenarios.SwarmContract;

import java.util.Set;

/** What is chosen stays, and the planted bugs are found. */
class MultiPaxosTest extends SwarmContract {

    MultiPaxosTest() {
        super(new MultiPaxos(), 20, "votes-ignored", "ballot-reused");
    }

    @Override
    protected Set<String> unfound() {
        return Set.of("promise-not-persisted");
    }
}
