package dev.rehearsal.kernel;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.DiskFailedException;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.NotAValueException;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/**
 * Every node, actor and disk of a system, and what each action means to them.
 *
 * <p>Over 500 lines because the one meaning of a step stands in one place. Its two halves, who
 * there is and what an action means, work on the same slots and nodes: apart, each question of the
 * {@link View} and each image would be a method that only hands on, and each action would go
 * through one object more. What stands by itself is apart: {@link Turn}, {@link Ties}, {@link
 * Timers}, {@link Memo}, {@link SecondRun}.
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
 * it is reported to the {@link Observer} and dead until its node boots again. When it was one of
 * its node's own actors, and nobody was linked to it but its children, the process of the node may
 * end with it ({@link Hazards#escalates}). A handler that overflows the stack ({@link
 * StackExhaustedException}), other errors of the virtual machine, and states and messages that are
 * not immutable values ({@link NotAValueException}), are no outcomes of a run and leave {@link
 * #apply}.
 */
public final class World implements View {

    private static final Firing[] NO_TIMERS = {};

    private final Medium medium;
    private final Observer observer;
    private final Clock clock;
    private Hazards hazards;
    private final Node[] nodes;
    private final Ties ties;
    private Slot[] slots = new Slot[8];
    private int actors;
    private final HashMap<String, Slot> slotByPath = new HashMap<>();
    private boolean memoryLost;
    private Turn turn = new Turn(this);
    private @Nullable Memo memo;
    private @Nullable Numbering numbering;
    private @Nullable Births births;
    private @Nullable SecondRun second;

    private static final class Node {
        final String name;

        /** What the topology puts on it; children that were spawned are not among them. */
        final List<Slot> residents = new ArrayList<>();

        /** Whoever lives or lived there. */
        final List<Slot> slots = new ArrayList<>();

        @Nullable NodeImage image;
        boolean up;
        int boots;
        DiskImage disk = DiskImage.empty();

        Node(String name) {
            this.name = name;
        }
    }

    /** A world without time in which nothing goes wrong within a turn. */
    public World(Topology topology, Medium medium, Observer observer) {
        this(topology, medium, observer, Clock.NONE, Hazards.NONE);
    }

    /** A world whose nodes are all down and whose disks are empty. */
    public World(
            Topology topology, Medium medium, Observer observer, Clock clock, Hazards hazards) {
        this.clock = clock;
        this.hazards = hazards;
        this.medium = medium;
        this.observer = observer;
        ties = new Ties(this, observer);
        nodes = new Node[topology.nodes().size()];
        for (int n = 0; n < nodes.length; n++) {
            Topology.Node node = topology.nodes().get(n);
            nodes[n] = new Node(node.name());
            for (Topology.Resident resident : node.actors()) {
                nodes[n].residents.add(add(n, resident.path(), Behaviour.of(resident)));
            }
        }
    }

    /**
     * Runs every handler twice from now on and reports what differs to the observer; in a world of
     * a search, each different turn.
     */
    public void paranoid() {
        second = new SecondRun(this, observer, hazards);
        hazards = second.hazards();
    }

    // -------------------------------------------------------------------------------- who there is

    /** The slot of a child that is about to be spawned; until then nobody lives there. */
    Slot reserve(Slot parent, String path) {
        Slot slot = slotByPath.get(path);
        if (slot == null && numbering != null) {
            numbering.of(path, parent.node);
            catchUp();
            slot = slotByPath.get(path);
        }
        if (slot == null) {
            slot = add(parent.node, path, parent.behaviour);
            observer.added(slot.number);
        }
        return slot;
    }

    private Slot add(int node, String path, Behaviour behaviour) {
        Slot slot = new Slot(actors, node, path, behaviour);
        if (actors == slots.length) {
            slots = Arrays.copyOf(slots, 2 * actors);
        }
        slots[actors++] = slot;
        nodes[node].slots.add(slot);
        slotByPath.put(path, slot);
        return slot;
    }

