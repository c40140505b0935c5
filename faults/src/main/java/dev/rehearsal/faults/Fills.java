package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The disk of a server has little room for a while: logs, other tenants. Only where the cluster
 * declares that whoever ends is started again.
 *
 * @param rate for each server and span; usually 0.1
 * @param span usually 200 ms
 * @param freeMax how many bytes are free at the most; usually 32
 * @param min how long at the least; usually 10 ms
 * @param max how long at the most; usually 100 ms
 */
public record Fills(double rate, Duration span, int freeMax, Duration min, Duration max)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Fills {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRange("min", min, "max", max);
        Options.requireWithin("freeMax", freeMax, 0, 1_000_000_000);
    }

    @Override
    public String label() {
        return "full-disk";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.cluster().exits() ? scene.targets() : Vector.empty(),
                rate,
                span,
                0,
                (node, slot, at, own) ->
                        new Departure.Fill(
                                node,
                                slot,
                                at,
                                Scene.between(own.in("for"), min, max),
                                own.in("free").below(freeMax + 1)));
    }
}
