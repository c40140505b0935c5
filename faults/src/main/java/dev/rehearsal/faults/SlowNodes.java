package dev.rehearsal.faults;

import java.time.Duration;

/**
 * Whatever a server sends or is sent takes longer for a while: an overloaded machine.
 *
 * @param rate for each server and span; usually 0.1
 * @param span usually 100 ms
 * @param max how much longer at the most, drawn for each server and span; usually 30 ms
 */
public record SlowNodes(double rate, Duration span, Duration max) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public SlowNodes {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requirePositive("max", max);
    }

    @Override
    public String label() {
        return "slow-node";
    }

    @Override
    public Part messages(Scene scene) {
        long[] purposes = scene.ofNodes();
        long length = span.toNanos();
        return (message, _, now, decision) -> {
            long slot = now / length;
            for (int actor : new int[] {message.sender(), message.receiver()}) {
                long purpose = purposes[scene.nodeOf(actor)];
                if (!scene.isClient(actor) && Scene.chance(purpose, slot, rate)) {
                    decision.delay(Scene.upTo(purpose, slot, max), label());
                }
            }
        };
    }
}
