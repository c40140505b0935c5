package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.disk.Aftermath;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A server loses power and boots with its disk: of the changes that were not synced, the oldest are
 * there. Power failure, kernel panic.
 *
 * <p>Never more at once than the cluster survives.
 *
 * @param rate for each server and span; usually 0.2
 * @param span the span of time for which a crash is drawn; usually 20 ms
 * @param downMin the shortest time that a server stays down; usually 2 ms
 * @param downMax the longest; usually 40 ms
 * @param keepRate a change that was not synced is on the disk all the same; the first that is not
 *     ends it; usually 0.5
 */
public record Crashes(
        double rate, Duration span, Duration downMin, Duration downMax, double keepRate)
        implements OfIncidents {

    private static final int KEPT_MAX = 16;

    /** Refuses what is no probability, and times that are not positive. */
    public Crashes {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRange("downMin", downMin, "downMax", downMax);
        Options.requireRate("keepRate", keepRate);
    }

    @Override
    public String label() {
        return "crash";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.mortals(),
                rate,
                span,
                0,
                (node, slot, at, own) -> {
                    int kept = 0;
                    while (kept < KEPT_MAX && own.in("kept").in(kept).chance(keepRate)) {
                        kept++;
                    }
                    return new Departure.Crash(
                            node,
                            slot,
                            at,
                            Scene.between(own.in("down"), downMin, downMax),
                            Aftermath.prefix(kept));
                });
    }
}
