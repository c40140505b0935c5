package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The process of a server is told to end, and is ended when it has not by a deadline; then it
 * starts again. A deployment, a drain: {@code SIGTERM}, then {@code SIGKILL}.
 *
 * @param rate for each server and span; usually 0.2
 * @param span usually 100 ms
 * @param grace how long it has; usually 20 ms
 * @param downMin the shortest time that it stays down; usually 2 ms
 * @param downMax the longest; usually 40 ms
 */
public record GracefulStops(
        double rate, Duration span, Duration grace, Duration downMin, Duration downMax)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public GracefulStops {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("grace", grace);
        Options.requireRange("downMin", downMin, "downMax", downMax);
    }

    @Override
    public String label() {
        return "graceful-stop";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.mortals(),
                rate,
                span,
                1,
                (node, slot, at, own) ->
                        new Departure.Stop(
                                node,
                                slot,
                                at,
                                Scene.between(own.in("down"), downMin, downMax),
                                grace.toNanos()));
    }
}
