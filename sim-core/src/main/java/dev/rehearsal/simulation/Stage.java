package dev.rehearsal.simulation;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.Interrupted;
import dev.rehearsal.kernel.Observer;
import dev.rehearsal.kernel.World;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.value.Damage;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Watches a run: folds everything into the trace hash, tells {@link Users} what befalls clients and
 * {@link Tallies} what faults do, and keeps the trace when somebody wants to read it.
 *
 * <p>Over 500 lines because an observer has one short method for each thing that can happen.
 */
final class Stage implements Observer {

    private static final int DELIVERED = 1;
    private static final int LOST = 2;
    private static final int FIRED = 3;
    private static final int SENT = 4;
    private static final int ARMED = 5;
    private static final int CANCELLED = 6;
    private static final int WROTE = 7;
    private static final int SYNCING = 8;
    private static final int SYNCED = 9;
    private static final int TURNED = 10;
    private static final int EXITED = 11;
    private static final int INVOKED = 12;
    private static final int COMPLETED = 13;
    private static final int FAILED = 14;
    private static final int ABANDONED = 15;
    private static final int CRASHED = 16;
    private static final int BOOTED = 17;
    private static final int SPAWNED = 18;
    private static final int REPORTED = 19;
    private static final int STOPPED = 20;
    private static final int DISK_FAILED = 21;
    private static final int SPOILT = 22;
    private static final int RESIZED = 23;
    private static final int DISCONNECTED = 24;
    private static final int SWAPPED = 25;
    private static final int CHOSEN = 26;

    /** The source of a loss of power at the heal time. */
    private static final String LOST_FOR_GOOD = "lost-for-good";

    private final Agenda agenda;
    private final World world;
    private final Cluster cluster;
    private final Set<String> clients;
    private long[] lastTurn;
    private @Nullable String[] handlesDuplicate;
    private final @Nullable TraceWriter trace;
    private final Users users;
    private final Tallies tallies = new Tallies();

    /** By node: the source of the lack of room that has not failed a write yet. */
    private final @Nullable String[] filledBy;

    private final DepartureLog departures;
    private int undelivered;
    private boolean dropped;
    private boolean changed;
    private int[] changedActors = new int[16];
    private int changedCount;
    private long step;
    private long hash = Fingerprint.mix(1);
    private @Nullable Violation exit;

    /**
     * Sets up a world for one run.
     *
     * @throws IllegalArgumentException when an operation names a client that the cluster does not
     *     have, or two have one name
     */
    Stage(
            Cluster cluster,
            Vector<PlannedOperation> operations,
            Adversary adversary,
            Agenda agenda,
            Simulation.Options options) {
        this.cluster = cluster;
        this.clients = new HashSet<>(cluster.clients().asJava());
        this.agenda = agenda;
        Clocks clocks = new Clocks(agenda, this, cluster.topology().nodes().size());
        Mishaps mishaps = new Mishaps(adversary, agenda, this, clocks, cluster);
        this.world = new World(cluster.topology(), agenda, this, clocks, mishaps);
        if (options.paranoid()) {
            world.paranoid();
        }
        this.departures = new DepartureLog(world::path);
        this.filledBy = new String[world.nodes()];
        this.trace = options.traced() ? new TraceWriter(world, agenda) : null;
        this.lastTurn = new long[world.actors()];
        this.handlesDuplicate = new String[world.actors()];
        this.users = new Users(cluster, world, agenda);
        mishaps.open(world);
        agenda.open(world, this, clocks, mishaps, cluster);
        users.plan(operations);
    }

    World world() {
        return world;
    }

    Users users() {
        return users;
    }

    Tallies tallies() {
        return tallies;
    }

    boolean isClient(String node) {
        return clients.contains(node);
    }

    long steps() {
        return step;
    }

    long hash() {
        return hash;
    }

    @Nullable Violation exit() {
        return exit;
    }

    void begin(Action action) {
        step++;
        changed = !(action instanceof Delivery || action instanceof Firing);
        changedCount = 0;
    }

    private void changed(int actor) {
        changed = true;
        if (changedCount == changedActors.length) {
            changedActors = Arrays.copyOf(changedActors, 2 * changedCount);
        }
        changedActors[changedCount++] = actor;
    }

    /** How many actors have another state, or another life, than before this step. */
    int changedActors() {
        return changedCount;
    }

    /** One of them; the same may come again. */
    int changedActor(int index) {
        return changedActors[index];
    }

    /**
     * Whether anything that a {@link dev.rehearsal.kernel.View} shows may have changed in this
     * step. Of most messages and timers it is known that nothing has.
     */
    boolean hasChanged() {
        return changed;
    }

