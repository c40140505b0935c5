package dev.rehearsal.scenarios.register;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.faults.Duplicates;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.faults.Holds;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A seed finds the bug, and shrinks it: on the four registers, under the ready profiles. */
class MainJobTest {

    private static final int HUNDRED = 100;

    private static Run run(Simulation simulation, FaultProfile profile, long seed) {
        return simulation.run(seed, profile.adversary(simulation.cluster(), seed));
    }

    private static int violated(Settings settings, FaultProfile profile, int seeds) {
        Simulation simulation = Simulation.of(settings);
        int violated = 0;
        for (int seed = 0; seed < seeds; seed++) {
            violated += run(simulation, profile, seed).verdict() == Run.Verdict.VIOLATED ? 1 : 0;
        }
        return violated;
    }

    @Test
    void
            replicatedRegister_hundredLossySeeds_halfFindTheViolationAndEveryStoryIsSmallAndOneMinimal() {
        Simulation simulation = Simulation.of(new ReplicatedRegister().settings());
        List<Integer> operations = new ArrayList<>();
        List<Integer> decisions = new ArrayList<>();
        for (int seed = 0; seed < HUNDRED; seed++) {
            Run found = run(simulation, FaultProfile.LOSSY, seed);
            if (found.verdict() == Run.Verdict.VIOLATED) {
                Shrunk shrunk = Shrinker.of(simulation).shrink(found);
                assertOneMinimal(simulation, shrunk.after());
                assertTrue(shrunk.oneMinimal(), "seed " + seed);
                Size size = Size.of(shrunk.after());
                operations.add(size.operations());
                decisions.add(size.decisions());
            }
        }
        Collections.sort(operations);
        Collections.sort(decisions);
        int found = operations.size();
        assertAll(
                () -> assertTrue(found >= HUNDRED / 2, "found by " + found),
                () -> assertTrue(operations.get(found / 2) <= 3, operations::toString),
                () -> assertTrue(decisions.get(found / 2) <= 1, decisions::toString),
                () -> assertTrue(operations.getLast() <= 4, operations::toString),
                () -> assertTrue(decisions.getLast() <= 2, decisions::toString));
    }

    /** Takes everything away once, by hand, so that the shrinker is not its own witness. */
    private static void assertOneMinimal(Simulation simulation, Run run) {
        String signature = run.violation().get().signature();
        Story story = run.story();
        assertTrue(simulation.run(story).fails(signature));
        for (int i = 0; i < story.operations().size(); i++) {
            Run less = simulation.run(story.withOperations(story.operations().removeAt(i)));
            assertTrue(!less.fails(signature), () -> "one operation too many: " + story);
        }
        for (Departure departure : story.departures()) {
            Run less = simulation.run(story.withDepartures(story.departures().remove(departure)));
            assertTrue(!less.fails(signature), () -> "one departure too many: " + story);
        }
    }

    @Test
    void abdRegister_lossySeedsWithCrashes_holdsAndCompletesHalfOfItsOperations() {
        assertHolds(new AbdRegister(), 2_500);
    }

    @Test
    @Tag("long")
    void abdRegister_tenThousandLossySeedsWithCrashes_holdsAndCompletesHalfOfItsOperations() {
        assertHolds(new AbdRegister(), 10_000);
    }

    @Test
    void dedupRegister_oneServerTenThousandLossySeedsWithCrashes_holds() {
        assertHolds(new DedupRegister(), 10_000);
    }

    private static void assertHolds(Scenario scenario, int seeds) {
        Simulation simulation = Simulation.of(scenario.settings());
        long completed = 0;
        long all = 0;
        long crashes = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Run run = run(simulation, FaultProfile.LOSSY, seed);
            long failing = seed;
            assertEquals(
                    Run.Verdict.HOLDS,
                    run.verdict(),
                    () -> "seed " + failing + ": " + run.violation());
            completed += run.ok();
            all += run.ok() + run.failed() + run.unknown();
            crashes += run.effective().getOrElse(dev.rehearsal.decision.FaultKind.CRASH, 0);
        }
        assertTrue(2 * completed >= all, completed + " of " + all + " operations completed");
        assertTrue(crashes >= seeds, crashes + " crashes");
    }

    @Test
    void abdRegister_textbook_isBrokenByARedeliveredPut() {
        Settings textbook = new AbdRegister().settings().with("dedup", "false");
        FaultProfile duplicates =
                FaultProfile.CALM
                        .named("duplicates")
                        .with(new Duplicates(0.5, java.time.Duration.ofMillis(50)));
        assertTrue(violated(textbook, duplicates, 2_000) > 0);
        assertEquals(0, violated(new AbdRegister().settings(), duplicates, 2_000));
        assertEquals(0, violated(textbook, FaultProfile.CALM, 500));
    }

    @Test
    void singleCopyRegister_reliableNetwork_holds() {
        assertEquals(0, violated(new SingleCopyRegister().settings(), FaultProfile.CALM, 500));
    }

    @Test
    void singleCopyRegister_delaysOnly_holds() {
        FaultProfile delays =
                FaultProfile.CALM
                        .named("delays")
                        .with(new Holds(0.5, java.time.Duration.ofMillis(50), 1));
        assertEquals(0, violated(new SingleCopyRegister().settings(), delays, 500));
    }

    @Test
    void singleCopyRegister_messagesDeliveredTwice_isViolated() {
        FaultProfile duplicates =
                FaultProfile.CALM
                        .named("duplicates")
                        .with(new Duplicates(0.3, java.time.Duration.ofMillis(50)));
        assertTrue(violated(new SingleCopyRegister().settings(), duplicates, HUNDRED) > 0);
    }

    @Test
    void dedupRegister_twoServers_isViolatedInTheCalmWorld() {
        Settings two = new DedupRegister().settings().with("servers", "2");
        assertTrue(violated(two, FaultProfile.CALM, HUNDRED) > HUNDRED / 2);
    }
}
