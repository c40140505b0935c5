package dev.rehearsal.scenarios.log;

import dev.rehearsal.scenarios.SwarmContract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log keeps what it told, and its planted bugs are found. */
class ReplicatedLogTest extends SwarmContract {

    ReplicatedLogTest() {
        super(new ReplicatedLog(), 10, "last-replica-unsynced");
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({"cuts-to-mark, 17", "last-replica-unsynced, 13"})
    void bug_allStatesOfOneBrokerThatCrashesOnce_isFoundOnTheShortestPath(String bug, int actions) {
        assertBroken("brokers=1 clients=1", bug, 1, "told-is-kept", actions);
    }
}
