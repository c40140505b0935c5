package dev.rehearsal.scenarios;

import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Variant;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** What a scenario of the catalogue owes: healthy it holds, and its planted bugs are found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ScenarioContract {

    private static final int SEEDS_FEW = 20;
    private static final int SEEDS_MANY = 5_000;

    private final Scenario scenario;
    private final Vector<String> easilySeen;
    private final Vector<String> found;

    /**
     * A scenario.
     *
     * @param easilySeen the names of bugs that a few seeds show
     * @param found the names of those that take many
     */
    protected ScenarioContract(
            Scenario scenario, Vector<String> easilySeen, Vector<String> found) {
        this.scenario = scenario;
        this.easilySeen = easilySeen;
        this.found = found;
    }

    List<Variant> bugsFound() {
        return named(found);
    }

    List<Variant> bugsEasilySeen() {
        return named(easilySeen);
    }

    private List<Variant> named(Vector<String> names) {
        return names.map(name -> scenario.variants().find(bug -> bug.name().equals(name)).get())
                .asJava();
    }

    @Test
    void healthy_aFewSeedsUnderSwarm_hold() {
        Hunt.in(scenario).assertHolds(0, SEEDS_FEW);
    }

    @Test
    @Tag("long")
    void healthy_thousandSeedsUnderSwarm_holdAndReachEveryGoal() {
        Hunt.in(scenario).assertHolds(0, 1_000).assertReachesEveryGoal();
    }

    @ParameterizedTest
    @MethodSource("bugsEasilySeen")
    void bug_thatIsEasilySeen_isFoundInAFewSeedsByWhatItBreaks(Variant bug) {
        Hunt.in(scenario, bug).assertFound(bug, 0, SEEDS_FEW);
    }

    @ParameterizedTest
    @MethodSource("bugsFound")
    @Tag("long")
    void bug_thatIsRarelySeen_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(scenario, bug).assertFound(bug, 0, SEEDS_MANY);
    }
}