    /** How many nodes there are. */
    @Override
    public int nodes() {
        return nodes.length;
    }

    /** How many actors there are or were, clients and spawned ones included; it only grows. */
    @Override
    public int actors() {
        return actors;
    }

    /** The path of an actor. */
    @Override
    public String path(int actor) {
        return slots[actor].path;
    }

    /** The fingerprint of the path of an actor. */
    public long pathHash(int actor) {
        return slots[actor].pathHash;
    }

    /** The number of the actor at a path; -1 when there is none. */
    @Override
    public int actor(String path) {
        Slot slot = slotByPath.get(path);
        return slot == null ? -1 : slot.number;
    }

    /** The node that an actor lives on. */
    @Override
    public int nodeOf(int actor) {
        return slots[actor].node;
    }

    /** The name of a node. */
    @Override
    public String name(int node) {
        return nodes[node].name;
    }

    /** Whether a node is up. */
    @Override
    public boolean isUp(int node) {
        return nodes[node].up;
    }

    /** How often a node has booted. */
    public int boots(int node) {
        return nodes[node].boots;
    }

    /** Whether an actor lives. */
    @Override
    public boolean isAlive(int actor) {
        return slots[actor].alive;
    }

    /** Whether an actor is one of its node's own, and no client: nobody is there to restart it. */
    public boolean isRoot(int actor) {
        Slot slot = slots[actor];
        return slot.parent == null && slot.behaviour instanceof Behaviour.OfActor;
    }

    /** Whether one of a node's own actors lives. */
    public boolean isAnyoneThere(int node) {
        return nodes[node].slots.stream().anyMatch(slot -> slot.alive && isRoot(slot.number));
    }

    /** Whether an actor waits, in a sync or to be started. */
    public boolean isBusy(int actor) {
        return slots[actor].isBusy();
    }

    /** The state of an actor; null when it is dead or has not finished its start. */
    @Override
    public @Nullable Object state(int actor) {
        return slots[actor].state;
    }

    @Override
    public boolean isOrphan(int actor) {
        Slot slot = slots[actor];
        Slot.Life spawner = slot.parent;
        return slot.alive && spawner != null && !slots[spawner.slot()].is(spawner);
    }

    @Override
    public @Nullable ActorRef<?> life(int actor) {
        Slot slot = slots[actor];
        return slot.alive ? slot.self : null;
    }

    /** Whether an actor of a node is linked to one of another node, or monitors one. */
    public boolean isTied(int node, int other) {
        for (Slot slot : nodes[node].slots) {
            if (slot.alive
                    && (slot.links.stream().anyMatch(life -> slots[life.slot()].node == other)
                            || slot.watched.stream()
                                    .anyMatch(life -> slots[life.slot()].node == other))) {
                return true;
            }
        }
        return false;
    }

    /** The paths of all actors, in order. */
    public Vector<String> paths() {
        return inhabitants().map(slot -> slot.path);
    }

    /** The paths of the actors that live, in order. */
    public Vector<String> living() {
        return inhabitants().filter(slot -> slot.alive).map(slot -> slot.path);
    }

    private Vector<Slot> inhabitants() {
        return Vector.of(slots).take(actors);
    }

    /** What the disk of a node holds. */
    @Override
    public DiskImage disk(int node) {
        return nodes[node].disk;
    }

    /** The sync that an actor waits in; null when it waits in none. */
    public @Nullable Completion awaited(int actor) {
        Turn pending = slots[actor].pending;
        return pending == null ? null : pending.waiting;
    }

    /** The timers that an actor has set, in the order in which it set them. */
    public Firing[] timers(int actor) {
        return slots[actor].timers.all(NO_TIMERS);
    }

    /** Whether a message can only be lost, whatever happens before it is delivered. */
    public boolean isVain(Delivery delivery) {
        Slot receiver = slots[delivery.receiver()];
        int incarnation = delivery.incarnation();
        return incarnation != ActorRef.ANY
                        && !(receiver.alive && receiver.incarnation == incarnation)
                || wasInMemory(delivery, receiver);
    }

