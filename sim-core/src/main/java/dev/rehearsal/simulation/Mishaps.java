package dev.rehearsal.simulation;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Cause;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Cut;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.Hazards;
import dev.rehearsal.kernel.Interrupted;
import dev.rehearsal.kernel.World;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Seq;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What goes wrong in a run other than with single messages: asks the adversary by name, and turns
 * its answers into what they mean to the world.
 *
 * <p>Over 500 lines because each thing that can befall a run has its few lines here.
 */
final class Mishaps implements Hazards {

    private final Adversary adversary;
    private final Agenda agenda;
    private final Stage stage;
    private final Clocks clocks;
    private final int crashesAtOnce;
    private final Escalation escalation;

    /** Where in the code is chosen: what that is called, with its fingerprint. */
    private record Site(String what, long hash) {
        static Site of(String site) {
            String what = Occasion.choice(site);
            return new Site(what, Fingerprint.of(what));
        }
    }

    private final HashMap<String, Site> sites = new HashMap<>();

    /** What was decided of the syncs under way, by actor. */
    private final HashMap<Integer, Departure.DiskTrouble> syncs = new HashMap<>();

    private final HashMap<Departure.Restore, DiskImage> snapshots = new HashMap<>();
    private World world;

    /** The nodes that were told to end and have not, with what told them. */
    private final HashMap<Integer, Departure.Stop> leaving = new HashMap<>();

    /** How many are down or on their way there. */
    private int down;

    Mishaps(Adversary adversary, Agenda agenda, Stage stage, Clocks clocks, Cluster cluster) {
        this.adversary = adversary;
        this.agenda = agenda;
        this.stage = stage;
        this.clocks = clocks;
        this.crashesAtOnce = cluster.crashesAtOnce();
        this.escalation = cluster.escalation();
    }

    void open(World opened) {
        world = opened;
    }

    /** A node that had crashed or stopped boots. */
    void booted() {
        down--;
    }

    @Override
    public boolean escalates(int node, ExitReason reason) {
        if (isLeaving(node)) {
            return false;
        }
        if (!escalation.isOne(reason)) {
            return false;
        }
        down++;
        switch (escalation) {
            case Escalation.Boots(Duration after) -> agenda.bootLater(node, after.toNanos());
            case Escalation.StaysDown _ -> agenda.staysDown(node);
            case Escalation.Violates _ -> {}
        }
        return true;
    }

    /** A turn by its name. */
    private record Named(long key, Supplier<TurnName> name) {}

    /** The name of the turn that an action begins; null when it has none. */
    private @Nullable Named named(int actor, @Nullable Action action) {
        if (!adversary.cutsTurns() || agenda.isHealed() || agenda.isClient(actor)) {
            return null;
        }
        return switch (action) {
            case Delivery delivery -> {
                long message =
                        MessageName.key(
                                Root.of(delivery).key(),
                                world.pathHash(delivery.sender()),
                                world.pathHash(delivery.receiver()),
                                delivery.shape().nameHash(),
                                delivery.occurrence());
                yield new Named(
                        TurnName.messageKey(message, delivery.copy()),
                        () -> TurnName.of(agenda.name(delivery), delivery.copy()));
            }
            case Firing firing when firing.cause() instanceof Root root ->
                    new Named(TurnName.timerKey(root.key()), () -> new TurnName(root.name()));
            case Action.Boot boot when boot.cause() instanceof Root root ->
                    new Named(
                            TurnName.startKey(root.key(), world.pathHash(actor)),
                            () -> TurnName.start(root.name(), world.path(actor)));
            case null, default -> null;
        };
    }

    /** How long an actor hangs before the turn that an action begins; 0 when it does not. */
    long hang(int actor, Action action) {
        if (action instanceof Delivery delivery && (delivery.isKill() || delivery.isStart())) {
            return 0;
        }
        Named turn = named(actor, action);
        Departure.Hang hang =
                turn == null ? null : adversary.hang(action, turn.key(), turn.name(), agenda.now());
        if (hang == null) {
            return 0;
        }
        happens(hang, hang);
        stage.tookEffect(FaultKind.HANG, adversary.source(hang));
        return hang.nanos();
    }

    @Override
    public @Nullable Cut cut(int actor, int effects) {
        Action action = agenda.current();
        Named turn = named(actor, action);
        if (turn == null) {
            return null;
        }
        Departure.Cut cut =
                adversary.cut(
                        Objects.requireNonNull(action),
                        turn.key(),
                        turn.name(),
                        effects,
                        agenda.now());
        return cut == null || cut.at() > effects || !isPossible(cut)
                ? null
                : new Reached(actor, cut);
    }

