package dev.rehearsal.simulation;

import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.World;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What has come for actors that cannot take it yet: they wait in a sync, or to be started.
 *
 * <p>Order: as it came. A kill waits for nobody.
 */
final class Mailboxes {

    /** The first action that waits for an actor is its next. */
    record Resume(int actor) {}

    private final World world;
    private @Nullable ArrayDeque<Action>[] queues;

    Mailboxes(World world) {
        this.world = world;
        this.queues = queues(world.actors());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable ArrayDeque<Action>[] queues(int actors) {
        return new ArrayDeque[actors];
    }

    /** Makes room for a new actor. */
    void added(int actor) {
        if (actor >= queues.length) {
            queues = Arrays.copyOf(queues, Math.max(actor + 1, 2 * queues.length));
        }
    }

    /** Gives what has come for an actor; null when it waits from now on. */
    @Nullable Action take(Action action, int actor) {
        if (action instanceof Delivery delivery
                && (delivery.isKill() || delivery.isStart() && world.accepts(delivery))) {
            return action;
        }
        if (isWaiting(actor) || !world.accepts(action)) {
            queue(actor).add(action);
            return null;
        }
        return action;
    }

    /** The same of what is to come before all that waits. */
    @Nullable Action takeFirst(Action action, int actor) {
        if (world.accepts(action)) {
            return action;
        }
        queue(actor).addFirst(action);
        return null;
    }

    private ArrayDeque<Action> queue(int actor) {
        ArrayDeque<Action> queue = queues[actor];
        if (queue == null) {
            queue = new ArrayDeque<>();
            queues[actor] = queue;
        }
        return queue;
    }

    /** Whether something waits for an actor. */
    boolean isWaiting(int actor) {
        ArrayDeque<Action> queue = queues[actor];
        return queue != null && !queue.isEmpty();
    }

    /** What an actor takes next of what waits for it; null when it cannot, or nothing is left. */
    @Nullable Action next(int actor) {
        ArrayDeque<Action> queue = queues[actor];
        while (queue != null && !queue.isEmpty()) {
            if (world.accepts(queue.element())) {
                return queue.remove();
            }
            if (world.isBusy(actor)) {
                return null;
            }
            // A timer was cancelled, an operation ended, in the turn that they waited for.
            queue.remove();
        }
        return null;
    }

    /** An actor is gone: what waits for it is lost. */
    void gone(int actor, Consumer<Delivery> lost) {
        ArrayDeque<Action> queue = queues[actor];
        if (queue == null) {
            return;
        }
        for (Action action : queue) {
            if (action instanceof Delivery delivery) {
                lost.accept(delivery);
            }
        }
        queue.clear();
    }

    /** Does something with each thing that waits, by actor and in order. */
    void forEach(Consumer<Object> action) {
        for (ArrayDeque<Action> queue : queues) {
            if (queue != null) {
                queue.forEach(action);
            }
        }
    }
}
