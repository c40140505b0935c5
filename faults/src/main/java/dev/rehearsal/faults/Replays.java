package dev.rehearsal.faults;

import dev.rehearsal.decision.Point;

import java.time.Duration;

/**
 * A message is delivered again much later, when nobody expects it any more: a retransmission from a
 * queue that was stuck.
 *
 * @param rate for each message between nodes; usually 0.05
 * @param min how long after it was sent at the least; usually 200 ms
 * @param max at the most; usually 1 s
 */
public record Replays(double rate, Duration min, Duration max) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public Replays {
        Options.requireRate("rate", rate);
        Options.requireRange("min", min, "max", max);
    }

    @Override
    public String label() {
        return "replay";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        return (_, key, _, decision) -> {
            if (Scene.chance(purpose, key, rate)) {
                decision.again(new Point.After(Scene.between(purpose, key, min, max)), label());
            }
        };
    }
}
