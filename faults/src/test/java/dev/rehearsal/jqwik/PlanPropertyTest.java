package dev.rehearsal.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Violation;
import dev.rehearsal.story.StoryText;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;
import org.opentest4j.AssertionFailedError;
import org.w3c.dom.Element;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * Properties with plans, run through the platform as their users run them. Over 500 lines: the
 * properties that are run are part of it.
 */
class PlanPropertyTest {

    @BeforeEach
    void forget() {
        PadFixtures.SEEN.clear();
    }

    @Test
    void property_violated_failsWithTheShrunkStory() {
        String failure = Platform.run(PadFixtures.Broken.class).failure();

        assertTrue(failure.startsWith("linearizable does not hold: "), failure);
        List<String> lines = failure.lines().toList();
        Plan shrunk = lastSeen();
        Story story = shrunk.stories().single();
        assertEquals(2, story.operations().size(), failure);
        assertEquals(1, story.departures().size(), failure);
        Run run =
                Simulation.of(story.settings())
                        .with(Simulation.Options.DEFAULT.verbose())
                        .run(story);
        Vector<String> sentences = StoryText.lines(run);
        assertEquals(4, sentences.size(), failure);
        int first = lines.indexOf(sentences.head());
        assertEquals(sentences.asJava(), lines.subList(first, first + 4), failure);
        assertEquals("what happened", lines.get(first + 5), failure);
        assertTrue(failure.contains(" to 2 operations, 0 faults, 1 held message, "), failure);
        assertEquals(
                "replay: mvn test -pl faults -am -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtest='dev.rehearsal.jqwik.PadFixtures$Broken#twoCopiesAreOneRegister'"
                        + " -Drehearsal.seed="
                        + Seeds.format(shrunk.seed()),
                lines.getLast());
    }

    @Test
    void simulationProperty_withAPortfolio_runs500PlansUnderEachStrategy() {
        Platform.run(PadFixtures.Chosen.class);

        assertEquals(500, PadFixtures.SEEN.size());
        assertEquals(
                Set.of("time", "random", "pct:2", "pct:3", "delay:2"),
                PadFixtures.SEEN.stream()
                        .map(seen -> ((Plan) seen).strategy().toString())
                        .collect(Collectors.toSet()));
    }

    /** A strategy finds without any fault what is told as a held message. */
    @Test
    void strategy_thatFindsAViolation_isShrunkAsAnyOtherAndNamedInTheCommand() {
        String failure = Platform.run(PadFixtures.ChosenBroken.class).failure();

        Plan shrunk = lastSeen();
        assertEquals(2, shrunk.stories().single().operations().size(), failure);
        assertEquals(1, shrunk.stories().single().departures().size(), failure);
        assertTrue(failure.contains("calm, strategy random, seed 0x"), failure);
        assertTrue(failure.contains(" --faults calm --strategy random --seed "), failure);
    }

    @Test
    void scenarioOfTheCatalogue_readyProfile_isReplayedByTheCommandLine() {
        String failure = Platform.run(PadFixtures.TwoBugs.class).failure();

        assertTrue(
                failure.contains(
                        "replay: ./rehearse run pad --variant touchy --set copies=2 --faults lossy"
                                + " --seed "
                                + Seeds.format(lastSeen().seed())
                                + System.lineSeparator()),
                failure);
    }

    @Test
    void profileOfOnesOwn_violated_isReplayedByThePropertyAlone() {
        String failure = Platform.run(PadFixtures.OwnProfileBroken.class).failure();

        assertFalse(failure.contains("./rehearse"), failure);
        assertTrue(failure.contains("replay: mvn test "), failure);
    }

    @Test
    void story_withoutOperationsAndDepartures_saysThatNothingGoesWrong() {
        List<String> lines =
                Platform.run(PadFixtures.WithoutOperations.class).failure().lines().toList();

        int story = lines.indexOf("the story:");
        assertEquals("  1. Nothing is asked and nothing goes wrong.", lines.get(story + 1));
        assertEquals("", lines.get(story + 2));
    }

