package dev.rehearsal.jqwik;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Strategy;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What the users ask and what goes wrong in a run of some scenario: the parameter of a property.
 *
 * <p>Shape: an immutable value. A generated plan is a seed, a fault profile and a strategy, from
 * which the run of any scenario follows. A plan that was shrunk also has explicit stories, at most
 * one for each settings of a scenario: run with those, it replays the story; run with others, it
 * does what its seed and profile say. So a property may run several scenarios, and those that it
 * runs before the failing one behave as they did when the failure was found.
 *
 * <p>Determinism: {@link #run} is a function of plan and settings. A property may run a plan as
 * often as it likes.
 *
 * <p>Shrinking: when a property fails on a run that has a violation, the smallest story with the
 * same signature is searched for that run, in one go, and then shown to the property. When it fails
 * although the run holds, because of an assertion of its own, operations and then departures are
 * taken away from all of its runs alike, down to one operation, as long as the property fails the
 * same way. Runs are seen when they are on the thread of the property.
 *
 * @param seed of the draws
 * @param profile how often what goes wrong
 * @param strategy who chooses what happens next; never a portfolio
 * @param stories empty unless shrunk
 */
public record Plan(long seed, FaultProfile profile, Strategy strategy, Vector<Story> stories) {

    /** The plan of a seed, as it is generated, in the order of virtual time. */
    public static Plan of(long seed, FaultProfile profile) {
        return of(seed, profile, Strategy.TIME);
    }

    /** The plan of a seed, as it is generated. */
    public static Plan of(long seed, FaultProfile profile, Strategy strategy) {
        return new Plan(seed, profile, strategy.of(seed), Vector.empty());
    }

    /** Runs a scenario in which every parameter has its default and no bug is planted. */
    public PlanResult run(Scenario scenario) {
        return run(scenario.settings());
    }

    /** Runs a scenario with some settings. */
    public PlanResult run(Settings settings) {
        Option<Ledger> ledger = Ledger.current();
        Simulation simulation = Simulation.of(settings);
        if (ledger.exists(Ledger::isVerbose)) {
            simulation = simulation.with(Simulation.Options.DEFAULT.verbose());
        }
        PlanResult result = new PlanResult(this, run(simulation));
        ledger.forEach(open -> open.add(result));
        return result;
    }

    private Run run(Simulation simulation) {
        Settings settings = simulation.settings();
        for (Story story : stories) {
            if (areSame(story.settings(), settings)) {
                return simulation.run(story);
            }
        }
        return simulation.run(seed, profile.adversary(simulation.cluster(), seed), strategy);
    }

    /** The same, but replaying these stories. */
    Plan withStories(Vector<Story> others) {
        return new Plan(seed, profile, strategy, others);
    }

    /** Settings compare scenarios by name; two classes may have the same one. */
    static boolean areSame(Settings left, Settings right) {
        return left.equals(right) && left.scenario().getClass().equals(right.scenario().getClass());
    }

    /** One line: what jqwik's sample shows. */
    @Override
    public String toString() {
        String drawn =
                profile.name()
                        + (strategy.equals(Strategy.TIME) ? "" : ", strategy " + strategy)
                        + ", seed "
                        + Seeds.format(seed);
        if (stories.isEmpty()) {
            return drawn;
        }
        int operations = stories.map(story -> story.operations().size()).sum().intValue();
        int departures = stories.map(story -> story.departures().size()).sum().intValue();
        return drawn
                + ", shrunk to "
                + Amount.of(operations, "operation")
                + " and "
                + Amount.of(departures, "departure");
    }
}
