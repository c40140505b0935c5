package dev.rehearsal.faults;

import dev.rehearsal.decision.Point;

import java.time.Duration;

/**
 * A link, in one direction, lets nothing through for a while, then everything at once, in order: a
 * full buffer that is drained.
 *
 * @param rate for each ordered pair of nodes and span; usually 0.1
 * @param span usually 100 ms
 * @param max how long at the most, no longer than the span counts; usually 80 ms
 */
public record Clogs(double rate, Duration span, Duration max) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public Clogs {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("max", max);
    }

    @Override
    public String label() {
        return "clog";
    }

    @Override
    public Part messages(Scene scene) {
        long length = span.toNanos();
        return (message, _, now, decision) -> {
            long link = scene.ofLink(scene.link(message)).bits();
            long slot = now / length;
            if (Scene.chance(link, slot, rate)) {
                long end = slot * length + Math.min(Scene.upTo(link, slot, max), length);
                if (now < end) {
                    decision.hold(new Point.At(end), label());
                }
            }
        };
    }
}
