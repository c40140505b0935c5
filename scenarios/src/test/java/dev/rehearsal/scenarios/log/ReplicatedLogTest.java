package dev.rehearsal.scenarios.log;

import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.scenarios.SwarmContract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log keeps what it told, and its planted bugs are found. */
class ReplicatedLogTest extends SwarmContract {

    ReplicatedLogTest() {
        super(new ReplicatedLog(), 10, "last-replica-unsynced");
    }

    /** There is always something that a follower does not have yet, or not know to be committed. */
    @Test
    void clientsThatProduceWithoutAPause_areNotHeldAgainstTheFollowers() {
        Planned planned = Planned.of(new ReplicatedLog(), "without-a-pause", "brokers=3");
        for (int millis = 0; millis < 2_150; millis += 24) {
            for (int c = 0; c < 3; c++) {
                planned = planned.asks("c" + (c + 1), millis + 8L * c, LogClient.Call.PRODUCE);
            }
        }
        planned.assertHolds();
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({"cuts-to-mark, 17", "last-replica-unsynced, 13"})
    void bug_allStatesOfOneBrokerThatCrashesOnce_isFoundOnTheShortestPath(String bug, int actions) {
        assertBroken("brokers=1 clients=1", bug, 1, "told-is-kept", actions);
    }
}
