package dev.rehearsal.actor;

import io.vavr.collection.Seq;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * The turn of an actor, seen from inside its handler: who it is, and every effect that it may have.
 *
 * <p>Order: effects are performed in the order in which they are issued, after the handler has
 * returned or thrown. A context is of use only during the call that it was passed to.
 *
 * @param <M> the protocol of the actor
 */
public interface Context<M> {

    /** The actor whose turn it is, as the incarnation that is running. */
    ActorRef<M> self();

    /** Who spawned this actor, as the incarnation that did; none for a node's own actors. */
    Option<ActorRef<?>> parent();

    /**
     * The monotonic clock of the node: the time since some moment before this actor's start. It
     * stands still within a turn.
     *
     * @throws IllegalStateException under a driver that knows no time
     */
    Duration monotonic();

    /**
     * The wall clock of the node, which may be wrong, drift, and jump in both directions. It stands
     * still within a turn.
     *
     * @throws IllegalStateException under a driver that knows no time
     */
    Instant now();

    /**
     * Whether an actor of this node lives at this moment, whatever of its end is still under way.
     *
     * @throws IllegalArgumentException when it belongs to another node
     */
    boolean isAlive(ActorRef<?> other);

    /**
     * Who sent the message that is being handled, among actors of one protocol.
     *
     * @throws IllegalStateException when the turn is not that of a message: a start, a timer, an
     *     operation
     */
    ActorRef<M> sender();

    /**
     * Sends a message. On one node messages arrive, in order for each pair; between nodes they may
     * be lost, delayed, delivered again and overtake each other.
     *
     * <p>A path below that of an actor of the topology is one at which somebody may be spawned:
     * what is sent there while nobody lives there is lost.
     *
     * @throws IllegalArgumentException when the topology has no actor at that path or above it
     */
    <T> void send(ActorRef<? super T> to, T message);

    /** Sends a message to the {@link #sender()}. */
    default void reply(M message) {
        send(sender(), message);
    }

    /**
     * Sets a timer: {@code message} is received once, {@code after} that time on the node's
     * monotonic clock. The message is the timer's key: setting an equal one replaces it. A crash
     * forgets all timers.
     *
     * @throws IllegalArgumentException when {@code after} is negative
     */
    void timer(M message, Duration after);

    /**
     * Cancels the timer whose message equals {@code message}; without effect when there is none.
     */
    void cancel(M message);

    /** This actor's folder on the disk of its node. */
    Disk disk();

    /**
     * Starts an actor on this node, at the path {@code self/name}; its start is a turn of its own.
     * When that turn is over this actor receives {@link Signal.Started}.
     *
     * <p>An orphan, which an earlier incarnation of this actor spawned and which has outlived it,
     * keeps its path: the new one lives at {@code self/name~2}, or the next number that is free.
     *
     * @param name letters, digits and {@code . _ -}
     * @return the incarnation that will run
     * @throws IllegalArgumentException when the name is malformed or an actor lives at that path
     */
    <N> ActorRef<N> spawn(String name, Actor<?, N> actor);

    /**
     * As {@link #spawn}, and linked from the first moment: neither can end without the other being
     * told.
     */
    <N> ActorRef<N> spawnLinked(String name, Actor<?, N> actor);

    /** Says that a start which {@linkplain Actor#startsLater takes longer} is complete. */
    default void started() {
        started(null);
    }

    /**
     * The same, with something for the one who spawned this actor.
     *
     * @param info an immutable value, or null
     */
    void started(@Nullable Object info);

    /**
     * Ties the ends of two actors together: when one ends the other receives an exit signal with
     * its reason. A link to an actor that is dead reports {@link ExitReason.NoProcess} at once, to
     * one of a node that is down {@link ExitReason.NoConnection}.
     */
    void link(ActorRef<?> other);

    /** Unties it; an exit signal of that link that is under way is dropped. */
    void unlink(ActorRef<?> other);

    /**
     * Asks for one {@link Signal.Down} when the other ends, with {@link ExitReason.NoProcess} when
     * it is dead, with {@link ExitReason.NoConnection} when its node is down.
     */
    void monitor(ActorRef<?> other);

    /** Asks no longer; a {@link Signal.Down} that is under way is dropped. */
    void demonitor(ActorRef<?> other);

    /**
     * Ends this actor. Effects issued later in the turn are not performed, and the proposed state
     * is dropped.
     */
    void exit(ExitReason reason);

    /** Sends an exit signal. */
    void exit(ActorRef<?> other, ExitReason reason);

    /**
     * Whether a fault point in the code fires, so that the handler may take a path that is allowed
     * and rare: answer late, split a batch, forget a cache. Never when deployed, and never under
     * the exhaustive checker; in a simulation a point is switched on for a whole run with some
     * probability and then fires with some probability.
     *
     * <p>Source: the macro of that name in FoundationDB.
     *
     * @param name of the point, without blanks; the same name is the same point
     */
    default boolean buggify(String name) {
        return false;
    }

    /**
     * One of some values, whichever: the handler has to be right with each of them. A choice is no
     * fault: which server is asked first, how long is waited, whose turn it is.
     *
     * <p>In a simulation each seed draws it anew, by the name of the choice: the stimulus, this
     * actor, the site and how often it has chosen there for that stimulus. A story keeps the
     * choices that are not the first option, and is shrunk towards it, so the simplest comes first.
     * The exhaustive checker takes every option.
     *
     * @param site which choice it is in the code, without blanks
     * @param options immutable values, the simplest first
     * @throws IllegalArgumentException when there is none
     */
    <T> T choose(String site, Seq<T> options);

    /**
     * Writes an event into the trace, for people: what was decided and why. No actor sees it. A
     * {@link Note} stands in diagrams, too.
     *
     * @param event an immutable value
     */
    void report(Object event);
}