    private void fold(long kind, long subject, long content) {
        hash =
                Fingerprint.mix(
                        hash
                                ^ (agenda.now() * 0x9E3779B97F4A7C15L
                                        + (subject << 8 | kind)
                                        + content * 0xD6E8FEB86659FD93L));
    }

    private static long link(Delivery delivery) {
        return (long) delivery.sender() << 24 | delivery.receiver();
    }

    @Override
    public void delivered(Delivery delivery) {
        fold(DELIVERED, link(delivery), delivery.fingerprint());
        String repeatedBy = delivery.copy() > 0 ? delivery.source() : null;
        if (repeatedBy != handlesDuplicate[delivery.receiver()]) {
            handlesDuplicate[delivery.receiver()] = repeatedBy;
        }
        String damagedBy = delivery.damagedBy();
        if (damagedBy != null) {
            tookEffect(FaultKind.CORRUPT, damagedBy);
        }
        if (trace != null) {
            trace.delivered(step, delivery);
        }
    }

    @Override
    public void lost(Delivery delivery) {
        undelivered++;
        fold(LOST, link(delivery), delivery.fingerprint());
        if (trace != null) {
            trace.lost(step, delivery);
        }
    }

    @Override
    public void fired(Firing firing) {
        fold(FIRED, firing.actor(), firing.fingerprint());
        String source = firing.source();
        if (source != null) {
            tookEffect(FaultKind.MISTIMED, source);
        }
        if (trace != null) {
            trace.add(
                    new TraceEvent.Fired(
                            step, agenda.now(), world.path(firing.actor()), firing.message()));
        }
    }

    @Override
    public void sent(Delivery delivery) {
        fold(SENT, link(delivery), delivery.sentFingerprint());
        if (trace != null) {
            trace.sent(step, delivery, dropped);
        }
        dropped = false;
    }

    @Override
    public void armed(Firing firing) {
        fold(ARMED, firing.actor(), firing.fingerprint() + firing.afterNanos());
    }

    @Override
    public void cancelled(Firing firing) {
        fold(CANCELLED, firing.actor(), firing.fingerprint());
    }

    @Override
    public void wrote(int actor, DiskOp operation) {
        changed = true;
        fold(WROTE, actor, operation.fingerprint());
    }

    @Override
    public void syncing(Completion completion) {
        fold(SYNCING, completion.actor(), completion.operation().fingerprint());
    }

    @Override
    public void synced(Completion completion) {
        fold(SYNCED, completion.actor(), completion.operation().fingerprint());
        if (trace != null) {
            trace.add(new TraceEvent.Synced(step, agenda.now(), world.path(completion.actor())));
        }
    }

    @Override
    public void turned(int actor, @Nullable Object before, Object after, int effects) {
        fold(TURNED, actor, effects);
        if (after != before) {
            changed(actor);
        }
        lastTurn[actor] = agenda.now();
        if (handlesDuplicate[actor] != null) {
            handled(actor, effects > 0 || !after.equals(before));
        }
        if (trace != null) {
            trace.add(new TraceEvent.Turned(step, agenda.now(), world.path(actor), after));
        }
    }

    /** The turn of a message is over; for a duplicate it counts whether it made a difference. */
    private void handled(int actor, boolean different) {
        String source = handlesDuplicate[actor];
        if (different && source != null) {
            tookEffect(FaultKind.DUPLICATE, source);
        }
        handlesDuplicate[actor] = null;
    }

    @Override
    public void exited(int actor, ExitReason reason, @Nullable Throwable thrown, boolean tied) {
        changed(actor);
        // Of what was thrown only the class: its message may tell of identities.
        fold(
                EXITED,
                actor,
                thrown == null
                        ? Fingerprint.of(reason)
                        : Fingerprint.of(thrown.getClass().getName()));
        handled(actor, true);
        users.exited(actor);
        String path = world.path(actor);
        if (exit == null && !tied && isUnheard(actor, reason)) {
            exit =
                    thrown != null
                            ? violation(
                                    "no-handler-throws",
                                    "handler",
                                    path + ":" + thrown.getClass().getSimpleName(),
                                    path + " threw " + thrown)
                            : violation(
                                    "no-exit-unheard",
                                    "exit",
                                    path,
                                    path
                                            + " ended with "
                                            + reason
                                            + ", and nobody was linked to it");
        }
        if (trace != null) {
            trace.add(new TraceEvent.Exited(step, agenda.now(), path, reason, thrown));
        }
    }

    /** Whether it is a failure that an actor has ended and nobody is there to do something. */
    private boolean isUnheard(int actor, ExitReason reason) {
        return world.isRoot(actor)
                ? !agenda.isLeaving(world.nodeOf(actor))
                        && cluster.escalation() instanceof Escalation.Violates
                        && !reason.isNormal()
                : !reason.isOrderly();
    }

