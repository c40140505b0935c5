package dev.rehearsal.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.shrink.Standing;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Violation;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was run is what is read, for real runs of the whole catalogue. */
class FailureFileTest {

    private static final Catalogue CATALOGUE = Catalogue.of(FailureFileTest.class.getClassLoader());

    private static final Simulation.Options TRACED = Simulation.Options.DEFAULT.verbose();

    @Provide
    Arbitrary<Settings> anySettings() {
        Arbitrary<Settings> defaults =
                Arbitraries.of(CATALOGUE.all().map(scenario -> scenario.settings()).asJava());
        Settings abd = CATALOGUE.named("abd-register").settings();
        return Arbitraries.oneOf(
                defaults,
                Arbitraries.of(
                        abd.with("dedup", "false"),
                        abd.with("servers", "5"),
                        CATALOGUE.named("dedup-register").settings().with("servers", "2")));
    }

    @Provide
    Arbitrary<String> anyProfile() {
        return Arbitraries.of("calm", "lossy", "harsh", "swarm");
    }

    private static Run run(Settings settings, String profile, long seed) {
        Simulation simulation = Simulation.of(settings).with(TRACED);
        return simulation.run(
                seed, FaultProfile.named(profile, seed).adversary(simulation.cluster(), seed));
    }

    /** A failure with the story of a run, whether that failed or not. */
    private static Failure failure(Run run, String profile, long seed) {
        Violation violation =
                run.violation().getOrElse(new Violation("p", "k", "here", "\"odd\"\n→", 1, 2));
        return new Failure(
                run.story(),
                Option.some(new Failure.Origin(seed, profile)),
                violation,
                run.traceHash(),
                StepHashes.of(run.stepHashes()),
                Size.of(run),
                Option.some(
                        new Failure.Shrinking(Size.of(run), 12, true, false, Standing.CANONICAL)),
                "test");
    }

    @Property(tries = 150)
    void anyRun_writtenAndRead_isTheSameStoryWithTheSameTrace(
            @ForAll("anySettings") Settings settings,
            @ForAll("anyProfile") String profile,
            @ForAll long seed) {
        Run run = run(settings, profile, seed);
        Failure failure = failure(run, profile, seed);

        Failure read = FailureFile.parse(FailureFile.text(failure), CATALOGUE);

        assertEquals(failure, read);
        Replay replay = Replay.of(read);
        assertEquals(run.traceHash(), replay.run().traceHash());
        assertEquals(Option.none(), replay.departed());
        assertEquals(Vector.empty(), replay.run().unused());
    }

    @Test
    void operationThatWaitsForAnother_writtenAndRead_waitsForIt() {
        Settings settings = CATALOGUE.named("single-copy-register").settings();
        Vector<PlannedOperation> operations =
                Vector.of(
                        new PlannedOperation("c1", 1, new Register.Write<>(1), 0),
                        new PlannedOperation(
                                "c2",
                                1,
                                new Register.Read<Integer>(),
                                new Point.AfterOperation("c1", 1)));
        Run run =
                Simulation.of(settings)
                        .with(TRACED)
                        .run(new Story(settings, operations, Vector.empty()));
        Failure failure = failure(run, "calm", 1);

        Failure read = FailureFile.parse(FailureFile.text(failure), CATALOGUE);

        assertEquals(failure, read);
        assertEquals(operations, read.story().operations());
    }

    @Property(tries = 60)
    void anyRun_cutAnywhere_isRefusedInOneSentence(
            @ForAll long seed, @ForAll @net.jqwik.api.constraints.IntRange(max = 999) int cut) {
        String text =
                FailureFile.text(
                        failure(
                                run(CATALOGUE.named("abd-register").settings(), "harsh", seed),
                                "harsh",
                                seed));
        String part = text.substring(0, (text.length() - 2) * cut / 1000);

        String sentence =
                assertThrows(FailureFileException.class, () -> FailureFile.parse(part, CATALOGUE))
                        .getMessage();
        assertFalse(sentence.contains("\n"), sentence);
    }

    @Property(tries = 60)
    void anotherDeparture_isNoticedAtTheStepWhereItActs(@ForAll long seed) {
        Settings settings = CATALOGUE.named("replicated-register").settings();
        Run run = run(settings, "lossy", seed);
        Run calm =
                Simulation.of(settings)
                        .with(TRACED)
                        .run(run.story().withDepartures(Vector.empty()));

        Option<StepHashes.Departed> departed =
                StepHashes.of(run.stepHashes()).departed(calm.stepHashes());

        long first = 1;
        while (first <= Math.min(run.steps(), calm.steps())
                && run.stepHashes()
                        .get((int) first - 1)
                        .equals(calm.stepHashes().get((int) first - 1))) {
            first++;
        }
        Option<StepHashes.Departed> expected =
                run.traceHash() == calm.traceHash()
                        ? Option.none()
                        : Option.some(new StepHashes.Departed(first, first));
        assertEquals(expected, departed);
    }

    @Test
    void runsOfAllProfiles_haveEveryKindOfDeparture() {
        Vector<FaultKind> seen =
                Vector.range(0, 30)
                        .flatMap(seed ->
                                run(CATALOGUE.named("abd-register").settings(), "harsh", seed)
                                        .story()
                                        .departures()
                                        .map(departure -> departure.kind()))
                        .distinct();
        assertEquals(FaultKind.values().length, seen.size());
    }

    @Test
    void file_isWrittenWholeAndReplacesTheOldOne(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a/b/c.json");
        Failure first =
                failure(run(CATALOGUE.named("abd-register").settings(), "lossy", 1), "lossy", 1);
        Failure second =
                failure(run(CATALOGUE.named("abd-register").settings(), "harsh", 2), "harsh", 2);

        FailureFile.write(first, file);
        FailureFile.write(second, file);

        assertEquals(second, FailureFile.read(file, CATALOGUE));
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void folderThatCannotBeWritten_isReported(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way").resolve("c.json");
        Failure failure =
                failure(run(CATALOGUE.named("abd-register").settings(), "calm", 1), "calm", 1);

        assertThrows(UncheckedIOException.class, () -> FailureFile.write(failure, file));
    }

    @Test
    void classOfAScenarioThatIsInNoCatalogue_isTriedAndNamed() {
        String text =
                FailureFile.text(
                        failure(
                                run(CATALOGUE.named("abd-register").settings(), "calm", 1),
                                "calm",
                                1));

        assertEquals(
                FailureFile.parse(text, CATALOGUE),
                FailureFile.parse(text.replace("\"abd-register\"", "\"renamed\""), CATALOGUE));
        String sentence =
                assertThrows(
                                FailureFileException.class,
                                () ->
                                        FailureFile.parse(
                                                text.replace("\"abd-register\"", "\"mine\"")
                                                        .replace("AbdRegister", "Mine"),
                                                CATALOGUE))
                        .getMessage();
        assertTrue(sentence.contains("--classpath"), sentence);
    }
}
