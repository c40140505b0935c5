package dev.rehearsal.faults;

import java.time.Duration;

/**
 * A message now and then takes very long while most take no longer at all: garbage collection, a
 * lost packet that waits for its retransmission.
 *
 * @param rate for each message between nodes; usually 0.01
 * @param min the least; usually 100 ms
 * @param max the most; usually 400 ms
 */
public record Spikes(double rate, Duration min, Duration max) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public Spikes {
        Options.requireRate("rate", rate);
        Options.requireRange("min", min, "max", max);
    }

    @Override
    public String label() {
        return "delay-spike";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        return (_, key, _, decision) -> {
            if (Scene.chance(purpose, key, rate)) {
                decision.delay(Scene.between(purpose, key, min, max), label());
            }
        };
    }
}
