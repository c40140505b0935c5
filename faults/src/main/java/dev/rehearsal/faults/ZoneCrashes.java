package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * As many servers as the cluster survives lose power at the same instant, a group that is drawn
 * each time: a rack, a zone.
 *
 * @param rate for each span; usually 0.2
 * @param span usually 200 ms
 * @param downMin the shortest time that it stays down; usually 2 ms
 * @param downMax the longest; usually 40 ms
 */
public record ZoneCrashes(double rate, Duration span, Duration downMin, Duration downMax)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public ZoneCrashes {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRange("downMin", downMin, "downMax", downMax);
    }

    @Override
    public String label() {
        return "zone-crash";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        Vector<String> servers = scene.mortals();
        List<Departure.Incident> all = new ArrayList<>();
        for (int slot = 0; slot < scene.slots(span) && !servers.isEmpty(); slot++) {
            Draw own = scene.draw().in(slot);
            if (own.in("whether").chance(rate)) {
                long length = span.toNanos();
                Point.At at = new Point.At(slot * length + own.in("at").below(length));
                int first = own.in("first").below(servers.size());
                int zone = Math.min(servers.size(), scene.cluster().crashesAtOnce());
                for (int i = 0; i < zone; i++) {
                    String node = servers.get((first + i) % servers.size());
                    all.add(
                            new Departure.Crash(
                                    node,
                                    4 * Scene.SLOTS + slot,
                                    at,
                                    Scene.between(own.in("down").in(node), downMin, downMax),
                                    Aftermath.NONE));
                }
            }
        }
        return Vector.ofAll(all);
    }
}
