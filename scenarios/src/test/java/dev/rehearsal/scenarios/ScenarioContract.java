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

/** What a scenario of the catalogue owes: healthy it holds, and each planted bug is found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ScenarioContract {

    private static final int SEEDS_FEW = 20;
    private static final int SEEDS_MANY = 5_000;

    private final Scenario scenario;
    private final Vector<String> easilySeen;

    /**
     * A scenario.
     *
     * @param easilySeen the names of bugs that a few seeds show
     */
    protected ScenarioContract(Scenario scenario, String... easilySeen) {
        this.scenario = scenario;
        this.easilySeen = Vector.of(easilySeen);
    }

    List<Variant> bugs() {
        return scenario.variants().asJava();
    }

    List<Variant> bugsEasilySeen() {
        return easilySeen
                .map(name -> scenario.variants().find(bug -> bug.name().equals(name)).get())
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
    @MethodSource("bugs")
    @Tag("long")
    void bug_underSwarm_isFoundByWhatItBreaks(Variant bug) {
        Hunt.in(scenario, bug).assertFound(bug, 0, SEEDS_MANY);
    }
}
