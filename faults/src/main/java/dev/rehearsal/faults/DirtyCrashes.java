package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.CrashOdds;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A server loses power and boots with its disk, and of the changes that were not synced survive
 * some and not others, or parts of them: page cache and drive reorder and tear.
 *
 * @param loss what survives
 * @param rate for each server and span; usually 0.2
 * @param span for which a crash is drawn; usually 50 ms
 * @param downMin the shortest time that it stays down; usually 2 ms
 * @param downMax the longest; usually 40 ms
 */
public record DirtyCrashes(
        Loss loss, double rate, Duration span, Duration downMin, Duration downMax)
        implements OfIncidents {

    /** What survives. */
    public enum Loss {
        /** Each change by itself, with even odds. */
        REORDERED("crash-reorder", new CrashOdds(0, 0, 0.5, 0)),
        /** Parts of writes. */
        TORN("crash-torn", new CrashOdds(0, 0, 0.2, 1));

        private final String label;
        private final CrashOdds odds;

        Loss(String label, CrashOdds odds) {
            this.label = label;
            this.odds = odds;
        }
    }

    /** Refuses what is no probability, and what is not positive. */
    public DirtyCrashes {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRange("downMin", downMin, "downMax", downMax);
    }

    @Override
    public String label() {
        return loss.label;
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.mortals(),
                rate,
                span,
                loss == Loss.REORDERED ? 1 : 2,
                (node, slot, at, own) ->
                        new Departure.Crash(
                                node,
                                slot,
                                at,
                                Scene.between(own.in("down"), downMin, downMax),
                                Aftermath.NONE));
    }

    @Override
    public Aftermath aftermath(Departure.Crash crash, DiskImage disk, Draw draw) {
        return disk.aftermath(draw, loss.odds);
    }
}
