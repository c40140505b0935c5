package dev.rehearsal.faults;

import dev.rehearsal.decision.Point;

import org.jspecify.annotations.Nullable;

/**
 * What a client sends arrives when it has given up: reported as failed, and delivered.
 *
 * @param rate for each message from a client for an operation; usually 0.05
 */
public record LateRequests(double rate) implements OfMessages {

    /** Refuses what is no probability. */
    public LateRequests {
        Options.requireRate("rate", rate);
    }

    @Override
    public String label() {
        return "late-request";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        return (message, key, _, decision) -> {
            if (scene.isClient(message.sender()) && Scene.chance(purpose, key, rate)) {
                Point ended = ended(String.valueOf(message.cause()));
                if (ended != null) {
                    decision.hold(ended, label());
                }
            }
        };
    }

    /** The end of the operation that a root is; null when it is something else. */
    private static @Nullable Point ended(String root) {
        int number = root.lastIndexOf('#');
        String client = root.substring(0, Math.max(0, number));
        return number < 0 || client.contains(".")
                ? null
                : new Point.AfterOperation(client, Integer.parseInt(root.substring(number + 1)));
    }
}
