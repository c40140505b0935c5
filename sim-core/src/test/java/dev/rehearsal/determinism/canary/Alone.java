package dev.rehearsal.determinism.canary;

import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

/** One canary on one node, without clients. */
public record Alone(Canary canary) implements Scenario {

    @Override
    public String name() {
        return "canary";
    }

    @Override
    public String summary() {
        return "one canary on one node";
    }

    @Override
    public Cluster cluster(Settings settings) {
        return Cluster.builder().node("c", canary).build();
    }
}
