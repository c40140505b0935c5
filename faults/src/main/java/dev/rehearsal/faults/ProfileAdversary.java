package dev.rehearsal.faults;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

/** Draws each decision from its name. */
final class ProfileAdversary implements Adversary {

    private static final int KEPT_MAX = 16;

    private final FaultProfile profile;
    private final Cluster cluster;
    private final Draw draw;
    private final long drop;
    private final long duplicate;
    private final long hold;
    private final boolean[] client;
    private final long[][] slow;
    private final long quietAfterNanos;
    private final Heal heal;

    ProfileAdversary(FaultProfile profile, Cluster cluster, Draw draw) {
        this.profile = profile;
        this.cluster = cluster;
        this.draw = draw;
        this.drop = draw.in("drop").bits();
        this.duplicate = draw.in("duplicate").bits();
        this.hold = draw.in("hold").bits();
        this.client = clients(cluster);
        this.slow = slow(profile, cluster, draw.in("slow"));
        this.quietAfterNanos = profile.quietAfter().toNanos();
        this.heal = heal(profile, cluster, draw.in("heal"));
    }

    private static boolean[] clients(Cluster cluster) {
        Vector<Topology.Resident> residents =
                cluster.topology().nodes().flatMap(Topology.Node::actors);
        boolean[] clients = new boolean[residents.size()];
        for (int actor = 0; actor < clients.length; actor++) {
            clients[actor] = residents.get(actor) instanceof Topology.User;
        }
        return clients;
    }

    /** How much longer a message takes, by the numbers of sender and receiver. */
    private long[][] slow(FaultProfile profile, Cluster cluster, Draw draw) {
        Vector<String> paths =
                cluster.topology()
                        .nodes()
                        .flatMap(node -> node.actors().map(Topology.Resident::path));
        long[][] extra = new long[paths.size()][paths.size()];
        for (int from = 0; from < extra.length; from++) {
            for (int to = 0; to < extra.length; to++) {
                Draw link = draw.in(paths.get(from)).in(paths.get(to));
                if (!client[from] && !client[to] && link.in("whether").chance(profile.slowRate())) {
                    extra[from][to] = 1 + link.in("extra").below(profile.slowSpan().toNanos());
                }
            }
        }
        return extra;
    }

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
        if (nowNanos >= quietAfterNanos) {
            return;
        }
        boolean outside = isClient(message.sender()) || isClient(message.receiver());
        double share = outside ? profile.clientShare() : 1;
        if (chance(drop, key, share * profile.dropRate())) {
            decision.drop();
            return;
        }
        long late = slowBy(message.sender(), message.receiver());
        if (chance(hold, key, share * profile.holdRate())) {
            late += squared(hold, key, profile.holdSpan().toNanos());
        }
        if (late > 0) {
            decision.hold(new Point.After(late));
        }
        if (chance(duplicate, key, profile.duplicateRate())) {
            decision.again(
                    new Point.After(squared(duplicate, key, profile.duplicateSpan().toNanos())));
        }
    }

    private boolean isClient(int actor) {
        return actor < client.length && client[actor];
    }

    /** Links to and from actors that were spawned are as fast as they come. */
    private long slowBy(int from, int to) {
        return from < slow.length && to < slow.length ? slow[from][to] : 0;
    }

    private static boolean chance(long purpose, long key, double rate) {
        return rate > 0 && Draw.unit(Fingerprint.fold(purpose, key)) < rate;
    }

    /**
     * A time up to {@code span}; its square root is uniform, so that short times are more likely.
     */
    private static long squared(long purpose, long key, long span) {
        double unit = Draw.unit(Fingerprint.fold(purpose, key + 1));
        return 1 + (long) (unit * unit * (span - 1));
    }

    @Override
    public Heal heal() {
        return heal;
    }

    private static Heal heal(FaultProfile profile, Cluster cluster, Draw draw) {
        long nanos = profile.quietAfter().toNanos();
        if (cluster.crashesAtOnce() == 0 || !draw.in("whether").chance(profile.quorumRate())) {
            return Heal.at(nanos);
        }
        int lost = 1 + draw.in("how-many").below(cluster.crashesAtOnce());
        Vector<String> drawn =
                cluster.servers().sortBy(node -> draw.in("lost").in(node).bits()).take(lost);
        return new Heal(nanos, cluster.servers().filter(drawn::contains));
    }

    @Override
    public Vector<Departure.Incident> incidents() {
        if (profile.crashRate() == 0 || cluster.crashesAtOnce() == 0) {
            return Vector.empty();
        }
        long span = profile.crashSpan().toNanos();
        int slots = (int) (quietAfterNanos / span);
        return Vector.range(0, slots)
                .flatMap(slot -> cluster.servers().flatMap(node -> crash(node, slot, span)));
    }

    private Vector<Departure.Incident> crash(String node, int slot, long span) {
        Draw own = draw.in("crash").in(node).in(slot);
        if (!own.in("whether").chance(profile.crashRate())) {
            return Vector.empty();
        }
        long down =
                profile.downMin().toNanos()
                        + own.in("down")
                                .below(1 + profile.downMax().minus(profile.downMin()).toNanos());
        int kept = 0;
        while (kept < KEPT_MAX && own.in("kept").in(kept).chance(profile.keepRate())) {
            kept++;
        }
        return Vector.of(
                new Departure.Crash(
                        node,
                        slot,
                        new Point.At(slot * span + own.in("at").below(span)),
                        down,
                        Aftermath.prefix(kept)));
    }
}
