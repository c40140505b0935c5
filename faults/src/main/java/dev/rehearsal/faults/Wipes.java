package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A server loses power and boots with an empty disk: a machine that was exchanged. Only as many
 * servers, drawn for the run, as the cluster declares that it survives the loss of their disks.
 *
 * @param rate for each such server and span; usually 0.2
 * @param span usually 200 ms
 * @param downMin the shortest time that it stays down; usually 2 ms
 * @param downMax the longest; usually 40 ms
 */
public record Wipes(double rate, Duration span, Duration downMin, Duration downMax)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Wipes {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRange("downMin", downMin, "downMax", downMax);
    }

    @Override
    public String label() {
        return "disk-wiped";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.mortals().filter(scene.breakable()::contains),
                rate,
                span,
                0,
                (node, slot, at, own) ->
                        new Departure.Restore(
                                node,
                                slot,
                                at,
                                Scene.between(own.in("down"), downMin, downMax),
                                0));
    }
}
