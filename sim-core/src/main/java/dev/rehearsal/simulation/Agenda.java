package dev.rehearsal.simulation;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
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
import dev.rehearsal.value.Damage;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The medium of the simulation: knows when everything is due, asks the adversary about each message
 * between nodes, and names what happens by its root.
 *
 * <p>Over 500 lines because whatever waits waits here, and comes in one order.
 *
 * <p>Order: by time, and at one instant in the order in which things were entered. What arrives for
 * an actor that waits in a sync is kept in order until it is idle.
 */
final class Agenda implements Medium {

    /** The latency of a message between nodes in the calm world. */
    static final long NETWORK_NANOS = 1_000_000;

    /** The latency of a message within a node. */
    static final long LOCAL_NANOS = 1_000;

    /** How long a sync takes in the calm world. */
    static final long SYNC_NANOS = 100_000;

    private static final Delivery[] NO_DELIVERIES = {};

    /** The first action that waits for an actor is its next. */
    private record Resume(int actor) {}

    /** What is to befall a node. */
    private record Due(Departure.Incident incident, int node) {}

    /** The content of a disk is to be put aside. */
    private record Snapshot(Departure.Restore restore, int node) {}

    /** A node that stood still goes on. */
    private record GoOn(int node, int pause) {}

    /** The ends of a link that is cut learn of it. */
    private record Noticed(int node, int other, long sinceNanos) {}

    /** A server that is not healed loses power for good. */
    private record LossForGood(int node) {}

    /** A node that was told to end does so, at the latest or if nobody is there. */
    private record Leaves(int node, boolean must) {}

    /**
     * An actor that hangs hears again.
     *
     * @param last whether it comes behind whatever was due at that instant, which is kept as well
     */
    private record Wakes(int actor, int hang, boolean last) {}

    /** The action before which an actor has hung. */
    private record Woken(int actor, Action action) {}

    /** A client loses its patience with an operation. */
    record Deadline(int client, int index) {}

    /** The timers of one type that an actor has fired, and those of its other types. */
    private static final class TimerName {
        final long shape;
        final Root.Stem stem;
        final @Nullable TimerName other;
        int fired;

        TimerName(String path, Shape shape, @Nullable TimerName other) {
            this.shape = shape.nameHash();
            this.stem = new Root.Stem(path + "." + shape.name() + "#");
            this.other = other;
        }
    }

    private final Adversary adversary;
    private final String strategy;
    private final Schedule wheel;

    /** The same where a strategy chooses; null where time does. */
    private final @Nullable Choices choices;

    private final Decision decision = new Decision();
    private final LinkedHashMap<String, List<Object>> untilEnded = new LinkedHashMap<>();
    private final List<Delivery> untilTheEnd = new ArrayList<>();
    private World world;
    private Stage stage;
    private long[] pathHash = {};
    private int[] nodeOf = {};
    private ArrayDeque<Action>[] waiting = queues(0);
    private @Nullable TimerName[] timerNames = {};
    private final Set<Integer> gone = new HashSet<>();
    private final Heal heal;
    private boolean healed;
    private long reached;
    private boolean[] clients = {};
    private Mishaps mishaps;
    private Clocks clocks;
    private @Nullable Action current;
    private long detectionNanos;

