package dev.rehearsal.kernel;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Client;

import io.vavr.collection.Vector;

import java.util.HashSet;
import java.util.regex.Pattern;

/**
 * What there is: the nodes in order, and the actors on each.
 *
 * <p>Names and paths are made of letters, digits and {@code . _ - /}, because they stand in the
 * names of decisions.
 *
 * @param nodes in the order in which they boot
 */
public record Topology(Vector<Node> nodes) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]+");

    /**
     * A machine that crashes and boots as a whole.
     *
     * @param actors in the order in which they start
     */
    public record Node(String name, Vector<Resident> actors) {}

    /** What lives at a path. */
    public sealed interface Resident {

        /** Unique in the topology. */
        String path();
    }

    /** An actor of the system under test. */
    public record Server(String path, Actor<?, ?> actor) implements Resident {}

    /** A user of the system, which is handed operations. */
    public record User(String path, Client<?, ?, ?> client) implements Resident {}

    /** Refuses names that are malformed or not unique. */
    public Topology {
        Vector<String> names = nodes.map(Node::name);
        Vector<String> paths = nodes.flatMap(Node::actors).map(Resident::path);
        names.appendAll(paths)
                .find(name -> !NAME.matcher(name).matches())
                .forEach(name -> {
                    throw new IllegalArgumentException(
                            "a name must be made of letters, digits and . _ - /: name=" + name);
                });
        requireUnique("node", names);
        requireUnique("path", paths);
    }

    private static void requireUnique(String what, Vector<String> names) {
        var known = new HashSet<String>();
        for (String name : names) {
            if (!known.add(name)) {
                throw new IllegalArgumentException(what + " must be unique: " + what + "=" + name);
            }
        }
    }
}
