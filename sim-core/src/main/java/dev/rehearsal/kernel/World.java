package dev.rehearsal.kernel;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.NotAValueException;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;

/**
 * Every node, actor and disk of a system, and what each action means to them.
 *
 * <p>Shape: nodes and actors are numbered in the order of the {@link Topology}. The world changes
 * in place; states and disks are immutable values. What is in flight waits in the {@link Medium};
 * the world holds no time, counter or random source.
 *
 * <p>Order: a turn runs its handler to the end, then performs the effects in order; at a sync it
 * waits for the {@link Completion}. Its state is the actor's when the last effect is done. Until
 * then the actor is busy: it {@link #accepts} nothing, while the other actors of the node run on.
 *
 * <p>Errors: a handler that throws performs the effects that it issued before, and its actor exits:
 * it is reported to the {@link Observer} and dead until its node boots again. Errors of the virtual
 * machine, and states and messages that are not immutable values ({@link NotAValueException}), are
 * no outcomes of a run and leave {@link #apply}.
 */
public final class World {

    private final Medium medium;
    private final Observer observer;
    private final Node[] nodes;
    private final Slot[] slots;
    private final HashMap<String, Slot> slotByPath = new HashMap<>();
    private Turn turn = new Turn(this);

    private static final class Node {
        final String name;
        final Slot[] slots;
        boolean up;
        int boots;
        DiskImage disk = DiskImage.empty();

        Node(String name, Slot[] slots) {
            this.name = name;
            this.slots = slots;
        }
    }

    /** A world whose nodes are all down and whose disks are empty. */
    public World(Topology topology, Medium medium, Observer observer) {
        this.medium = medium;
        this.observer = observer;
        int actors = topology.nodes().map(node -> node.actors().size()).sum().intValue();
        nodes = new Node[topology.nodes().size()];
        slots = new Slot[actors];
        int number = 0;
        for (int n = 0; n < nodes.length; n++) {
            Topology.Node node = topology.nodes().get(n);
            int first = number;
            for (Topology.Resident resident : node.actors()) {
                Slot slot = new Slot(number, n, resident.path(), Behaviour.of(resident));
                slots[number++] = slot;
                slotByPath.put(slot.path, slot);
            }
            nodes[n] = new Node(node.name(), Arrays.copyOfRange(slots, first, number));
        }
    }

    /** How many nodes there are. */
    public int nodes() {
        return nodes.length;
    }

    /** How many actors there are, clients included. */
    public int actors() {
        return slots.length;
    }

    /** The path of an actor. */
    public String path(int actor) {
        return slots[actor].path;
    }

    /** The number of the actor at a path; -1 when there is none. */
    public int actor(String path) {
        Slot slot = slotByPath.get(path);
        return slot == null ? -1 : slot.number;
    }

    /** The node that an actor lives on. */
    public int nodeOf(int actor) {
        return slots[actor].node;
    }

    /** The name of a node. */
    public String name(int node) {
        return nodes[node].name;
    }

    /** Whether a node is up. */
    public boolean isUp(int node) {
        return nodes[node].up;
    }

    /** How often a node has booted. */
    public int boots(int node) {
        return nodes[node].boots;
    }

    /** Whether an actor lives. */
    public boolean isAlive(int actor) {
        return slots[actor].alive;
    }

    /** Whether an actor waits in a sync. */
    public boolean isBusy(int actor) {
        return slots[actor].pending != null;
    }

    /** The state of an actor; null when it is dead or has not finished its start. */
    public @Nullable Object state(int actor) {
        return slots[actor].state;
    }

    /** The paths of all actors, in order. */
    public Vector<String> paths() {
        return Vector.of(slots).map(slot -> slot.path);
    }

    /** What the disk of a node holds. */
    public DiskImage disk(int node) {
        return nodes[node].disk;
    }

    @Nullable Slot slot(String path) {
        return slotByPath.get(path);
    }

    /**
     * Whether an action can be applied now. A message, timer or operation for an actor that waits
     * in a sync cannot; one for an actor that is dead can, and is lost.
     */
    public boolean accepts(Action action) {
        return switch (action) {
            case Delivery delivery -> slots[delivery.receiver()].pending == null;
            case Firing firing -> firing.isSet() && slots[firing.actor()].pending == null;
            case Completion completion -> completion.isAwaited();
            case Action.Boot boot -> !nodes[boot.node()].up;
            case Action.Crash crash -> nodes[crash.node()].up;
            case Action.Invoke invoke -> ready(invoke.actor()) && !slots[invoke.actor()].open;
            case Action.Abandon abandon -> ready(abandon.actor()) && slots[abandon.actor()].open;
        };
    }

    private boolean ready(int actor) {
        return slots[actor].alive && slots[actor].pending == null;
    }

