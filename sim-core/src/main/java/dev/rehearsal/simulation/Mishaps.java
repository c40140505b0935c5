package dev.rehearsal.simulation;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.MessageName;
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
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.function.Supplier;

/**
 * What goes wrong in a run other than with single messages: asks the adversary by name, and turns
 * its answers into what they mean to the world.
 */
final class Mishaps implements Hazards {

    private final Adversary adversary;
    private final Agenda agenda;
    private final Stage stage;
    private final Clocks clocks;
    private final int crashesAtOnce;

    /** What was decided of the syncs under way, by actor. */
    private final HashMap<Integer, Departure.DiskTrouble> syncs = new HashMap<>();

    private World world;
    private int down;

    Mishaps(Adversary adversary, Agenda agenda, Stage stage, Clocks clocks, int crashesAtOnce) {
        this.adversary = adversary;
        this.agenda = agenda;
        this.stage = stage;
        this.clocks = clocks;
        this.crashesAtOnce = crashesAtOnce;
    }

    void open(World opened) {
        world = opened;
    }

    /** A node that had crashed or stopped boots. */
    void booted() {
        down--;
    }

    @Override
    public @Nullable Cut cut(int actor, int effects) {
        if (!adversary.cutsTurns() || agenda.isHealed() || agenda.isClient(actor)) {
            return null;
        }
        long key;
        Supplier<TurnName> name;
        switch (agenda.current()) {
            case Delivery delivery -> {
                long message =
                        MessageName.key(
                                Root.of(delivery).key(),
                                agenda.pathHash(delivery.sender()),
                                agenda.pathHash(delivery.receiver()),
                                delivery.shape().nameHash(),
                                delivery.occurrence());
                key = TurnName.messageKey(message, delivery.copy());
                name = () -> TurnName.of(agenda.name(delivery), delivery.copy());
            }
            case Firing firing when firing.cause() instanceof Root root -> {
                key = TurnName.timerKey(root.key());
                name = () -> new TurnName(root.name());
            }
            case Action.Boot boot when boot.cause() instanceof Root root -> {
                key = TurnName.startKey(root.key(), agenda.pathHash(actor));
                name = () -> TurnName.start(root.name(), world.path(actor));
            }
            default -> {
                return null;
            }
        }
        Departure.Cut cut = adversary.cut(key, name, effects, agenda.now());
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
        public Ending reached() {
            adversary.happened(cut);
            return switch (cut.ending()) {
                case Departure.Cut.Exit exit -> {
                    stage.departed(cut);
                    stage.tookEffect(FaultKind.KILL);
                    yield new Ending.Exit(exit.reason());
                }
                case Departure.Cut.PowerLoss loss -> {
                    int node = world.nodeOf(actor);
                    Aftermath aftermath = settled(cut, loss.aftermath(), node);
                    stage.departed(
                            cut.with(new Departure.Cut.PowerLoss(loss.downNanos(), aftermath)));
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
        down++;
        agenda.bootLater(node, downNanos);
    }

    private static Root root(String prefix, int number) {
        return new Root(prefix, Fingerprint.of(prefix), number);
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
    public @Nullable DiskFailed read(
            int actor, @Nullable Cause cause, DiskFailed.Operation operation, String file) {
        if (asked(actor, cause, operation, file) instanceof Departure.DiskTrouble trouble
                && trouble.fault() instanceof DiskFault.Fails) {
            happens(trouble);
            return new DiskFailed(operation, file, DiskFailed.Why.ERROR);
        }
        return null;
    }

    private Departure.DiskTrouble happens(Departure.DiskTrouble trouble) {
        adversary.happened(trouble);
        stage.departed(trouble);
        stage.tookEffect(trouble.kind());
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
                stage.departed(stall);
                stage.tookEffect(FaultKind.STALL);
                yield stall.nanos();
            }
        };
    }

    private Departure.@Nullable OfDisk asked(
            int actor, @Nullable Cause cause, DiskFailed.Operation operation, String file) {
        if (!adversary.troublesDisks()
                || agenda.isHealed()
                || agenda.isClient(actor)
                || !(cause instanceof Root root)) {
            return null;
        }
        long kind = DiskName.kind(agenda.pathHash(actor), operation, file);
        int occurrence = root.count(kind);
        return adversary.disk(
                DiskName.key(root.key(), kind, occurrence),
                () -> new DiskName(root.name(), world.path(actor), operation, file, occurrence),
                agenda.now());
    }

    /** An incident is due: what it means to the world; null when nothing is left to apply. */
    @Nullable Action befalls(Departure.Incident incident, int node) {
        return switch (incident) {
            case Departure.Crash crash -> {
                if (!world.isUp(node) || down >= crashesAtOnce) {
                    yield null;
                }
                Aftermath aftermath = settled(crash, crash.aftermath(), node);
                happens(crash, crash.with(aftermath));
                fall(node, crash.downNanos());
                yield new Action.Crash(
                        node, aftermath, root(crash.target() + ".crash#", crash.slot()));
            }
            case Departure.Stop stop -> {
                if (!world.isUp(node) || down >= crashesAtOnce) {
                    yield null;
                }
                happens(stop, stop);
                fall(node, stop.downNanos());
                yield new Action.Stop(node, root(stop.target() + ".stop#", stop.slot()));
            }
            case Departure.Kill kill -> {
                String victim = adversary.victim(kill, world.living().filter(this::isServer));
                int actor = victim == null ? -1 : world.actor(victim);
                if (victim == null || actor < 0 || !world.isAlive(actor)) {
                    yield null;
                }
                happens(kill, kill.of(victim));
                stage.tookEffect(FaultKind.KILL);
                yield new Action.Kill(actor, kill.reason(), root(victim + ".kill#", kill.slot()));
            }
            case Departure.Pause pause -> {
                if (world.isUp(node)) {
                    happens(pause, pause);
                    agenda.pause(node, pause.nanos());
                }
                yield null;
            }
            case Departure.Jump jump -> {
                happens(jump, jump);
                clocks.jump(node, jump.nanos());
                yield null;
            }
            case Departure.Drift drift -> {
                happens(drift, drift);
                clocks.drift(node, drift.ppm());
                yield null;
            }
            case Departure.Partition partition -> {
                happens(partition, partition);
                agenda.partition(partition);
                yield null;
            }
            case Departure.Fill fill -> {
                happens(fill, fill);
                agenda.at(agenda.later(fill.nanos()), new Action.Resize(node, DiskImage.UNLIMITED));
                yield new Action.Resize(node, world.disk(node).used() + fill.freeBytes());
            }
            case Departure.Spoil spoil -> {
                Action action = new Action.Spoil(node, spoil.target(), spoil.fault());
                if (!world.accepts(action)) {
                    yield null;
                }
                happens(spoil, spoil);
                stage.tookEffect(spoil.kind());
                yield action;
            }
        };
    }

    private boolean isServer(String path) {
        return !agenda.isClient(world.actor(path));
    }

    private void happens(Departure planned, Departure settled) {
        adversary.happened(planned);
        stage.departed(settled);
    }
}
