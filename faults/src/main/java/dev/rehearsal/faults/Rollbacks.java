package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A server loses power and boots with its disk as it was some time before: a snapshot of a virtual
 * machine, a backup. Only servers whose disks may be lost, as with {@link Wipes}.
 *
 * @param rate for each such server and span; usually 0.2
 * @param span usually 200 ms
 * @param ageMax how old at the most; usually 100 ms
 * @param downMin the shortest time that it stays down; usually 2 ms
 * @param downMax the longest; usually 40 ms
 */
public record Rollbacks(
        double rate, Duration span, Duration ageMax, Duration downMin, Duration downMax)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Rollbacks {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("ageMax", ageMax);
        Options.requireRange("downMin", downMin, "downMax", downMax);
    }

    @Override
    public String label() {
        return "disk-rolled-back";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.mortals().filter(scene.breakable()::contains),
                rate,
                span,
                1,
                (node, slot, at, own) ->
                        new Departure.Restore(
                                node,
                                slot,
                                at,
                                Scene.between(own.in("down"), downMin, downMax),
                                Math.max(
                                        0,
                                        at.nanos() - 1 - own.in("age").below(ageMax.toNanos()))));
    }
}
