package dev.rehearsal.shrink;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.value.Damage;

import io.vavr.collection.Set;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What can go wrong in a canonical story: the one place that a new kind of departure has to know.
 * Of a kind without candidates here no story is canonical.
 *
 * <p>Order: messages as they are sent, nodes as in the topology; points of the story in the order
 * of its operations, before them the end, after them times.
 */
final class Grammar {

    /** How long a node stays down: as long as a message takes. */
    private static final long DOWN_NANOS = 1_000_000;

    /** How long a node stands still or is cut off: longer than most waiting. */
    private static final long LONG_NANOS = 1_000_000_000;

    /** Stands for the end of an operation where none ends: after a message, or in a whole story. */
    private static final Point.After LATER = new Point.After(2_000_000);

    /** How far a clock jumps: longer than any lease. */
    private static final long FAR_NANOS = 10_000_000_000L;

    /** A turn with more effects is cut among the first. */
    private static final int CUTS_MAX = 4;

    /** What is damaged in a message: its first bit, or all is missing. */
    private static final List<Damage> DAMAGES = List.of(new Damage.Flips(0), new Damage.Cuts(0));

    private static final DiskFault.OfOperation FAILS = new DiskFault.Fails(0);

    private static final DiskFault.OfOperation VANISHES = new DiskFault.Vanishes();

    /** From where a misdirected read is: one byte further, or where there is nothing. */
    private static final long[] ELSEWHERE = {1, 1_000_000_000};

    /** How much faster or slower a clock runs: as much as profiles have it. */
    private static final int DRIFT_PPM = 200_000;

    /** How much too early or too late a timer fires: as much as profiles have it. */
    private static final long MISTIMED_NANOS = 30_000_000;

    private final Cluster cluster;

