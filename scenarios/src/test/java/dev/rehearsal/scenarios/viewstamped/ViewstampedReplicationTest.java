package dev.rehearsal.scenarios.viewstamped;

import dev.rehearsal.scenarios.ScenarioContract;

import io.vavr.collection.Vector;

class ViewstampedReplicationTest extends ScenarioContract {

    ViewstampedReplicationTest() {
        super(
                new ViewstampedReplication(),
                Vector.of("commits-twice"),
                Vector.of("last-normal-kept", "one-too-few"));
    }
}
