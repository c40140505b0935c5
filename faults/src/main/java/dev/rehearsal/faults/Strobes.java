package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The wall clock of a server jumps forth and back, many times, as Jepsen has it: two time daemons.
 *
 * @param rate for each server and span; usually 0.1
 * @param span usually 200 ms
 * @param times how many jumps; usually 20
 * @param step how far; usually 200 ms
 * @param period the time between two jumps; usually 1 ms
 */
public record Strobes(double rate, Duration span, int times, Duration step, Duration period)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Strobes {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("step", step);
        Options.requirePositive("period", period);
        Options.requireWithin("times", times, 2, 100);
        if (times % 2 != 0) {
            throw new IllegalArgumentException("times must be even: times=" + times);
        }
    }

    @Override
    public String label() {
        return "clock-strobe";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.series(
                scene.targets(),
                rate,
                span,
                2,
                times,
                period,
                (node, slot, at, _) ->
                        new Departure.Jump(
                                node, slot, at, slot % 2 == 0 ? step.toNanos() : -step.toNanos()));
    }
}