    private boolean isPossible(Departure.Cut cut) {
        return cut.ending() instanceof Departure.Cut.Exit || down < crashesAtOnce;
    }

    /** A cut that was decided on, for when the turn comes there. */
    private final class Reached implements Cut {
        private final int actor;
        private final Departure.Cut cut;

        Reached(int actor, Departure.Cut cut) {
            this.actor = actor;
            this.cut = cut;
        }

        @Override
        public int at() {
            return cut.at();
        }

        @Override
        public Ending reached(Supplier<Interrupted> turn) {
            adversary.happened(cut);
            stage.interrupted(actor, turn);
            return switch (cut.ending()) {
                case Departure.Cut.Exit exit -> {
                    stage.departed(cut, adversary.source(cut));
                    stage.tookEffect(FaultKind.KILL, adversary.source(cut));
                    yield new Ending.Exit(exit.reason());
                }
                case Departure.Cut.PowerLoss loss -> {
                    int node = world.nodeOf(actor);
                    Aftermath aftermath = settled(cut, loss.aftermath(), node);
                    String source = adversary.source(cut);
                    stage.departed(
                            cut.with(new Departure.Cut.PowerLoss(loss.downNanos(), aftermath)),
                            source);
                    stage.tookEffect(FaultKind.CRASH, source);
                    fall(node, loss.downNanos());
                    yield new Ending.PowerLoss(
                            new Action.Crash(node, aftermath, root(world.name(node) + ".cut#", 1)));
                }
            };
        }
    }

    private Aftermath settled(Departure loss, Aftermath planned, int node) {
        DiskImage disk = world.disk(node);
        return disk.effective(adversary.aftermath(loss, planned, disk));
    }

    private void fall(int node, long downNanos) {
        down += leaving.remove(node) == null ? 1 : 0;
        agenda.bootLater(node, downNanos);
    }

    private static Root root(String prefix, int number) {
        return new Root(prefix, number);
    }

    @Override
    public DiskFault.@Nullable OfOperation disk(
            int actor, @Nullable Cause cause, DiskOp operation) {
        Departure.DiskTrouble trouble;
        if (operation instanceof DiskOp.Sync || operation instanceof DiskOp.SyncFolder) {
            trouble = syncs.remove(actor);
        } else {
            trouble =
                    asked(actor, cause, operation.operation(), operation.file())
                                    instanceof Departure.DiskTrouble found
                            ? found
                            : null;
        }
        return trouble == null || !trouble.fault().fits(world.disk(world.nodeOf(actor)), operation)
                ? null
                : happens(trouble).fault();
    }

    @Override
    public DiskFault.@Nullable OfOperation read(
            int actor, @Nullable Cause cause, DiskFailed.Operation operation, String file) {
        return asked(actor, cause, operation, file) instanceof Departure.DiskTrouble trouble
                        && fitsRead(actor, operation, trouble.fault())
                ? happens(trouble).fault()
                : null;
    }

    private boolean fitsRead(
            int actor, DiskFailed.Operation operation, DiskFault.OfOperation fault) {
        return switch (fault) {
            case DiskFault.Fails _ -> true;
            case DiskFault.Vanishes _ -> false;
            case DiskFault.GoesTo(String file, long offset) ->
                    operation == DiskFailed.Operation.READ
                            && world.disk(world.nodeOf(actor))
                                    .read(world.path(actor), file)
                                    .exists(bytes -> bytes.length > 0);
        };
    }

    private Departure.DiskTrouble happens(Departure.DiskTrouble trouble) {
        adversary.happened(trouble);
        stage.departed(trouble, adversary.source(trouble));
        stage.tookEffect(trouble.kind(), adversary.source(trouble));
        return trouble;
    }

    /** How much longer a sync takes that begins now. */
    long stall(Completion completion) {
        DiskOp sync = completion.operation();
        return switch (asked(
                completion.actor(), completion.cause(), sync.operation(), sync.file())) {
            case null -> 0;
            case Departure.DiskTrouble trouble -> {
                syncs.put(completion.actor(), trouble);
                yield 0;
            }
            case Departure.Stall stall -> {
                adversary.happened(stall);
                stage.departed(stall, adversary.source(stall));
                stage.tookEffect(FaultKind.STALL, adversary.source(stall));
                yield stall.nanos();
            }
        };
    }

