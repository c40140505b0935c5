package dev.rehearsal.kernel;

import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.value.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Everything that a {@link World} knows of one actor, as a value that can be put back, into another
 * world of the same topology too.
 *
 * <p>Not in it: what only counts up. An actor that is dead has no incarnation any more.
 */
public final class ActorImage {

    private static final Slot.Life[] NONE = {};
    private static final Firing[] NOT_SET = {};

    /** A turn that waits in a sync. */
    private record Waiting(
            Object[] effects,
            int performed,
            @Nullable Object before,
            @Nullable Object proposed,
            @Nullable Throwable thrown,
            DiskOp operation,
            long origin) {}

    private final boolean alive;
    private final boolean open;
    private final int incarnation;
    private final @Nullable Object state;
    private final long stateFingerprint;
    private final Behaviour behaviour;
    private final Slot.@Nullable Life parent;
    private final Firing[] timers;
    private final Slot.Life[] links;
    private final Slot.Life[] watchers;
    private final Slot.Life[] watched;
    private final @Nullable Turn pending;
    private final @Nullable Waiting waiting;
    private final long fingerprint;

    ActorImage(Slot slot, World world) {
        alive = slot.alive;
        open = slot.open;
        incarnation = alive ? slot.incarnation : 0;
        state = slot.state;
        stateFingerprint = slot.stateFingerprint();
        behaviour = slot.behaviour;
        parent = alive ? slot.parent : null;
        timers = slot.timers.all(NOT_SET);
        links = lives(slot.links);
        watchers = lives(slot.watchers);
        watched = lives(slot.watched);
        pending = slot.pending;
        waiting = pending == null ? null : waiting(pending);
        fingerprint = fingerprint(slot.pathHash, world);
    }

    private static Slot.Life[] lives(ArrayList<Slot.Life> lives) {
        return lives.isEmpty() ? NONE : lives.toArray(NONE);
    }

    private static Waiting waiting(Turn turn) {
        if (turn.waiting == null) {
            throw new IllegalStateException("a turn that is not over must wait in a sync");
        }
        return new Waiting(
                turn.effects(),
                turn.performed(),
                turn.before,
                turn.proposed,
                turn.thrown,
                turn.waiting.operation(),
                turn.origin);
    }

    /** By the paths of others: their numbers may differ from search to search. */
    private long fingerprint(long path, World world) {
        if (!alive) {
            return 0;
        }
        long hash = Fingerprint.fold(path, stateFingerprint);
        hash = Fingerprint.fold(hash, 4L * incarnation + (alive ? 2 : 0) + (open ? 1 : 0));
        if (timers.length > 0) {
            long sum = timers.length;
            for (Firing timer : timers) {
                sum += Fingerprint.mix(timer.fingerprint());
            }
            hash = Fingerprint.fold(hash, sum);
        }
        if (links.length + watchers.length + watched.length > 0) {
            hash = Fingerprint.fold(hash, sum(links, 1, world));
            hash = Fingerprint.fold(hash, sum(watchers, 2, world));
            hash = Fingerprint.fold(hash, sum(watched, 3, world));
        }
        if (parent != null) {
            hash = Fingerprint.fold(hash, 2 * of(parent, world) + 1);
            hash = Fingerprint.fold(hash, behaviour.fingerprint());
        }
        if (waiting != null) {
            hash = Fingerprint.fold(hash, waiting.origin);
            hash = Fingerprint.fold(hash, waiting.performed);
        }
        return Fingerprint.mix(hash);
    }

    /** Whether it was not spawned, is tied to nobody, and does not wait in a sync. */
    public boolean isAlone() {
        return links.length + watchers.length + watched.length == 0
                && parent == null
                && waiting == null;
    }

    /**
     * What stands for it under another path, with other parts of its values.
     *
     * @param values the fingerprint of a value with other parts
     * @throws IllegalStateException when it is not {@linkplain #isAlone alone}
     */
    public long fingerprint(String path, ToLongFunction<@Nullable Object> values) {
        if (!isAlone()) {
            throw new IllegalStateException("only an actor that is alone is looked into: " + path);
        }
        long hash = Fingerprint.fold(Fingerprint.of(path), values.applyAsLong(state));
        hash = Fingerprint.fold(hash, 4L * incarnation + (alive ? 2 : 0) + (open ? 1 : 0));
        long sum = timers.length;
        for (Firing timer : timers) {
            sum += Fingerprint.mix(values.applyAsLong(timer.message()));
        }
        return Fingerprint.fold(hash, sum);
    }

