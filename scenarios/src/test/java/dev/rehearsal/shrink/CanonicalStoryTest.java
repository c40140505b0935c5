package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Monitor;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.DedupRegister;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.scenarios.register.SingleCopyRegister;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Violation;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One failure is one story, whatever the seed; and who says otherwise is caught. Over many more
 * seeds in {@link ShrinkReportTest}.
 */
class CanonicalStoryTest {

    private static final int SEEDS = 12;

    private static final Settings TWO = new DedupRegister().settings().with("servers", "2");

    private static Set<Story> stories(Bug bug, int runs) {
        Simulation simulation = Simulation.of(bug.settings());
        Shrinker shrinker = Shrinker.of(simulation);
        Set<Story> stories = new HashSet<>();
        List<Run> found = bug.found(simulation, runs, 5_000);
        assertEquals(runs, found.size());
        for (Run run : found) {
            Shrunk shrunk = shrinker.shrink(run);
            assertTrue(shrunk.oneMinimal());
            assertEquals(Standing.CANONICAL, shrunk.standing());
            stories.add(shrunk.after().story());
        }
        return stories;
    }

    @Test
    void twoMistakesBehindOneProperty_manySeeds_endInExactlyTwoStories() {
        Set<Story> stories = stories(Bug.twoBugs(), 40);
        assertEquals(
                Set.of(Vector.of(FaultKind.STOP), Vector.of(FaultKind.DUPLICATE)),
                new HashSet<>(
                        stories.stream()
                                .map(story -> story.departures().map(Departure::kind))
                                .toList()));
        assertEquals(2, stories.size());
    }

    @Test
    void brokenRegisters_everySeed_endsInNoMoreStoriesThanThereAreMistakes() {
        for (Bug bug : Bug.all()) {
            if (!bug.name().startsWith("abd")) {
                Set<Story> stories = stories(bug, SEEDS);
                assertTrue(stories.size() <= bug.mistakes(), () -> bug.name() + ": " + stories);
            }
        }
    }

    @Test
    void calmFailure_shrunk_isToldAsTheShortestStoryWithoutFaults() {
        Simulation simulation = Simulation.of(TWO);
        Run found = simulation.run(1, FaultProfile.CALM.adversary(simulation.cluster(), 1));
        Story story = Shrinker.of(simulation).shrink(found).after().story();
        assertEquals(
                Vector.of(
                        new PlannedOperation("c1", 1, new Register.Write<>(1), 0),
                        new PlannedOperation(
                                "c2",
                                1,
                                new Register.Read<Integer>(),
                                new Point.AfterOperation("c1", 1))),
                story.operations());
        assertEquals(Vector.empty(), story.departures());
    }

    @Test
    void faultThatTheFoundRunDoesNotHave_isNotBroughtIn() {
        Simulation simulation = Simulation.of(new ReplicatedRegister().settings());
        Shrinker shrinker = Shrinker.of(simulation);
        Bug calm = new Bug("calm", new ReplicatedRegister().settings(), FaultProfile.CALM, 1);
        for (Run run : calm.found(simulation, SEEDS, 500)) {
            assertEquals(Vector.empty(), shrinker.shrink(run).after().story().departures());
        }
    }

    @Test
    void whatIsCalledCanonical_whateverTheBudget_isTheStoryOfTheWholeSearch() {
        Bug bug = Bug.twoBugs();
        Simulation simulation = Simulation.of(bug.settings());
        int canonical = 0;
        int local = 0;
        for (Run run : bug.found(simulation, 4, 500)) {
            Shrunk whole = Shrinker.of(simulation).shrink(run);
            for (int budget = 16; budget < 4 * whole.runs(); budget = 1 + budget * 5 / 4) {
                Shrunk some = Shrinker.of(simulation).budget(budget).shrink(run);
                if (some.standing() == Standing.CANONICAL) {
                    assertEquals(whole.after().story(), some.after().story());
                    canonical++;
                } else {
                    local++;
                }
            }
        }
        assertTrue(canonical > 4 && local > 4, canonical + " and " + local);
    }

