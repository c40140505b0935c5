package dev.rehearsal.scenarios.model;

import dev.rehearsal.check.Model;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Two-phase commit as a transition system: a transaction manager and resource managers, which agree
 * to commit or to abort.
 *
 * <p>Source: Gray, Lamport, <i>Consensus on Transaction Commit</i>, TODS 2006, section 3.
 */
public final class TwoPhaseCommit implements Scenario {

    private static final Parameter.Count RMS =
            new Parameter.Count("rms", "how many resource managers", 3, 1, 12);

    /** The scenario with three resource managers. */
    public TwoPhaseCommit() {}

    @Override
    public String name() {
        return "two-phase-commit";
    }

    @Override
    public String summary() {
        return "a manager asks all and decides: can one commit and another one abort?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(RMS);
    }

    @Override
    public Cluster cluster(Settings settings) {
        return Cluster.builder().build();
    }

    @Override
    public Option<Model<?, ?>> model(Settings settings) {
        return Option.some(new Commit(settings.get(RMS)));
    }
}