    private static long sum(Slot.Life[] lives, int kind, World world) {
        long sum = 0;
        for (Slot.Life life : lives) {
            sum += Fingerprint.fold(of(life, world), kind);
        }
        return sum;
    }

    private static long of(Slot.Life life, World world) {
        Slot slot = world.slotAt(life.slot());
        return Fingerprint.fold(slot == null ? 0 : slot.pathHash, life.incarnation());
    }

    /**
     * A number that differs, for all practical purposes, where the images differ; 0 for an actor
     * that is dead, so that it is as if it had never been.
     */
    public long fingerprint() {
        return fingerprint;
    }

    /** The state of the actor; null when it is dead or has not finished its start. */
    public @Nullable Object state() {
        return state;
    }

    /** Whether the actor lives. */
    public boolean isAlive() {
        return alive;
    }

    /** Whether a slot still is as it was. */
    boolean isOf(Slot slot) {
        return state == slot.state
                && alive == slot.alive
                && (!alive || incarnation == slot.incarnation)
                && open == slot.open
                && pending == slot.pending
                && (pending == null || waiting != null && waiting.performed == pending.performed())
                && (!alive || parent == slot.parent)
                && behaviour == slot.behaviour
                && slot.timers.are(timers)
                && are(links, slot.links)
                && are(watchers, slot.watchers)
                && are(watched, slot.watched);
    }

    private static boolean are(Slot.Life[] before, ArrayList<Slot.Life> lives) {
        if (before.length != lives.size()) {
            return false;
        }
        for (int i = 0; i < before.length; i++) {
            if (!before[i].equals(lives.get(i))) {
                return false;
            }
        }
        return true;
    }

    void restore(Slot slot, World world) {
        slot.alive = alive;
        slot.open = open;
        if (alive && (slot.incarnation != incarnation || slot.self.incarnation() != incarnation)) {
            slot.is(incarnation);
        }
        slot.state = state;
        slot.remember(stateFingerprint);
        slot.behaviour = behaviour;
        slot.parent = parent;
        if (!slot.timers.are(timers)) {
            slot.timers.clear();
            for (Firing timer : timers) {
                slot.timers.add(timer.again());
            }
        }
        put(links, slot.links);
        put(watchers, slot.watchers);
        put(watched, slot.watched);
        Turn turn = null;
        if (waiting != null) {
            turn = new Turn(world);
            turn.resume(
                    slot,
                    waiting.effects,
                    waiting.performed,
                    waiting.before,
                    waiting.proposed,
                    waiting.thrown,
                    waiting.origin);
            turn.waiting = new Completion(slot.number, waiting.operation, null);
        }
        slot.pending = turn;
    }

    private static void put(Slot.Life[] from, ArrayList<Slot.Life> to) {
        if (from.length > 0 || !to.isEmpty()) {
            to.clear();
            for (Slot.Life life : from) {
                to.add(life);
            }
        }
    }

    /**
     * Shows everything that may hold a reference to an actor: its state, its timers, what it was
     * spawned with, and what it has still to do when its sync is done.
     *
     * @param world one in which actors have the same numbers
     */
    public void mentions(World world, Consumer<Object> each) {
        if (state != null) {
            each.accept(state);
        }
        for (Firing timer : timers) {
            each.accept(timer.message());
        }
        if (parent != null) {
            behaviour.mentions(each);
        }
        if (waiting != null) {
            for (int i = waiting.performed; i < waiting.effects.length; i++) {
                Turn.mentions(waiting.effects[i], world, each);
            }
            if (waiting.proposed != null) {
                each.accept(waiting.proposed);
            }
        }
    }

    /** Whether a life of the actor at a slot is tied to this one. */
    public boolean names(int slot, int life) {
        Slot.Life wanted = new Slot.Life(slot, life);
        return has(links, wanted)
                || has(watchers, wanted)
                || has(watched, wanted)
                || wanted.equals(parent);
    }

    private static boolean has(Slot.Life[] lives, Slot.Life wanted) {
        for (Slot.Life life : lives) {
            if (life.equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
