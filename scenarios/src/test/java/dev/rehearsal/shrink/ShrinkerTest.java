package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.scenarios.register.SingleCopyRegister;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

class ShrinkerTest {

    private final Simulation replicated = Simulation.of(new ReplicatedRegister().settings());

    private Run run(Simulation simulation, FaultProfile profile, long seed) {
        return simulation.run(seed, profile.adversary(simulation.cluster(), seed));
    }

    @Property(tries = 30, seed = "4711")
    void anyFailure_shrunk_failsTheSameWayAndWeighsNoMore(@ForAll @IntRange(max = 5_000) int seed) {
        Run found = run(replicated, seed % 2 == 0 ? FaultProfile.LOSSY : FaultProfile.HARSH, seed);
        Assume.that(found.verdict() == Run.Verdict.VIOLATED);
        Shrunk shrunk = Shrinker.of(replicated).shrink(found);
        assertTrue(shrunk.after().fails(found.violation().get().signature()));
        assertTrue(Weight.of(shrunk.after()).compareTo(Weight.of(found)) <= 0);
        assertEquals(
                shrunk.after().traceHash(), replicated.run(shrunk.after().story()).traceHash());
        assertTrue(shrunk.oneMinimal());
        assertTrue(shrunk.exhausted());
    }

    @Property(tries = 10, seed = "4711")
    void sameRun_shrunkTwice_givesTheSameStory(@ForAll @IntRange(max = 5_000) int seed) {
        Run found = run(replicated, FaultProfile.LOSSY, seed);
        Assume.that(found.verdict() == Run.Verdict.VIOLATED);
        Shrunk first = Shrinker.of(replicated).shrink(found);
        Shrunk second =
                Shrinker.of(Simulation.of(new ReplicatedRegister().settings())).shrink(found);
        assertEquals(first.after().story(), second.after().story());
        assertEquals(first.runs(), second.runs());
    }

    /**
     * The fact that the mission's text tells: a put that has reached one server, and two gets that
     * disagree.
     */
    @Test
    void putOnOneServerAndTwoGets_heldForwarding_cannotBeMadeSmaller() {
        Vector<PlannedOperation> operations =
                Vector.of(
                        new PlannedOperation("c1", 1, new Register.Write<>(1), 0),
                        new PlannedOperation("c2", 2, new Register.Read<>(), 0),
                        new PlannedOperation("c2", 3, new Register.Read<>(), 0));
        Departure held =
                new Departure.Held(
                        MessageName.parse("c1#1 / s1→s2 : Replicate ~ 1"), new Point.End());
        Run run = replicated.run(new Story(replicated.settings(), operations, Vector.of(held)));
        Shrunk shrunk = Shrinker.of(replicated).shrink(run);
        assertEquals(new Size(3, 0, 1, run.steps()), Size.of(run));
        assertEquals(3, Size.of(shrunk.after()).operations());
        assertEquals(1, Size.of(shrunk.after()).decisions());
    }

    /** As {@code swarm} draws it: the run is over long before the server would be left broken. */
    @Test
    void serversLostAfterTheEndOfTheRun_areTakenAway() {
        Run found = firstFailure(replicated);
        Story story = found.story();
        Heal heal = new Heal(60_000_000_000L, Vector.of("s1"), Vector.of("s2"));
        Run late = replicated.run(story.withHeal(heal));
        assertTrue(late.nanos() < heal.atNanos());

        Shrunk shrunk = Shrinker.of(replicated).shrink(late);

        assertEquals(Vector.empty(), shrunk.after().story().heal().unhealed());
        assertTrue(shrunk.oneMinimal());
    }

    @Test
    void budget_spent_isSaidAndTheStoryStillFails() {
        Run found = firstFailure(replicated);
        Shrunk shrunk = Shrinker.of(replicated).budget(5).shrink(found);
        assertFalse(shrunk.exhausted());
        assertTrue(shrunk.after().fails(found.violation().get().signature()));
        assertTrue(Weight.of(shrunk.after()).compareTo(Weight.of(found)) <= 0);
    }

    @Test
    void moreBudget_neverGivesMoreToRead() {
        Run found = firstFailure(replicated);
        Level last = Level.of(found.story());
        for (int runs = 1; runs <= 65_536; runs *= 4) {
            Level level =
                    Level.of(Shrinker.of(replicated).budget(runs).shrink(found).after().story());
            assertTrue(level.compareTo(last) <= 0, level + " after " + last);
            last = level;
        }
    }

    @Test
    void singleCopy_redeliveredPut_shrinksToTwoPutsAndAGetWithOneDuplicate() {
        Simulation single = Simulation.of(new SingleCopyRegister().settings());
        Run found = firstFailure(single);
        Run after = Shrinker.of(single).shrink(found).after();
        assertEquals(3, after.story().operations().size());
        assertEquals(1, after.story().departures().size());
        assertTrue(after.story().departures().head() instanceof Departure.Again);
    }

    @Test
    void runThatHolds_isRefused() {
        Run calm = run(Simulation.of(new SingleCopyRegister().settings()), FaultProfile.CALM, 1);
        assertThrows(IllegalArgumentException.class, () -> Shrinker.of(replicated).shrink(calm));
        assertThrows(IllegalArgumentException.class, () -> Shrinker.of(replicated).budget(0));
    }

    private Run firstFailure(Simulation simulation) {
        long seed = 0;
        Run run = run(simulation, FaultProfile.LOSSY, seed);
        while (run.verdict() != Run.Verdict.VIOLATED) {
            run = run(simulation, FaultProfile.LOSSY, ++seed);
        }
        return run;
    }
}
