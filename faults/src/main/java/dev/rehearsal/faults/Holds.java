package dev.rehearsal.faults;

import java.time.Duration;

/**
 * A message takes longer than the base latency, and others overtake it: congestion, retransmission,
 * scheduling.
 *
 * @param rate for each message between nodes; usually 0.5
 * @param span how much longer at the most, mostly less; usually 50 ms
 * @param clientShare the share of {@code rate} for messages to and from clients; usually 0.1
 */
public record Holds(double rate, Duration span, double clientShare) implements OfMessages {

    /** Refuses what is no probability, and a span that is not positive. */
    public Holds {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRate("clientShare", clientShare);
    }

    @Override
    public String label() {
        return "hold";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        long nanos = span.toNanos();
        double forClients = rate * clientShare;
        return (message, key, _, decision) -> {
            boolean outside =
                    scene.isClient(message.sender()) || scene.isClient(message.receiver());
            if (Scene.chance(purpose, key, outside ? forClients : rate)) {
                decision.delay(Scene.squared(purpose, key, nanos), label());
            }
        };
    }
}
