package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A server stands still: a garbage collection, a virtual machine that is moved.
 *
 * @param rate for each server and span; usually 0.1
 * @param span usually 200 ms
 * @param min the shortest; usually 5 ms
 * @param max the longest; usually 150 ms
 */
public record Pauses(double rate, Duration span, Duration min, Duration max)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Pauses {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRange("min", min, "max", max);
    }

    @Override
    public String label() {
        return "pause";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.targets(),
                rate,
                span,
                0,
                (node, slot, at, own) ->
                        new Departure.Pause(
                                node, slot, at, Scene.between(own.in("for"), min, max)));
    }
}
