package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The wall clock of a server stands, give or take a step: it is set back by each step that it
 * advances. A clock that is slewed hard.
 *
 * @param rate for each server and span; usually 0.1
 * @param span usually 200 ms
 * @param times for how many steps; usually 50
 * @param step usually 1 ms
 */
public record Freezes(double rate, Duration span, int times, Duration step) implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Freezes {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("step", step);
        Options.requireWithin("times", times, 1, 100);
    }

    @Override
    public String label() {
        return "clock-freeze";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.series(
                scene.targets(),
                rate,
                span,
                3,
                times,
                step,
                (node, slot, at, _) -> new Departure.Jump(node, slot, at, -step.toNanos()));
    }
}
