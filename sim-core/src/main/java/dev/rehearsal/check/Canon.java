package dev.rehearsal.check;

import dev.rehearsal.check.Interchange.Exchange;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.kernel.ActorImage;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.NodeImage;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.Replaced;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The fingerprint of a state of a system of actors in which nodes may be exchanged: the least of
 * those after each exchange. So it is a function of the set of states that differ by an exchange,
 * whichever of them is found first.
 *
 * <p>Cost: as many looks into a table as there are exchanges, for each actor and message.
 *
 * <p>Used by one thread.
 */
final class Canon {

    private final World world;
    private final Soup soup;
    private final Vector<ActorSpace.Asker> askers;
    private final Exchange[] exchanges;
    private final Interchange.Renaming renaming;

    /** For each exchange the client whose place each client takes. */
    private final int[][] clients;

    private final Map<Long, Long> known = new HashMap<>();

    Canon(World world, Soup soup, Vector<ActorSpace.Asker> askers, Interchange interchange) {
        this.world = world;
        this.soup = soup;
        this.askers = askers;
        renaming = interchange.renaming();
        exchanges = interchange.exchanges().toJavaArray(Exchange[]::new);
        clients = new int[exchanges.length][];
        Vector<String> paths = askers.map(ActorSpace.Asker::path);
        for (int e = 0; e < exchanges.length; e++) {
            Exchange exchange = exchanges[e];
            clients[e] = new int[paths.size()];
            for (int c = 0; c < paths.size(); c++) {
                clients[e][c] = paths.indexOf(exchange.path(paths.get(c)));
                if (clients[e][c] < 0) {
                    throw new IllegalArgumentException(
                            "clients must be exchanged with clients: client=" + paths.get(c));
                }
            }
        }
    }

    long fingerprint(Story story, @Nullable Fall fall, long rest) {
        long least = Long.MAX_VALUE;
        for (int e = 0; e < exchanges.length; e++) {
            least = Math.min(least, fingerprint(e, story));
        }
        return Fingerprint.mix(least + rest + (fall == null ? 0 : fall.threw() ? 1 : 2));
    }

    private Function<Object, @Nullable Object> parts(int exchange) {
        return part -> exchanges[exchange].renamed(part, renaming);
    }

    private long value(@Nullable Object value, int exchange) {
        return Replaced.fingerprint(value, parts(exchange));
    }

    private long fingerprint(int exchange, Story story) {
        long sum =
                known.computeIfAbsent(
                        Fingerprint.fold(story.fingerprint(), 4L * exchange),
                        _ ->
                                story.fingerprint(
                                        client -> clients[exchange][client],
                                        part -> value(part, exchange)));
        for (int a = 0; a < world.actors(); a++) {
            ActorImage image = world.image(a);
            if (image.isAlive()) {
                if (!image.isAlone()) {
                    throw new NotExchangeableException(
                            "actors that are spawned, tied to others or waiting in a sync cannot be"
                                    + " exchanged: leave symmetry out: actor="
                                    + world.path(a));
                }
                int actor = a;
                sum +=
                        known.computeIfAbsent(
                                Fingerprint.fold(image.fingerprint(), 4L * exchange + 1),
                                _ ->
                                        image.fingerprint(
                                                exchanges[exchange].path(world.path(actor)),
                                                part -> value(part, exchange)));
            }
        }
        for (int n = 0; n < world.nodes(); n++) {
            sum += node(n, exchange);
        }
        long queue = 0;
        for (int i = 0; i < soup.size(); i++) {
            Delivery delivery = soup.flight(i);
            long envelope =
                    known.computeIfAbsent(
                            Fingerprint.fold(delivery.envelope(), 4L * exchange + 2),
                            _ -> envelope(delivery, exchange));
            if (soup.isQueued(delivery)) {
                queue = soup.isNext(i) ? 0 : queue;
                queue = Fingerprint.fold(queue, envelope);
                sum += queue;
            } else {
                sum += Fingerprint.mix(envelope);
            }
        }
        return sum;
    }

    private long node(int node, int exchange) {
        NodeImage image = world.nodeImage(node);
        if (image.disk().fingerprint() != DiskImage.empty().fingerprint()) {
            throw new NotExchangeableException(
                    "what a disk holds cannot be exchanged: leave symmetry out: node="
                            + world.name(node));
        }
        return known.computeIfAbsent(
                Fingerprint.fold(image.fingerprint(), 4L * exchange + 3),
                _ ->
                        Fingerprint.fold(
                                Fingerprint.of(exchanges[exchange].path(world.name(node))),
                                image.up() ? 1 : 0));
    }

    private long envelope(Delivery delivery, int exchange) {
        long link =
                Fingerprint.fold(
                        value(delivery.senderRef(), exchange),
                        Fingerprint.of(exchanges[exchange].path(world.path(delivery.receiver()))));
        return Fingerprint.fold(link + delivery.incarnation(), value(delivery.message(), exchange));
    }
}
