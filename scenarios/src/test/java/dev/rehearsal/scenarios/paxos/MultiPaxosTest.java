package dev.rehearsal.scenarios.paxos;

import dev.rehearsal.scenarios.ScenarioContract;

class MultiPaxosTest extends ScenarioContract {

    MultiPaxosTest() {
        super(new MultiPaxos(), "votes-ignored", "ballot-reused");
    }
}
