package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Delivery;
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
        Departure.@Nullable Incident of(String node, int slot, Point.At at, Draw own);
    }

    private final Cluster cluster;
    private final View world;
    private final Draw draw;
    private final long horizonNanos;
    private final Vector<String> targets;
    private final Vector<String> minority;
    private final Vector<String> breakable;
    private final Vector<String> damageable;
    private final String[] names;
    private final boolean[] clientNode;
    private final long[] nameHash;

    /**
     * A scene.
     *
     * @param draw of the kind of the injector
     * @param targets the servers that may be hurt
     * @param minority as many servers, drawn for the run, as the cluster survives
     * @param breakable the servers whose disks may be lost
     * @param damageable those, and the servers whose disks may be damaged in place
     */
    Scene(
            Cluster cluster,
            View world,
            Draw draw,
            long horizonNanos,
            Vector<String> targets,
            Vector<String> minority,
            Vector<String> breakable,
            Vector<String> damageable) {
        this.cluster = cluster;
        this.world = world;
        this.draw = draw;
        this.horizonNanos = horizonNanos;
        this.targets = targets;
        this.minority = minority;
        this.breakable = breakable;
        this.damageable = damageable;
        names = new String[world.nodes()];
        clientNode = new boolean[world.nodes()];
        nameHash = new long[world.nodes()];
        for (int node = 0; node < names.length; node++) {
            names[node] = world.name(node);
            nameHash[node] = Fingerprint.of(names[node]);
            clientNode[node] = cluster.clients().contains(names[node]);
        }
    }

    /** The same with the draws of another kind. */
    Scene with(Draw other) {
        return new Scene(this, other);
    }

    private Scene(Scene like, Draw draw) {
        this.cluster = like.cluster;
        this.world = like.world;
        this.draw = draw;
        this.horizonNanos = like.horizonNanos;
        this.targets = like.targets;
        this.minority = like.minority;
        this.breakable = like.breakable;
        this.damageable = like.damageable;
        this.names = like.names;
        this.clientNode = like.clientNode;
        this.nameHash = like.nameHash;
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

    /** As many servers, drawn for the run, as the cluster survives; empty when nobody asks. */
    Vector<String> minority() {
        return minority;
    }

    /** The servers whose disks may be lost, at most as many as the cluster declares. */
    Vector<String> breakable() {
        return breakable;
    }

    /** The servers whose disks may be damaged in place, at most as many as the cluster declares. */
    Vector<String> damageable() {
        return damageable;
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
                    Departure.Incident incident = befalls.of(node, block * SLOTS + slot, at, own);
                    if (incident != null) {
                        all.add(incident);
                    }
                }
            }
        }
        return Vector.ofAll(all);
    }

    /**
     * The same, but several times in a row, a period apart; the draw is that of the whole row, and
     * the slots of a row follow each other.
     */
    Vector<Departure.Incident> series(
            Vector<String> nodes,
            double rate,
            Duration span,
            int block,
            int times,
            Duration period,
            Befalls befalls) {
        if ((long) slots(span) * times > SLOTS) {
            throw new IllegalArgumentException(
                    "a run must have at most "
                            + SLOTS
                            + " times: times="
                            + times
                            + " spans="
                            + slots(span)
                            + "; make the span longer");
        }
        List<Departure.Incident> all = new ArrayList<>();
        slots(
                nodes,
                rate,
                span,
                0,
                (node, slot, at, own) -> {
                    for (int i = 0; i < times; i++) {
                        Departure.Incident incident =
                                befalls.of(
                                        node,
                                        block * SLOTS + slot * times + i,
                                        new Point.At(at.nanos() + i * period.toNanos()),
                                        own);
                        if (incident != null) {
                            all.add(incident);
                        }
                    }
                    return null;
                });
        return Vector.ofAll(all);
    }

    /** One of some, each as likely. */
    String one(Vector<String> some, Draw own) {
        return some.get(own.below(some.size()));
    }

    /** The number of the link that a message takes, from node to node. */
    int link(Delivery message) {
        return world.nodeOf(message.sender()) * names.length + world.nodeOf(message.receiver());
    }

    /** The draw of a link, by the names of its ends. */
    Draw ofLink(int link) {
        return draw.in(nameHash[link / names.length]).in(nameHash[link % names.length]);
    }

    /** What is drawn for each node, by its name. */
    long[] ofNodes() {
        long[] drawn = new long[names.length];
        for (int node = 0; node < names.length; node++) {
            drawn[node] = draw.in(names[node]).bits();
        }
        return drawn;
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

    /** A time between the two for a decision with that key, each as likely. */
    static long between(long purpose, long key, Duration min, Duration max) {
        double unit = unit(purpose, key + 1);
        return min.toNanos() + (long) (unit * (1 + max.toNanos() - min.toNanos()));
    }

    /** A time up to {@code max} for a decision with that key, each as likely; never 0. */
    static long upTo(long purpose, long key, Duration max) {
        return 1 + (long) (unit(purpose, key + 1) * (max.toNanos() - 1));
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

    /** The parent of a path; null when it has none. */
    static @Nullable String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }
}
