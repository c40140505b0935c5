package dev.rehearsal.scenarios.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The planted bugs of Raft are found by a swarm of faults, each by what it breaks. */
class BugTest {

    private static void assertFound(Bug bug, int seeds) {
        Hunt.in(new Raft(), bug.variant()).assertFound(bug.variant(), 0, seeds);
    }

    @ParameterizedTest
    @EnumSource(
            value = Bug.class,
            names = {"NO_SESSIONS", "ALWAYS_TRUNCATES", "CREDITS_WHAT_WAS_SENT"})
    void bugThatIsEasilySeen_isFoundInAFewSeeds(Bug bug) {
        assertFound(bug, 200);
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource(
            value = Bug.class,
            names = {
                "TERM_NOT_PERSISTED",
                "VOTES_WITHOUT_LOG_CHECK",
                "COMMITS_UNSEEN",
                "READS_UNCONFIRMED",
                "ANY_RPC_IS_LIFE"
            })
    void bugThatNeedsMore_isFoundInTwoThousandSeeds(Bug bug) {
        assertFound(bug, 2_000);
    }

    @Test
    void everyBug_hasANameOfItsOwnAndAPropertyThatTheScenarioHas() {
        var properties = new Raft().settings().cluster().properties().map(each -> each.name());
        for (Bug bug : Bug.values()) {
            Variant variant = bug.variant();
            assertEquals(
                    1, new Raft().variants().count(each -> each.name().equals(variant.name())));
            variant.known()
                    .get()
                    .properties()
                    .forEach(property -> assertTrue(properties.contains(property), property));
        }
    }
}