    @Test
    void property_violatedWhereDigitsAreOthers_saysTheSame() {
        String failure = Platform.run(PadFixtures.Broken.class).failure();
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertEquals(failure, Platform.run(PadFixtures.Broken.class).failure());
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void property_violated_isOneMinimal() {
        Platform.run(PadFixtures.Broken.class);

        Simulation simulation = Simulation.of(PadFixtures.TWO);
        Story story = lastSeen().stories().single();
        String signature = simulation.run(story).violation().get().signature();
        for (int i = 0; i < story.operations().size(); i++) {
            Story less = story.withOperations(story.operations().removeAt(i));
            assertFalse(simulation.run(less).fails(signature), less::toString);
        }
        for (int i = 0; i < story.departures().size(); i++) {
            Story less = story.withDepartures(story.departures().removeAt(i));
            assertFalse(simulation.run(less).fails(signature), less::toString);
        }
    }

    @Test
    void property_violated_isCalledOnceMoreToConfirmTheShrunkPlan() {
        Platform.run(PadFixtures.Broken.class);

        List<Object> seen = PadFixtures.SEEN;
        Plan found = (Plan) seen.get(seen.size() - 2);
        assertTrue(found.stories().isEmpty());
        assertEquals(found.seed(), lastSeen().seed());
    }

    @Test
    void property_violated_keepsItsStackTrace() {
        Throwable thrown =
                Platform.run(PadFixtures.Broken.class).only().getThrowable().orElseThrow();

        assertSame(AssertionError.class, thrown.getClass());
        assertTrue(
                Arrays.stream(thrown.getStackTrace())
                        .anyMatch(
                                frame -> frame.getMethodName().equals("twoCopiesAreOneRegister")));
    }

    @Test
    void property_violated_saysTheSameInThePlatformsReport() {
        Platform platform = Platform.run(PadFixtures.Broken.class);

        platform.failure()
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> assertTrue(platform.reported().contains(line), line));
        assertTrue(
                platform.reported().contains("plan: " + lastSeen() + System.lineSeparator()),
                platform.reported());
    }

    @Test
    void property_violated_saysTheSameInTheXmlReport(@TempDir Path folder) throws Exception {
        Platform platform =
                Platform.run(
                        PadFixtures.Broken.class,
                        Platform.FIXED,
                        new LegacyXmlReportGeneratingListener(
                                folder, new PrintWriter(Writer.nullWriter())));

        Element failure =
                (Element)
                        DocumentBuilderFactory.newDefaultInstance()
                                .newDocumentBuilder()
                                .parse(folder.resolve("TEST-jqwik.xml").toFile())
                                .getElementsByTagName("failure")
                                .item(0);
        for (String line : platform.failure().lines().toList()) {
            assertTrue(failure.getAttribute("message").contains(line), line);
            assertTrue(failure.getTextContent().contains(line), line);
        }
    }

    @Test
    void property_holds_isCalledWithDifferentPlans() {
        Platform platform = Platform.run(PadFixtures.Healthy.class);

        assertEquals(Status.SUCCESSFUL, platform.only().getStatus());
        assertEquals(200, PadFixtures.SEEN.size());
        assertEquals(200, new HashSet<>(PadFixtures.SEEN).size());
    }

    @Test
    void ownAssertion_runHolds_shrinksToAPlanOfWhichEverythingIsNeeded() {
        Platform platform = Platform.run(PadFixtures.OwnAssertion.class);

        String failure = platform.failure();
        assertTrue(
                failure.startsWith(
                        "org.opentest4j.AssertionFailedError: expected: <0> but was: <1>"),
                failure);
        Plan shrunk = lastSeen();
        Story story = shrunk.stories().single();
        assertEquals(1, story.operations().size(), failure);
        assertEquals(1, story.departures().size(), failure);
        assertEquals(0, shrunk.withStories(less(story)).run(PadFixtures.ONE).unknown());
        assertTrue(failure.contains(": 1-minimal"), failure);
        Throwable thrown = platform.only().getThrowable().orElseThrow();
        assertInstanceOf(AssertionFailedError.class, thrown.getCause());
    }

