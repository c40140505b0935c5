package dev.rehearsal.scenarios.lock;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One holder after the other and no lost update, and each way to get it wrong is found. */
class LockServiceTest {

    private static final LockService LOCK = new LockService();

    static Iterable<Variant> bugs() {
        return LOCK.variants();
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(LOCK).assertHolds(0, 20);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(LOCK).assertHolds(10_000, 1_000);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(LOCK, bug).assertFound(bug, 0, 400);
    }
}
