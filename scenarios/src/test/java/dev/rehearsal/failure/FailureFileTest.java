package dev.rehearsal.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Departure.Partition.Link;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
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
import dev.rehearsal.value.Damage;

import io.vavr.collection.HashSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

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

    @Property(tries = 1_000)
    @Tag("long")
    void anyRun_writtenAndReadAThousandTimes_isTheSameStoryWithTheSameTrace(
            @ForAll("anySettings") Settings settings,
            @ForAll("anyProfile") String profile,
            @ForAll long seed) {
        anyRun_writtenAndRead_isTheSameStoryWithTheSameTrace(settings, profile, seed);
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

    private static final Vector<Departure> EVERY_DEPARTURE = everyDeparture();

    private static Vector<Departure> everyDeparture() {
        MessageName message = MessageName.parse("c1#1 / s1→s2 : Query ~ 1");
        DiskName write = DiskName.parse("c1#1 / s1 : write log ~ 2");
        DiskName read = DiskName.parse("s1!2 / s1 : read log ~ 1");
        DiskName sync = DiskName.parse("s1!2 / s1 : sync of the folder ~ 1");
        Point at = new Point.At(5);
        Point after = new Point.AfterOperation("c1", 2);
        return Vector.of(
                new Departure.Drop(message),
                new Departure.Held(message, new Point.End()),
                new Departure.Again(message, new Point.After(7)),
                new Departure.Again(message, new Point.After(7)),
                new Departure.Again(message, new Point.End()),
                new Departure.Corrupt(message, new Damage.Flips(13)),
                new Departure.Corrupt(message, new Damage.Cuts(2)),
                new Departure.Cut(
                        TurnName.of(message, 1),
                        3,
                        new Departure.Cut.PowerLoss(9, Aftermath.parse("2+-[0..5~]+"))),
                new Departure.Cut(
                        new TurnName("s1.Resend#4"),
                        0,
                        new Departure.Cut.Exit(new ExitReason.Threw("java.io.IOException"))),
                new Departure.Cut(
                        TurnName.start("s1!2", "s1"),
                        0,
                        new Departure.Cut.Exit(new ExitReason.Because("a \"word\""))),
                new Departure.DiskTrouble(write, new DiskFault.Fails(3)),
                new Departure.DiskTrouble(write, new DiskFault.Vanishes()),
                new Departure.DiskTrouble(write, new DiskFault.GoesTo("x", 12)),
                new Departure.DiskTrouble(read, new DiskFault.GoesTo("x", 12)),
                new Departure.Stall(sync, 11),
                new Departure.Mistimed(Occasion.parse("c1#3 / s1 : Elect ~ 1"), 6),
                new Departure.Fires(Occasion.parse("s1!2 / s1/log : skip-flush ~ 2")),
                new Departure.Chooses(Occasion.parse("c1#3 / s1 : leader? ~ 1"), 3, "s2"),
                new Departure.Restore("s1", 10, at, 18, 0),
                new Departure.Reset("s1", 11, at, "s2"),
                new Departure.Crash("s1", 0, at, 12, Aftermath.NONE),
                new Departure.Stop("s1", 1, after, 13),
                new Departure.Stop("s1", 13, after, 13, 8),
                new Departure.Hang(TurnName.of(message, 0), 10),
                new Departure.Kill("s1", 2, at, new ExitReason.Killed()),
                new Departure.Pause("s2", 3, at, 14),
                new Departure.Jump("s2", 4, at, -15),
                new Departure.Drift("s2", 5, at, -100),
                new Departure.Partition(
                        "split", 6, at, 16, Vector.of(new Link("s1", "s2"), new Link("c1", "s1"))),
                new Departure.Fill("s1", 7, at, 17, 0),
                new Departure.Spoil("s1", 8, at, new DiskFault.Flips("log", 3, 7)),
                new Departure.Spoil("s1", 12, at, new DiskFault.Scrambles("log", 3, 7)),
                new Departure.Spoil("s1", 9, at, new DiskFault.Evicts(Aftermath.parse("+-"))));
    }

    @Test
    void everyKindOfDeparture_writtenAndRead_isTheSame() {
        Run run = run(CATALOGUE.named("abd-register").settings(), "calm", 1);
        Story story = run.story().withDepartures(EVERY_DEPARTURE);
        Run replayed = Simulation.of(story.settings()).with(TRACED).run(story);
        Failure failure = failure(replayed, "calm", 1);
        Failure told =
                new Failure(
                        story,
                        failure.origin(),
                        failure.violation(),
                        failure.traceHash(),
                        failure.hashes(),
                        failure.found(),
                        failure.shrinking(),
                        failure.version());

        assertEquals(told, FailureFile.parse(FailureFile.text(told), CATALOGUE));
        assertEquals(HashSet.of(FaultKind.values()), EVERY_DEPARTURE.map(Departure::kind).toSet());
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