    /** Two hundred restarts take more than two seconds. */
    @Test
    void failureThatTakesTime_isToldWithFaultsThatStopWhenTheyDidInTheRunThatWasFound() {
        Bug bug = Bug.planted("sharded-kv/garbage-kills", "swarm");
        Simulation simulation = Simulation.of(bug.settings());
        Set<Story> stories = new HashSet<>();
        for (Run run : bug.found(simulation, 3, 50)) {
            Shrunk shrunk = Shrinker.of(simulation).shrink(run);
            assertEquals(Standing.CANONICAL, shrunk.standing());
            assertEquals(run.story().heal().atNanos(), shrunk.after().story().heal().atNanos());
            stories.add(shrunk.after().story());
        }
        assertEquals(1, stories.size(), stories::toString);
    }

    @Test
    void shrinkerThatRemembers_givesTheSameAsANewOne() {
        Bug bug = Bug.twoBugs();
        Simulation simulation = Simulation.of(bug.settings());
        for (int budget : new int[] {50, 400, 1_000, 3_000, 100_000}) {
            Shrinker one = Shrinker.of(simulation).budget(budget);
            for (Run run : bug.found(simulation, SEEDS, 500)) {
                Shrunk warm = one.shrink(run);
                Shrunk cold = Shrinker.of(simulation).budget(budget).shrink(run);
                assertEquals(cold.after().story(), warm.after().story());
                assertEquals(cold.runs(), warm.runs());
                assertEquals(cold.standing(), warm.standing());
                assertEquals(cold.exhausted(), warm.exhausted());
            }
        }
    }

    @Test
    void budgetTooSmallForAllStories_isLocalAndSaysSo() {
        Simulation simulation = Simulation.of(new SingleCopyRegister().settings());
        Run found = bug(simulation);
        Shrunk whole = Shrinker.of(simulation).shrink(found);
        int spent = whole.runs();
        Shrunk cut = Shrinker.of(simulation).budget(spent / 2 + 300).shrink(found);
        assertEquals(Standing.CANONICAL, whole.standing());
        assertEquals(Standing.LOCAL, cut.standing());
        assertFalse(cut.exhausted());
        assertTrue(cut.runs() <= spent / 2 + 300);
        assertTrue(cut.oneMinimal());
        assertEquals(Optional.empty(), new Audit(simulation).complaint(cut));
    }

    private static Run bug(Simulation simulation) {
        return new Bug("found", simulation.settings(), FaultProfile.LOSSY, 1)
                .found(simulation, 1, 1_000)
                .getFirst();
    }

    // ------------------------------------------------------------------------------ the auditor

    @Test
    void results_audited_areAsTheyAreSaidToBe() {
        for (Settings settings :
                List.of(TWO, new TwoBugs().settings(), new SingleCopyRegister().settings())) {
            Simulation simulation = Simulation.of(settings);
            Shrunk shrunk = Shrinker.of(simulation).shrink(bug(simulation));
            assertEquals(Standing.CANONICAL, shrunk.standing());
            assertEquals(Optional.empty(), new Audit(simulation).complaint(shrunk));
        }
    }

    /** A shrinker that slips: its story fails, but another property than the one that was found. */
    @Test
    void mutant_thatSlipsToAnotherSignature_isCaught() {
        Simulation simulation = Simulation.of(TWO);
        Run found = bug(simulation);
        Shrunk honest = Shrinker.of(simulation).shrink(found);
        Run otherwise = failing(found, new Violation("another", "history", "Read", "", 1, 1));
        assertComplaint(
                "another failure",
                simulation,
                new Shrunk(otherwise, honest.after(), 1, 1, true, true, honest.standing()));
    }

    private static Run failing(Run run, Violation violation) {
        return new Run(
                run.story(),
                run.verdict(),
                Option.some(violation),
                run.traceHash(),
                run.stepHashes(),
                run.steps(),
                run.nanos(),
                run.injected(),
                run.effective(),
                run.tallies(),
                run.ok(),
                run.failed(),
                run.unknown(),
                run.undelivered(),
                run.unused(),
                run.goals(),
                run.history(),
                run.trace(),
                run.latencies());
    }

