package dev.rehearsal.scenarios.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Departure.Partition.Link;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody does the same, and each way to get it wrong is found. */
class CoordinationTest {

    private static final Coordination COORDINATION = new Coordination();
    private static final long MILLI = 1_000_000;

    static Iterable<Variant> bugs() {
        return COORDINATION.variants();
    }

    @Test
    void healthy_swarm_holds() {
        Hunt.in(COORDINATION).assertHolds(0, 20);
    }

    /**
     * When all have lost power, s1 for good, s2 hears s5 alone, is the first to call epochs and
     * calls them faster than s3. It must not keep s5 from s3 and s4, who are a majority with it.
     */
    @Test
    void serverThatOnlyOneCanHear_callingEpochAfterEpoch_doesNotKeepTheOthersApart() {
        Settings settings = COORDINATION.settings().with("servers", "5").with("clients", "1");
        Vector<Departure> crashes =
                Vector.rangeClosed(1, 5)
                        .map(n ->
                                new Departure.Crash(
                                        "s" + n, 0, at(900 + 2 * n), MILLI, Aftermath.NONE));
        Departure cut =
                new Departure.Partition(
                        "s2",
                        1,
                        at(912),
                        1_000 * MILLI,
                        Vector.of("s1", "s3", "s4")
                                .flatMap(far ->
                                        Vector.of(new Link("s2", far), new Link(far, "s2"))));
        Story story =
                new Story(
                        settings,
                        Vector.of(
                                new PlannedOperation(
                                        "c1", 1, new CoordinationClient.Do(), 500 * MILLI)),
                        crashes.append(cut),
                        new Heal(913 * MILLI, Vector.of("s1"), Vector.of("s2")));

        Run run = Simulation.of(settings).run(story);

        assertEquals(1, run.ok());
        assertEquals(Vector.empty(), run.unused());
        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> run.violation().toString());
    }

    private static Point.At at(long millis) {
        return new Point.At(millis * MILLI);
    }

    @Tag("long")
    @Test
    void healthy_swarmOfAThousandSeeds_holds() {
        Hunt.in(COORDINATION).assertHolds(10_000, 1_000);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("bugs")
    void bug_swarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(COORDINATION, bug).assertFound(bug, 0, 3_000);
    }
}
