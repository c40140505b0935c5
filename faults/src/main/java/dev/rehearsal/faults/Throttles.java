package dev.rehearsal.faults;

import java.time.Duration;

/**
 * A link, in one direction, takes a time for each message, and the next one waits: little
 * bandwidth. Depends on what else is on the link, in the order of sending.
 *
 * @param rate for each ordered pair of nodes, for the whole run; usually 0.3
 * @param each what one message takes; usually 3 ms
 */
public record Throttles(double rate, Duration each) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public Throttles {
        Options.requireRate("rate", rate);
        Options.requirePositive("each", each);
    }

    @Override
    public String label() {
        return "bandwidth";
    }

    @Override
    public Part messages(Scene scene) {
        long[] free = new long[scene.nodes() * scene.nodes()];
        return (message, _, now, decision) -> {
            int link = scene.link(message);
            if (Scene.chance(scene.ofLink(link).bits(), 0, rate)) {
                free[link] = Math.max(now, free[link]) + each.toNanos();
                decision.delay(free[link] - now, label());
            }
        };
    }
}
