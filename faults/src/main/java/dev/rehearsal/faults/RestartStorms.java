package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.disk.Aftermath;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A server crashes again as soon as it has booted, several times: a power supply that is about to
 * fail, a crash loop.
 *
 * @param rate for each server and span; usually 0.1
 * @param span usually 200 ms
 * @param times how often; usually 4
 * @param gap the time from crash to crash, half of it down; usually 4 ms
 */
public record RestartStorms(double rate, Duration span, int times, Duration gap)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public RestartStorms {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("gap", gap);
        Options.requireWithin("times", times, 1, 100);
    }

    @Override
    public String label() {
        return "restart-storm";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.series(
                scene.mortals(),
                rate,
                span,
                7,
                times,
                gap,
                (node, slot, at, _) ->
                        new Departure.Crash(
                                node, slot, at, Math.max(1, gap.toNanos() / 2), Aftermath.NONE));
    }
}
