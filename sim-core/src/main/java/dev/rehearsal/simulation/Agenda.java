package dev.rehearsal.simulation;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Cause;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.Medium;
import dev.rehearsal.kernel.World;
import dev.rehearsal.scenario.Cluster;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The medium of the simulation: knows when everything is due, and hands out what comes next.
 *
 * <p>Over 500 lines because whatever becomes due becomes due here, and comes in one order. What
 * waits for something else than a time waits in {@link Network} (a message that is sent), {@link
 * Held} (a point of the story), {@link Standstill} (somebody who hears nothing) and {@link
 * Mailboxes} (an actor that is busy).
 *
 * <p>Order: by time, and at one instant in the order in which things were entered.
 */
final class Agenda implements Medium {

    /** The latency of a message between nodes in the calm world. */
    static final long NETWORK_NANOS = 1_000_000;

    /** The latency of a message within a node. */
    static final long LOCAL_NANOS = 1_000;

    /** How long a sync takes in the calm world. */
    static final long SYNC_NANOS = 100_000;

    /** What is to befall a node. */
    private record Due(Departure.Incident incident, int node) {}

    /** The content of a disk is to be put aside. */
    private record Snapshot(Departure.Restore restore, int node) {}

    /** A server that is not healed loses power for good. */
    private record LossForGood(int node) {}

    /** A node that was told to end does so, at the latest or if nobody is there. */
    private record Leaves(int node, boolean must) {}

    /** A client loses its patience with an operation. */
    record Deadline(int client, int index) {}

    private final Adversary adversary;
    private final String strategy;
    private final Schedule wheel;

    /** The same where a strategy chooses; null where time does. */
    private final @Nullable Choices choices;

    private final Held held = new Held();
    private World world;
    private Stage stage;
    private Mailboxes mailboxes;
    private TimerNames timerNames;
    private Network network;
    private Targets targets;
    private final Set<Integer> gone = new HashSet<>();
    private final Heal heal;
    private boolean healed;
    private long reached;
    private boolean[] clients = {};
    private Mishaps mishaps;
    private Clocks clocks;
    private @Nullable Action current;
    private Standstill standstill;

    /** In the order of virtual time. */
    Agenda(Adversary adversary) {
        this(adversary, null, Strategy.TIME);
    }

    /**
     * As a strategy chooses.
     *
     * @param chosen null for the order of virtual time
     */
    Agenda(Adversary adversary, @Nullable Choices chosen, Strategy strategy) {
        this.wheel = chosen == null ? new TimerWheel() : chosen;
        this.choices = chosen;
        this.strategy = strategy.toString();
        this.adversary = adversary;
        this.heal = adversary.heal();
    }

    /** Enters the boots of all nodes and the incidents that the adversary has decided on. */
    void open(World opened, Stage watching, Clocks nodeClocks, Mishaps all, Cluster cluster) {
        world = opened;
        stage = watching;
        clocks = nodeClocks;
        mishaps = all;
        standstill = new Standstill(this, world, stage);
        mailboxes = new Mailboxes(world);
        timerNames = new TimerNames(world);
        targets = new Targets(world, stage::isClient);
        network =
                new Network(
                        this,
                        wheel,
                        choices,
                        adversary,
                        world,
                        stage,
                        held,
                        targets,
                        cluster.detection().toNanos());
        adversary.begin(world);
        int actors = world.actors();
        clients = new boolean[actors];
        for (int actor = 0; actor < actors; actor++) {
            clients[actor] = stage.isClient(world.name(world.nodeOf(actor)));
        }
        for (int node = 0; node < world.nodes(); node++) {
            wheel.add(0, boot(node));
        }
        Set<String> named = new HashSet<>();
        for (Departure.Incident incident : adversary.incidents()) {
            if (!named.add(incident.kind() + " " + incident.target() + "#" + incident.slot())) {
                throw new IllegalArgumentException(
                        "an incident must have a name of its own: kind="
                                + incident.kind().label()
                                + " target="
                                + incident.target()
                                + " slot="
                                + incident.slot());
            }
            Due due = new Due(incident, targets.of(incident));
            if (incident instanceof Departure.Restore restore && restore.fromNanos() > 0) {
                wheel.add(restore.fromNanos(), new Snapshot(restore, due.node()));
            }
            switch (incident.at()) {
                case Point.At at when at.nanos() >= heal.atNanos() -> {}
                case Point.At at -> wheel.add(at.nanos(), due);
                case Point.AfterOperation after -> held.untilEnded(after, due);
                case Point.After _, Point.End _ ->
                        throw new IllegalStateException("refused by Departure.Incident");
            }
        }
        heal.unhealed().forEach(targets::requireServer);
        if (heal.comes()) {
            wheel.add(heal.atNanos(), heal);
        }
    }

