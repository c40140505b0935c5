package dev.rehearsal.simulation;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.kernel.World;

import java.util.function.Predicate;

/**
 * Which nodes incidents and heals name.
 *
 * <p>Errors: who names no node, or that of a client, is refused with {@link
 * IllegalArgumentException}.
 */
final class Targets {

    private final World world;
    private final Predicate<String> isClient;

    Targets(World world, Predicate<String> isClient) {
        this.world = world;
        this.isClient = isClient;
    }

    /** The node that an incident befalls; -1 when it befalls links or whoever is there then. */
    int of(Departure.Incident incident) {
        return switch (incident) {
            case Departure.Reset reset -> {
                server(incident, reset.other());
                yield server(incident, reset.target());
            }
            case Departure.Crash _,
                    Departure.Restore _,
                    Departure.Stop _,
                    Departure.Pause _,
                    Departure.Jump _,
                    Departure.Drift _,
                    Departure.Fill _ ->
                    server(incident, incident.target());
            case Departure.Spoil spoil -> {
                int slash = spoil.target().indexOf('/');
                yield server(
                        incident, slash < 0 ? spoil.target() : spoil.target().substring(0, slash));
            }
            case Departure.Partition partition -> {
                partition
                        .links()
                        .forEach(link -> {
                            node(incident, link.from());
                            node(incident, link.to());
                        });
                yield -1;
            }
            case Departure.Kill _ -> -1;
        };
    }

    /** Refuses a heal that names what is no server's node. */
    void requireServer(String name) {
        if (find(name) < 0 || isClient.test(name)) {
            throw new IllegalArgumentException("a heal must name servers' nodes: node=" + name);
        }
    }

    private int server(Departure.Incident incident, String name) {
        if (isClient.test(name)) {
            throw refused(incident, name);
        }
        return node(incident, name);
    }

    /** A node that an incident names, whoever lives there. */
    int node(Departure.Incident incident, String name) {
        int node = find(name);
        if (node < 0) {
            throw refused(incident, name);
        }
        return node;
    }

    private int find(String name) {
        for (int node = 0; node < world.nodes(); node++) {
            if (world.name(node).equals(name)) {
                return node;
            }
        }
        return -1;
    }

    private static IllegalArgumentException refused(Departure.Incident incident, String name) {
        return new IllegalArgumentException(
                "an incident must name a server's node: incident=" + incident + " node=" + name);
    }
}
