package dev.rehearsal.faults;

import java.time.Duration;
import java.util.Arrays;

/**
 * A link, in one direction, takes only so many messages in a short time, and loses the rest: a full
 * queue. Depends on what else is on the link, in the order of sending.
 *
 * @param rate for each ordered pair of nodes, for the whole run; usually 0.5
 * @param capacity how many messages; usually 2
 * @param window in how much time; usually 5 ms
 */
public record Overflows(double rate, int capacity, Duration window) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public Overflows {
        Options.requireRate("rate", rate);
        Options.requirePositive("window", window);
        Options.requireWithin("capacity", capacity, 1, 1_000_000);
    }

    @Override
    public String label() {
        return "overflow";
    }

    @Override
    public Part messages(Scene scene) {
        long[][] sent = new long[scene.nodes() * scene.nodes()][];
        int[] next = new int[sent.length];
        return (message, _, now, decision) -> {
            int link = scene.link(message);
            if (!Scene.chance(scene.ofLink(link).bits(), 0, rate)) {
                return;
            }
            long[] times = sent[link];
            if (times == null) {
                times = new long[capacity];
                Arrays.fill(times, Long.MIN_VALUE / 2);
                sent[link] = times;
            }
            if (now - times[next[link]] < window.toNanos()) {
                decision.drop(label());
            } else {
                times[next[link]] = now;
                next[link] = (next[link] + 1) % capacity;
            }
        };
    }
}
