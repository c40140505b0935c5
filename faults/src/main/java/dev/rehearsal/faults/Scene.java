package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The run in which an injector acts: who there is, how long it lasts, and the draws of its kind.
 *
 * <p>Incidents are named by (form, target, slot). So that two kinds with one form never have one
 * name, each kind counts its slots in a block of its own.
 */
final class Scene {

    /** How many slots a block has. */
    static final int SLOTS = 10_000;

    /** What a slot brings to a server. */
    @FunctionalInterface
    interface Befalls {
        Departure.Incident of(String node, int slot, Point.At at, Draw own);
    }

    private final Cluster cluster;
    private final View world;
    private final Draw draw;
    private final long horizonNanos;
    private final Vector<String> targets;
    private final Vector<String> breakable;
    private final String[] names;
    private final boolean[] clientNode;

    /**
     * A scene.
     *
     * @param draw of the kind of the injector
     * @param targets the servers that may be hurt
     * @param breakable the servers whose disks may be lost
     */
    Scene(
            Cluster cluster,
            View world,
            Draw draw,
            long horizonNanos,
            Vector<String> targets,
            Vector<String> breakable) {
        this.cluster = cluster;
        this.world = world;
        this.draw = draw;
        this.horizonNanos = horizonNanos;
        this.targets = targets;
        this.breakable = breakable;
        names = new String[world.nodes()];
        clientNode = new boolean[world.nodes()];
        for (int node = 0; node < names.length; node++) {
            names[node] = world.name(node);
            clientNode[node] = cluster.clients().contains(names[node]);
        }
    }

    Cluster cluster() {
        return cluster;
    }

    Draw draw() {
        return draw;
    }

    /** When the faults stop. */
    long horizonNanos() {
        return horizonNanos;
    }

    /** The servers that may stand still and be cut off. */
    Vector<String> targets() {
        return targets;
    }

    /** The servers that may crash and boot; none where the system claims to survive no crash. */
    Vector<String> mortals() {
        return cluster.crashesAtOnce() == 0 ? Vector.empty() : targets;
    }

    /** The servers whose disks may be lost, at most as many as the cluster declares. */
    Vector<String> breakable() {
        return breakable;
    }

    int nodes() {
        return names.length;
    }

    String name(int node) {
        return names[node];
    }

    int nodeOf(int actor) {
        return world.nodeOf(actor);
    }

    View world() {
        return world;
    }

    boolean isClient(int actor) {
        return clientNode[world.nodeOf(actor)];
    }

    boolean isBreakable(int actor) {
        return breakable.contains(names[world.nodeOf(actor)]);
    }

    /** The paths of all actors that the topology names, by number. */
    Vector<String> paths() {
        return cluster.topology()
                .nodes()
                .flatMap(node -> node.actors().map(Topology.Resident::path));
    }

    /** What befalls each of some servers, with a probability for each slot of time. */
    Vector<Departure.Incident> slots(
            Vector<String> nodes, double rate, Duration span, int block, Befalls befalls) {
        if (rate == 0 || nodes.isEmpty()) {
            return Vector.empty();
        }
        List<Departure.Incident> all = new ArrayList<>();
        long length = span.toNanos();
        int slots = slots(span);
        for (int slot = 0; slot < slots; slot++) {
            for (String node : nodes) {
                Draw own = draw.in(node).in(slot);
                if (own.in("whether").chance(rate)) {
                    Point.At at = new Point.At(slot * length + own.in("at").below(length));
                    all.add(befalls.of(node, block * SLOTS + slot, at, own));
                }
            }
        }
        return Vector.ofAll(all);
    }

    /** How many slots of that length there are before the faults stop. */
    int slots(Duration span) {
        long slots = horizonNanos / span.toNanos();
        if (slots > SLOTS) {
            throw new IllegalArgumentException(
                    "a run must have at most "
                            + SLOTS
                            + " spans: span="
                            + Options.text(span)
                            + " faults until="
                            + Options.text(Duration.ofNanos(horizonNanos))
                            + "; make the span longer");
        }
        return (int) slots;
    }

    /** A time between the two, each as likely. */
    static long between(Draw draw, Duration min, Duration max) {
        return min.toNanos() + draw.below(1 + max.minus(min).toNanos());
    }

    /** Whether a decision with that key goes wrong. */
    static boolean chance(long purpose, long key, double rate) {
        return rate > 0 && Draw.unit(Fingerprint.fold(purpose, key)) < rate;
    }

    /** A uniform number in [0, 1) for a decision with that key. */
    static double unit(long purpose, long key) {
        return Draw.unit(Fingerprint.fold(purpose, key));
    }

    /**
     * A time up to {@code span}; its square root is uniform, so that short times are more likely.
     */
    static long squared(long purpose, long key, long span) {
        double unit = unit(purpose, key + 1);
        return 1 + (long) (unit * unit * (span - 1));
    }

    /** The first part of a path, which is the name of its node. */
    static String nodeName(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    /** The parent of a path; null when it has none. */
    static @Nullable String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }
}
