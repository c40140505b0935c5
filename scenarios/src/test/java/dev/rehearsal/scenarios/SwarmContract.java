package dev.rehearsal.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;

/** What a scenario shows under {@code swarm}: it holds, and its planted bugs are found. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class SwarmContract {

    private final Scenario scenario;
    private final int seeds;
    private final List<String> soon;

    /**
     * The contract of a scenario.
     *
     * @param seeds how many are run where it must not take long
     * @param soon the bugs that are found within a few seeds
     */
    protected SwarmContract(Scenario scenario, int seeds, String... soon) {
        this.scenario = scenario;
        this.seeds = seeds;
        this.soon = List.of(soon);
    }

    List<Variant> foundSoon() {
        return scenario.variants().filter(bug -> soon.contains(bug.name())).asJava();
    }

    List<Variant> found() {
        return scenario.variants().filter(bug -> !unfound().contains(bug.name())).asJava();
    }

    /** The bugs that no hunt has found yet; the page of the scenario says why. */
    protected Set<String> unfound() {
        return Set.of();
    }

    @Test
    void healthy_fewSeeds_holds() {
        Hunt.in(scenario).assertHolds(0, seeds);
    }

    @Test
    @Tag("long")
    void healthy_thousandSeeds_holdsAndReachesEveryGoal() {
        Hunt.in(scenario).assertHolds(1_000, 1_000).assertReachesEveryGoal();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("foundSoon")
    void bug_fewSeeds_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(scenario, bug).assertFound(bug, 0, 60);
    }

    @ParameterizedTest
    @Tag("long")
    @MethodSource("found")
    void bug_thousandsOfSeeds_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(scenario, bug).assertFound(bug, 0, 3_000);
    }

    /**
     * A search of the states with some crashes, over a network that takes away what changes
     * nothing.
     *
     * @param words what is set, as {@code name=value}, with blanks between
     */
    protected Result searched(Options options, String words, String bug, int crashes) {
        Settings healthy = SettingsInWords.of(scenario, words);
        Settings settings = bug.isEmpty() ? healthy : healthy.withVariant(bug);
        return Search.with(options)
                .run(
                        settings.cluster().system(),
                        Trouble.NONE.over(Network.ORDERED).crashes(crashes, crashes));
    }

    /** The shortest way to break that property has so many steps. */
    protected void assertBroken(
            String words, String bug, int crashes, String property, int actions) {
        var verdict = searched(Options.DEFAULT, words, bug, crashes).verdict(property);

        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals(actions, verdict.path().get().actions().size());
    }
}
