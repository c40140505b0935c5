package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The connection of two servers breaks though the link is whole: each takes the other for lost,
 * links and monitors break, and both go on.
 *
 * @param rate for each server and span; usually 0.1
 * @param span usually 200 ms
 */
public record Resets(double rate, Duration span) implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Resets {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
    }

    @Override
    public String label() {
        return "reset";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        Vector<String> servers = scene.cluster().servers();
        return scene.slots(
                servers.size() < 2 || !scene.cluster().exits() ? Vector.empty() : scene.targets(),
                rate,
                span,
                0,
                (node, slot, at, own) ->
                        new Departure.Reset(
                                node, slot, at, scene.one(servers.remove(node), own.in("other"))));
    }
}