    private Standstill standstill;
    private @Nullable Links links;

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
        detectionNanos = cluster.detection().toNanos();
        standstill = new Standstill(stage);
        adversary.begin(world);
        int actors = world.actors();
        clients = new boolean[actors];
        pathHash = new long[actors];
        nodeOf = new int[actors];
        waiting = queues(actors);
        timerNames = new TimerName[actors];
        for (int actor = 0; actor < actors; actor++) {
            pathHash[actor] = Fingerprint.of(world.path(actor));
            nodeOf[actor] = world.nodeOf(actor);
            clients[actor] = stage.isClient(world.name(nodeOf[actor]));
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
            Due due = new Due(incident, node(incident));
            if (incident instanceof Departure.Restore restore && restore.fromNanos() > 0) {
                wheel.add(restore.fromNanos(), new Snapshot(restore, due.node()));
            }
            switch (incident.at()) {
                case Point.At at when at.nanos() >= heal.atNanos() -> {}
                case Point.At at -> wheel.add(at.nanos(), due);
                case Point.AfterOperation after -> untilEnded(after).add(due);
                case Point.After _, Point.End _ ->
                        throw new IllegalStateException("refused by Departure.Incident");
            }
        }
        heal.unhealed().forEach(this::server);
        if (heal.comes()) {
            wheel.add(heal.atNanos(), heal);
        }
    }

    /** The node that an incident befalls; -1 when it befalls links or whoever is there then. */
    private int node(Departure.Incident incident) {
        return switch (incident) {
            case Departure.Reset reset -> {
                serverNode(incident, reset.other());
                yield serverNode(incident, reset.target());
            }
            case Departure.Crash _,
                    Departure.Restore _,
                    Departure.Stop _,
                    Departure.Pause _,
                    Departure.Jump _,
                    Departure.Drift _,
                    Departure.Fill _ ->
                    serverNode(incident, incident.target());
            case Departure.Spoil spoil -> {
                int slash = spoil.target().indexOf('/');
                yield serverNode(
                        incident, slash < 0 ? spoil.target() : spoil.target().substring(0, slash));
            }
            case Departure.Partition partition -> {
                partition
                        .links()
                        .forEach(link -> {
                            node(incident, link.from());
                            node(incident, link.to());
                        });
                yield -1;
            }
            case Departure.Kill _ -> -1;
        };
    }

    private int server(String name) {
        for (int node = 0; node < world.nodes(); node++) {
            if (world.name(node).equals(name) && !stage.isClient(name)) {
                return node;
            }
        }
        throw new IllegalArgumentException("a heal must name servers' nodes: node=" + name);
    }

    private int serverNode(Departure.Incident incident, String name) {
        if (stage.isClient(name)) {
            throw new IllegalArgumentException(
                    "an incident must name a server's node: incident="
                            + incident
                            + " node="
                            + name);
        }
        return node(incident, name);
    }

    int node(Departure.Incident incident, String name) {
        for (int node = 0; node < world.nodes(); node++) {
            if (world.name(node).equals(name)) {
                return node;
            }
        }
        throw new IllegalArgumentException(
                "an incident must name a server's node: incident=" + incident + " node=" + name);
    }

    boolean isClient(int actor) {
        return clients[actor];
    }

    long pathHash(int actor) {
        return pathHash[actor];
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
                            case Noticed noticed -> disconnection(noticed) != null;
                            case GoOn _, Due _, Snapshot _, Action.Resize _ -> !healed;
                            case Wakes _, Leaves _ -> !healed;
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
                item = late(passed, new Point.At(wheel.now()));
            }
            if (standstill.isAnywhere() && isKept(item)) {
                continue;
            }
            Action action =
                    switch (item) {
                        case Delivery delivery -> {
                            if (isLate(delivery)) {
                                stage.arrived(delivery);
                            }
                            yield unlessBusy(delivery, delivery.receiver());
                        }
                        case Firing firing -> due(firing);
                        case Completion completion -> completion.isAwaited() ? completion : null;
                        case Resume resume -> resumed(resume.actor());
                        case Due due -> healed ? null : mishaps.befalls(due.incident(), due.node());
                        case GoOn goOn -> {
                            goOn(goOn);
                            yield null;
                        }
                        case Noticed noticed -> disconnection(noticed);
                        case Leaves leaves -> mishaps.leaves(leaves.node(), leaves.must());
                        case Wakes(int actor, int hang, boolean last) -> {
                            if (standstill.isHang(actor, hang) && last) {
                                wake(actor);
                            } else if (standstill.isHang(actor, hang)) {
                                wheel.add(wheel.now(), new Wakes(actor, hang, true));
                            }
                            yield null;
                        }
                        case Woken(int actor, Action awaited) ->
                                awaited instanceof Firing firing && !firing.isSet()
                                        ? null
                                        : beforeOthers(awaited, actor);
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
                                        ? unlessBusy(
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
                                        ? unlessBusy(invoke, invoke.actor())
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
        long nanos = actor < 0 || item instanceof Woken ? 0 : mishaps.hang(actor, action);
        if (nanos == 0) {
            return false;
        }
        int number = standstill.hang(actor, new Woken(actor, action));
        wheel.add(later(nanos), new Wakes(actor, number, false));
        return true;
    }

    /** An actor hears again, or is gone: what was kept comes now, in order. */
    private void wake(int actor) {
        standstill.hears(actor).forEach(item -> wheel.add(wheel.now(), item));
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

    private @Nullable Action unlessBusy(Action action, int actor) {
        ArrayDeque<Action> queue = waiting[actor];
        if (action instanceof Delivery delivery
                && (delivery.isKill() || delivery.isStart() && world.accepts(delivery))) {
            return action;
        }
        if (queue != null && !queue.isEmpty() || !world.accepts(action)) {
            if (queue == null) {
                queue = new ArrayDeque<>();
                waiting[actor] = queue;
            }
            queue.add(action);
            return null;
        }
        return action;
    }

    /** What an actor hung before comes ahead of what has been waiting behind it. */
    private @Nullable Action beforeOthers(Action action, int actor) {
        if (world.accepts(action)) {
            return action;
        }
        ArrayDeque<Action> queue = waiting[actor];
        if (queue == null) {
            queue = new ArrayDeque<>();
            waiting[actor] = queue;
        }
        queue.addFirst(action);
        return null;
    }

    private @Nullable Action due(Firing firing) {
        if (!firing.isSet()) {
            return null;
        }
        Action action = unlessBusy(firing, firing.actor());
        if (action != null) {
            name(firing);
        }
        return action;
    }

    private void name(Firing firing) {
        TimerName name = timerName(firing);
        firing.causedBy(new Root(name.stem, ++name.fired));
    }

    private TimerName timerName(Firing firing) {
        TimerName newest = timerNames[firing.actor()];
        for (TimerName name = newest; name != null; name = name.other) {
            if (name.shape == firing.shape().nameHash()) {
                return name;
            }
        }
        TimerName name = new TimerName(world.path(firing.actor()), firing.shape(), newest);
        timerNames[firing.actor()] = name;
        return name;
    }

    private @Nullable Action resumed(int actor) {
        ArrayDeque<Action> queue = waiting[actor];
        Action first = queue == null ? null : queue.peek();
        while (first != null && !world.accepts(first)) {
            if (world.isBusy(actor)) {
                return null;
            }
            // A timer was cancelled, an operation ended, in the turn that they waited for.
            queue.remove();
            first = queue.peek();
        }
        if (first == null) {
            return null;
        }
        queue.remove();
        if (!queue.isEmpty()) {
            wheel.add(wheel.now(), new Resume(actor));
        }
        if (first instanceof Firing firing) {
            name(firing);
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

    /** A node stands still from now on. */
    void pause(int node, long nanos, String source) {
        wheel.add(later(nanos), new GoOn(node, standstill.pause(node, source)));
    }

    private boolean isKept(Object item) {
        int actor =
                switch (item) {
                    case Delivery delivery -> delivery.receiver();
                    case Firing firing -> firing.actor();
                    case Completion completion -> completion.actor();
                    case Resume resume -> resume.actor();
                    case Woken woken -> woken.actor();
                    default -> -1;
                };
        return actor >= 0 && standstill.keeps(item, nodeOf[actor], actor);
    }

    private void goOn(GoOn goOn) {
        if (standstill.isPause(goOn.node(), goOn.pause()) && !(healed && isBroken(goOn.node()))) {
            release(goOn.node());
        }
    }

    /** A node that stands still goes on, or is gone: what was kept comes now, in order. */
    void release(int node) {
        standstill.goesOn(node).forEach(item -> wheel.add(wheel.now(), item));
    }

    void partition(Departure.Partition partition, String source) {
        if (links == null) {
            links = new Links();
        }
        Root root = new Root(partition.target() + ".cut#", partition.slot());
        long now = wheel.now();
        for (Departure.Partition.Link link : partition.links()) {
            int from = node(partition, link.from());
            int to = node(partition, link.to());
            links.cut(from, to, now, later(partition.nanos()), source, root);
            notice(links, from, to);
        }
    }

    private void notice(Links cut, int from, int to) {
        wheel.add(later(detectionNanos), new Noticed(from, to, cut.since(from, to)));
    }

    /** Actors of two nodes are tied from now on: over a link that is cut they learn of it too. */
    void tied(int node, int other) {
        if (links != null && links.isCut(node, other, wheel.now())) {
            notice(links, node, other);
        }
        if (links != null && links.isCut(other, node, wheel.now())) {
            notice(links, other, node);
        }
    }

    private @Nullable Action disconnection(Noticed noticed) {
        Links cut = links;
        return cut != null
                        && cut.isCut(noticed.node(), noticed.other(), wheel.now())
                        && cut.since(noticed.node(), noticed.other()) == noticed.sinceNanos()
                ? new Action.Disconnect(
                        noticed.node(), noticed.other(), cut.root(noticed.node(), noticed.other()))
                : null;
    }

    private boolean boots(Action.Boot boot) {
        return world.accepts(boot)
                && !gone.contains(boot.node())
                && !(healed && (isLost(boot.node()) || isBroken(boot.node())));
    }

    private boolean isLost(int node) {
        return heal.lost().contains(world.name(node));
    }

    private boolean isBroken(int node) {
        return heal.broken().contains(world.name(node));
    }

    /** The faults stop: servers come back or are lost for good, and what was held arrives. */
    private void healNow() {
        healed = true;
        if (choices != null) {
            choices.calm();
        }
        long now = wheel.now();
        links = links == null ? null : links.forGood(this::isBroken, now);
        standstill.hanging().stream().filter(actor -> !isBroken(nodeOf[actor])).forEach(this::wake);
        for (int node = 0; node < world.nodes(); node++) {
            if (isBroken(node)) {
                continue;
            }
            release(node);
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
        for (List<Object> items : untilEnded.values()) {
            for (Object item : items) {
                if (item instanceof Delivery) {
                    wheel.add(now + NETWORK_NANOS, item);
                }
            }
        }
        untilEnded
                .values()
                .forEach(items -> items.removeIf(item -> !(item instanceof Action.Invoke)));
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
        if (actor >= pathHash.length) {
            int size = Math.max(actor + 1, 2 * pathHash.length);
            clients = Arrays.copyOf(clients, size);
            pathHash = Arrays.copyOf(pathHash, size);
            nodeOf = Arrays.copyOf(nodeOf, size);
            waiting = Arrays.copyOf(waiting, size);
            timerNames = Arrays.copyOf(timerNames, size);
        }
        pathHash[actor] = Fingerprint.of(world.path(actor));
        nodeOf[actor] = world.nodeOf(actor);
    }

    @Override
    public void sent(Delivery delivery) {
        int from = delivery.sender();
        int to = delivery.receiver();
        long now = wheel.now();
        boolean between = nodeOf[from] != nodeOf[to];
        boolean suffers = between && !delivery.isNotice();
        if (!suffers && !adversary.cutsTurns()) {
            arrive(delivery, between);
            return;
        }
        Root root = Root.of(delivery);
        long link = MessageName.link(pathHash[from], pathHash[to], delivery.shape().nameHash());
        int occurrence = root.count(link);
        delivery.occurs(occurrence);
        if (suffers && links != null && links.isCut(nodeOf[from], nodeOf[to], now)) {
            stage.cutOff(delivery, links.cutBy(nodeOf[from], nodeOf[to]));
            return;
        }
        if (!suffers || healed) {
            arrive(delivery, between);
            return;
        }
        decision.calm();
        adversary.decide(delivery, Fingerprint.fold(root.key(), link + occurrence), now, decision);
        String droppedBy = decision.droppedBy();
        if (droppedBy != null) {
            stage.dropped(delivery, droppedBy);
            return;
        }
        List<Point> again = decision.again();
        Delivery[] duplicates = duplicates(delivery, again.size());
        damage(delivery);
        Point held = decision.held();
        if (held == null && choices != null) {
            choices.fly(
                    now + NETWORK_NANOS,
                    delivery,
                    Fingerprint.fold(pathHash[from], pathHash[to]),
                    Fingerprint.fold(root.key(), link + occurrence),
                    stage.sentFreely(delivery));
        } else if (held == null) {
            wheel.add(now + NETWORK_NANOS, delivery);
        } else {
            delivery.departs(decision.heldBy(), now + NETWORK_NANOS);
            stage.held(delivery, held, decision.heldBy());
            enter(delivery, held);
        }
        for (int i = 0; i < duplicates.length; i++) {
            stage.repeated(delivery, again.get(i), decision.againBy());
            duplicates[i].departs(decision.againBy(), now + NETWORK_NANOS);
            enter(duplicates[i], again.get(i));
        }
    }

    /** Repetitions of a message, as whole as it is now. */
    private static Delivery[] duplicates(Delivery delivery, int count) {
        if (count == 0) {
            return NO_DELIVERIES;
        }
        Delivery[] duplicates = new Delivery[count];
        for (int i = 0; i < count; i++) {
            duplicates[i] = delivery.duplicate(i + 1);
        }
        return duplicates;
    }

    /** What the adversary has decided to damage in a message that is being sent, if it fits. */
    private void damage(Delivery delivery) {
        Damage damage = decision.damage();
        Object damaged = damage == null ? null : damage.to(delivery.message());
        if (damage != null && damaged != null) {
            String source = decision.damagedBy();
            stage.corrupted(delivery, damage, source);
            delivery.damaged(damaged, source);
        }
    }

    /**
     * A message that nothing happens to. One of the kernel's own to another node waits until the
     * link is whole, and is lost where it never is.
     */
    private void arrive(Delivery delivery, boolean between) {
        if (!between) {
            wheel.add(wheel.now() + LOCAL_NANOS, delivery);
            return;
        }
        long calm = wheel.now() + NETWORK_NANOS;
        int from = nodeOf[delivery.sender()];
        int to = nodeOf[delivery.receiver()];
        long whole = links == null ? 0 : links.wholeAt(from, to);
        if (whole <= calm || links == null) {
            wheel.add(calm, delivery);
        } else if (whole > heal.atNanos() && (isBroken(from) || isBroken(to))) {
            stage.cutOff(delivery, links.cutBy(from, to));
        } else {
            wheel.add(Math.max(calm, atTheHealAtLast(whole)), delivery);
        }
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

    private void enter(Delivery delivery, Point until) {
        long now = wheel.now();
        switch (until) {
            case Point.After after -> wheel.add(atTheHealAtLast(later(after.nanos())), delivery);
            case Point.At at -> wheel.add(atTheHealAtLast(Math.max(now + 1, at.nanos())), delivery);
            case Point.AfterOperation operation -> {
                if (stage.users().hasEnded(operation)) {
                    wheel.add(now + NETWORK_NANOS, delivery);
                } else {
                    untilEnded(operation).add(delivery);
                }
            }
            case Point.End _ -> untilTheEnd.add(delivery);
        }
    }

    /** What is held beyond the heal time arrives a base latency after it. */
    private long atTheHealAtLast(long nanos) {
        return heal.comes() && nanos - NETWORK_NANOS > heal.atNanos()
                ? heal.atNanos() + NETWORK_NANOS
                : nanos;
    }

    private List<Object> untilEnded(Point.AfterOperation operation) {
        return untilEnded.computeIfAbsent(
                operation.client() + "#" + operation.index(), _ -> new ArrayList<>());
    }

    /** Enters an action that waits until an operation has ended. */
    void whenEnded(Point.AfterOperation operation, Action action) {
        untilEnded(operation).add(action);
    }

    /** An operation has ended: what waited for that comes now, after the base latency of a node. */
    void ended(String operation) {
        List<Object> items = untilEnded.remove(operation);
        if (items != null) {
            for (Object item : items) {
                wheel.add(wheel.now() + LOCAL_NANOS, item);
            }
        }
    }

    /** A message that was passed over has been held until then. */
    private Delivery late(Choices.Passed passed, Point until) {
        Delivery message = passed.message();
        message.departs(strategy, passed.calmNanos());
        stage.passedOver(passed.entry(), until, strategy);
        return message;
    }

    /** The run is over: what was passed over and has not arrived never will. */
    void close() {
        if (choices != null) {
            choices.passed().forEach(passed -> late(passed, new Point.End()));
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
        untilEnded.values().forEach(items -> items.forEach(ifLate));
        untilTheEnd.forEach(ifLate);
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
        untilEnded.values().forEach(items -> items.forEach(ifFlight));
        untilTheEnd.forEach(ifFlight);
        for (ArrayDeque<Action> queue : waiting) {
            if (queue != null) {
                queue.forEach(ifFlight);
            }
        }
        standstill.forEach(
                item -> ifFlight.accept(item instanceof Woken(_, Action awaited) ? awaited : item));
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
        long due = clocks.due(nodeOf[firing.actor()], mishaps.after(firing, causeOfTurn()));
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
        ArrayDeque<Action> queue = waiting[actor];
        if (queue != null && !queue.isEmpty()) {
            wheel.add(wheel.now(), new Resume(actor));
        }
    }

    @Override
    public void gone(int actor) {
        wake(actor);
        ArrayDeque<Action> queue = waiting[actor];
        if (queue != null) {
            for (Action action : queue) {
                if (action instanceof Delivery delivery) {
                    stage.lost(delivery);
                }
            }
            queue.clear();
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ArrayDeque<Action>[] queues(int actors) {
        return new ArrayDeque[actors];
    }
}
