package dev.rehearsal.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.failure.FaultPlan;
import dev.rehearsal.failure.PlanAdversary;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A bug that no hunt has found, under faults and operations that were written by hand: it breaks
 * what it is known to break, and the healthy scenario stands the same.
 *
 * <p>The plan of the faults is the file {@code BUG.json} beside the class of the scenario.
 *
 * @param bug the name of the plan, and of the variant unless the bug is one that was mended
 * @param settings of the healthy scenario
 */
public record Planned(String bug, Settings settings, Vector<PlannedOperation> operations) {

    /**
     * A plan without operations.
     *
     * @param words what is set, as {@code name=value}, with blanks between
     */
    public static Planned of(Scenario scenario, String bug, String words) {
        return new Planned(bug, SettingsInWords.of(scenario, words), Vector.empty());
    }

    /** With the next operation of a client, which begins that late. */
    public Planned asks(String client, long millis, Object input) {
        int index = operations.count(one -> one.client().equals(client)) + 1;
        long nanos = Duration.ofMillis(millis).toNanos();
        return new Planned(
                bug,
                settings,
                operations.append(new PlannedOperation(client, index, input, nanos)));
    }

    /** The bug breaks that property under the plan, and without the bug everything holds. */
    public void assertBreaks(String property) {
        Settings broken = settings.withVariant(bug);
        PlanAdversary adversary = plan(broken).adversary();
        Run run = run(broken, adversary);

        assertEquals(
                property,
                run.violation().map(violation -> violation.property()).getOrElse("nothing"),
                () -> told(run));
        assertTrue(
                settings.scenario()
                        .variants()
                        .find(known -> known.name().equals(bug))
                        .flatMap(Variant::known)
                        .exists(known -> known.properties().contains(property)));
        assertEquals(Vector.empty(), adversary.unused());
        assertHolds();
    }

    /** Everything holds of the healthy scenario under the plan. */
    public Run assertHolds() {
        Run run = run(settings, plan(settings).adversary());
        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> told(run));
        return run;
    }

    private Run run(Settings of, PlanAdversary adversary) {
        return Simulation.of(of)
                .with(Simulation.Options.DEFAULT.tracing())
                .run(operations, adversary);
    }

    private FaultPlan plan(Settings of) {
        Class<?> near = of.scenario().getClass();
        try (InputStream file = near.getResourceAsStream(bug + ".json")) {
            return file == null
                    ? fail("no plan " + bug + ".json beside " + near)
                    : FaultPlan.read(
                            new String(file.readAllBytes(), StandardCharsets.UTF_8), of.cluster());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String told(Run run) {
        return run.violation() + run.trace().events().mkString("\n", "\n", "\n");
    }
}
