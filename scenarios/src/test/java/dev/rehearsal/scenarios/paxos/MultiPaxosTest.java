package dev.rehearsal.scenarios.paxos;

import dev.rehearsal.scenarios.ScenarioContract;

import io.vavr.collection.Vector;

class MultiPaxosTest extends ScenarioContract {

    MultiPaxosTest() {
        super(
                new MultiPaxos(),
                Vector.of("votes-ignored", "ballot-reused"),
                Vector.of("rejoins-without-votes", "damage-ends-journal"));
    }
}