    Grammar(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whether there are candidates of a kind: without any there is nothing to look for. */
    static boolean covers(FaultKind kind) {
        return switch (kind) {
            case HOLD, DROP, DUPLICATE, CORRUPT, PARTITION, PAUSE, HANG -> true;
            case KILL, STOP, CRASH, RESTORE, FULL_DISK, JUMP, CHOICE -> true;
            case STALL, DISK_ERROR, PHANTOM_WRITE, MISDIRECTED_READ, DRIFT, MISTIMED -> true;
            case MISDIRECTED_WRITE, BIT_FLIP, EVICTION, RESET, BUGGIFY -> false;
        };
    }

    /**
     * The departures of a kind that can be added to a story whose run is this, without those that
     * destroy more disks than the cluster survives.
     */
    List<Departure> candidates(FaultKind kind, Prefix prefix, Vector<Departure> present) {
        Set<String> destroyed = present.map(Grammar::destroys).filter(Objects::nonNull).toSet();
        return all(kind, prefix, present).stream()
                .filter(departure -> {
                    String node = destroys(departure);
                    return node == null
                            || destroyed.contains(node)
                            || destroyed.size() < cluster.disksLost();
                })
                .toList();
    }

    /** The node of whose disk something is gone that was synced; null when nothing is. */
    private static @Nullable String destroys(Departure departure) {
        return switch (departure.kind()) {
            case RESTORE -> ((Departure.Incident) departure).target();
            case PHANTOM_WRITE, MISDIRECTED_WRITE, MISDIRECTED_READ ->
                    Prefix.node(((Departure.OfDisk) departure).operation().path());
            case BIT_FLIP -> Prefix.node(((Departure.Incident) departure).target());
            case HOLD, DROP, DUPLICATE, CORRUPT, PARTITION, RESET, PAUSE, HANG -> null;
            case KILL, STOP, CRASH, STALL, DISK_ERROR, FULL_DISK, EVICTION -> null;
            case JUMP, DRIFT, MISTIMED, BUGGIFY, CHOICE -> null;
        };
    }

    private List<Departure> all(FaultKind kind, Prefix prefix, Vector<Departure> present) {
        List<Departure> all = new ArrayList<>();
        switch (kind) {
            case HOLD -> {
                for (Prefix.Sent sent : prefix.messages()) {
                    all.add(new Departure.Held(sent.message(), new Point.End()));
                    for (Point point : ends(prefix, sent)) {
                        all.add(new Departure.Held(sent.message(), point));
                    }
                }
            }
            case DROP -> prefix.messages().forEach(m -> all.add(new Departure.Drop(m.message())));
            case DUPLICATE -> {
                for (Prefix.Sent sent : prefix.messages()) {
                    for (Point point : ends(prefix, sent)) {
                        all.add(new Departure.Again(sent.message(), point));
                    }
                }
            }
            case CORRUPT -> {
                for (Prefix.Sent sent : prefix.messages()) {
                    for (Damage damage : DAMAGES) {
                        all.add(new Departure.Corrupt(sent.message(), damage));
                    }
                }
            }
            case CRASH -> {
                if (cluster.crashesAtOnce() > 0) {
                    befall(
                            all,
                            prefix,
                            present,
                            (node, slot, at) ->
                                    new Departure.Crash(
                                            node, slot, at, DOWN_NANOS, Aftermath.NONE));
                    cut(all, prefix, new Departure.Cut.PowerLoss(DOWN_NANOS, Aftermath.NONE));
                }
            }
            case STOP -> {
                if (cluster.crashesAtOnce() > 0) {
                    befall(
                            all,
                            prefix,
                            present,
                            (node, slot, at) -> new Departure.Stop(node, slot, at, DOWN_NANOS));
                }
            }
            case PAUSE ->
                    befall(
                            all,
                            prefix,
                            present,
                            (node, slot, at) -> new Departure.Pause(node, slot, at, LONG_NANOS));
            case PARTITION ->
                    befall(
                            all,
                            prefix,
                            present,
                            (node, slot, at) ->
                                    new Departure.Partition(
                                            node, slot, at, LONG_NANOS, around(node)));
            case KILL -> cut(all, prefix, new Departure.Cut.Exit(new ExitReason.Killed()));
            case RESTORE -> {
                if (cluster.crashesAtOnce() > 0) {
                    befall(
                            all,
                            prefix,
                            present,
                            (node, slot, at) ->
                                    new Departure.Restore(node, slot, at, DOWN_NANOS, 0));
                }
            }
            case CHOICE -> {
                for (TraceEvent.Chosen chosen : prefix.choices()) {
                    if (chosen.chosen() == 0) {
                        all.addAll(options(chosen));
                    }
                }
            }
            case HANG -> {
                for (Prefix.Sent sent : prefix.messages()) {
                    if (isOfServer(sent)) {
                        TurnName turn = TurnName.of(sent.message(), 0);
                        all.add(new Departure.Hang(turn, LONG_NANOS));
                    }
                }
            }
            case FULL_DISK ->
                    befall(
                            all,
                            prefix,
                            present,
                            (node, slot, at) -> new Departure.Fill(node, slot, at, LONG_NANOS, 0));
            case JUMP -> {
                for (long nanos : new long[] {FAR_NANOS, -FAR_NANOS}) {
                    befall(
                            all,
                            prefix,
                            present,
                            (node, slot, at) -> new Departure.Jump(node, slot, at, nanos));
                }
            }
            case STALL -> {
                for (DiskName operation : prefix.diskOperations()) {
                    switch (operation.operation()) {
                        case SYNC, SYNC_FOLDER ->
                                all.add(new Departure.Stall(operation, LONG_NANOS));
                        case READ, LIST, WRITE, TRUNCATE, DELETE, RENAME -> {}
                    }
                }
            }
            case DISK_ERROR ->
                    prefix.diskOperations()
                            .forEach(operation -> all.add(trouble(operation, FAILS)));
            case PHANTOM_WRITE ->
                    of(DiskFailed.Operation.WRITE, prefix)
                            .forEach(write -> all.add(trouble(write, VANISHES)));
            case MISDIRECTED_READ -> {
                for (DiskName read : of(DiskFailed.Operation.READ, prefix)) {
                    for (long offset : ELSEWHERE) {
                        all.add(trouble(read, new DiskFault.GoesTo(read.file(), offset)));
                    }
                }
            }
            case DRIFT -> {
                for (int ppm : new int[] {DRIFT_PPM, -DRIFT_PPM}) {
                    for (String node : cluster.servers()) {
                        int slot = incidents(node, present);
                        all.add(new Departure.Drift(node, slot, new Point.At(0), ppm));
                    }
                    befall(
                            all,
                            prefix,
                            present,
                            (node, slot, at) -> new Departure.Drift(node, slot, at, ppm));
                }
            }
            case MISTIMED -> {
                for (Overheard.Timer timer : prefix.timers()) {
                    long own = timer.afterNanos();
                    if (own > 1) {
                        long early = Math.max(1, own - MISTIMED_NANOS);
                        all.add(new Departure.Mistimed(timer.occasion(), early));
                    }
                    all.add(new Departure.Mistimed(timer.occasion(), own + MISTIMED_NANOS));
                }
            }
            case MISDIRECTED_WRITE, BIT_FLIP, EVICTION, RESET, BUGGIFY -> {}
        }
        return all;
    }

    private static Departure trouble(DiskName operation, DiskFault.OfOperation fault) {
        return new Departure.DiskTrouble(operation, fault);
    }

    private static List<DiskName> of(DiskFailed.Operation kind, Prefix prefix) {
        return prefix.diskOperations().stream()
                .filter(operation -> operation.operation() == kind)
                .toList();
    }

    /** Every option of a choice but the first. */
    private static List<Departure> options(TraceEvent.Chosen chosen) {
        List<Departure> all = new ArrayList<>();
        for (int option = 2; option <= chosen.options().size(); option++) {
            all.add(
                    new Departure.Chooses(
                            chosen.occasion(),
                            option,
                            String.valueOf(chosen.options().get(option - 1))));
        }
        return all;
    }

    /** The ends of operations after a message was sent; a time after it where there are none. */
    private static List<? extends Point> ends(Prefix prefix, Prefix.Sent sent) {
        List<? extends Point> ends = prefix.endsAfter(sent.nanos());
        return ends.isEmpty() ? List.of(LATER) : ends;
    }

    /**
     * The points of a story that a departure may have instead of a time, the simplest first. They
     * are not of one message, so a time stands for the end of an operation only where there is no
     * operation at all.
     */
    static List<Point> points(Vector<PlannedOperation> operations) {
        List<Point> points = new ArrayList<>();
        points.add(new Point.End());
        if (operations.isEmpty()) {
            points.add(LATER);
        }
        operations.forEach(operation -> points.add(operation.ended()));
        return points;
    }

    private interface Befalling {
        Departure befall(String node, int slot, Point at);
    }

    /** Befalls every server when an operation has ended, or after anything that it does. */
    private void befall(
            List<Departure> all, Prefix prefix, Vector<Departure> present, Befalling what) {
        for (String node : cluster.servers()) {
            int slot = incidents(node, present);
            for (Point point : prefix.ends()) {
                all.add(what.befall(node, slot, point));
            }
            for (long nanos : prefix.busy(node)) {
                all.add(what.befall(node, slot, new Point.At(nanos + 1)));
            }
        }
    }

    /** Cuts the turns in which servers handle messages from other nodes. */
    private void cut(List<Departure> all, Prefix prefix, Departure.Cut.Ending ending) {
        for (Prefix.Sent sent : prefix.messages()) {
            if (isOfServer(sent)) {
                TurnName turn = TurnName.of(sent.message(), 0);
                for (int at = 0; at < CUTS_MAX; at++) {
                    all.add(new Departure.Cut(turn, at, ending));
                }
            }
        }
    }

    private boolean isOfServer(Prefix.Sent sent) {
        return cluster.servers().contains(Prefix.node(sent.message().to()));
    }

    private static int incidents(String node, Vector<Departure> present) {
        return present.count(departure ->
                departure instanceof Departure.Incident other && other.target().equals(node));
    }

    /** All links between a node and the others. */
    private Vector<Departure.Partition.Link> around(String node) {
        return cluster.topology()
                .nodes()
                .map(Topology.Node::name)
                .remove(node)
                .flatMap(other ->
                        Vector.of(
                                new Departure.Partition.Link(node, other),
                                new Departure.Partition.Link(other, node)));
    }

    /**
     * Of candidates of one kind those that come after one of them, so that pairs come once. A
     * message may be repeated more than once.
     */
    static List<Departure> after(Departure last, List<Departure> candidates) {
        int again = last instanceof Departure.Again ? candidates.indexOf(last) : -1;
        if (again >= 0) {
            return candidates.subList(again, candidates.size());
        }
        Object about = about(last);
        int from = 0;
        for (int i = 0; about != null && i < candidates.size(); i++) {
            if (about.equals(about(candidates.get(i)))) {
                from = i + 1;
            }
        }
        return candidates.subList(from, candidates.size());
    }

    /** The name of what a departure is about, when it happens once. */
    private static @Nullable Object about(Departure departure) {
        return switch (departure) {
            case Departure.OfMessage of -> of.message();
            case Departure.OfDisk of -> of.operation();
            case Departure.OfOccasion of -> of.occasion();
            case Departure.Cut _, Departure.Hang _, Departure.Incident _ -> null;
        };
    }

    /** The same departure made simpler: points of the story for times, nothing that survives. */
    static List<Departure> simpler(Departure departure, List<Point> points) {
        List<Departure> all = new ArrayList<>();
        switch (departure) {
            case Departure.Held held ->
                    points.forEach(p -> all.add(new Departure.Held(held.message(), p)));
            case Departure.Again again ->
                    points.forEach(p -> all.add(new Departure.Again(again.message(), p)));
            case Departure.Corrupt corrupt ->
                    DAMAGES.forEach(d -> all.add(new Departure.Corrupt(corrupt.message(), d)));
            case Departure.Incident incident -> {
                for (Point point : points) {
                    if (point instanceof Point.AfterOperation) {
                        all.add(when(incident, point));
                    }
                }
                if (incident instanceof Departure.Stop stop && stop.graceNanos() > 0) {
                    all.add(
                            new Departure.Stop(
                                    stop.target(), stop.slot(), stop.at(), stop.downNanos()));
                }
                if (incident instanceof Departure.Crash crash) {
                    crash.aftermath().simpler().map(crash::with).forEach(all::add);
                }
            }
            case Departure.Cut cut -> {
                if (cut.ending() instanceof Departure.Cut.PowerLoss loss) {
                    loss.aftermath()
                            .simpler()
                            .map(a -> cut.with(new Departure.Cut.PowerLoss(loss.downNanos(), a)))
                            .forEach(all::add);
                }
            }
            case Departure.Chooses choice -> {
                for (int option = 2; option < choice.option(); option++) {
                    all.add(new Departure.Chooses(choice.occasion(), option, "?"));
                }
            }
            case Departure.DiskTrouble(DiskName operation, DiskFault.Fails(int reached)) -> {
                if (reached > 0) {
                    all.add(trouble(operation, FAILS));
                }
            }
            case Departure.Drop _,
                    Departure.Hang _,
                    Departure.OfDisk _,
                    Departure.Mistimed _,
                    Departure.Fires _ -> {}
        }
        return all;
    }

    private static Departure when(Departure.Incident incident, Point at) {
        return switch (incident) {
            case Departure.Crash one ->
                    new Departure.Crash(
                            one.target(), one.slot(), at, one.downNanos(), one.aftermath());
            case Departure.Stop one ->
                    new Departure.Stop(
                            one.target(), one.slot(), at, one.downNanos(), one.graceNanos());
            case Departure.Kill one ->
                    new Departure.Kill(one.target(), one.slot(), at, one.reason());
            case Departure.Pause one ->
                    new Departure.Pause(one.target(), one.slot(), at, one.nanos());
            case Departure.Jump one ->
                    new Departure.Jump(one.target(), one.slot(), at, one.nanos());
            case Departure.Drift one ->
                    new Departure.Drift(one.target(), one.slot(), at, one.ppm());
            case Departure.Partition one ->
                    new Departure.Partition(one.target(), one.slot(), at, one.nanos(), one.links());
            case Departure.Fill one ->
                    new Departure.Fill(one.target(), one.slot(), at, one.nanos(), one.freeBytes());
            case Departure.Spoil one ->
                    new Departure.Spoil(one.target(), one.slot(), at, one.fault());
            case Departure.Restore one ->
                    new Departure.Restore(
                            one.target(), one.slot(), at, one.downNanos(), one.fromNanos());
            case Departure.Reset one ->
                    new Departure.Reset(one.target(), one.slot(), at, one.other());
        };
    }

    /** The departure earlier, when it has a time of the run and is not before another time. */
    static Departure earlier(Departure departure, long fromNanos, long gapNanos) {
        return switch (departure) {
            case Departure.Held held ->
                    new Departure.Held(held.message(), earlier(held.until(), fromNanos, gapNanos));
            case Departure.Again again ->
                    new Departure.Again(
                            again.message(), earlier(again.until(), fromNanos, gapNanos));
            case Departure.Incident incident ->
                    when(incident, earlier(incident.at(), fromNanos, gapNanos));
            case Departure.Drop _,
                    Departure.Corrupt _,
                    Departure.Cut _,
                    Departure.Hang _,
                    Departure.OfDisk _,
                    Departure.OfOccasion _ ->
                    departure;
        };
    }

    /** The point earlier, when it is a time of the run and not before another time. */
    static Point earlier(Point point, long fromNanos, long gapNanos) {
        return point instanceof Point.At at && at.nanos() >= fromNanos
                ? new Point.At(at.nanos() - gapNanos)
                : point;
    }
}