    @Test
    void ownAssertion_onSeveralRuns_shrinksTheStoriesOfAll() {
        String failure = Platform.run(PadFixtures.Compared.class).failure();

        Plan shrunk = lastSeen();
        assertEquals(2, shrunk.stories().size(), failure);
        Story one = shrunk.stories().head();
        Story other = shrunk.stories().last();
        assertEquals(one.operations(), other.operations(), failure);
        assertEquals(1, one.operations().size(), failure);
        assertEquals(1, one.departures().size() + other.departures().size(), failure);
        assertTrue(failure.contains("  its last run: "), failure);
    }

    private static Vector<Story> less(Story story) {
        return Vector.of(story.withDepartures(Vector.empty()));
    }

    @Test
    void twoBugs_eitherFoundFirst_theOtherIsNeverReported() {
        var found = new HashSet<String>();
        for (Class<?> properties : List.of(PadFixtures.TwoBugs.class, PadFixtures.Stubborn.class)) {
            for (int seed = 1; seed <= 5; seed++) {
                PadFixtures.SEEN.clear();
                String failure =
                        Platform.run(properties, Map.of(Replay.JQWIK_SEED, Integer.toString(seed)))
                                .failure();
                Violation first =
                        seen().stream()
                                .map(plan -> plan.run(PadFixtures.TOUCHY))
                                .filter(result -> !result.holds())
                                .findFirst()
                                .orElseThrow()
                                .violation()
                                .get();
                found.add(first.property());
                assertTrue(failure.contains(first.property() + " does not hold: "), failure);
            }
        }
        assertEquals(2, found.size(), found::toString);
    }

    @Test
    void handlerThrew_propertyFails_itsExceptionIsTheCause() {
        for (int seed = 1; seed <= 12; seed++) {
            Throwable thrown =
                    Platform.run(
                                    PadFixtures.Throwing.class,
                                    Map.of(Replay.JQWIK_SEED, Integer.toString(seed)))
                            .only()
                            .getThrowable()
                            .orElseThrow();
            if (!thrown.getMessage().startsWith("linearizable")) {
                assertInstanceOf(IllegalStateException.class, thrown.getCause());
                assertTrue(thrown.getCause().getMessage().startsWith("put came twice"));
                return;
            }
        }
        throw new AssertionError("no seed made a handler throw");
    }

    @Test
    void shrinking_anyProperty_neverTriesAPlanTwice() {
        for (Class<?> properties :
                List.of(
                        PadFixtures.Broken.class,
                        PadFixtures.OwnAssertion.class,
                        PadFixtures.Stubborn.class)) {
            PadFixtures.SEEN.clear();
            Platform.run(properties);
            assertEquals(
                    PadFixtures.SEEN.size(),
                    new HashSet<>(PadFixtures.SEEN).size(),
                    properties.getName());
        }
    }

    @Test
    void severalProperties_inOneJvm_areAllShrunk() {
        Platform platform = Platform.run(PadFixtures.Several.class);

        assertEquals(4, platform.results().size());
        platform.results()
                .values()
                .forEach(result -> {
                    String failure = Platform.message(result);
                    assertTrue(failure.contains("shrunk from "), failure);
                    assertTrue(failure.contains(": 1-minimal"), failure);
                });
    }

    @Test
    void twoScenarios_secondFails_firstRunsAsItDidWhenTheFailureWasFound() {
        String failure = Platform.run(PadFixtures.TwoScenarios.class).failure();

        List<Object> hashes = PadFixtures.SEEN;
        assertTrue(failure.contains("in pad copies=2; "), failure);
        assertTrue(failure.contains(" to 2 operations, "), failure);
        assertEquals(hashes.get(hashes.size() - 2), hashes.getLast());
    }

    @Test
    void seedAskedFor_violated_saysTheSameAgain() {
        String failure = Platform.run(PadFixtures.Broken.class).failure();
        Plan shrunk = lastSeen();
        PadFixtures.SEEN.clear();

        assertEquals(failure, replay(PadFixtures.Broken.class, failure).failure());

        assertEquals(List.of(Plan.of(shrunk.seed(), FaultProfile.LOSSY), shrunk), PadFixtures.SEEN);
    }

