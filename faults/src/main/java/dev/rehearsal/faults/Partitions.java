package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Departure.Partition.Link;
import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Links between nodes are cut for a while: a switch, a firewall, a routing table.
 *
 * <p>Where a quorum is protected, only links to and from the servers that may be hurt are cut.
 *
 * @param form which links
 * @param rate for each span; usually 0.1
 * @param span usually 200 ms
 * @param min how long at the least; usually 10 ms
 * @param max how long at the most; usually 200 ms
 */
public record Partitions(Form form, double rate, Duration span, Duration min, Duration max)
        implements OfIncidents {

    /** Which links are cut. */
    public enum Form {
        /** Between two groups of servers, in both directions. */
        HALVES("partition", 2, true),
        /** From one group of servers to the others, and not back. */
        ONE_WAY("partition-one-way", 2, true),
        /** Between two servers, while both reach all others. */
        PARTIAL("partition-partial", 3, false),
        /** Each server reaches its two neighbours only; for four servers and more. */
        RING("partition-ring", 4, false),
        /** Between two groups, while one server reaches both. */
        BRIDGE("partition-bridge", 3, false),
        /** One server from all others and from the clients. */
        ISOLATED("isolate", 1, false),
        /** One client from some servers. */
        CLIENT("partition-client", 1, true);

        private final String label;
        private final int least;
        private final boolean takesHalf;

        Form(String label, int least, boolean takesHalf) {
            this.label = label;
            this.least = least;
            this.takesHalf = takesHalf;
        }
    }

    /** Refuses what is no probability, and what is not positive. */
    public Partitions {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
        Options.requireRange("min", min, "max", max);
    }

    @Override
    public String label() {
        return form.label;
    }

    @Override
    public Vector<Departure.Incident> incidents(Scene scene) {
        return scene.slots(
                Vector.of(label()),
                rate,
                span,
                0,
                (name, slot, at, own) -> {
                    Vector<Link> cut = links(scene, own.in("links"));
                    return cut.isEmpty()
                            ? null
                            : new Departure.Partition(
                                    name, slot, at, Scene.between(own.in("for"), min, max), cut);
                });
    }

    private Vector<Link> links(Scene scene, Draw draw) {
        Vector<String> servers = scene.cluster().servers();
        Vector<String> shuffled = servers.sortBy(node -> draw.in(node).bits());
        int size = shuffled.size();
        if (size < form.least) {
            return Vector.empty();
        }
        int half = form.takesHalf ? 1 + draw.in("half").below(Math.max(1, size - 1)) : 1;
        Vector<String> some = shuffled.take(half);
        Vector<String> others = shuffled.drop(half);
        Vector<Link> all =
                switch (form) {
                    case HALVES -> both(some, others);
                    case ONE_WAY -> between(some, others);
                    case PARTIAL -> both(shuffled.take(1), shuffled.slice(1, 2));
                    case ISOLATED -> both(some, others.appendAll(scene.cluster().clients()));
                    case RING -> between(servers, servers).filter(link -> !isNear(shuffled, link));
                    case BRIDGE ->
                            both(shuffled.slice(1, 1 + size / 2), shuffled.drop(1 + size / 2));
                    case CLIENT -> {
                        Vector<String> clients = scene.cluster().clients();
                        yield clients.isEmpty()
                                ? Vector.empty()
                                : both(
                                        Vector.of(
                                                clients.get(
                                                        draw.in("client").below(clients.size()))),
                                        some);
                    }
                };
        return form == Form.CLIENT
                ? all
                : all.filter(link ->
                        scene.targets().contains(link.from())
                                || scene.targets().contains(link.to()));
    }

    private static boolean isNear(Vector<String> ring, Link link) {
        int apart = Math.abs(ring.indexOf(link.from()) - ring.indexOf(link.to()));
        return apart == 1 || apart == ring.size() - 1;
    }

    private static Vector<Link> both(Vector<String> some, Vector<String> others) {
        return between(some, others).appendAll(between(others, some));
    }

    private static Vector<Link> between(Vector<String> some, Vector<String> others) {
        return some.flatMap(
                from -> others.filter(to -> !to.equals(from)).map(to -> new Link(from, to)));
    }
}
