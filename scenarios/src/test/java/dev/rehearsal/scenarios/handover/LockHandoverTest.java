package dev.rehearsal.scenarios.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Options.Strategy;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The lock service refines its list of holders, and its planted bugs do not. */
class LockHandoverTest {

    private static final String REFINES = "refines a list of holders";
    private static final LockHandover LOCK = new LockHandover();

    private static Result search(Options options, Settings settings, Trouble trouble) {
        return Search.with(options).run(settings.cluster().system(), trouble);
    }

    @Test
    void specification_hasOneHolderAtMost() {
        Tenure ring = new Tenure(Vector.of("s1", "s2", "s3"));

        Result result = Search.with(Options.DEFAULT.depth(20)).run(ring);

        assertEquals(Finding.INCONCLUSIVE, result.verdict("one holder at most").finding());
        assertEquals(21, result.distinct());
    }

    // @start region=search
    @Test
    void healthy_overANetworkThatLosesTwoMessages_refinesTheListOfHolders() {
        Cluster cluster = LOCK.settings().with("clients", "1").cluster();

        Result result = Search.with(Options.DEFAULT).run(cluster.system(), Trouble.NONE.drops(2));

        assertEquals(End.EXHAUSTED, result.end());
        assertEquals(Finding.HOLDS, result.verdict("refines a list of holders").finding());
    }

    // @end

    @ParameterizedTest
    @CsvSource({"UNORDERED, 0", "UNORDERED, 1", "ORDERED, 0", "UNORDERED_DUPLICATING, 0"})
    void healthy_inEveryState_refinesTheListOfHolders(Network network, int drops) {
        Settings settings =
                LOCK.settings().with("clients", "1").with("operations", "2").with("epochs", "3");
        Trouble trouble = Trouble.NONE.over(network).drops(drops);
        Result one = search(Options.DEFAULT, settings, trouble);

        assertEquals(End.EXHAUSTED, one.end());
        assertEquals(Finding.HOLDS, one.verdict(REFINES).finding());
        assertEquals(one, search(Options.DEFAULT.threads(2), settings, trouble));
        assertEquals(
                one.distinct(),
                search(Options.DEFAULT.strategy(Strategy.DEPTH_FIRST), settings, trouble)
                        .distinct());
    }

    @Test
    void healthy_inHundredsOfBadRuns_refinesTheListOfHolders() {
        Simulation simulation = Simulation.of(LOCK.settings());
        int passed = 0;
        for (int seed = 0; seed < 300; seed++) {
            Run run =
                    simulation.run(seed, FaultProfile.LOSSY.adversary(simulation.cluster(), seed));
            int failing = seed;
            assertEquals(
                    Run.Verdict.HOLDS,
                    run.verdict(),
                    () -> "seed " + failing + ": " + run.violation());
            passed += run.ok();
        }
        int handovers = passed;
        assertTrue(handovers > 150, () -> handovers + " handovers");
    }

    private record Refutation(String lastAction, String message) {}

    private static Refutation expected(LockHandover.Bug bug) {
        return switch (bug) {
            case EQUAL_EPOCH_ACCEPTED ->
                    new Refutation(
                            "deliver Grant[epoch=2] s1→s2",
                            "this is no step of the specification: before=[s1 s2] held by s2"
                                    + " after=[s1 s2 s2] held by s2; it allows s2 releases → [s1"
                                    + " s2] held by nobody");
            case GRANTED_WITHOUT_RELEASING ->
                    new Refutation(
                            "deliver Grant[epoch=2] s1→s2",
                            "this is no step of the specification: before=[s1] held by s1"
                                    + " after=[s1 s2] held by s1 and s2; it allows s1 releases →"
                                    + " [s1] held by nobody");
            case WRONG_SUCCESSOR ->
                    new Refutation(
                            "deliver Grant[epoch=2] s1→s3",
                            "this is no step of the specification: before=[s1] held by nobody"
                                    + " after=[s1 s3] held by s3; it allows s2 takes → [s1 s2]"
                                    + " held by s2");
            case NEXT_EPOCH_CONFIRMED ->
                    new Refutation(
                            "deliver Grant[epoch=2] s1→s2",
                            "a confirmation must come from the holder of its epoch: Taken[epoch=3]"
                                    + " s2→s1: before=[s1 s2] held by s2 after=[s1 s2] held by s2");
        };
    }

    @ParameterizedTest
    @EnumSource
    void bug_whereAllStatesAreSearched_isRefutedWithTheStepAndBothAbstractStates(
            LockHandover.Bug bug) {
        Settings settings = LOCK.settings().withVariant(bug.label());
        for (int threads : new int[] {1, 2}) {
            Result result = search(Options.DEFAULT.threads(threads), settings, Trouble.NONE);

            assertEquals(End.VIOLATED, result.end());
            Result.Verdict verdict = result.verdict(REFINES);
            assertEquals(
                    expected(bug),
                    new Refutation(verdict.path().get().actions().last(), verdict.message()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bug_inSimulatedRuns_isRefutedShrunkAndReplayed(LockHandover.Bug bug) {
        Simulation simulation = Simulation.of(LOCK.settings().withVariant(bug.label()));
        Run failing =
                Vector.range(0, 200)
                        .map(seed ->
                                simulation.run(
                                        seed,
                                        FaultProfile.LOSSY.adversary(simulation.cluster(), seed)))
                        .find(run -> run.verdict() == Run.Verdict.VIOLATED)
                        .get();

        Shrunk shrunk = Shrinker.of(simulation).budget(1_000).shrink(failing);
        Run again = simulation.run(shrunk.after().story());

        var violation = again.violation().get();
        assertEquals(
                REFINES + "/refinement/Grant",
                violation.signature(),
                "found as " + failing.violation());
        assertEquals(1, again.story().operations().size());
        String message = violation.message();
        Refutation wanted = expected(bug);
        assertEquals(
                wanted.lastAction().substring(wanted.lastAction().indexOf('→') + 1)
                        + " handled Grant, and "
                        + wanted.message(),
                message);
    }

    @Test
    void bug_thatKeepsGoing_leavesTheOtherPropertiesJudged() {
        Settings settings = LOCK.settings().withVariant("wrong-successor");

        Result result = search(Options.DEFAULT.keepingGoing(), settings, Trouble.NONE);

        assertEquals(End.EXHAUSTED, result.end());
        assertEquals(Finding.VIOLATED, result.verdict(REFINES).finding());
        assertEquals(Finding.HOLDS, result.verdicts().head().finding());
    }
}
