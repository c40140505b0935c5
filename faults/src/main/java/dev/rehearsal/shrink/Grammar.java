package dev.rehearsal.shrink;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.value.Damage;

import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What can go wrong in a canonical story. A new kind of departure gets its candidates here, and its
 * parts in {@link Parts}.
 *
 * <p>Order: what is down for a moment before what is down for long; messages as they are sent,
 * nodes as in the topology; points of the story in the order of its operations, before them the
 * end, after them times.
 */
final class Grammar {

    /** How long a node stays down for a moment: as long as a message takes. */
    private static final long DOWN_NANOS = 1_000_000;

    /** How long a node stands still, is cut off or down: longer than most waiting. */
    private static final long LONG_NANOS = 1_000_000_000;

    /** Stands for the end of an operation where none ends: after a message, or in a whole story. */
    static final Point.After LATER = new Point.After(2_000_000);

    /** How far a clock jumps: longer than any lease. */
    private static final long FAR_NANOS = 10_000_000_000L;

    /** A turn with more effects is cut among the first. */
    static final int CUTS_MAX = 4;

    /** What is damaged in a message: its first bit, or all is missing. */
    static final List<Damage> DAMAGES = List.of(new Damage.Flips(0), new Damage.Cuts(0));

    private static final DiskFault.OfOperation FAILS = new DiskFault.Fails(0);

    private static final DiskFault.OfOperation VANISHES = new DiskFault.Vanishes();

    /** From where a misdirected read is: one byte further, or where there is nothing. */
    private static final long[] ELSEWHERE = {1, 1_000_000_000};

    /** What is hit of a file: its first byte, and some further on. */
    private static final long[] PLACES = {0, 1, 2, 4, 8, 16, 32, 64};

    /** How much faster or slower a clock runs: as much as profiles have it. */
    private static final int DRIFT_PPM = 200_000;

    /** How much too early or too late a timer fires: as much as profiles have it. */
    private static final long MISTIMED_NANOS = 30_000_000;

    private final Cluster cluster;

