package dev.rehearsal.faults;

import dev.rehearsal.decision.Point;

import java.time.Duration;

/**
 * A message is delivered a second time: retransmission, replay by a proxy or a client library.
 *
 * @param rate for each message between nodes; usually 0.15
 * @param span the second delivery comes up to this long after the message was sent, mostly early;
 *     usually 100 ms
 */
public record Duplicates(double rate, Duration span) implements OfMessages {

    /** Refuses what is no probability, and a span that is not positive. */
    public Duplicates {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
    }

    @Override
    public String label() {
        return "duplicate";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        long nanos = span.toNanos();
        return (_, key, _, decision) -> {
            if (Scene.chance(purpose, key, rate)) {
                decision.again(new Point.After(Scene.squared(purpose, key, nanos)), label());
            }
        };
    }
}
