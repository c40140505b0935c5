package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.supervisor.SupervisorState.Child;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** The child records of a supervisor during one of its turns, in start order. */
final class Roster {

    private final Supervisor supervisor;
    private Vector<Child> children;

    Roster(Supervisor supervisor, Vector<Child> children) {
        this.supervisor = supervisor;
        this.children = children;
    }

    Vector<Child> children() {
        return children;
    }

    Vector<String> ids() {
        return children.map(Child::id);
    }

    Option<Child> find(ActorRef<?> ref) {
        return children.find(child -> child.place().equals(new Place.Running(ref)));
    }

    Option<Child> find(String id) {
        return children.find(child -> child.id().equals(id));
    }

    Child child(String id) {
        return find(id).getOrElseThrow(
                        () -> new IllegalStateException("there is no child: id=" + id));
    }

    /** Whom the strategy restarts when a child has to be restarted. */
    Vector<String> group(Child child) {
        return switch (supervisor.strategy()) {
            case ONE_FOR_ONE, SIMPLE_ONE_FOR_ONE -> Vector.of(child.id());
            case ONE_FOR_ALL -> ids();
            case REST_FOR_ONE -> ids().dropUntil(child.id()::equals);
        };
    }

    /** The specification of the template, where there is one. */
    ChildSpec.Traits template() {
        return supervisor.children().head().traits();
    }

    ChildSpec spec(Child child) {
        return supervisor.strategy().isSimple()
                ? supervisor.children().head()
                : child.added().getOrElse(() -> supervisor.spec(child.id()));
    }

    ChildSpec.Traits traits(Child child) {
        return spec(child).traits();
    }

    void put(Child child) {
        children = children.map(other -> other.id().equals(child.id()) ? child : other);
    }

    void add(Child child) {
        children = children.append(child);
    }

    void remove(String id) {
        children = children.reject(child -> child.id().equals(id));
    }

    void removeUndefined() {
        children = children.reject(child -> child.place() instanceof Place.Undefined);
    }

    /** The child does not run any more: a temporary one and an instance are gone. */
    void forget(Child child) {
        if (supervisor.strategy().isSimple() || traits(child).restart() == Restart.TEMPORARY) {
            remove(child.id());
        } else {
            put(child.at(new Place.Undefined()));
        }
    }
}
