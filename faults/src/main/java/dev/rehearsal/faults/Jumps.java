package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The wall clock of a server jumps: a step of NTP, an operator, a virtual machine that wakes up.
 *
 * @param way forward or back
 * @param rate for each server and span; usually 0.1
 * @param span usually 200 ms
 * @param max how far at the most; usually 10 s
 */
public record Jumps(Way way, double rate, Duration span, Duration max) implements OfIncidents {

    /** Where to. */
    public enum Way {
        /** Into the future. */
        FORWARD("clock-forward"),
        /** Into the past. */
        BACK("clock-back");

        private final String label;

        Way(String label) {
            this.label = label;
        }
    }

    /** Refuses what is no probability, and what is not positive. */
    public Jumps {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("max", max);
    }

    @Override
    public String label() {
        return way.label;
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                scene.targets(),
                rate,
                span,
                way.ordinal(),
                (node, slot, at, own) -> {
                    long far = 1 + own.in("far").below(max.toNanos());
                    return new Departure.Jump(node, slot, at, way == Way.FORWARD ? far : -far);
                });
    }
}
