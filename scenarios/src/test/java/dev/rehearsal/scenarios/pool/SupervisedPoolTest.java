package dev.rehearsal.scenarios.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;
import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The laws of supervision hold of the pool, and each planted bug breaks the one that it should. */
class SupervisedPoolTest {

    private static final SupervisedPool POOL = new SupervisedPool();

    @Test
    void healthy_calm_holdsAndAnswersMost() {
        Settings settings = POOL.settings();
        Run run = Simulation.of(settings).run(1, Adversary.CALM);
        assertEquals(Run.Verdict.HOLDS, run.verdict());
        assertTrue(2 * run.ok() > run.story().operations().size(), run.ok() + " completed");
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(POOL).assertHolds(0, 50);
    }

    @Test
    @Tag("long")
    void healthy_tenThousandSeedsOfSwarm_holdAndReachEveryGoal() {
        Hunt.in(POOL).assertHolds(1_000_000, 10_000).assertReachesEveryGoal();
    }

    /** A worker ends as it runs, as it starts again, and once more as it starts again later. */
    @Test
    void oneAttempt_twoStartsFailInARow_theWorkerStaysDown() {
        Planned.of(POOL, "one-attempt", "nodes=2 customers=1").assertBreaks("workers-come-back");
    }

    /** A worker ends as it runs and as it starts again, and is stopped before the next attempt. */
    @Test
    void oneForItself_stoppedBetweenTwoAttempts_itsSiblingsStayDown() {
        Planned.of(POOL, "one-for-itself", "nodes=2 customers=1")
                .asks("c1", 105, new Customer.Wish.Halt("a"))
                .assertBreaks("workers-come-back");
    }

    @ParameterizedTest
    @EnumSource(
            value = Bug.class,
            mode = Mode.EXCLUDE,
            names = {"ONE_ATTEMPT", "RESURRECTED", "ONE_FOR_ITSELF"})
    void bug_threeHundredSeedsOfSwarm_isFoundByWhatItBreaks(Bug bug) {
        Hunt.in(POOL, bug.variant()).assertFound(bug.variant(), 1_000, 300);
    }

    @ParameterizedTest
    @EnumSource(
            value = Bug.class,
            names = {"ONE_ATTEMPT", "RESURRECTED"})
    @Tag("long")
    void rareBug_tenThousandSeedsOfSwarm_isFoundByWhatItBreaks(Bug bug) {
        Hunt.in(POOL, bug.variant()).assertFound(bug.variant(), 0, 10_000);
    }

    @Test
    void bugs_eachSaysWhereItIsKnownFrom() {
        Vector<Variant> variants = POOL.variants();
        assertEquals(
                Vector.of(
                        "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V10", "V16", "V19", "V25",
                        "V26", "V27", "V11", "V14", "V18", "V21"),
                variants.map(bug -> bug.known().get().id()));
        Vector<String> properties =
                POOL.settings()
                        .cluster()
                        .properties()
                        .map(property -> property.name())
                        .append("no-exit-unheard")
                        .append("no-handler-throws");
        assertTrue(
                variants.forAll(bug -> properties.containsAll(bug.known().get().properties())),
                () -> "of " + properties);
    }
}