    boolean isClient(int actor) {
        return clients[actor];
    }

    /** The action that was handed out last; null before the first. */
    @Nullable Action current() {
        return current;
    }

    private Action.Boot boot(int node) {
        return new Action.Boot(node, new Root(world.name(node) + "!", world.boots(node) + 1));
    }

    long now() {
        return wheel.now();
    }

    /** So long from now, or at the end of time. */
    long later(long nanos) {
        long sum = wheel.now() + nanos;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Enters an action or a deadline of the workload. */
    void at(long nanos, Object item) {
        wheel.add(Math.max(nanos, wheel.now()), item);
    }

    Heal heal() {
        return heal;
    }

    Network network() {
        return network;
    }

    Standstill standstill() {
        return standstill;
    }

    Targets targets() {
        return targets;
    }

    /** Whether the faults have stopped. */
    boolean isHealed() {
        return healed;
    }

    /** Up to which time all that was due has been chosen. */
    long reached() {
        return Math.max(reached, wheel.now());
    }

    /** Whether anything is left, though it may turn out to be nothing. */
    boolean isPending() {
        return wheel.size() > 0;
    }

    /** Whether anything is left that will happen: a look at all that waits. */
    boolean isBusy() {
        boolean[] busy = {false};
        wheel.forEach(item ->
                busy[0] |=
                        switch (item) {
                            case Firing firing -> firing.isSet();
                            case Completion completion -> completion.isAwaited();
                            case Deadline deadline -> stage.users().isOpen(deadline);
                            case Action.Boot boot -> boots(boot);
                            case Network.Noticed noticed -> network.disconnection(noticed) != null;
                            case Standstill.GoOn _, Due _, Snapshot _, Action.Resize _ -> !healed;
                            case Standstill.Wakes _, Leaves _ -> !healed;
                            default -> true;
                        });
        return busy[0];
    }

    /**
     * The next action up to a time, whose time is then {@link #now}; null when there is none.
     * Nothing later is touched.
     */
    @Nullable Action next(long limit) {
        while (true) {
            Object item = wheel.poll(limit);
            if (item == null) {
                reached = limit;
                return null;
            }
            if (item instanceof Choices.Passed passed) {
                passedOver(passed, new Point.At(wheel.now()));
                item = passed.message();
            }
            if (standstill.isAnywhere() && standstill.keeps(item)) {
                continue;
            }
            Action action =
                    switch (item) {
                        case Delivery delivery -> {
                            if (isLate(delivery)) {
                                stage.arrived(delivery);
                            }
                            yield mailboxes.take(delivery, delivery.receiver());
                        }
                        case Firing firing -> due(firing);
                        case Completion completion -> completion.isAwaited() ? completion : null;
                        case Mailboxes.Resume resume -> resumed(resume.actor());
                        case Due due -> healed ? null : mishaps.befalls(due.incident(), due.node());
                        case Standstill.GoOn goOn -> {
                            goOn(goOn);
                            yield null;
                        }
                        case Network.Noticed noticed -> network.disconnection(noticed);
                        case Leaves leaves -> mishaps.leaves(leaves.node(), leaves.must());
                        case Standstill.Wakes wakes -> {
                            standstill.over(wakes);
                            yield null;
                        }
                        case Standstill.Woken(int actor, Action awaited) ->
                                awaited instanceof Firing firing && !firing.isSet()
                                        ? null
                                        : mailboxes.takeFirst(awaited, actor);
                        case Action.Resize resize -> resize;
                        case Action.Swap swap -> world.accepts(swap) ? swap : null;
                        case Action.Disconnect disconnect -> disconnect;
                        case Snapshot snapshot -> {
                            mishaps.snapshot(snapshot.restore(), snapshot.node());
                            yield null;
                        }
                        case LossForGood loss -> lossForGood(loss.node());
                        case Heal _ -> {
                            healNow();
                            yield null;
                        }
                        case Deadline deadline ->
                                stage.users().isOpen(deadline)
                                        ? mailboxes.take(
                                                new Action.Abandon(deadline.client()),
                                                deadline.client())
                                        : null;
                        case Action.Boot boot -> {
                            if (!boots(boot)) {
                                yield null;
                            }
                            if (world.boots(boot.node()) > 0) {
                                mishaps.booted();
                            }
                            yield boot;
                        }
                        case Action.Invoke invoke ->
                                world.isAlive(invoke.actor())
                                        ? mailboxes.take(invoke, invoke.actor())
                                        : null;
                        default -> throw new IllegalStateException("unknown item: " + item);
                    };
            if (action != null && !(adversary.cutsTurns() && hangsBefore(action, item))) {
                current = action;
                return action;
            }
        }
    }

    /** Whether an actor hangs before it comes to the action that would be next. */
    private boolean hangsBefore(Action action, Object item) {
        int actor =
                switch (action) {
                    case Delivery delivery -> delivery.receiver();
                    case Firing firing -> firing.actor();
                    default -> -1;
                };
        long nanos =
                actor < 0 || item instanceof Standstill.Woken ? 0 : mishaps.hang(actor, action);
        if (nanos == 0) {
            return false;
        }
        standstill.hang(actor, action, nanos);
        return true;
    }

    /** A node that was told to end does so after that time at the latest. */
    void lastCall(int node, long graceNanos) {
        wheel.add(later(graceNanos), new Leaves(node, true));
    }

    /** One of a node's own actors has ended: whether the node was told to. */
    boolean isLeaving(int node) {
        if (mishaps.isLeaving(node)) {
            wheel.add(wheel.now(), new Leaves(node, false));
            return true;
        }
        return false;
    }

    private @Nullable Action due(Firing firing) {
        if (!firing.isSet()) {
            return null;
        }
        Action action = mailboxes.take(firing, firing.actor());
        if (action != null) {
            timerNames.name(firing);
        }
        return action;
    }

    private @Nullable Action resumed(int actor) {
        Action first = mailboxes.next(actor);
        if (first != null && mailboxes.isWaiting(actor)) {
            wheel.add(wheel.now(), new Mailboxes.Resume(actor));
        }
        if (first instanceof Firing firing) {
            timerNames.name(firing);
        }
        return first;
    }

    /** A node that is down never boots again, at the heal time neither. */
    void staysDown(int node) {
        gone.add(node);
    }

    void bootLater(int node, long downNanos) {
        wheel.add(later(downNanos), boot(node));
    }

    private void goOn(Standstill.GoOn goOn) {
        if (standstill.isOver(goOn) && !(healed && isBroken(goOn.node()))) {
            standstill.release(goOn.node());
        }
    }

    private boolean boots(Action.Boot boot) {
        return world.accepts(boot)
                && !gone.contains(boot.node())
                && !(healed && (isLost(boot.node()) || isBroken(boot.node())));
    }

    private boolean isLost(int node) {
        return heal.lost().contains(world.name(node));
    }

    /** Whether a server stays as broken as it is when the faults stop. */
    boolean isBroken(int node) {
        return heal.broken().contains(world.name(node));
    }

    /** The faults stop: servers come back or are lost for good, and what was held arrives. */
    private void healNow() {
        healed = true;
        if (choices != null) {
            choices.calm();
        }
        long now = wheel.now();
        network.healed();
        standstill.wakeAll(node -> !isBroken(node));
        for (int node = 0; node < world.nodes(); node++) {
            if (isBroken(node)) {
                continue;
            }
            standstill.release(node);
            clocks.exact(node);
            if (world.disk(node).capacity() != DiskImage.UNLIMITED) {
                wheel.add(now, new Action.Resize(node, DiskImage.UNLIMITED));
            }
            if (isLost(node)) {
                wheel.add(now, new LossForGood(node));
            } else if (!world.isUp(node)) {
                wheel.add(now, boot(node));
            } else if (mishaps.isLeaving(node)) {
                wheel.add(now, new Leaves(node, true));
                wheel.add(now + LOCAL_NANOS, boot(node));
            }
        }
        held.healed().forEach(message -> wheel.add(now + NETWORK_NANOS, message));
        stage.healed(heal);
    }

    private @Nullable Action lossForGood(int node) {
        if (!world.isUp(node)) {
            return null;
        }
        stage.lostForGood();
        return new Action.Crash(node, Aftermath.NONE, new Root(world.name(node) + ".lost#", 1));
    }

    /** A new actor has a number: makes room for what is kept by number. */
    void added(int actor) {
        if (actor >= clients.length) {
            clients = Arrays.copyOf(clients, Math.max(actor + 1, 2 * clients.length));
        }
        mailboxes.added(actor);
        timerNames.added(actor);
    }

    @Override
    public void sent(Delivery delivery) {
        network.sent(delivery);
    }

    /** The name of a message. */
    MessageName name(Delivery delivery) {
        return new MessageName(
                String.valueOf(delivery.cause()),
                world.path(delivery.sender()),
                world.path(delivery.receiver()),
                delivery.shape().name(),
                delivery.occurrence());
    }

    /** Enters an action that waits until an operation has ended. */
    void whenEnded(Point.AfterOperation operation, Action action) {
        held.untilEnded(operation, action);
    }

    /** An operation has ended: what waited for that comes now, after the base latency of a node. */
    void ended(String operation) {
        held.ended(operation).forEach(item -> wheel.add(wheel.now() + LOCAL_NANOS, item));
    }

    /** A message that was passed over has been held until then. */
    private void passedOver(Choices.Passed passed, Point until) {
        passed.message().departs(strategy, passed.calmNanos());
        stage.passedOver(passed.entry(), until, strategy);
    }

    /** The run is over: what was passed over and has not arrived never will. */
    void close() {
        if (choices != null) {
            choices.passed().forEach(passed -> passedOver(passed, new Point.End()));
        }
    }

    private static boolean isLate(Delivery delivery) {
        return delivery.source() != null;
    }

    /** What is held or repeated and has not arrived. */
    void forEachLate(Consumer<Delivery> action) {
        Consumer<Object> ifLate =
                item -> {
                    if (item instanceof Delivery delivery && isLate(delivery)) {
                        action.accept(delivery);
                    }
                };
        wheel.forEach(ifLate);
        held.forEach(ifLate);
    }

    /** Every message that was sent and neither handled nor lost, in no particular order. */
    void forEachFlight(Consumer<Delivery> action) {
        Consumer<Object> ifFlight =
                item -> {
                    if (item instanceof Delivery delivery && !world.isVain(delivery)) {
                        action.accept(delivery);
                    }
                };
        wheel.forEach(ifFlight);
        held.forEach(ifFlight);
        mailboxes.forEach(ifFlight);
        standstill.forEach(item ->
                ifFlight.accept(
                        item instanceof Standstill.Woken(_, Action awaited) ? awaited : item));
    }

    /** What a clock or a disk delays beyond the heal time comes then, if its calm time is past. */
    private void atTheHealAtLast(Action action, long due, long calm) {
        long healing = Math.max(calm, heal.atNanos());
        if (heal.comes() && !healed && due > healing) {
            wheel.add(healing, action);
        }
    }

    @Override
    public void armed(Firing firing) {
        long calm = later(Math.max(1, firing.afterNanos()));
        long due = clocks.due(world.nodeOf(firing.actor()), mishaps.after(firing, causeOfTurn()));
        wheel.add(due, firing);
        atTheHealAtLast(firing, due, calm);
    }

    /** The cause of the turn that is under way. */
    private @Nullable Cause causeOfTurn() {
        return switch (current) {
            case Delivery delivery -> delivery.cause();
            case Firing firing -> firing.cause();
            case Completion completion -> completion.cause();
            case Action.Boot boot -> boot.cause();
            case null, default -> null;
        };
    }

    @Override
    public void syncing(Completion completion) {
        long calm = later(SYNC_NANOS);
        long due = later(SYNC_NANOS + mishaps.stall(completion));
        wheel.add(due, completion);
        atTheHealAtLast(completion, due, calm);
    }

    @Override
    public void idle(int actor) {
        if (mailboxes.isWaiting(actor)) {
            wheel.add(wheel.now(), new Mailboxes.Resume(actor));
        }
    }

    @Override
    public void gone(int actor) {
        standstill.wake(actor);
        mailboxes.gone(actor, stage::lost);
    }
}