    @Test
    void seedAskedFor_withoutShrinking_showsThatRunWhole() {
        Platform.run(PadFixtures.Broken.class);
        Plan whole = Plan.of(lastSeen().seed(), FaultProfile.LOSSY);
        PadFixtures.SEEN.clear();

        String again =
                Platform.run(
                                PadFixtures.Broken.class,
                                Map.of(
                                        Replay.SEED,
                                        Long.toString(whole.seed()),
                                        Replay.SHRINK_RUNS,
                                        "0"))
                        .failure();

        assertEquals(List.of(whole), PadFixtures.SEEN);
        Run run = whole.run(PadFixtures.TWO).run();
        assertTrue(again.contains(run.violation().get().message()), again);
        assertTrue(again.contains(" 12. "), again);
        assertTrue(again.contains("not shrunk: -Drehearsal.shrink.runs=0"), again);
        assertTrue(
                again.endsWith(
                        " -Drehearsal.shrink.runs=0 -Drehearsal.seed="
                                + Seeds.format(whole.seed())),
                again);
    }

    @Test
    void seedAskedFor_holds_runsOnceAndPublishesWhatHappened() {
        Platform platform = Platform.run(PadFixtures.Healthy.class, Map.of(Replay.SEED, "42"));

        assertEquals(Status.SUCCESSFUL, platform.only().getStatus());
        assertEquals(List.of(Plan.of(42, FaultProfile.LOSSY)), PadFixtures.SEEN);
        assertTrue(platform.reported().contains("c1#1 "), platform.reported());
    }

    @Test
    void seedAskedFor_noNumber_failsNamingIt() {
        String failure =
                Platform.run(PadFixtures.Healthy.class, Map.of(Replay.SEED, "0xyz")).failure();

        assertEquals(
                "rehearsal.seed must be a 64-bit number, 0x and hex digits or decimal:"
                        + " rehearsal.seed=0xyz",
                failure);
    }

    @Test
    void twoPlans_violated_areReplayedWithBothSeeds() {
        String failure = Platform.run(PadFixtures.TwoPlans.class).failure();
        List<Object> seeds = List.copyOf(PadFixtures.SEEN).reversed().subList(0, 2).reversed();
        PadFixtures.SEEN.clear();

        assertEquals(failure, replay(PadFixtures.TwoPlans.class, failure).failure());

        assertEquals(seeds, PadFixtures.SEEN.subList(0, 2));
    }

    @Test
    void otherParameters_violated_areReplayedWithTheSeedOfJqwik() {
        String failure = Platform.run(PadFixtures.WithNumber.class).failure();
        assertTrue(failure.lines().toList().getLast().endsWith("-Drehearsal.jqwik.seed=1"));

        assertEquals(failure, replay(PadFixtures.WithNumber.class, failure).failure());
    }

    /** Does what the last line of a failure says. */
    private static Platform replay(Class<?> properties, String failure) {
        String last = failure.lines().toList().getLast();
        String[] setting = last.substring(last.lastIndexOf(" -D") + 3).split("=", 2);
        return Platform.run(properties, Map.of(setting[0], setting[1]));
    }

    @Test
    void budget_spent_isSaid() {
        for (Class<?> properties :
                List.of(PadFixtures.Broken.class, PadFixtures.OwnAssertion.class)) {
            String failure =
                    Platform.run(
                                    properties,
                                    Map.of(Replay.JQWIK_SEED, "1", Replay.SHRINK_RUNS, "3"))
                            .failure();

            assertTrue(failure.contains("ended by its budget"), failure);
            assertTrue(failure.contains("a larger budget may find less: -D"), failure);
        }
    }

    @Test
    void budget_thatIsNotOneNumber_isRefused() {
        for (String budget : List.of("-1", "3,4")) {
            assertEquals(
                    "rehearsal.shrink.runs must be one number in [0, 2147483647]:"
                            + " rehearsal.shrink.runs="
                            + budget,
                    Platform.run(PadFixtures.Healthy.class, Map.of(Replay.SHRINK_RUNS, budget))
                            .failure());
        }
    }

