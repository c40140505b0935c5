package dev.rehearsal.kernel;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.spelling.Names;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

/**
 * What a property may see of a world: who is up, who lives, their states, their disks; never time,
 * messages in flight, or who asks.
 *
 * <p>Shape: nodes and actors are numbered from 0 in the order of the {@link Topology}, spawned
 * actors after them; most properties ask by name and path instead. States are the author's
 * immutable values and may be kept. An actor that waits in the middle of a turn still has the state
 * from before it.
 *
 * <p>Order and determinism: a property is a function of what it sees. The numbers of spawned actors
 * depend on who was spawned first in a run; a property must not.
 *
 * <p>Errors: a node that does not exist, a path at which nobody can ever live, and a state of
 * another type than asked for are refused with {@link IllegalArgumentException}: a property that
 * asks for a misspelt name would hold whatever happens. A path below that of an actor is no error
 * where nobody ever lived: somebody may be spawned there.
 *
 * <p>Cost: each question by number is a look into an array, by path one into a table as well;
 * {@link #states} goes through all actors, and so does a question about a path where nobody ever
 * lived.
 */
public interface View {

    // ------------------------------------------------------------------------ by name and path

    /** Whether a node is up. */
    default boolean isUp(String node) {
        return isUp(node(node));
    }

    /** Whether an actor lives at a path. */
    default boolean isAlive(String path) {
        int actor = actorAt(path);
        return actor >= 0 && isAlive(actor);
    }

    /** Whether the actor that a reference names lives: that incarnation, if it names one. */
    default boolean isAlive(ActorRef<?> reference) {
        return life(reference.path())
                .exists(life ->
                        reference.incarnation() == ActorRef.ANY
                                || reference.incarnation() == life.incarnation());
    }

    /**
     * Whether the actor that lives at a path has outlived the one who spawned it: nobody supervises
     * it, and it may not know yet.
     */
    default boolean isOrphan(String path) {
        int actor = actorAt(path);
        return actor >= 0 && isOrphan(actor);
    }

    /** Who lives at a path, with its incarnation; none when nobody does. */
    default Option<ActorRef<?>> life(String path) {
        int actor = actorAt(path);
        return actor < 0 ? Option.none() : Option.of(life(actor));
    }

    /**
     * The state of the actor at a path; none while nobody lives there or its start is not done.
     *
     * @param type what it is; its sealed interface where it has one
     */
    default <S> Option<S> state(String path, Class<S> type) {
        int actor = actorAt(path);
        Object state = actor < 0 ? null : state(actor);
        if (state == null) {
            return Option.none();
        }
        if (!type.isInstance(state)) {
            throw new IllegalArgumentException(
                    "a state must be of the type that is asked for: path="
                            + path
                            + " asked="
                            + type.getName()
                            + " is="
                            + state.getClass().getName());
        }
        return Option.some(type.cast(state));
    }

    /** All states of a type, in the order of their actors. */
    default <S> Seq<S> states(Class<S> type) {
        Vector<S> states = Vector.empty();
        for (int actor = 0; actor < actors(); actor++) {
            Object state = state(actor);
            if (type.isInstance(state)) {
                states = states.append(type.cast(state));
            }
        }
        return states;
    }

    /**
     * What the disk of a node holds, whether it is up or not; the folder of an actor is its path.
     */
    default DiskImage disk(String node) {
        return disk(node(node));
    }

    /**
     * The number of a node.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    default int node(String name) {
        for (int node = 0; node < nodes(); node++) {
            if (name(node).equals(name)) {
                return node;
            }
        }
        throw new IllegalArgumentException(
                "a node must exist: node="
                        + name
                        + Names.suggest(name, Vector.range(0, nodes()).map(this::name)));
    }

    /** The number of the actor at a path, which must be one of the topology or below one. */
    private int actorAt(String path) {
        int found = actor(path);
        if (found >= 0) {
            return found;
        }
        for (int actor = 0; actor < actors(); actor++) {
            String above = path(actor);
            if (path.startsWith(above) && path.startsWith("/", above.length())) {
                return found;
            }
        }
        throw new IllegalArgumentException(
                "a path must be that of an actor, or below one that may spawn: path="
                        + path
                        + Names.suggest(path, Vector.range(0, actors()).map(this::path)));
    }

    // ------------------------------------------------------------------------------- by number

    /** How many nodes there are. */
    int nodes();

    /** The name of a node. */
    String name(int node);

    /** Whether a node is up. */
    boolean isUp(int node);

    /**
     * Whether a node has power. It is the same as {@link #isUp}, but for a server that runs on and
     * stays broken when the faults have stopped: what must come to hold sees it as down, for
     * nothing can be demanded of it, and with power, for others may well hear of it.
     */
    default boolean hasPower(int node) {
        return isUp(node);
    }

    /** What the disk of a node holds. */
    DiskImage disk(int node);

    /** How many actors there are or were, clients and spawned ones included. */
    int actors();

    /** The number of the actor at a path; -1 when there never was one. */
    int actor(String path);

    /** The path of an actor. */
    String path(int actor);

    /** The node that an actor lives on. */
    int nodeOf(int actor);

    /** Whether an actor lives. */
    boolean isAlive(int actor);

    /** Whether an actor lives and has outlived the one who spawned it. */
    boolean isOrphan(int actor);

    /** An actor with the incarnation that it has now; null when it does not live. */
    @Nullable ActorRef<?> life(int actor);

    /** The state of an actor; null when it is dead or has not finished its start. */
    @Nullable Object state(int actor);
}