    Grammar(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * The departures of a kind that can be added to a story whose run is this, without those that
     * destroy more disks than the cluster survives.
     *
     * @param alone whether it is the only one of the story: then it may be about any turn, else
     *     about those in which servers handle messages from other nodes
     */
    List<Departure> candidates(
            FaultKind kind, Prefix prefix, Vector<Departure> present, boolean alone) {
        Set<String> destroyed = present.map(Grammar::destroys).filter(Objects::nonNull).toSet();
        return all(kind, prefix, present, alone).stream()
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

    private List<Departure> all(
            FaultKind kind, Prefix prefix, Vector<Departure> present, boolean alone) {
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
                    down(
                            all,
                            prefix,
                            present,
                            alone,
                            (node, slot, at, nanos) ->
                                    new Departure.Crash(node, slot, at, nanos, Aftermath.NONE));
                    cut(
                            all,
                            prefix,
                            alone,
                            new Departure.Cut.PowerLoss(DOWN_NANOS, Aftermath.NONE));
                }
            }
            case STOP -> {
                if (cluster.crashesAtOnce() > 0) {
                    down(all, prefix, present, alone, Departure.Stop::new);
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
            case KILL -> cut(all, prefix, alone, new Departure.Cut.Exit(new ExitReason.Killed()));
            case RESTORE -> {
                if (cluster.crashesAtOnce() > 0) {
                    down(
                            all,
                            prefix,
                            present,
                            alone,
                            (node, slot, at, nanos) ->
                                    new Departure.Restore(node, slot, at, nanos, 0));
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
                Set<TurnName> turns = fromOtherNodes(prefix);
                (alone ? turns.addAll(prefix.heard()) : turns)
                        .forEach(turn -> all.add(new Departure.Hang(turn, LONG_NANOS)));
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
                    if (own <= Long.MAX_VALUE - MISTIMED_NANOS) {
                        all.add(new Departure.Mistimed(timer.occasion(), own + MISTIMED_NANOS));
                    }
                }
            }
            case MISDIRECTED_WRITE -> {
                for (DiskName write : of(DiskFailed.Operation.WRITE, prefix)) {
                    for (long offset : PLACES) {
                        all.add(trouble(write, new DiskFault.GoesTo(write.file(), offset)));
                    }
                }
            }
            case BIT_FLIP -> {
                for (File file : files(prefix)) {
                    for (long offset : PLACES) {
                        DiskFault.OfFolder flip = new DiskFault.Flips(file.name(), offset, 0);
                        befall(
                                all,
                                prefix,
                                present,
                                Vector.of(file.folder()),
                                (folder, slot, at) -> new Departure.Spoil(folder, slot, at, flip));
                    }
                }
            }
            case EVICTION -> {
                DiskFault.OfFolder evicts = new DiskFault.Evicts(Aftermath.NONE);
                befall(
                        all,
                        prefix,
                        present,
                        files(prefix).map(File::folder).distinct(),
                        (folder, slot, at) -> new Departure.Spoil(folder, slot, at, evicts));
            }
            case RESET -> {
                for (String other : cluster.servers()) {
                    befall(
                            all,
                            prefix,
                            present,
                            cluster.servers().takeUntil(other::equals),
                            (node, slot, at) -> new Departure.Reset(node, slot, at, other));
                }
            }
            case BUGGIFY ->
                    prefix.sites().forEach(occasion -> all.add(new Departure.Fires(occasion)));
        }
        return all;
    }

    /** A file in the folder of an actor. */
    private record File(String folder, String name) {}

    /** The files that actors did something with, in the order in which they first did. */
    private static Vector<File> files(Prefix prefix) {
        return Vector.ofAll(prefix.diskOperations())
                .filter(operation -> !operation.file().isEmpty())
                .map(operation -> new File(operation.path(), operation.file()))
                .distinct();
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

    private interface Befalling {
        Departure befall(String target, int slot, Point at);
    }

    /** Befalls every server when an operation has ended, or after anything that it does. */
    private void befall(
            List<Departure> all, Prefix prefix, Vector<Departure> present, Befalling what) {
        befall(all, prefix, present, cluster.servers(), what);
    }

    /** The same befalls nodes, or the folders of actors. */
    private static void befall(
            List<Departure> all,
            Prefix prefix,
            Vector<Departure> present,
            Vector<String> targets,
            Befalling what) {
        for (String target : targets) {
            int slot = incidents(target, present);
            for (Point point : prefix.ends()) {
                all.add(what.befall(target, slot, point));
            }
            for (long nanos : prefix.busy(Prefix.node(target))) {
                all.add(what.befall(target, slot, new Point.At(nanos + 1)));
            }
        }
    }

    private interface Downing {
        Departure down(String node, int slot, Point at, long nanos);
    }

    /**
     * A node is down for a moment; where nothing else goes wrong, also so long that others notice.
     */
    private void down(
            List<Departure> all,
            Prefix prefix,
            Vector<Departure> present,
            boolean alone,
            Downing what) {
        for (long nanos : alone ? new long[] {DOWN_NANOS, LONG_NANOS} : new long[] {DOWN_NANOS}) {
            befall(all, prefix, present, (node, slot, at) -> what.down(node, slot, at, nanos));
        }
    }

    /** Cuts turns: first those in which servers handle messages from other nodes, then others. */
    private void cut(
            List<Departure> all, Prefix prefix, boolean alone, Departure.Cut.Ending ending) {
        Set<TurnName> first = fromOtherNodes(prefix);
        for (TurnName turn : first) {
            for (int at = 0; at < CUTS_MAX; at++) {
                all.add(new Departure.Cut(turn, at, ending));
            }
        }
        for (Overheard.Turn turn : alone ? prefix.turns() : List.<Overheard.Turn>of()) {
            if (!first.contains(turn.name())) {
                for (int at = 0; at < CUTS_MAX && at <= turn.effects(); at++) {
                    all.add(new Departure.Cut(turn.name(), at, ending));
                }
            }
        }
    }

    /** The turns in which servers handle messages from other nodes, in the order of sending. */
    private Set<TurnName> fromOtherNodes(Prefix prefix) {
        return LinkedHashSet.ofAll(prefix.messages())
                .filter(this::isOfServer)
                .map(sent -> TurnName.of(sent.message(), 0));
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
}
