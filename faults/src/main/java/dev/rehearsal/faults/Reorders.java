package dev.rehearsal.faults;

import java.time.Duration;

/**
 * A message takes just long enough to be overtaken by those that are sent after it: two ways
 * through the network.
 *
 * @param rate for each message between nodes; usually 0.2
 * @param gap how much longer at the most, each as likely; usually 3 ms
 */
public record Reorders(double rate, Duration gap) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public Reorders {
        Options.requireRate("rate", rate);
        Options.requirePositive("gap", gap);
    }

    @Override
    public String label() {
        return "reorder";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        return (_, key, _, decision) -> {
            if (Scene.chance(purpose, key, rate)) {
                decision.delay(Scene.upTo(purpose, key, gap), label());
            }
        };
    }
}
