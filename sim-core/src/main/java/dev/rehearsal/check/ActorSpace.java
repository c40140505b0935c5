package dev.rehearsal.check;

import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.disk.Tearing;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Monitor;
import dev.rehearsal.kernel.Numbering;
import dev.rehearsal.kernel.Topology;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;

/**
 * A system of actors as the engine sees it: each thread has a world of its own, which is made what
 * a state says, changed by one action, looked at, and changed back.
 */
final class ActorSpace implements Space<Snapshot> {

    /** What a client asks, and its number in the world. */
    record Asker(String path, Vector<Object> operations) {}

    final ActorSystem system;
    final Trouble trouble;
    final Numbering numbering = new Numbering();
    final Vector<Asker> askers;
    final Vector<Monitor<Object, Object, Object>> monitors;
    final List<Integer> crashing = new ArrayList<>();
    final Vector<Refinement<Situation, ?>> refinements;
    private final Vector<Goal> goals;

    ActorSpace(ActorSystem system, Trouble trouble) {
        this.system = system;
        this.trouble = trouble;
        askers = system.operations().toVector().map(entry -> new Asker(entry._1, entry._2));
        monitors = system.linearizable().values().toVector().map(ActorSpace::monitor);
        refinements = system.refining().values().toVector();
        goals =
                system.linearizable()
                        .keySet()
                        .toVector()
                        .append(ActorSystem.NO_HANDLER_THROWS)
                        .appendAll(system.refining().keySet())
                        .map(name -> new Goal(name, Property.Kind.ALWAYS));
        Vector<String> nodes = system.topology().nodes().map(Topology.Node::name);
        if (trouble.crashes()) {
            system.crashing().forEach(name -> crashing.add(nodes.indexOf(name)));
        }
    }

    @SuppressWarnings("unchecked")
    private static Monitor<Object, Object, Object> monitor(Model<?, ?, ?> model) {
        return Monitor.of((Model<Object, Object, Object>) model);
    }

    /** What a crash can leave of a disk. */
    static List<Aftermath> aftermaths(DiskImage disk) {
        return disk.unsynced() == 0
                ? List.of(Aftermath.NONE)
                : disk.aftermaths(Tearing.ENDS).toList();
    }

    @Override
    public Vector<Goal> goals() {
        return goals;
    }

    @Override
    public Expander<Snapshot> expander() {
        return new ActorExpander(this);
    }
}
