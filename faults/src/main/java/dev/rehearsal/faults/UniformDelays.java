package dev.rehearsal.faults;

import java.time.Duration;

/**
 * A message takes longer, by a uniform time: a network with jitter.
 *
 * @param rate for each message between nodes; usually 0.3
 * @param min the least; usually 1 ms
 * @param max the most; usually 20 ms
 */
public record UniformDelays(double rate, Duration min, Duration max) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public UniformDelays {
        Options.requireRate("rate", rate);
        Options.requireRange("min", min, "max", max);
    }

    @Override
    public String label() {
        return "delay-uniform";
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
