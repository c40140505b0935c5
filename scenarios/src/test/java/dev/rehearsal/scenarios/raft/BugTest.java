package dev.rehearsal.scenarios.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Violation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The planted bugs of Raft are found by a swarm of faults, each by what it breaks. */
class BugTest {

    private static Violation found(Bug bug, int seeds) {
        Variant variant = bug.variant();
        for (int seed = 0; seed < seeds; seed++) {
            Settings settings =
                    FaultProfile.settings(
                            "swarm", new Raft().settings().withVariant(variant.name()), seed);
            Simulation simulation = Simulation.of(settings);
            Run run =
                    simulation.run(
                            seed,
                            FaultProfile.named("swarm", seed)
                                    .adversary(simulation.cluster(), seed));
            if (run.violation().isDefined()) {
                return run.violation().get();
            }
        }
        return fail(variant.name() + " was not found in " + seeds + " seeds");
    }

    private static void assertFound(Bug bug, int seeds) {
        Violation violation = found(bug, seeds);
        assertTrue(
                bug.variant().known().get().properties().contains(violation.property()),
                () -> bug.variant().name() + " broke " + violation);
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
