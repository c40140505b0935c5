package dev.rehearsal.counterexample;

import dev.rehearsal.check.Move;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.scenario.Cluster;

import io.vavr.collection.Vector;

/**
 * When each step of a path is to be taken.
 *
 * <p>A message within a node arrives when it arrives, a microsecond after it was sent; all other
 * steps have a time of their own. Between them is room for whatever happens within the nodes,
 * unless a step is to be hurried, because something within a node comes after it.
 */
final class Timetable {

    /** As long as a message within a node takes. */
    private static final long LOCAL_NANOS = 1_000;

    private static final long HURRIED_NANOS = 10;
    private static final long ROOM_NANOS = 2_000_000;

    private final Cluster cluster;
    private final Vector<Move> moves;
    private final Vector<Boolean> hurried;
    private final long[] times;
    private final long end;

    Timetable(Cluster cluster, Vector<Move> moves) {
        this(cluster, moves, moves.map(_ -> false));
    }

    private Timetable(Cluster cluster, Vector<Move> moves, Vector<Boolean> hurried) {
        this.cluster = cluster;
        this.moves = moves;
        this.hurried = hurried;
        long room = room();
        times = new long[moves.size()];
        long now = 0;
        for (int i = 0; i < times.length; i++) {
            boolean local = isLocal(moves.get(i));
            now += local ? LOCAL_NANOS : hurried.get(i) ? HURRIED_NANOS : room;
            times[i] = local ? -1 : now;
        }
        end = now + room;
    }

    /** No client may lose its patience on the way. */
    private long room() {
        if (cluster.workload() == null) {
            return ROOM_NANOS;
        }
        long patience = cluster.workload().patience().toNanos();
        return Math.clamp(patience / (moves.size() + 3), 10 * HURRIED_NANOS, ROOM_NANOS);
    }

    /** The time of a step; -1 for one that comes when it comes. */
    long at(int move) {
        return times[move];
    }

    /** All steps are taken. */
    long endNanos() {
        return end;
    }

    boolean isHurried(int move) {
        return hurried.get(move);
    }

    /** With a step that follows closely on the one before. */
    Timetable hurry(int move) {
        return new Timetable(cluster, moves, hurried.update(move, true));
    }

    /** Whether a step is the arrival of a message within a node. */
    boolean isLocal(Move move) {
        return move instanceof Move.Delivered delivered
                && node(delivered.from()).equals(node(delivered.to()));
    }

    /** The name of the node that a path is on. */
    String node(String path) {
        for (Topology.Node node : cluster.topology().nodes()) {
            for (Topology.Resident resident : node.actors()) {
                if (path.equals(resident.path()) || path.startsWith(resident.path() + "/")) {
                    return node.name();
                }
            }
        }
        throw new IllegalArgumentException("a path must be on a node: path=" + path);
    }
}
