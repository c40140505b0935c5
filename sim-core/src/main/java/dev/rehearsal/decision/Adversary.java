package dev.rehearsal.decision;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * Who decides what goes wrong. Asked at each decision point of a simulation.
 *
 * <p>Determinism: an answer is a pure function of the key or name that is asked for, never of the
 * order of the questions.
 */
public interface Adversary {

    /** The adversary that lets everything go well. */
    Adversary CALM =
            new Adversary() {
                @Override
                public void decide(Delivery message, long key, long nowNanos, Decision decision) {}

                @Override
                public Vector<Departure.Incident> incidents() {
                    return Vector.empty();
                }

                @Override
                public Heal heal() {
                    return Heal.USUAL;
                }
            };

    /**
     * Decides the fate of a message between nodes.
     *
     * @param key the {@linkplain MessageName#key key} of its name
     * @param nowNanos when it is sent
     * @param decision calm when it is passed; where the decision goes
     */
    void decide(Delivery message, long key, long nowNanos, Decision decision);

    /** What befalls nodes, actors and disks in the run, at most once for each name. */
    Vector<Departure.Incident> incidents();

    /**
     * A run begins; asked before everything else.
     *
     * @param world as it is at any time, to be looked at
     */
    default void begin(View world) {}

    /**
     * The name under which a cut, an incident or a trouble of a disk is counted, as it was decided.
     */
    default String source(Departure departure) {
        return departure.kind().label();
    }

    /** Whether it wants to be asked about turns. */
    default boolean cutsTurns() {
        return false;
    }

    /** When the faults stop; from then on nothing is asked any more. */
    default Heal heal() {
        return Heal.NEVER;
    }

    /**
     * Decides whether a turn of a server's actor is cut.
     *
     * @param key the {@linkplain TurnName#key key} of its name
     * @param name its name, made when it is asked for
     * @param effects how many effects the turn has
     * @return null when it is not; a cut beyond its effects never comes
     */
    default Departure.@Nullable Cut cut(
            long key, Supplier<TurnName> name, int effects, long nowNanos) {
        return null;
    }

    /** The same, with the action that began the turn. */
    default Departure.@Nullable Cut cut(
            Action turn, long key, Supplier<TurnName> name, int effects, long nowNanos) {
        return cut(key, name, effects, nowNanos);
    }

    /**
     * Decides whether a server's actor hangs before a turn that a message or a timer begins. Asked
     * where it {@linkplain #cutsTurns cuts turns}.
     *
     * @param turn the action that begins the turn
     * @param key the {@linkplain TurnName#key key} of its name
     * @param name its name, made when it is asked for
     * @return null when it does not
     */
    default Departure.@Nullable Hang hang(
            Action turn, long key, Supplier<TurnName> name, long nowNanos) {
        return null;
    }

    /** Whether it wants to be asked about timers. */
    default boolean mistimes() {
        return false;
    }

    /**
     * Decides whether a timer of a server's actor fires early or late.
     *
     * @param key the {@linkplain Occasion#key key} of its name
     * @param name its name, made when it is asked for
     * @param timer as it is set
     * @return null when it fires at its time
     */
    default Departure.@Nullable Mistimed timer(
            long key, Supplier<Occasion> name, Firing timer, long nowNanos) {
        return null;
    }

    /**
     * Decides whether a fault point in the code of a server's actor fires.
     *
     * @param key the {@linkplain Occasion#key key} of its name
     * @param name its name, made when it is asked for
     * @param site its name in the code
     */
    default boolean fires(long key, Supplier<Occasion> name, String site, long nowNanos) {
        return false;
    }

    /**
     * Decides what an actor chooses, of a server or a client, before the heal time or after it: a
     * choice is no fault.
     *
     * @param key the {@linkplain Occasion#key key} of its name
     * @param name its name, made when it is asked for
     * @param options how many there are
     * @return the index of one of them; 0 in the calm world
     */
    default int choose(long key, Supplier<Occasion> name, int options, long nowNanos) {
        return 0;
    }

    /** What goes wrong on the disk of a node, now that it happens; null when nothing can. */
    default Departure.@Nullable Spoil spoilt(Departure.Spoil planned, DiskImage disk) {
        return planned;
    }

    /** Whether it wants to be asked about operations on disks. */
    default boolean troublesDisks() {
        return false;
    }

    /**
     * Decides the fate of an operation on a server's disk; of reads, only whether they fail.
     *
     * @param key the {@linkplain DiskName#key key} of its name
     * @param name its name, made when it is asked for
     * @return null when all goes well; a {@link Departure.Stall} counts for syncs only
     */
    default Departure.@Nullable OfDisk disk(long key, Supplier<DiskName> name, long nowNanos) {
        return null;
    }

    /** The same, with the actor and its operation. */
    default Departure.@Nullable OfDisk disk(
            int actor,
            DiskFailed.Operation operation,
            long key,
            Supplier<DiskName> name,
            long nowNanos) {
        return disk(key, name, nowNanos);
    }

    /**
     * What becomes of the changes that were not synced, now that a node loses power.
     *
     * @param loss the {@link Departure.Crash} or {@link Departure.Cut}
     * @param planned what the departure says
     * @param disk of the node
     */
    default Aftermath aftermath(Departure loss, Aftermath planned, DiskImage disk) {
        return planned;
    }

    /**
     * Who is killed, now that it happens.
     *
     * @param living the paths of all actors of servers that live, in order
     * @return null for nobody
     */
    default @Nullable String victim(Departure.Kill kill, Vector<String> living) {
        return kill.target();
    }

    /**
     * A cut, an incident or a trouble of a disk is happening, as it was settled. Some never do:
     * what befalls those who are not there, and a crash beyond what the cluster survives at once.
     */
    default void happened(Departure departure) {}
}
