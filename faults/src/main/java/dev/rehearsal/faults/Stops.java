package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The process of a server ends and starts again, while the machine runs on: what was written is
 * there. An OOM killer, a deployment.
 *
 * @param rate for each server and span; usually 0.2
 * @param span usually 100 ms
 * @param downMin the shortest time that it stays down; usually 2 ms
 * @param downMax the longest; usually 40 ms
 */
public record Stops(double rate, Duration span, Duration downMin, Duration downMax)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Stops {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRange("downMin", downMin, "downMax", downMax);
    }

    @Override
    public String label() {
        return "stop";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.mortals(),
                rate,
                span,
                0,
                (node, slot, at, own) ->
                        new Departure.Stop(
                                node, slot, at, Scene.between(own.in("down"), downMin, downMax)));
    }
}
