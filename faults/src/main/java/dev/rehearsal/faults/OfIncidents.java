package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

/** Decides what befalls nodes, actors, clocks and links at their times. */
non-sealed interface OfIncidents extends Injector {

    /** What befalls whom in one run; what it cannot befall is left out. */
    Vector<Departure.Incident> incidents(Scene scene);

    /** What becomes of un-synced changes, where that depends on what the disk holds. */
    default Aftermath aftermath(Departure.Crash crash, DiskImage disk, Draw draw) {
        return crash.aftermath();
    }

    /**
     * Who is killed, of those who live then; null for nobody.
     *
     * @param before the first victim of a pair, when this is the second
     */
    default @Nullable String victim(
            Departure.Kill kill, Vector<String> living, Draw draw, @Nullable String before) {
        return kill.target();
    }

    /** What goes wrong on the disk of a node, now that one can see what it holds. */
    default Departure.@Nullable Spoil spoilt(
            Departure.Spoil planned, DiskImage disk, Vector<String> folders, Draw draw) {
        return planned;
    }
}
