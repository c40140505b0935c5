package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

/**
 * From some moment on both clocks of a server run at another rate, until the faults stop: a bad
 * quartz.
 *
 * @param rate for each server; usually 0.5
 * @param ppmMax how much faster or slower at the most, in millionths; usually 200,000
 */
public record Drifts(double rate, int ppmMax) implements OfIncidents {

    /** Refuses what is no probability, and a rate of more than 900,000 ppm. */
    public Drifts {
        Options.requireRate("rate", rate);
        Options.requireWithin("ppmMax", ppmMax, 1, 900_000);
    }

    @Override
    public String label() {
        return "clock-drift";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.targets()
                .filter(node -> scene.draw().in(node).in("whether").chance(rate))
                .map(node -> {
                    Draw own = scene.draw().in(node);
                    return new Departure.Drift(
                            node,
                            0,
                            new Point.At(own.in("at").below(scene.horizonNanos() / 2 + 1)),
                            own.in("ppm").below(2 * ppmMax + 1) - ppmMax);
                });
    }
}
