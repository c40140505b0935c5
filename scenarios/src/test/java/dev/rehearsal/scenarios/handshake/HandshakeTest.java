package dev.rehearsal.scenarios.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No old message opens a connection, none stays half open, and each way to get it wrong is found.
 */
class HandshakeTest {

    private static final Handshake HANDSHAKE = new Handshake();

    static Iterable<Variant> bugs() {
        return HANDSHAKE.variants();
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(HANDSHAKE).assertHolds(0, 30);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(HANDSHAKE).assertHolds(10_000, 1_000);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(HANDSHAKE, bug).assertFound(bug, 0, 1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "stale-syn-accepted, UNORDERED_DUPLICATING, 1, 0, once-in-order, 11",
        "number-used-again, UNORDERED, 2, 0, told-has-arrived, 13",
        "half-open-for-ever, ORDERED, 1, 1, nothing-is-half-open, 10"
    })
    void bug_whereStatesAreSearched_isFoundOnTheShortestPath(
            String bug, Network network, int operations, int drops, String property, int actions) {
        Settings settings =
                HANDSHAKE
                        .settings()
                        .with("clients", "1")
                        .with("operations", "" + operations)
                        .with("tries", "1")
                        .withVariant(bug);

        var verdict =
                Search.with(Options.DEFAULT)
                        .run(settings.cluster().system(), Trouble.NONE.over(network).drops(drops))
                        .verdict(property);

        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals(actions, verdict.path().get().actions().size());
    }
}
