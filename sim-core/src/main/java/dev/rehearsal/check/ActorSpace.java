package dev.rehearsal.check;

import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.disk.Tearing;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Monitor;
import dev.rehearsal.kernel.Numbering;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

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
    final Property<View>[] properties;
    final Vector<Refinement<Situation, ?>> refinements;
    private final boolean living;
    private final @Nullable Commutation commutation;
    final boolean symmetric;
    private final Vector<Goal> goals;

    ActorSpace(ActorSystem system, Trouble trouble) {
        this(system, trouble, false, null, false);
    }

    /** One in which steps are left out. */
    ActorSpace(ActorSystem system, Trouble trouble, Commutation known) {
        this(system, trouble, false, known, false);
    }

    /** One in which states that differ by an exchange of nodes are one. */
    static ActorSpace symmetric(ActorSystem system, Trouble trouble) {
        return new ActorSpace(system, trouble, false, null, true);
    }

    private ActorSpace(
            ActorSystem system,
            Trouble trouble,
            boolean living,
            @Nullable Commutation commutation,
            boolean symmetric) {
        this.symmetric = symmetric;
        this.system = system;
        this.trouble = trouble;
        this.living = living;
        this.commutation = commutation;
        properties = array(system.properties());
        refinements = system.refining().values().toVector();
        askers = system.operations().toVector().map(entry -> new Asker(entry._1, entry._2));
        monitors = system.linearizable().values().toVector().map(ActorSpace::monitor);
        goals =
                system.linearizable()
                        .keySet()
                        .toVector()
                        .map(name -> new Goal(name, Property.Kind.ALWAYS))
                        .appendAll(system.properties().map(ActorSpace::goal))
                        .appendAll(
                                system.settles()
                                        .map(name -> new Goal(name, Property.Kind.EVENTUALLY)))
                        .append(new Goal(ActorSystem.NO_HANDLER_THROWS, Property.Kind.ALWAYS))
                        .append(new Goal(ActorSystem.NO_EXIT_UNHEARD, Property.Kind.ALWAYS))
                        .appendAll(
                                system.refining()
                                        .keySet()
                                        .toVector()
                                        .map(name -> new Goal(name, Property.Kind.ALWAYS)));
        if (goals.size() > Long.SIZE) {
            throw new IllegalArgumentException(
                    "there may be at most 64 properties: properties=" + goals.size());
        }
        if (system.topology().nodes().size() > Long.SIZE) {
            throw new IllegalArgumentException(
                    "there may be at most 64 nodes: nodes=" + system.topology().nodes().size());
        }
        Vector<String> nodes = system.topology().nodes().map(Topology.Node::name);
        if (trouble.crashes()) {
            system.crashing().forEach(name -> crashing.add(nodes.indexOf(name)));
        }
    }

    @SuppressWarnings("unchecked")
    private static Property<View>[] array(Vector<Property<View>> all) {
        return all.toJavaArray(Property[]::new);
    }

    private static Goal goal(Property<View> property) {
        return new Goal(property.name(), property.kind());
    }

    /** Whether this is the space in which it is searched what comes once all is calm. */
    boolean isLiving() {
        return living;
    }

    /**
     * Here what comes is due from every state on in which nothing goes wrong any more. States that
     * differ by an exchange are not one here: it is another message that is put off then.
     */
    @Override
    public Space<Snapshot> living() {
        return new ActorSpace(system, trouble, true, null, false);
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
        return living
                ? goals.map(goal ->
                        goal.kind() == Property.Kind.EVENTUALLY
                                ? new Goal(goal.name(), Property.Kind.LEADS_TO)
                                : goal)
                : goals;
    }

    @Override
    public Expander<Snapshot> expander() {
        return new ActorExpander(this, null);
    }

    @Override
    public Expander<Snapshot> searcher() {
        return new ActorExpander(this, commutation);
    }

    /**
     * What is known at first of the steps of a system: those of clients stand in the history, and a
     * specification looks at all.
     */
    static Commutation commutation(ActorSystem system) {
        boolean refines = !system.refining().isEmpty();
        List<Integer> told = new ArrayList<>();
        for (int node = 0; node < system.topology().nodes().size(); node++) {
            var actors = system.topology().nodes().get(node).actors();
            if (refines || actors.exists(Topology.User.class::isInstance)) {
                told.add(node);
            }
        }
        return Commutation.beginning(told);
    }
}
