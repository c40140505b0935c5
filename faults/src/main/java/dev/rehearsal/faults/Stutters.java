package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A server runs in fits, half of the time standing still: a CPU that is throttled or shared.
 *
 * @param rate for each server and span; usually 0.1
 * @param span usually 200 ms
 * @param times how often it stops; usually 10
 * @param period the time from stop to stop, half of it standing; usually 6 ms
 */
public record Stutters(double rate, Duration span, int times, Duration period)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Stutters {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("period", period);
        Options.requireWithin("times", times, 1, 100);
    }

    @Override
    public String label() {
        return "slow-cpu";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.series(
                scene.targets(),
                rate,
                span,
                1,
                times,
                period,
                (node, slot, at, _) ->
                        new Departure.Pause(node, slot, at, Math.max(1, period.toNanos() / 2)));
    }
}
