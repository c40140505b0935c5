package dev.rehearsal.scenarios.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.SettingsInWords;
import dev.rehearsal.scenarios.SwarmContract;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No old message opens a connection, none stays half open, and each way to get it wrong is found.
 */
class HandshakeTest extends SwarmContract {

    HandshakeTest() {
        super(new Handshake(), 30, "number-used-again", "half-open-for-ever");
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
                SettingsInWords.of(new Handshake(), "clients=1 tries=1 operations=" + operations)
                        .withVariant(bug);

        var verdict =
                Search.with(Options.DEFAULT)
                        .run(settings.cluster().system(), Trouble.NONE.over(network).drops(drops))
                        .verdict(property);

        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals(actions, verdict.path().get().actions().size());
    }
}