    /**
     * Counts one more occasion. Choices, fault points and timers count for themselves, though they
     * may have one name: which of them are counted at all depends on what can go wrong in a run.
     */
    private static int count(Root root, FaultKind what, long kind) {
        return root.count(Fingerprint.fold(kind, what.ordinal()));
    }

    @Override
    public boolean fires(int actor, @Nullable Cause cause, String site) {
        if (agenda.isHealed() || agenda.isClient(actor) || !(cause instanceof Root root)) {
            return false;
        }
        long kind = Occasion.kind(world.pathHash(actor), Fingerprint.of(site));
        int occurrence = count(root, FaultKind.BUGGIFY, kind);
        long key = Occasion.key(root.key(), kind, occurrence);
        Supplier<Occasion> name =
                () -> new Occasion(root.name(), world.path(actor), site, occurrence);
        if (!adversary.fires(key, name, site, agenda.now())) {
            return false;
        }
        Departure.Fires fires = new Departure.Fires(name.get());
        happens(fires, fires);
        stage.tookEffect(FaultKind.BUGGIFY, adversary.source(fires));
        return true;
    }

    @Override
    public int choose(int actor, @Nullable Cause cause, String site, Seq<?> options) {
        if (!(cause instanceof Root root)) {
            throw new IllegalStateException("a choice must have a root: choice=" + site);
        }
        Site known = sites.computeIfAbsent(site, Site::of);
        long kind = Occasion.kind(world.pathHash(actor), known.hash());
        int occurrence = count(root, FaultKind.CHOICE, kind);
        int chosen =
                adversary.choose(
                        Occasion.key(root.key(), kind, occurrence),
                        () ->
                                new Occasion(
                                        root.name(), world.path(actor), known.what(), occurrence),
                        options.size(),
                        agenda.now());
        Objects.checkIndex(chosen, options.size());
        stage.chose(actor, root, known.what(), occurrence, options, chosen);
        return chosen;
    }

    /** After how much time a timer fires that is being set; its own unless something is wrong. */
    long after(Firing firing, @Nullable Cause cause) {
        long own = Math.max(1, firing.afterNanos());
        if (!adversary.mistimes()
                || agenda.isHealed()
                || agenda.isClient(firing.actor())
                || !(cause instanceof Root root)) {
            return own;
        }
        long kind = Occasion.kind(world.pathHash(firing.actor()), firing.shape().nameHash());
        int occurrence = count(root, FaultKind.MISTIMED, kind);
        Departure.Mistimed mistimed =
                adversary.timer(
                        Occasion.key(root.key(), kind, occurrence),
                        () ->
                                new Occasion(
                                        root.name(),
                                        world.path(firing.actor()),
                                        firing.shape().name(),
                                        occurrence),
                        firing,
                        agenda.now());
        if (mistimed == null) {
            return own;
        }
        happens(mistimed, mistimed);
        firing.departs(adversary.source(mistimed));
        return mistimed.nanos();
    }

    private Departure.@Nullable OfDisk asked(
            int actor, @Nullable Cause cause, DiskFailed.Operation operation, String file) {
        if (!adversary.troublesDisks()
                || agenda.isHealed()
                || agenda.isClient(actor)
                || !(cause instanceof Root root)) {
            return null;
        }
        long kind = DiskName.kind(world.pathHash(actor), operation, file);
        int occurrence = root.count(kind);
        return adversary.disk(
                actor,
                operation,
                DiskName.key(root.key(), kind, occurrence),
                () -> new DiskName(root.name(), world.path(actor), operation, file, occurrence),
                agenda.now());
    }

