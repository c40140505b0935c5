package dev.rehearsal.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.determinism.canary.Alone;
import dev.rehearsal.determinism.canary.Canaries;
import dev.rehearsal.determinism.canary.Canary;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.value.NotAValueException;

import io.vavr.collection.Vector;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** Canaries are actors that run, and the table says truly whether a second run differs. */
class CanariesRunTest {

    static List<Canaries.Row> all() {
        return Canaries.ALL.asJava();
    }

    static List<Canaries.Row> running() {
        return Canaries.ALL.reject(Canaries.Row::isRefused).asJava();
    }

    static List<Canaries.Row> refused() {
        return Canaries.ALL.filter(Canaries.Row::isRefused).asJava();
    }

    static List<Canaries.Row> differingAgain() {
        return Canaries.ALL.filter(row -> row.differs() == Canaries.Comparison.AGAIN).asJava();
    }

    @ParameterizedTest
    @MethodSource("all")
    void healthyTwin_runTwice_givesTheSameTrace(Canaries.Row row) {
        assertEquals(run(row.healthy()).traceHash(), run(row.healthy()).traceHash());
    }

    @ParameterizedTest
    @MethodSource("differingAgain")
    void leakingActor_runTwiceInOneJvm_givesAnotherTraceWhereTheTableSaysSo(Canaries.Row row) {
        assertNotEquals(run(row.leaking()).traceHash(), run(row.leaking()).traceHash());
    }

    @ParameterizedTest
    @MethodSource("running")
    void leakingActor_run_isPokedThreeTimesAndDoesNotFail(Canaries.Row row) {
        Run run = run(row.leaking());

        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> run.violation().toString());
        assertEquals(1 + Canary.POKES, run.steps());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void leakingActor_whoseConfigurationCanChange_isRefusedWithThePath(Canaries.Row row) {
        NotAValueException refused =
                assertThrows(NotAValueException.class, () -> run(row.leaking()));

        assertTrue(refused.getMessage().startsWith("c: Leaking."), refused.getMessage());
    }

    private static Run run(Canary canary) {
        Simulation simulation = Simulation.of(new Alone(canary).settings());
        return simulation.run(Vector.empty(), Adversary.CALM);
    }
}
