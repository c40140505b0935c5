package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

/**
 * A server loses power and never boots again, not at the heal time either. At most as many servers
 * as the cluster survives.
 *
 * @param rate for each of as many servers, drawn for the run, as the cluster survives; usually 0.3
 */
public record Losses(double rate) implements OfIncidents {

    /** Refuses what is no probability. */
    public Losses {
        Options.requireRate("rate", rate);
    }

    @Override
    public String label() {
        return "crash-for-good";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return lost(scene.minority(), scene.draw())
                .map(node ->
                        new Departure.Crash(
                                node,
                                3 * Scene.SLOTS,
                                new Point.At(
                                        scene.draw().in(node).in("at").below(scene.horizonNanos())),
                                Long.MAX_VALUE,
                                Aftermath.NONE));
    }

    /** Those of some servers that are lost in a run. */
    Vector<String> lost(Vector<String> candidates, Draw draw) {
        return candidates.filter(node -> draw.in("lost").in(node).chance(rate));
    }
}