    @Override
    public void diverged(int actor, @Nullable Object message, String difference) {
        if (exit == null) {
            String path = world.path(actor);
            String what = message == null ? "its start" : String.valueOf(message);
            exit =
                    violation(
                            "handlers-are-deterministic",
                            "divergence",
                            path,
                            path + " handled " + what + " twice, and not alike: " + difference);
        }
    }

    private Violation violation(String property, String kind, String place, String message) {
        return new Violation(property, kind, place, message, step, agenda.now());
    }

    @Override
    public void added(int actor) {
        agenda.added(actor);
        if (actor >= lastTurn.length) {
            int size = Math.max(actor + 1, 2 * lastTurn.length);
            lastTurn = Arrays.copyOf(lastTurn, size);
            handlesDuplicate = Arrays.copyOf(handlesDuplicate, size);
        }
    }

    @Override
    public void spawned(int parent, int child) {
        changed(child);
        fold(SPAWNED, parent, Fingerprint.of(world.path(child)));
        if (trace != null) {
            trace.add(
                    new TraceEvent.Spawned(
                            step, agenda.now(), world.path(parent), world.path(child)));
        }
    }

    @Override
    public void reported(int actor, Object event) {
        fold(REPORTED, actor, Fingerprint.of(event));
        if (trace != null) {
            trace.add(new TraceEvent.Reported(step, agenda.now(), world.path(actor), event));
        }
    }

    @Override
    public void invoked(Action.Invoke invoke) {
        fold(
                INVOKED,
                invoke.actor(),
                Fingerprint.fold(invoke.index(), Fingerprint.of(invoke.operation())));
        users.invoked(invoke, step);
        if (trace != null) {
            trace.add(
                    new TraceEvent.Invoked(
                            step,
                            agenda.now(),
                            world.path(invoke.actor()),
                            invoke.index(),
                            invoke.operation()));
        }
    }

    @Override
    public void completed(int client, Object result) {
        fold(COMPLETED, client, Fingerprint.of(result));
        if (trace != null) {
            trace.add(
                    new TraceEvent.Completed(
                            step, agenda.now(), world.path(client), users.index(client), result));
        }
        users.completed(client, result, step);
    }

    @Override
    public void failed(int client) {
        fold(FAILED, client, 0);
        if (trace != null) {
            trace.add(
                    new TraceEvent.Completed(
                            step, agenda.now(), world.path(client), users.index(client), null));
        }
        users.failed(client, step);
    }

    @Override
    public void abandoned(int client) {
        fold(ABANDONED, client, 0);
        if (trace != null) {
            trace.add(
                    new TraceEvent.Abandoned(
                            step, agenda.now(), world.path(client), users.index(client)));
        }
        users.abandoned(client, step);
    }

    @Override
    public void crashed(Action.Crash crash) {
        changed = true;
        fold(CRASHED, crash.node(), Fingerprint.of(crash.aftermath().toString()));
        fell(crash.node(), true);
    }

    @Override
    public void stopped(Action.Stop stop) {
        changed = true;
        fold(STOPPED, stop.node(), 0);
        fell(stop.node(), false);
    }

    @Override
    public void swapped(Action.Swap swap) {
        changed = true;
        fold(SWAPPED, swap.node(), swap.content().fingerprint());
    }

    private void fell(int node, boolean powerless) {
        agenda.standstill().release(node);
        for (int actor = 0; actor < world.actors(); actor++) {
            if (world.nodeOf(actor) == node) {
                changed(actor);
                handlesDuplicate[actor] = null;
            }
        }
        if (trace != null) {
            trace.add(new TraceEvent.Crashed(step, agenda.now(), world.name(node), powerless));
        }
    }

    @Override
    public void failedOnDisk(int actor, DiskOp operation, DiskFailed failure) {
        fold(DISK_FAILED, actor, Fingerprint.of(failure));
        if (failure.why() == DiskFailed.Why.FULL) {
            int node = world.nodeOf(actor);
            String source = filledBy[node];
            if (source != null) {
                tookEffect(FaultKind.FULL_DISK, source);
                filledBy[node] = null;
            }
        }
    }

    @Override
    public void spoilt(Action.Spoil spoil) {
        fold(SPOILT, spoil.node(), Fingerprint.of(spoil.fault().toString()));
    }

    @Override
    public void resized(Action.Resize resize) {
        fold(RESIZED, resize.node(), resize.capacity());
    }

    @Override
    public void tied(int actor, int other) {
        agenda.network().tied(world.nodeOf(actor), world.nodeOf(other));
    }

    @Override
    public void disconnected(Action.Disconnect cut) {
        fold(DISCONNECTED, cut.node(), cut.other());
    }

    @Override
    public void booted(Action.Boot boot) {
        fold(BOOTED, boot.node(), 0);
        if (trace != null) {
            trace.add(
                    new TraceEvent.Booted(
                            step, agenda.now(), world.name(boot.node()), world.boots(boot.node())));
        }
    }

