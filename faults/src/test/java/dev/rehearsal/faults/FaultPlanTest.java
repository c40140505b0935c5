package dev.rehearsal.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.failure.FaultPlan;
import dev.rehearsal.failure.PlanAdversary;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Plans that are written by hand, and plans that are taken from a run. */
class FaultPlanTest {

    private static final Simulation GROUND =
            Simulation.of(new ProvingGround().settings())
                    .with(Simulation.Options.DEFAULT.nanos(700_000_000));

    private static FaultPlan plan(String... faults) {
        return FaultPlan.read(
                """
                {"schema": "rehearsal.plan/1", "faultsStopAt": "500ms", "faults": [%s]}
                """
                        .formatted(String.join(",", faults)),
                GROUND.cluster());
    }

    private static Run run(FaultPlan plan) {
        PlanAdversary adversary = plan.adversary();
        Run run = GROUND.run(1, adversary);
        assertEquals(Vector.empty(), adversary.unused());
        return run;
    }

    @Test
    void message_ofThatNumber_sufferAsThePlanSays() {
        Run run =
                run(
                        plan(
                                """
                                {"at": "the 3rd Ping from s1 to s3", "do": "drop"}\
                                """,
                                """
                                {"at": "the 21st Ping from s1 to s3", "do": "hold", "for": "50ms"}\
                                """,
                                """
                                {"at": "the 2nd Ping from s2 to s3", "do": "duplicate", "for": "9ms"}\
                                """,
                                """
                                {"at": "the 3rd Ping from s2 to s3", "do": "corrupt",
                                 "damage": "bit 3 flipped"}\
                                """));

        assertEquals(
                HashMap.of(
                                FaultKind.HOLD,
                                1,
                                FaultKind.DROP,
                                1,
                                FaultKind.DUPLICATE,
                                1,
                                FaultKind.CORRUPT,
                                1)
                        .toSet(),
                run.injected().toSet());
        assertTrue(
                run.story()
                        .departures()
                        .exists(departure ->
                                departure
                                        .toString()
                                        .equals("s1.Tick#3 / s1→s3 : Ping ~ 1: dropped")));
        assertEquals(run.traceHash(), GROUND.run(run.story()).traceHash());
    }

    @Test
    void message_crashes_theNodeThatComesToHandleIt() {
        Run run =
                run(
                        plan(
                                """
                                {"at": "the 4th Ping from s1 to s3", "do": "crash", "for": "5ms"}\
                                """));

        assertEquals(1, run.injected().get(FaultKind.CRASH).get());
        assertTrue(run.story().departures().head().toString().contains("s1→s3 : Ping ~ 1: cut"));
        assertEquals(run.traceHash(), GROUND.run(run.story()).traceHash());
    }

    @Test
    void time_ofEachKind_isMet() {
        Run run =
                run(
                        plan(
                                """
                                {"at": "20ms", "do": "crash", "node": "s1", "for": "5ms"}\
                                """,
                                """
                                {"at": "40ms", "do": "stop", "node": "s2", "for": "5ms"}\
                                """,
                                """
                                {"at": "60ms", "do": "pause", "node": "s3", "for": "50ms"}\
                                """,
                                """
                                {"at": "70ms", "do": "clock-jump", "node": "s4", "by": "-2s"}\
                                """,
                                """
                                {"at": "81ms", "do": "kill", "actor": "s5/sup/a"}\
                                """,
                                """
                                {"at": "90ms", "do": "partition", "links": ["s1→s2"], "for": "9ms"}\
                                """));

        assertEquals(6, run.story().departures().size());
        assertEquals(run.traceHash(), GROUND.run(run.story()).traceHash());
    }

    @Test
    void story_asAPlan_isReadBackAndIsTheSameRun() {
        FaultProfile harsh = FaultProfile.HARSH.quietAfter(Duration.ofMillis(400));
        for (long seed = 0; seed < 2; seed++) {
            Run run = GROUND.run(seed, harsh.adversary(GROUND.cluster(), seed));
            FaultPlan plan = FaultPlan.of(run.story());
            FaultPlan read = FaultPlan.read(plan.toJson(), GROUND.cluster());
            assertEquals(plan, read);
            assertEquals(run.traceHash(), GROUND.run(seed, read.adversary()).traceHash());
        }
    }

    @Test
    void plan_byHand_isReadBack() {
        FaultPlan plan =
                plan(
                        """
                        {"at": "the 11th Ping from s1 to s3", "do": "hold", "for": "2us"}\
                        """,
                        """
                        {"at": "the 2nd Ping from s1 to s3", "do": "corrupt", "damage": "cut at byte 2"}\
                        """,
                        """
                        {"at": "the 3rd Ping from s1 to s3", "do": "kill"}\
                        """,
                        """
                        {"at": "20ms", "do": "crash", "node": "s1", "for": "5ms"}\
                        """);
        assertEquals(plan, FaultPlan.read(plan.toJson(), GROUND.cluster()));
    }

    @Test
    void step_thatDoesNotHappen_isReported() {
        PlanAdversary adversary =
                plan("""
                {"at": "the 9000th Ping from s1 to s3", "do": "drop"}\
                """)
                        .adversary();
        GROUND.run(1, adversary);
        assertEquals(1, adversary.unused().size());
    }

    @Test
    void damage_ofBytesThatTheMessageDoesNotCarry_isReported() {
        PlanAdversary adversary =
                plan("""
                {"at": "the 1st Ping from s1 to s3", "do": "corrupt",
                 "damage": "cut at byte 4"}\
                """)
                        .adversary();
        Run run = GROUND.run(1, adversary);
        assertEquals(1, adversary.unused().size());
        assertEquals(HashMap.empty().toSet(), run.injected().toSet());
    }

    @Test
    void plan_thatIsNone_isRefusedWithWhatAndWhere() {
        assertRefused("faults[0].at must be a time", "{\"at\": \"soon\", \"do\": \"drop\"}");
        assertRefused("faults[0].do", "{\"at\": \"the 1st Ping from s1 to s3\", \"do\": \"drp\"}");
        assertRefused(
                "faults[0].damage",
                "{\"at\": \"the 1st Ping from s1 to s3\", \"do\": \"corrupt\", \"damage\":"
                        + " \"much\"}");
        assertRefused(
                "faults[0].node",
                "{\"at\": \"1ms\", \"do\": \"crash\", \"node\": \"s9\", \"for\": \"1ms\"}");
        assertRefused(
                "faults[0].for",
                "{\"at\": \"1ms\", \"do\": \"crash\", \"node\": \"s1\", \"for\": \"0ms\"}");
    }

    private static void assertRefused(String what, String fault) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> plan(fault)).getMessage();
        assertTrue(message.contains(what), message);
    }
}