    Clock clock() {
        return clock;
    }

    Hazards hazards() {
        return hazards;
    }

    @Nullable Slot slot(String path) {
        return slotByPath.get(path);
    }

    /** Who lives at the path that an actor sends to; a slot once made stays at its path. */
    @Nullable Slot receiver(Slot sender, String path) {
        if (path == sender.receiverPath) {
            return sender.receiver;
        }
        Slot receiver = slotByPath.get(path);
        if (receiver != null) {
            sender.receiverPath = path;
            sender.receiver = receiver;
        }
        return receiver;
    }

    /** The slot of a path at which somebody may be spawned some day; null for any other. */
    @Nullable Slot promised(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return null;
        }
        String parent = path.substring(0, slash);
        Slot above = slotByPath.get(parent);
        if (above == null) {
            above = promised(parent);
        }
        return above == null ? null : reserve(above, path);
    }

    @Nullable Slot slotAt(int number) {
        return number < 0 ? null : slots[number];
    }

    // -------------------------------------------------------------------------------------- images

    /** Who says which number the next life of an actor has. */
    @FunctionalInterface
    public interface Births {

        /** The number, at least 1, that nothing mentions. */
        int next(int actor);
    }

    /**
     * Makes this one of several worlds of a search: they number their actors alike, run each
     * handler once for each different turn, and number lives as they are told. To be called before
     * the first action.
     */
    public void among(Numbering shared, Births lives) {
        for (Slot slot : inhabitants()) {
            shared.of(slot.path, slot.node);
        }
        numbering = shared;
        births = lives;
        memo = new Memo();
        catchUp();
    }

    private void catchUp() {
        Numbering shared = numbering;
        while (shared != null && actors < shared.size()) {
            Numbering.Place place = shared.place(actors);
            Slot neighbour = nodes[place.node()].residents.getFirst();
            Slot slot = add(place.node(), place.path(), neighbour.behaviour);
            observer.added(slot.number);
        }
    }

    int nextLife(Slot slot) {
        return births == null ? slot.incarnation + 1 : births.next(slot.number);
    }

    /** All that is known of an actor; the same image as long as nothing has changed. */
    public ActorImage image(int actor) {
        Slot slot = slots[actor];
        ActorImage last = slot.image;
        if (last == null || !last.isOf(slot)) {
            last = new ActorImage(slot, this);
            slot.image = last;
        }
        return last;
    }

    /** Makes an actor what it was when an image was taken. */
    public void restore(int actor, ActorImage image) {
        if (actor >= actors) {
            catchUp();
        }
        Slot slot = slots[actor];
        slot.firstSinceCrash = 0;
        if (slot.image != image || !image.isOf(slot)) {
            image.restore(slot, this);
            slot.image = image;
        }
    }

    /** Makes an actor one that does not live and is tied to nobody. */
    public void restoreDead(int actor) {
        Slot slot = slots[actor];
        slot.vanish();
    }

    /** All that is known of a node beside its actors. */
    public NodeImage nodeImage(int node) {
        Node here = nodes[node];
        NodeImage last = here.image;
        if (last == null || last.up() != here.up || last.disk() != here.disk) {
            last = new NodeImage(here.up, here.disk, here.name);
            here.image = last;
        }
        return last;
    }

    /** Makes a node what it was when an image was taken. */
    public void restoreNode(int node, NodeImage image) {
        nodes[node].up = image.up();
        nodes[node].disk = image.disk();
        nodes[node].image = image;
    }

    // ------------------------------------------------------------------------ what an action means

    /**
     * Whether an action can be applied now. A message, timer or operation for an actor that waits
     * in a sync cannot; one for an actor that is dead can, and is lost.
     */
    public boolean accepts(Action action) {
        return switch (action) {
            case Delivery delivery -> takes(slots[delivery.receiver()], delivery);
            case Firing firing -> firing.isSet() && !slots[firing.actor()].isBusy();
            case Completion completion -> completion.isAwaited();
            case Action.Boot boot -> !nodes[boot.node()].up;
            case Action.Crash crash -> nodes[crash.node()].up;
            case Action.Dismiss dismiss -> nodes[dismiss.node()].up;
            case Action.Stop stop -> nodes[stop.node()].up;
            case Action.Swap swap -> !nodes[swap.node()].up;
            case Action.Kill kill -> slots[kill.actor()].alive;
            case Action.Spoil spoil -> spoil.fault().fits(nodes[spoil.node()].disk, spoil.folder());
            case Action.Disconnect _, Action.Resize _ -> true;
            case Action.Invoke invoke -> ready(invoke.actor()) && !slots[invoke.actor()].open;
            case Action.Abandon abandon -> ready(abandon.actor()) && slots[abandon.actor()].open;
        };
    }

    private static boolean takes(Slot receiver, Delivery delivery) {
        return !receiver.isBusy()
                || delivery.isKill()
                || delivery.message() instanceof Notice.Start && receiver.pending == null;
    }

    private boolean ready(int actor) {
        return slots[actor].alive && !slots[actor].isBusy();
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
            case Action.Dismiss dismiss ->
                    nodes[dismiss.node()].slots.stream()
                            .filter(slot -> slot.alive && isRoot(slot.number))
                            .forEach(root -> ties.dismiss(root, dismiss.cause()));
            case Action.Stop stop -> stop(stop);
            case Action.Swap swap -> {
                nodes[swap.node()].disk = swap.content();
                observer.swapped(swap);
            }
            case Action.Kill kill -> die(slots[kill.actor()], kill.reason(), null, kill.cause());
            case Action.Disconnect cut -> ties.disconnected(nodes[cut.node()].slots, cut);
            case Action.Spoil spoil -> {
                Node node = nodes[spoil.node()];
                node.disk = spoil.fault().apply(node.disk, spoil.folder());
                observer.spoilt(spoil);
            }
            case Action.Resize resize -> {
                Node node = nodes[resize.node()];
                node.disk = node.disk.withCapacity(resize.capacity());
                observer.resized(resize);
            }
            case Action.Invoke invoke -> {
                Slot client = slots[invoke.actor()];
                client.open = true;
                observer.invoked(invoke);
                run(client, invoke, null, invoke.cause(), 0);
            }
            case Action.Abandon abandon -> {
                Slot client = slots[abandon.actor()];
                client.open = false;
                observer.abandoned(client.number);
                run(client, abandon, null, null, 0);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void deliver(Delivery delivery) {
        Slot receiver = slots[delivery.receiver()];
        int incarnation = delivery.incarnation();
        if (!receiver.alive
                || (incarnation != ActorRef.ANY && incarnation != receiver.incarnation)
                || wasInMemory(delivery, receiver)) {
            observer.lost(delivery);
            return;
        }
        observer.delivered(delivery);
        if (delivery.message() instanceof Notice notice) {
            noticed(receiver, notice, delivery.cause());
        } else {
            run(
                    receiver,
                    delivery.message(),
                    (ActorRef<Object>) delivery.senderRef(),
                    delivery.cause(),
                    memo == null ? 0 : delivery.envelope());
        }
    }

    /** Whether a message within a node was sent before the node lost its memory. */
    private boolean wasInMemory(Delivery delivery, Slot receiver) {
        if (!memoryLost) {
            return false;
        }
        Slot sender = slots[delivery.sender()];
        ActorRef<?> life = delivery.senderRef();
        return sender.node == receiver.node
                && life.incarnation() < sender.firstSinceCrash
                && life.incarnation() != ActorRef.ANY
                && life.path().equals(sender.path);
    }

    private void noticed(Slot receiver, Notice notice, @Nullable Cause cause) {
        switch (notice) {
            case Notice.Start _ -> run(receiver, null, null, cause, 0);
            case Notice.Started(ActorRef<?> child, Object info) ->
                    run(receiver, new Signal.Started(child, info), null, cause, 0);
            case Notice.LinkBroken(Slot.Life life, ActorRef<?> other, ExitReason reason) -> {
                if (receiver.links.remove(life)) {
                    exitSignal(receiver, other, reason, cause);
                }
            }
            case Notice.ExitSignal(ActorRef<?> from, ExitReason reason) -> {
                if (reason instanceof ExitReason.Kill) {
                    die(receiver, new ExitReason.Killed(), null, cause);
                } else {
                    exitSignal(receiver, from, reason, cause);
                }
            }
            case Notice.Down(Slot.Life life, ActorRef<?> other, ExitReason reason) -> {
                if (receiver.watched.remove(life)) {
                    run(receiver, new Signal.Down(other, reason), null, cause, 0);
                }
            }
        }
    }

    private void exitSignal(
            Slot receiver, ActorRef<?> from, ExitReason reason, @Nullable Cause cause) {
        if (receiver.behaviour.trapsExits()) {
            run(receiver, new Signal.Exit(from, reason), null, cause, 0);
        } else if (!reason.isNormal()) {
            die(receiver, reason, null, cause);
        }
    }

    private void fire(Firing firing) {
        Slot actor = slots[firing.actor()];
        actor.timers.remove(firing);
        observer.fired(firing);
        run(
                actor,
                firing.message(),
                null,
                firing.cause(),
                memo == null ? 0 : Fingerprint.mix(firing.fingerprint()));
    }

    private void complete(Completion completion) {
        Slot actor = slots[completion.actor()];
        Turn waiting = actor.pending;
        if (waiting == null) {
            throw new IllegalStateException(
                    "a sync must be awaited by a turn: actor=" + actor.path);
        }
        completion.forget();
        if (memo != null) {
            waiting.cut = hazards.cut(actor.number, waiting.issued());
        }
        if (write(waiting, actor, completion.operation())) {
            observer.synced(completion);
            perform(waiting);
        }
        if (actor.pending == null) {
            medium.idle(actor.number);
        }
    }

    private void boot(Action.Boot boot) {
        Node node = nodes[boot.node()];
        node.up = true;
        node.boots++;
        observer.booted(boot);
        for (Slot slot : node.residents) {
            if (!node.up) {
                return;
            }
            slot.live(nextLife(slot));
            run(slot, null, null, boot.cause(), 0);
        }
    }

    private void crash(Action.Crash crash) {
        Node node = nodes[crash.node()];
        node.up = false;
        node.disk = node.disk.crash(crash.aftermath());
        observer.crashed(crash);
        endAll(node, crash.cause());
    }

    private void stop(Action.Stop stop) {
        Node node = nodes[stop.node()];
        node.up = false;
        observer.stopped(stop);
        endAll(node, stop.cause());
    }

    private void endAll(Node node, @Nullable Cause cause) {
        memoryLost = true;
        List<Slot> dead = new ArrayList<>();
        for (Slot slot : node.slots) {
            slot.firstSinceCrash = slot.incarnation + 1;
            if (slot.alive) {
                dead.add(slot);
                end(slot);
            }
        }
        for (Slot slot : dead) {
            ties.broken(slot, new ExitReason.NoConnection(), cause);
        }
    }

    /** An actor ends by itself or by a signal: whoever is tied to it is told. */
    private void die(
            Slot slot, ExitReason reason, @Nullable Throwable thrown, @Nullable Cause cause) {
        boolean tied = ties.isHeard(slot) || thrown == null && !slot.watchers.isEmpty();
        observer.exited(slot.number, reason, thrown, tied);
        end(slot);
        ties.broken(slot, reason, cause);
        if (!tied && isRoot(slot.number) && hazards.escalates(slot.node, reason)) {
            stop(new Action.Stop(slot.node, cause));
        }
    }

    private void end(Slot slot) {
        slot.alive = false;
        slot.state = null;
        slot.open = false;
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

    private void spawn(Slot parent, Turn.Spawn spawn, @Nullable Cause cause) {
        Slot slot = slotByPath.get(spawn.child().path());
        slot.behaviour = Behaviour.of(new Topology.Server(slot.path, spawn.actor()));
        slot.live(spawn.child().incarnation());
        slot.parent = parent.life();
        observer.spawned(parent.number, slot.number);
        if (spawn.linked()) {
            ties.link(parent, spawn.child(), cause);
        }
        ties.start(parent, slot, cause);
    }

    // --------------------------------------------------------------------------------------- turns

    /**
     * Runs a handler to its end and begins to perform what it issued; no {@code message} means the
     * actor's start.
     *
     * @param event the fingerprint of what the handler is given; 0 when its turn is not remembered
     */
    private void run(
            Slot slot,
            @Nullable Object message,
            @Nullable ActorRef<Object> sender,
            @Nullable Cause cause,
            long event) {
        Turn now = turn;
        now.begin(slot, cause, sender);
        Memo known = memo;
        DiskImage disk = nodes[slot.node].disk;
        long key = 0;
        if (known != null) {
            key = Memo.key(slot, event);
            now.origin = Fingerprint.fold(key, disk.fingerprint());
            Memo.Done done = event == 0 ? null : known.get(key, disk);
            if (done != null) {
                now.replay(done);
                now.cut = hazards.cut(slot.number, now.issued());
                perform(now);
                return;
            }
        }
        handle(now, slot, message);
        boolean remembered =
                known != null
                        && event != 0
                        && now.thrown == null
                        && now.proposed != null
                        && !now.hasLooked();
        if (second != null) {
            if (known == null) {
                second.compare(now, slot, message);
            } else {
                second.compareSome(now, slot, message, remembered);
            }
        }
        if (known != null && now.proposed != null && remembered) {
            now.proposedFingerprint = Fingerprint.of(now.proposed);
            known.put(
                    key,
                    now.proposed,
                    now.proposedFingerprint,
                    now.effects(),
                    now.readDisk() ? disk : null);
        }
        now.cut = hazards.cut(slot.number, now.issued());
        perform(now);
    }

    /** Runs a handler to its end; afterwards its turn holds what it issued, proposed or threw. */
    static void handle(Turn now, Slot slot, @Nullable Object message) {
        try {
            Object state = slot.state;
            if (message == null) {
                now.proposed = slot.behaviour.start(now);
            } else if (state != null) {
                now.proposed =
                        message instanceof Signal signal
                                ? slot.behaviour.signal(state, signal, now)
                                : slot.behaviour.receive(state, message, now);
            }
            if (now.proposed == null) {
                throw new IllegalStateException(
                        "a handler must return a state: actor=" + slot.path);
            }
            slot.requireImmutable(now.proposed);
        } catch (StackOverflowError e) {
            now.end();
            throw new StackExhaustedException(slot.path, message);
        } catch (NotAValueException | VirtualMachineError e) {
            now.end();
            throw e;
        } catch (Throwable e) {
            now.thrown = e;
        }
    }

    private void perform(Turn now) {
        Slot slot = now.slot;
        if (slot == null) {
            throw new IllegalStateException("a turn must have an actor");
        }
        while (true) {
            if (now.isCut()) {
                cut(now, slot);
                return;
            }
            if (!now.hasNext()) {
                break;
            }
            switch (now.next()) {
                case Delivery delivery -> send(delivery);
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
                    if (!write(now, slot, operation)) {
                        return;
                    }
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
                case Turn.Spawn spawn -> spawn(slot, spawn, now.cause);
                case Turn.Started started -> ties.started(slot, started.info(), now.cause);
                case Turn.Report report -> observer.reported(slot.number, report.event());
                case Turn.Link link -> ties.link(slot, link.other(), now.cause);
                case Turn.Unlink unlink -> ties.unlink(slot, unlink.other());
                case Turn.Monitor monitor -> ties.monitor(slot, monitor.other(), now.cause);
                case Turn.Demonitor demonitor -> ties.demonitor(slot, demonitor.other());
                case Turn.SendExit exit ->
                        ties.sendExit(slot, exit.other(), exit.reason(), now.cause);
                case Turn.Exit exit -> {
                    abort(now, slot, exit.reason());
                    return;
                }
                case Object unknown ->
                        throw new IllegalStateException("unknown effect: " + unknown);
            }
        }
        commit(now, slot);
    }

    void send(Delivery delivery) {
        if (memo != null) {
            delivery.addressed(slots[delivery.receiver()].pathHash);
        }
        medium.sent(delivery);
        observer.sent(delivery);
    }

    /** The turn ends here: what it has not performed and its state are dropped. */
    private void abort(Turn now, Slot slot, ExitReason reason) {
        Cause cause = now.cause;
        now.end();
        slot.pending = null;
        die(slot, reason, null, cause);
    }

    private void cut(Turn now, Slot slot) {
        Cut cut = Objects.requireNonNull(now.cut);
        switch (cut.reached(now::interrupted)) {
            case Cut.Ending.Exit exit -> abort(now, slot, exit.reason());
            case Cut.Ending.PowerLoss loss -> {
                now.end();
                slot.pending = null;
                crash(loss.crash());
            }
        }
    }

    private void await(Turn now, Slot slot, DiskOp sync) {
        if (slot.pending == null) {
            slot.pending = now;
            turn = new Turn(this);
        }
        Completion completion = new Completion(slot.number, sync, now.cause);
        now.waiting = completion;
        observer.syncing(completion);
        medium.syncing(completion);
    }

    private void commit(Turn now, Slot slot) {
        Object before = now.before;
        Object after = now.proposed;
        Throwable thrown = now.thrown;
        Cause cause = now.cause;
        int effects = now.issued();
        long fingerprint = now.proposedFingerprint;
        now.end();
        slot.pending = null;
        if (thrown != null || after == null) {
            Throwable why =
                    Objects.requireNonNull(thrown, "a turn without a state must have thrown");
            die(slot, ExitReason.of(why), why instanceof DiskFailedException ? null : why, cause);
            return;
        }
        slot.state = after;
        if (fingerprint != 0) {
            slot.remember(fingerprint);
        }
        observer.turned(slot.number, before, after, effects);
        if (before == null) {
            medium.idle(slot.number);
            if (!slot.behaviour.startsLater()) {
                ties.started(slot, null, cause);
            }
        }
    }

    /**
     * Lets an operation take effect; false when it failed, which has ended the actor. So does one
     * whose file was there when it was asked for, and has gone since with the page cache.
     */
    private boolean write(Turn now, Slot slot, DiskOp operation) {
        Node node = nodes[slot.node];
        DiskFault.OfOperation fault = hazards.disk(slot.number, now.cause, operation);
        DiskFailed failure;
        try {
            DiskImage shown = now.shown(node.disk);
            if (shown == null && node.disk.lacks(operation)) {
                failure = operation.failed(DiskFailed.Why.ERROR);
            } else if (fault == null) {
                node.disk = shown != null ? shown : node.disk.apply(operation);
                return true;
            } else {
                node.disk = fault.apply(node.disk, operation);
                failure = fault.failure(operation).getOrNull();
            }
        } catch (DiskFailedException full) {
            failure = full.reason();
        }
        if (failure == null) {
            return true;
        }
        observer.failedOnDisk(slot.number, operation, failure);
        abort(now, slot, failure);
        return false;
    }

    private void arm(Slot slot, Firing firing) {
        cancel(slot, firing.message(), firing.fingerprint());
        slot.timers.add(firing);
        observer.armed(firing);
        medium.armed(firing);
    }

    private void cancel(Slot slot, Object message, long fingerprint) {
        Firing cancelled = slot.timers.remove(message, fingerprint);
        if (cancelled != null) {
            observer.cancelled(cancelled);
        }
    }
}