    /** An incident is due: what it means to the world; null when nothing is left to apply. */
    @Nullable Action befalls(Departure.Incident incident, int node) {
        String source = adversary.source(incident);
        return switch (incident) {
            case Departure.Crash crash -> {
                if (!world.isUp(node) || down >= crashesAtOnce) {
                    yield null;
                }
                Aftermath aftermath = settled(crash, crash.aftermath(), node);
                happens(crash, crash.with(aftermath));
                stage.tookEffect(FaultKind.CRASH, source);
                fall(node, crash.downNanos());
                yield new Action.Crash(
                        node, aftermath, root(crash.target() + ".crash#", crash.slot()));
            }
            case Departure.Restore restore -> {
                if (!world.isUp(node) || down >= crashesAtOnce) {
                    yield null;
                }
                happens(restore, restore);
                stage.tookEffect(FaultKind.RESTORE, source);
                fall(node, restore.downNanos());
                DiskImage content = snapshots.get(restore);
                agenda.at(
                        agenda.now(),
                        new Action.Swap(
                                node,
                                (content == null ? DiskImage.empty() : content)
                                        .withCapacity(world.disk(node).capacity())));
                yield new Action.Crash(
                        node, Aftermath.NONE, root(restore.target() + ".restore#", restore.slot()));
            }
            case Departure.Reset reset -> {
                happens(reset, reset);
                int other = agenda.targets().node(reset, reset.other());
                agenda.at(
                        agenda.now(),
                        new Action.Disconnect(
                                other, node, root(reset.other() + ".reset#", reset.slot())));
                if (isTied(node, other)) {
                    stage.tookEffect(FaultKind.RESET, source);
                }
                yield new Action.Disconnect(
                        node, other, root(reset.target() + ".reset#", reset.slot()));
            }
            case Departure.Stop stop -> {
                if (!world.isUp(node) || down >= crashesAtOnce) {
                    yield null;
                }
                happens(stop, stop);
                stage.tookEffect(FaultKind.STOP, source);
                Root root = root(stop.target() + ".stop#", stop.slot());
                if (stop.graceNanos() > 0) {
                    down++;
                    leaving.put(node, stop);
                    agenda.lastCall(node, stop.graceNanos());
                    yield new Action.Dismiss(node, root);
                }
                fall(node, stop.downNanos());
                yield new Action.Stop(node, root);
            }
            case Departure.Kill kill -> {
                String victim = adversary.victim(kill, world.living().filter(this::isServer));
                int actor = victim == null ? -1 : world.actor(victim);
                if (victim == null || actor < 0 || !world.isAlive(actor)) {
                    yield null;
                }
                happens(kill, kill.of(victim));
                stage.tookEffect(FaultKind.KILL, source);
                yield new Action.Kill(actor, kill.reason(), root(victim + ".kill#", kill.slot()));
            }
            case Departure.Pause pause -> {
                if (world.isUp(node)) {
                    happens(pause, pause);
                    agenda.standstill().pause(node, pause.nanos(), source);
                }
                yield null;
            }
            case Departure.Jump jump -> {
                happens(jump, jump);
                clocks.jump(node, jump.nanos(), source);
                yield null;
            }
            case Departure.Drift drift -> {
                happens(drift, drift);
                clocks.drift(node, drift.ppm(), source);
                yield null;
            }
            case Departure.Partition partition -> {
                happens(partition, partition);
                agenda.network().partition(partition, source);
                yield null;
            }
            case Departure.Fill fill -> {
                happens(fill, fill);
                stage.filled(node, source);
                agenda.at(agenda.later(fill.nanos()), new Action.Resize(node, DiskImage.UNLIMITED));
                yield new Action.Resize(node, world.disk(node).used() + fill.freeBytes());
            }
            case Departure.Spoil planned -> {
                Departure.Spoil spoil = adversary.spoilt(planned, world.disk(node));
                if (spoil == null) {
                    yield null;
                }
                Action action = new Action.Spoil(node, spoil.target(), spoil.fault());
                if (!world.accepts(action)) {
                    yield null;
                }
                happens(planned, spoil);
                stage.tookEffect(spoil.kind(), source);
                yield action;
            }
        };
    }

    /** Whether a node was told to end and has not. */
    boolean isLeaving(int node) {
        return leaving.containsKey(node);
    }

    /**
     * The process of a node that was told to end does so now, if it must or none of the node's own
     * actors lives; null when it does not.
     */
    @Nullable Action leaves(int node, boolean must) {
        Departure.Stop stop = leaving.get(node);
        if (stop == null || !world.isUp(node) || !must && world.isAnyoneThere(node)) {
            return null;
        }
        leaving.remove(node);
        agenda.bootLater(node, stop.downNanos());
        return new Action.Stop(node, root(stop.target() + ".stop#", stop.slot()));
    }

    /** Whether links or monitors go from one node to the other. */
    private boolean isTied(int node, int other) {
        return world.isTied(node, other) || world.isTied(other, node);
    }

    /** The content of a disk is put aside for a later restore. */
    void snapshot(Departure.Restore restore, int node) {
        snapshots.put(restore, world.disk(node).crash(Aftermath.NONE));
    }

    private boolean isServer(String path) {
        return !agenda.isClient(world.actor(path));
    }

    private void happens(Departure planned, Departure settled) {
        adversary.happened(planned);
        stage.departed(settled, adversary.source(planned));
    }
}
