package dev.rehearsal.scenarios.kv;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.Hunt;
import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store under supervision loses nothing, and its planted bugs are found. */
class SupervisedKvTest {

    private static final SupervisedKv KV = new SupervisedKv();

    /**
     * A session ends while the store writes for it; the next one asks before that is done, and
     * takes the answer.
     */
    @Test
    void staleReply_toTheFirstQuestionOfASession_isTakenForTheOneToTheNext() {
        Planned.of(KV, "stale-reply", "nodes=1 clients=3")
                .asks("c1", 100, new KvCall.Cas("x", 0, 5))
                .asks("c3", 100, new KvCall.Cas("x", 0, 7))
                .asks("c2", 140, new KvCall.Get("x"))
                .assertBreaks("linearizable");
    }

    /** Each division by 0 ends the store, which then begins anew. */
    @Test
    void operationsThatCannotBeDone_areNotRestartsWithoutAnEnd() {
        Planned planned = Planned.of(KV, "impossible-alone", "nodes=1 clients=1 operations=210");
        for (int division = 0; division < 210; division++) {
            planned = planned.asks("c1", 101L * division, new KvCall.Div("x", 0));
        }
        planned.assertHolds();
    }

    private static Run run(Simulation simulation, FaultProfile profile, int seed) {
        var kills =
                new Kills(
                        profile.adversary(simulation.cluster(), seed),
                        Draw.seed(seed).in("kills"),
                        simulation.cluster().servers(),
                        0.01,
                        0.2,
                        0.3,
                        20,
                        5_000_000);
        return simulation.run(seed, kills);
    }

    /** In a bad network a stop finds its node down already, from a crash, in one case of six. */
    private static void assertHolds(FaultProfile profile, int seeds, int stopsMin) {
        Simulation simulation = Simulation.of(KV.settings());
        int completed = 0;
        int all = 0;
        int restarted = 0;
        int[] effective = new int[FaultKind.values().length];
        for (int seed = 0; seed < seeds; seed++) {
            Run run = run(simulation, profile, seed);
            int failing = seed;
            assertEquals(
                    Run.Verdict.HOLDS,
                    run.verdict(),
                    () -> "seed " + failing + ": " + run.violation());
            completed += run.ok();
            all += run.ok() + run.failed() + run.unknown();
            restarted += run.goals().head().seen().isDefined() ? 1 : 0;
            run.effective().forEach((kind, count) -> effective[kind.ordinal()] += count);
        }
        int ok = completed;
        int asked = all;
        int seen = restarted;
        assertAll(
                () -> assertTrue(2 * ok >= asked, ok + " of " + asked + " operations completed"),
                () -> assertTrue(2 * seen > seeds, "a store was restarted in " + seen + " runs"),
                () -> assertTrue(effective[FaultKind.KILL.ordinal()] > seeds, "kills"),
                () -> assertTrue(2 * effective[FaultKind.CRASH.ordinal()] > seeds, "crashes"),
                () -> assertTrue(effective[FaultKind.STOP.ordinal()] > stopsMin, "stops"));
    }

    @Test
    void healthy_killsCrashesAndStopsInACalmNetwork_losesNoAcknowledgedWrite() {
        assertHolds(FaultProfile.CALM, 200, 200);
    }

    @Test
    void healthy_killsCrashesAndStopsInABadNetwork_losesNoAcknowledgedWrite() {
        assertHolds(FaultProfile.LOSSY, 200, 150);
    }

    @Test
    @Tag("long")
    void healthy_tenThousandSeeds_losesNoAcknowledgedWrite() {
        assertHolds(FaultProfile.LOSSY, 10_000, 8_000);
    }

    @Test
    void healthy_withoutFaultsAndAllIsPossible_answersEveryOperation() {
        Simulation simulation = Simulation.of(KV.settings().with("impossible", "0"));
        for (int seed = 0; seed < 50; seed++) {
            Run run = simulation.run(seed, FaultProfile.CALM.adversary(simulation.cluster(), seed));
            assertEquals(Run.Verdict.HOLDS, run.verdict());
            assertEquals(run.story().operations().size(), run.ok());
        }
    }

    /** The runs of the first seeds that fail with the bug planted. */
    private static Vector<Run> failing(Simulation simulation, int seeds) {
        return Vector.range(0, seeds)
                .map(seed -> run(simulation, FaultProfile.CALM, seed))
                .filter(run -> run.verdict() == Run.Verdict.VIOLATED);
    }

    private static void assertFoundAndShrunk(
            String variant, String property, int seeds, int failuresMin, int elementsMax) {
        Settings planted = KV.settings().withVariant(variant);
        Simulation simulation = Simulation.of(planted);
        Vector<Run> failing = failing(simulation, seeds);
        assertTrue(failing.size() >= failuresMin, failing.size() + " of " + seeds);
        Run first = failing.find(run -> run.violation().get().property().equals(property)).get();
        Shrunk shrunk = Shrinker.of(simulation).budget(4_000).shrink(first);
        Size size = Size.of(shrunk.after());
        assertTrue(
                size.operations() + size.decisions() <= elementsMax,
                () -> size + " " + shrunk.after().story());
    }

    @Test
    void storeWithoutJournal_isFoundInMostSeedsAndShrunkToAWriteItDoesNotKnow() {
        assertFoundAndShrunk("store-without-journal", "store-agrees-with-journal", 60, 30, 4);
    }

    @Test
    void deadReference_isFoundInMostSeedsAndShrunkToTheEndOfAStore() {
        assertFoundAndShrunk("dead-reference", "sessions-know-who-serves", 60, 30, 2);
    }

    @Test
    void staleReply_isFoundInAFewSeedsAndShrunkToTheEndOfASession() {
        assertFoundAndShrunk("stale-reply", "linearizable", 400, 3, 8);
    }

    @Test
    void healthy_swarm_losesNoAcknowledgedWrite() {
        Hunt.in(KV).assertHolds(0, 30);
    }

    @Test
    @Tag("long")
    void healthy_tenThousandSeedsOfSwarm_loseNoAcknowledgedWrite() {
        Hunt.in(KV).assertHolds(1_000_000, 10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead-reference", "late-write", "poison-kept"})
    void knownBug_threeHundredSeedsOfSwarm_isFoundByWhatItBreaks(String name) {
        assertFoundInSwarm(name, 300);
    }

    @Test
    @Tag("long")
    void staleReply_thousandSeedsOfSwarm_isFoundByWhatItBreaks() {
        assertFoundInSwarm("stale-reply", 1_000);
    }

    private static void assertFoundInSwarm(String name, int seeds) {
        Variant bug = KV.variants().find(known -> known.name().equals(name)).get();
        Hunt.in(KV, bug).assertFound(bug, 0, seeds);
    }
}
