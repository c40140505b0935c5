package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Departure.Partition.Link;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The link between two servers is cut and whole again, several times: a bad cable, a route that
 * flaps.
 *
 * @param rate for each span; usually 0.1
 * @param span usually 200 ms
 * @param times how often; usually 5
 * @param period the time from cut to cut, half of it cut; usually 10 ms
 */
public record Flapping(double rate, Duration span, int times, Duration period)
        implements OfIncidents {

    /** Refuses what is no probability, and what is not positive. */
    public Flapping {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("period", period);
        Options.requireWithin("times", times, 1, 100);
    }

    @Override
    public String label() {
        return "flapping";
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        Vector<String> servers = scene.cluster().servers();
        if (servers.size() < 2 || scene.targets().isEmpty()) {
            return Vector.empty();
        }
        return scene.series(
                Vector.of(label()),
                rate,
                span,
                0,
                times,
                period,
                (name, slot, at, own) -> {
                    String one = scene.one(scene.targets(), own.in("one"));
                    String other = scene.one(servers.remove(one), own.in("other"));
                    return new Departure.Partition(
                            name,
                            slot,
                            at,
                            Math.max(1, period.toNanos() / 2),
                            Vector.of(new Link(one, other), new Link(other, one)));
                });
    }
}
