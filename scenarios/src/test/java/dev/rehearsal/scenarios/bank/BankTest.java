package dev.rehearsal.scenarios.bank;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Money neither comes nor goes, and each way to get it wrong is found. */
class BankTest {

    private static final Bank BANK = new Bank();

    static Iterable<Variant> bugs() {
        return BANK.variants();
    }

    @Test
    void healthy_swarm_keepsTheTotal() {
        Hunt.in(BANK).assertHolds(0, 30);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(BANK).assertHolds(10_000, 1_000);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(BANK, bug).assertFound(bug, 0, 500);
    }
}