    /** The turn of an actor is being cut. */
    void interrupted(int actor, Supplier<Interrupted> turn) {
        if (trace != null) {
            Interrupted at = turn.get();
            trace.add(
                    new TraceEvent.Interrupted(
                            step, agenda.now(), world.path(actor), at.done(), at.next()));
        }
    }

    /** Something that is about no message departs from the calm world. */
    void departed(Departure departure, String source) {
        departures.other(departure);
        departed(departure.kind(), source);
    }

    /**
     * An actor chooses; what is not the first option departs, and is no fault.
     *
     * @param what as {@link Occasion#choice} names it
     */
    void chose(int actor, Root root, String what, int occurrence, Seq<?> options, int chosen) {
        fold(CHOSEN, actor, Fingerprint.fold(options.size(), chosen));
        if (chosen > 0) {
            departures.chosen(root, actor, what, occurrence, chosen + 1, options.get(chosen));
        }
        if (trace != null) {
            trace.add(
                    new TraceEvent.Chosen(
                            step,
                            agenda.now(),
                            world.path(actor),
                            new Occasion(root.name(), world.path(actor), what, occurrence),
                            Vector.ofAll(options),
                            chosen));
        }
    }

    /** A fault made a difference. */
    void tookEffect(FaultKind kind, String source) {
        tallies.tookEffect(kind, source);
    }

    /** The disk of a node has little room from now on. */
    void filled(int node, String source) {
        filledBy[node] = source;
    }

    /** The message that is being sent is lost on a link that is cut. */
    void cutOff(Delivery delivery, Links.Partition by) {
        dropped = true;
        if (world.isAlive(delivery.receiver()) && by.feel()) {
            tookEffect(FaultKind.PARTITION, by.source());
        }
    }

    /** The faults stop. */
    void healed(Heal heal) {
        if (trace != null && cluster.demandsLiveness()) {
            trace.add(new TraceEvent.Healed(step, agenda.now(), heal));
        }
    }

    /** A node loses power as the faults stop. */
    void lostForGood() {
        tallies.injected(FaultKind.CRASH, LOST_FOR_GOOD);
        tookEffect(FaultKind.CRASH, LOST_FOR_GOOD);
    }

    private void departed(FaultKind kind, String source) {
        tallies.injected(kind, source);
        if (trace != null) {
            trace.add(new TraceEvent.Departed(step, agenda.now(), departures.last()));
        }
    }

    /**
     * The message that is being sent is lost; that matters when its receiver is there to hear it.
     */
    void dropped(Delivery delivery, String source) {
        departures.drop(delivery);
        departed(FaultKind.DROP, source);
        dropped = true;
        if (world.isAlive(delivery.receiver())) {
            tookEffect(FaultKind.DROP, source);
        }
    }

    /** The message that is being sent is held. */
    void held(Delivery delivery, Point until, String source) {
        departures.held(delivery, until);
        departed(FaultKind.HOLD, source);
    }

    /** What the message that is being sent carries is damaged. */
    void corrupted(Delivery delivery, Damage damage, String source) {
        departures.corrupt(delivery, damage);
        departed(FaultKind.CORRUPT, source);
    }

    /** The message that is being sent may be passed over; where that would be written down. */
    int sentFreely(Delivery delivery) {
        return departures.reserve(delivery);
    }

    /** A message that was sent freely is held as it has turned out. */
    void passedOver(int entry, Point until, String source) {
        departures.settle(entry, until);
        tallies.injected(FaultKind.HOLD, source);
        if (trace != null) {
            trace.add(new TraceEvent.Departed(step, agenda.now(), departures.get(entry)));
        }
    }

    /** The message that is being sent is repeated. */
    void repeated(Delivery delivery, Point until, String source) {
        departures.again(delivery, until);
        departed(FaultKind.DUPLICATE, source);
    }

    /**
     * What was held arrives, or never will; that matters when its receiver has done something else
     * since it was due.
     */
    void arrived(Delivery late) {
        if (late.copy() == 0 && lastTurn[late.receiver()] >= late.calmNanos()) {
            tookEffect(FaultKind.HOLD, Objects.requireNonNull(late.source()));
        }
    }

    /** The run is over: what has not arrived was held for good. */
    void close() {
        agenda.close();
        agenda.forEachLate(this::arrived);
        for (int actor = 0; actor < world.actors(); actor++) {
            Fingerprint.of(world.state(actor));
        }
    }

    DepartureLog departures() {
        return departures;
    }

    int undelivered() {
        return undelivered;
    }

    Trace trace() {
        return new Trace(world.paths(), trace == null ? Vector.empty() : trace.events());
    }
}
