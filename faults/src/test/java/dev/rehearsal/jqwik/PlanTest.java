package dev.rehearsal.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Settings ONE = new Pad().settings();
    private static final Settings TWO = ONE.with(Pad.COPIES, 2);

    /** Another scenario of the same name. */
    private static final class Namesake implements Scenario {
        @Override
        public String name() {
            return "pad";
        }

        @Override
        public String summary() {
            return "not the pad";
        }

        @Override
        public Vector<Parameter<?>> parameters() {
            return new Pad().parameters();
        }

        @Override
        public Cluster cluster(Settings settings) {
            return new Pad().cluster(settings);
        }
    }

    @Test
    void plan_sameSeedAndProfile_isEqual() {
        Plan plan = Plan.of(5, FaultProfile.LOSSY);

        assertEquals(plan, Plan.of(5, Profile.LOSSY.profile(1)));
        assertEquals(plan.hashCode(), Plan.of(5, FaultProfile.LOSSY).hashCode());
        assertNotEquals(plan, Plan.of(6, FaultProfile.LOSSY));
        assertNotEquals(plan, Plan.of(5, FaultProfile.HARSH));
        assertNotEquals(plan, plan.withStories(stories(plan)));
        assertEquals(plan.withStories(stories(plan)), plan.withStories(stories(plan)));
    }

    private static Vector<Story> stories(Plan plan) {
        return Vector.of(plan.run(ONE).run().story());
    }

    @Test
    void plan_inASample_isOneLine() {
        Plan plan = Plan.of(0xbeef, FaultProfile.CALM);

        assertEquals("calm, seed 0x000000000000beef", plan.toString());
        assertEquals(
                "calm, seed 0x000000000000beef, shrunk to 12 operations and 0 departures",
                plan.withStories(stories(plan)).toString());
    }

    @Test
    void story_ofOtherSettings_isNotReplayed() {
        Plan plan = Plan.of(5, FaultProfile.LOSSY);
        Story none = stories(plan).head().withOperations(Vector.empty());
        Plan shrunk = plan.withStories(Vector.of(none.withDepartures(Vector.empty())));

        assertEquals(0, shrunk.run(ONE).run().story().operations().size());
        assertEquals(plan.run(TWO).run().traceHash(), shrunk.run(TWO).run().traceHash());
        assertEquals(12, shrunk.run(new Namesake()).run().story().operations().size());
    }

    @Test
    void assertHolds_holds_returnsTheResult() {
        PlanResult result = Plan.of(5, FaultProfile.CALM).run(ONE);

        assertSame(result, result.assertHolds());
        assertEquals(12, result.ok());
        assertEquals(0, result.unknown());
        assertEquals(Option.none(), result.violation());
    }

    @Test
    void assertHolds_inconclusive_fails() {
        PlanResult held = Plan.of(5, FaultProfile.CALM).run(ONE);
        Run run = held.run();
        Run inconclusive =
                new Run(
                        run.story(),
                        Run.Verdict.INCONCLUSIVE,
                        run.violation(),
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

        AssertionError thrown =
                assertThrows(
                        AssertionError.class,
                        () -> new PlanResult(held.plan(), inconclusive).assertHolds());

        assertTrue(thrown.getMessage().startsWith("inconclusive: a budget ran out"));
        assertTrue(thrown.getMessage().contains("seed 0x0000000000000005"));
    }

    @Test
    void commandOfARunUnderSwarm_isToldWhereTheCommandLineDrawsTheSameShape() {
        Vector<Long> seeds = Vector.rangeClosed(1L, 16L);

        Vector<Long> told =
                seeds.filter(seed ->
                        Replay.scenario(Plan.of(seed, FaultProfile.swarm(seed)).run(ONE))
                                .isDefined());

        assertEquals(seeds.filter(seed -> FaultChoice.SWARM.settings(ONE, seed).equals(ONE)), told);
        assertTrue(told.nonEmpty() && told.size() < seeds.size(), told::toString);
    }

    /** Makes no profile. */
    static final class Spoilt implements ProfileSource {
        Spoilt() {
            throw new IllegalStateException("no profile today");
        }

        @Override
        public FaultProfile profile(long seed) {
            return FaultProfile.CALM;
        }
    }

    static class FromSpoilt {
        @Property(tries = 1)
        void isNotCalled(@ForAll @Faults(from = Spoilt.class) Plan plan) {
            plan.run(ONE);
        }
    }

    @Test
    void sourceOfProfiles_thatThrows_isNamedWithItsError() {
        String failure = Platform.run(FromSpoilt.class).failure();

        assertTrue(
                failure.contains(
                        "a source of profiles must be a class of which an object can be made:"
                                + " from=dev.rehearsal.jqwik.PlanTest$Spoilt"
                                + " error=java.lang.IllegalStateException: no profile today"),
                failure);
    }

    @Test
    void seeds_hexAndDecimal_areRead() {
        assertEquals(
                Vector.of(255L, -1L, 7L, -2L),
                Seeds.parse("seed", "0xff, 0xFFFFFFFFFFFFFFFF,7,18446744073709551614"));
        assertThrows(IllegalArgumentException.class, () -> Seeds.parse("seed", ""));
        assertThrows(IllegalArgumentException.class, () -> Seeds.parse("seed", "1,"));
        assertThrows(
                IllegalArgumentException.class, () -> Seeds.parse("seed", "0x1ffffffffffffffff"));
    }
}