    /**
     * Lets an action happen.
     *
     * @throws IllegalStateException when the world does not {@linkplain #accepts accept} it
     */
    public void apply(Action action) {
        if (!accepts(action)) {
            throw new IllegalStateException(
                    "an action must be acceptable when it is applied: action=" + action);
        }
        switch (action) {
            case Delivery delivery -> deliver(delivery);
            case Firing firing -> fire(firing);
            case Completion completion -> complete(completion);
            case Action.Boot boot -> boot(boot);
            case Action.Crash crash -> crash(crash);
            case Action.Invoke invoke -> {
                Slot client = slots[invoke.actor()];
                client.open = true;
                observer.invoked(invoke);
                run(client, invoke, null, invoke.cause());
            }
            case Action.Abandon abandon -> {
                Slot client = slots[abandon.actor()];
                client.open = false;
                observer.abandoned(client.number);
                run(client, abandon, null, null);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void deliver(Delivery delivery) {
        Slot receiver = slots[delivery.receiver()];
        int incarnation = delivery.incarnation();
        if (!receiver.alive
                || (incarnation != ActorRef.ANY && incarnation != receiver.incarnation)) {
            observer.lost(delivery);
            return;
        }
        observer.delivered(delivery);
        run(
                receiver,
                delivery.message(),
                (ActorRef<Object>) delivery.senderRef(),
                delivery.cause());
    }

    private void fire(Firing firing) {
        Slot actor = slots[firing.actor()];
        firing.set(false);
        actor.timers.remove(firing);
        observer.fired(firing);
        run(actor, firing.message(), null, firing.cause());
    }

    private void complete(Completion completion) {
        Slot actor = slots[completion.actor()];
        Turn waiting = actor.pending;
        if (waiting == null) {
            throw new IllegalStateException(
                    "a sync must be awaited by a turn: actor=" + actor.path);
        }
        completion.forget();
        write(actor, completion.operation());
        observer.synced(completion);
        perform(waiting);
        if (actor.pending == null) {
            medium.idle(actor.number);
        }
    }

    private void boot(Action.Boot boot) {
        Node node = nodes[boot.node()];
        node.up = true;
        node.boots++;
        observer.booted(boot);
        for (Slot slot : node.slots) {
            slot.alive = true;
            slot.incarnation++;
            slot.self = ActorRef.to(slot.path, slot.incarnation);
            run(slot, null, null, boot.cause());
        }
    }

    private void crash(Action.Crash crash) {
        Node node = nodes[crash.node()];
        node.up = false;
        node.disk = node.disk.crash(crash.kept());
        observer.crashed(crash);
        for (Slot slot : node.slots) {
            if (slot.alive) {
                kill(slot);
            }
        }
    }

    private void kill(Slot slot) {
        slot.alive = false;
        slot.state = null;
        slot.open = false;
        for (Firing timer : slot.timers) {
            timer.set(false);
        }
        slot.timers.clear();
        if (slot.pending != null) {
            if (slot.pending.waiting != null) {
                slot.pending.waiting.forget();
            }
            slot.pending.end();
            slot.pending = null;
        }
        medium.gone(slot.number);
    }

    /**
     * Runs a handler to its end and begins to perform what it issued; no {@code message} means the
     * actor's start.
     */
    private void run(
            Slot slot,
            @Nullable Object message,
            @Nullable ActorRef<Object> sender,
            @Nullable Cause cause) {
        Turn now = turn;
        now.begin(slot, cause, sender);
        try {
            Object state = slot.state;
            if (message == null) {
                now.proposed = slot.behaviour.start(now);
                Fingerprint.of(now.proposed);
            } else if (state != null) {
                now.proposed = slot.behaviour.receive(state, message, now);
            }
            if (now.proposed == null) {
                throw new IllegalStateException(
                        "a handler must return a state: actor=" + slot.path);
            }
        } catch (NotAValueException | VirtualMachineError e) {
            now.end();
            throw e;
        } catch (Throwable e) {
            now.thrown = e;
        }
        perform(now);
    }

    private void perform(Turn now) {
        Slot slot = now.slot;
        if (slot == null) {
            throw new IllegalStateException("a turn must have an actor");
        }
        while (now.hasNext()) {
            switch (now.next()) {
                case Delivery delivery -> {
                    medium.sent(delivery);
                    observer.sent(delivery);
                }
                case Firing firing -> arm(slot, firing);
                case Turn.Cancel cancel -> cancel(slot, cancel.message(), cancel.fingerprint());
                case DiskOp.Sync sync -> {
                    await(now, slot, sync);
                    return;
                }
                case DiskOp.SyncFolder sync -> {
                    await(now, slot, sync);
                    return;
                }
                case DiskOp operation -> {
                    write(slot, operation);
                    observer.wrote(slot.number, operation);
                }
                case Turn.Complete complete -> {
                    slot.open = false;
                    observer.completed(slot.number, complete.result());
                }
                case Turn.Fail _ -> {
                    slot.open = false;
                    observer.failed(slot.number);
                }
                case Object unknown ->
                        throw new IllegalStateException("unknown effect: " + unknown);
            }
        }
        commit(now, slot);
    }

    private void await(Turn now, Slot slot, DiskOp sync) {
        if (slot.pending == null) {
            slot.pending = now;
            turn = new Turn(this);
        }
        Completion completion = new Completion(slot.number, sync);
        now.waiting = completion;
        observer.syncing(completion);
        medium.syncing(completion);
    }

    private void commit(Turn now, Slot slot) {
        Object before = now.before;
        Object after = now.proposed;
        Throwable thrown = now.thrown;
        int effects = now.issued();
        now.end();
        slot.pending = null;
        if (thrown != null || after == null) {
            observer.exited(slot.number, thrown);
            kill(slot);
            return;
        }
        slot.state = after;
        observer.turned(slot.number, before, after, effects);
    }

    private void write(Slot slot, DiskOp operation) {
        Node node = nodes[slot.node];
        node.disk = node.disk.apply(operation);
    }

    private void arm(Slot slot, Firing firing) {
        cancel(slot, firing.message(), firing.fingerprint());
        firing.set(true);
        slot.timers.add(firing);
        observer.armed(firing);
        medium.armed(firing);
    }

    private void cancel(Slot slot, Object message, long fingerprint) {
        for (int i = slot.timers.size() - 1; i >= 0; i--) {
            Firing timer = slot.timers.get(i);
            if (timer.fingerprint() == fingerprint && timer.message().equals(message)) {
                timer.set(false);
                slot.timers.remove(i);
                observer.cancelled(timer);
                return;
            }
        }
    }
}