    /** A shrinker that stops before it has seen everything and says that it is canonical. */
    @Test
    void mutant_thatSaysCanonicalBeforeItHasSeenEverything_isCaught() {
        Simulation simulation = Simulation.of(new TwoBugs().settings());
        Vector<PlannedOperation> longer =
                Vector.of(
                        new PlannedOperation("c1", 1, new Register.Write<>(2), 0),
                        new PlannedOperation(
                                "c1",
                                2,
                                new Register.Write<>(4),
                                new Point.AfterOperation("c1", 1)),
                        new PlannedOperation(
                                "c2",
                                1,
                                new Register.Read<Integer>(),
                                new Point.AfterOperation("c1", 2)));
        Departure crash =
                new Departure.Crash(
                        "s1", 0, new Point.AfterOperation("c1", 2), 1_000_000, Aftermath.NONE);
        Run stopped = simulation.run(new Story(simulation.settings(), longer, Vector.of(crash)));
        assertTrue(stopped.violation().isDefined());
        assertComplaint(
                "smaller one",
                simulation,
                new Shrunk(stopped, stopped, 1, 1, false, true, Standing.CANONICAL));
        assertComplaint(
                "taken away",
                simulation,
                new Shrunk(stopped, stopped, 1, 1, true, true, Standing.LOCAL));
    }

    private static void assertComplaint(String part, Simulation simulation, Shrunk shrunk) {
        Optional<String> complaint = new Audit(simulation).complaint(shrunk);
        assertTrue(complaint.orElse("").contains(part), complaint::toString);
    }

    // ------------------------------------------------------------------------ time, and clusters

    /** Counts the runs of a simulation: a monitor begins in each of them once. */
    private record Metered(Scenario scenario, AtomicLong runs) implements Scenario {

        record Meter(AtomicLong runs) implements Monitor<Integer> {
            @Override
            public Integer initial() {
                runs.incrementAndGet();
                return 0;
            }

            @Override
            public Integer after(Integer memory, View world, int actor) {
                return memory;
            }

            @Override
            public Option<String> broken(Integer memory) {
                return Option.none();
            }
        }

        @Override
        public String name() {
            return "metered";
        }

        @Override
        public String summary() {
            return scenario.summary();
        }

        @Override
        public Cluster cluster(Settings settings) {
            return scenario.settings().cluster().toBuilder()
                    .survives(0)
                    .monitored("metered", new Meter(runs))
                    .build();
        }
    }

    @Test
    void tenMillisecondsARun_withinAMinute_endsOneMinimalInTime() {
        AtomicLong runs = new AtomicLong();
        Simulation expensive =
                Simulation.of(new Metered(new ReplicatedRegister(), runs).settings());
        for (Run found :
                new Bug("slow", expensive.settings(), FaultProfile.HARSH, 1)
                        .found(expensive, 5, 1_000)) {
            runs.set(0);
            Shrunk shrunk =
                    Shrinker.of(expensive)
                            .within(Duration.ofSeconds(60), () -> runs.get() * 10_000_000)
                            .shrink(found);
            assertTrue(shrunk.oneMinimal());
            assertEquals(runs.get(), shrunk.runs());
            assertTrue(runs.get() <= 6_000, () -> runs + " runs");
        }
    }

    @Test
    void timeThatIsOver_endsTheSearchAndSaysSo() {
        AtomicLong runs = new AtomicLong();
        Simulation expensive =
                Simulation.of(new Metered(new ReplicatedRegister(), runs).settings());
        Run found = bug(expensive);
        runs.set(0);
        Shrunk shrunk =
                Shrinker.of(expensive)
                        .within(Duration.ofMillis(100), () -> runs.get() * 10_000_000)
                        .shrink(found);
        assertFalse(shrunk.exhausted());
        assertEquals(Standing.LOCAL, shrunk.standing());
        assertTrue(runs.get() <= 10, () -> runs + " runs");
    }

    @Test
    void smallestCluster_hasNoClientAndNoServerTooMany() {
        Settings three = TWO.with("servers", "3");
        Simulation simulation = Simulation.of(three);
        Shrunk shrunk = Shrinker.of(simulation).withSmallestCluster().shrink(bug(simulation));
        Settings least = shrunk.after().story().settings();
        assertEquals(TWO.with("clients", "2").with("operations", "1"), least);
        assertTrue(shrunk.oneMinimal());
        assertNotEquals(three, least);
        assertEquals(Optional.empty(), new Audit(Simulation.of(least)).complaint(shrunk));
    }
}
