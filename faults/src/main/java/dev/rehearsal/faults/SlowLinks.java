package dev.rehearsal.faults;

import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A link between two servers, in one direction, is slow for the whole run: a distant or overloaded
 * pair of machines. Links to and from actors that were spawned are as fast as they come.
 *
 * @param rate for each ordered pair of servers; usually 0.4
 * @param span how much longer each message takes on such a link at the most; usually 50 ms
 */
public record SlowLinks(double rate, Duration span) implements OfMessages {

    /** Refuses what is no probability, and a span that is not positive. */
    public SlowLinks {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
    }

    @Override
    public String label() {
        return "slow";
    }

    @Override
    public Part messages(Scene scene) {
        Vector<String> paths = scene.paths();
        int size = paths.size();
        long[] extra = new long[size * size];
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                Draw link = scene.draw().in(paths.get(from)).in(paths.get(to));
                if (!scene.isClient(from)
                        && !scene.isClient(to)
                        && link.in("whether").chance(rate)) {
                    extra[from * size + to] = 1 + link.in("extra").below(span.toNanos());
                }
            }
        }
        return (message, _, _, decision) -> {
            int from = message.sender();
            int to = message.receiver();
            if (from < size && to < size) {
                decision.delay(extra[from * size + to], label());
            }
        };
    }
}
