package dev.rehearsal.faults;

import java.time.Duration;

/**
 * A message takes longer, by an exponential time: queues at each hop.
 *
 * @param rate for each message between nodes; usually 0.3
 * @param mean the mean; usually 10 ms
 * @param max the most; usually 500 ms
 */
public record ExponentialDelays(double rate, Duration mean, Duration max) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public ExponentialDelays {
        Options.requireRate("rate", rate);
        Options.requirePositive("mean", mean);
        Options.requirePositive("max", max);
    }

    @Override
    public String label() {
        return "delay-exponential";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        return (_, key, _, decision) -> {
            if (Scene.chance(purpose, key, rate)) {
                double drawn = -StrictMath.log(1 - Scene.unit(purpose, key + 1)) * mean.toNanos();
                decision.delay(1 + Math.min((long) drawn, max.toNanos() - 1), label());
            }
        };
    }
}