    @Test
    void smallestStory_refusedByTheProperty_isSaid() {
        String failure = Platform.run(PadFixtures.Stubborn.class).failure();

        assertTrue(failure.contains("it asks for more than its run"), failure);
        assertTrue(failure.contains(" to 5 operations, "), failure);
    }

    @Test
    void predicate_false_failsWithTheShrunkStory() {
        String failure = Platform.run(PadFixtures.Predicate.class).failure();

        assertTrue(failure.startsWith("the property is false"), failure);
        assertTrue(failure.contains(" to 2 operations, 0 faults, 1 held message, "), failure);
    }

    @Test
    void listOfPlans_violated_isShrunkToOneSmallPlan() {
        String failure = Platform.run(PadFixtures.SeveralPlans.class).failure();

        assertTrue(failure.contains(" to 2 operations, 0 faults, 1 held message, "), failure);
        assertTrue(failure.contains("harsh, seed "), failure);
        assertTrue(failure.endsWith("-Drehearsal.jqwik.seed=1"), failure);
    }

    @Test
    void failedBefore_startsWithTheSameSeedAndFailsTheSameWay(@TempDir Path folder) {
        Path database = folder.resolve("database");
        String first = Platform.run(PadFixtures.Broken.class, database).failure();

        assertEquals(first, Platform.run(PadFixtures.Broken.class, database).failure());
    }

    @Test
    void error_beforeAnyRun_staysAsItIs() {
        Platform platform = Platform.run(PadFixtures.NoRun.class);

        assertEquals("before any run", platform.failure());
        assertInstanceOf(IllegalStateException.class, platform.only().getThrowable().orElseThrow());
    }

    @Test
    void profile_withoutAnnotation_isLossy() {
        Platform.run(PadFixtures.WithoutAnnotation.class);

        assertEquals(List.of(FaultProfile.LOSSY), PadFixtures.SEEN.stream().distinct().toList());
    }

    @Test
    void profile_ofOnesOwn_isUsed() {
        Platform.run(PadFixtures.OwnProfile.class);

        assertEquals(
                List.of(new PadFixtures.OwnProfile.Duplicates().profile(0)),
                PadFixtures.SEEN.stream().distinct().toList());
    }

    @Test
    void profile_withOverrides_hasThemBesideItsOwn() {
        Platform platform =
                Platform.run(
                        PadFixtures.Overridden.class,
                        Map.of(Replay.JQWIK_SEED, "1", Replay.STATISTICS, "true"));

        assertEquals(
                List.of(FaultProfile.CALM.with("drop.rate=0.3").with("pause.max=2s")),
                PadFixtures.SEEN.stream().distinct().toList());
        assertTrue(platform.reported().contains("3 runs, "), platform.reported());
        assertTrue(platform.reported().contains("drop "), platform.reported());
    }

    @Test
    void property_violated_storesItsStoryWhenAsked(@TempDir Path folder) throws Exception {
        Platform.run(
                PadFixtures.Broken.class,
                Map.of(Replay.JQWIK_SEED, "1", Replay.REGRESSIONS, folder.toString()));

        try (var files = Files.list(folder)) {
            List<Path> stored = files.toList();
            assertEquals(1, stored.size());
            assertTrue(Files.readString(stored.getFirst()).contains("rehearsal.failure/1"));
        }
    }

    @Test
    void plan_runTwice_givesTheSameRun() {
        Settings settings = PadFixtures.TWO;
        for (Profile profile : Profile.values()) {
            Plan plan = Plan.of(7, profile.profile(7));
            Run once = plan.run(settings).run();
            assertEquals(once.traceHash(), plan.run(settings).run().traceHash());
            assertEquals(
                    once.traceHash(),
                    plan.withStories(Vector.of(once.story())).run(settings).run().traceHash());
        }
    }

    private static Plan lastSeen() {
        return seen().getLast();
    }

    private static List<Plan> seen() {
        return PadFixtures.SEEN.stream().map(Plan.class::cast).toList();
    }
}
