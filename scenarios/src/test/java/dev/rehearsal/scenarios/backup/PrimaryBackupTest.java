package dev.rehearsal.scenarios.backup;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** It is one register, and each way to get it wrong is found. */
class PrimaryBackupTest {

    private static final PrimaryBackup REGISTER = new PrimaryBackup();

    static Iterable<Variant> bugs() {
        return REGISTER.variants();
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(REGISTER).assertHolds(0, 40);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(REGISTER).assertHolds(10_000, 1_000);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(REGISTER, bug).assertFound(bug, 0, 2_000);
    }
}
