package dev.rehearsal.scenarios.commit;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transaction is done everywhere or nowhere, and each way to get it wrong is found. */
class AtomicCommitTest {

    private static final AtomicCommit COMMIT = new AtomicCommit();

    static Iterable<Variant> bugs() {
        return COMMIT.variants();
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(COMMIT).assertHolds(0, 30);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(COMMIT).assertHolds(10_000, 1_000);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(COMMIT, bug).assertFound(bug, 0, 2_000);
    }
}
