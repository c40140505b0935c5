package dev.rehearsal.shrink;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Story;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a departure did in part, as a departure of a simpler kind: a message that is lost is late
 * for good, a node that loses power ends its process, its actors and what is said to it meanwhile,
 * an actor that cannot write ends within that turn. What fails under a part needed no more, so that
 * a part may stand in place of the whole though the run that was found had no fault of its kind.
 *
 * <p>Order: late messages first, then lost ones, then simpler ends of the same actor or node;
 * messages as they are sent, turns as they end.
 */
final class Parts {

    /** A message that is sent so long before a node fails, or a turn then, may not be over. */
    private static final long UNDER_WAY_NANOS = 2_000_000;

    /** Of the turns of a node that fails the first so many are where an actor may end. */
    private static final int TURNS_MAX = 8;

    private static final Departure.Cut.Ending KILLED =
            new Departure.Cut.Exit(new ExitReason.Killed());

    private final Prefix prefix;
    private final List<Point> points;
    private final List<Departure> all = new ArrayList<>();

    private Parts(Prefix prefix, List<Point> points) {
        this.prefix = prefix;
        this.points = points;
    }

    /** The parts of one of the departures of a story; what would happen without it takes a run. */
    static List<Departure> of(Story story, int index, Probe probe, Budget budget) {
        Story without = story.withDepartures(story.departures().removeAt(index));
        Overheard overheard = new Overheard(without);
        Run run = probe.traced(without, overheard, budget);
        return of(
                story.departures().get(index),
                new Prefix(run, overheard),
                Simpler.points(story.operations()));
    }

    /**
     * The parts of a departure.
     *
     * @param without the run of its story without it
     * @param points until which messages may be held, the simplest first
     */
    static List<Departure> of(Departure departure, Prefix without, List<Point> points) {
        Parts parts = new Parts(without, points);
        parts.add(departure);
        return parts.all;
    }

    private void add(Departure departure) {
        switch (departure) {
            case Departure.Drop drop -> late(List.of(drop.message()));
            case Departure.Corrupt corrupt -> lost(List.of(corrupt.message()));
            case Departure.Partition one ->
                    lost(
                            sent(
                                    prefix.nanos(one.at()),
                                    prefix.nanos(one.at()),
                                    one.nanos(),
                                    message -> one.links().contains(link(message))));
            case Departure.Pause one -> late(ofNode(one.target(), one.at(), one.nanos()));
            case Departure.Hang hang -> late(beginning(hang.turn()));
            case Departure.Kill one ->
                    lost(messages(prefix.nanos(one.at()), 0, ofActor(one.target())));
            case Departure.Stop one -> ofProcess(one, one.downNanos());
            case Departure.Crash one -> ofPower(one, one.downNanos());
            case Departure.Restore one -> {
                ofPower(one, one.downNanos());
                all.add(
                        new Departure.Crash(
                                one.target(),
                                one.slot(),
                                one.at(),
                                one.downNanos(),
                                Aftermath.NONE));
            }
            case Departure.Cut cut -> {
                lost(beginning(cut.turn()));
                if (cut.ending() instanceof Departure.Cut.PowerLoss) {
                    all.add(cut.with(KILLED));
                }
            }
            case Departure.DiskTrouble(DiskName name, DiskFault.Fails _) -> ends(name);
            case Departure.Fill one -> failing(one);
            case Departure.Stall(DiskName name, long nanos) ->
                    prefix.timedDiskOperations().stream()
                            .filter(operation -> operation.name().equals(name))
                            .findFirst()
                            .ifPresent(sync ->
                                    late(messages(sync.nanos(), nanos, ofActor(name.path()))));
            case Departure.Held _,
                    Departure.Again _,
                    Departure.Jump _,
                    Departure.Drift _,
                    Departure.Reset _,
                    Departure.Spoil _,
                    Departure.DiskTrouble _,
                    Departure.OfOccasion _ -> {}
        }
    }

    private void late(List<MessageName> messages) {
        for (Point point : points) {
            messages.forEach(message -> all.add(new Departure.Held(message, point)));
        }
    }

    private void lost(List<MessageName> messages) {
        late(messages);
        messages.forEach(message -> all.add(new Departure.Drop(message)));
    }

    /** What is said to a node meanwhile is lost, and its actors end, one of them where it did. */
    private void ofProcess(Departure.Incident end, long downNanos) {
        long at = prefix.nanos(end.at());
        lost(ofNode(end.target(), end.at(), downNanos));
        prefix.turns().stream()
                .filter(turn -> turn.nanos() >= at - UNDER_WAY_NANOS)
                .filter(turn -> turn.nanos() - at <= downNanos + UNDER_WAY_NANOS)
                .filter(turn -> Prefix.node(turn.name().path()).equals(end.target()))
                .limit(TURNS_MAX)
                .forEach(this::ends);
    }

    /** Who loses power ends its process. */
    private void ofPower(Departure.Incident loss, long downNanos) {
        ofProcess(loss, downNanos);
        all.add(new Departure.Stop(loss.target(), loss.slot(), loss.at(), downNanos));
    }

    /** The actor that has to do with its disk ends within that turn. */
    private void ends(DiskName name) {
        for (Overheard.Operation operation : prefix.timedDiskOperations()) {
            if (operation.name().equals(name)) {
                List<Overheard.Turn> before = prefix.turns().subList(0, operation.turns());
                for (int i = before.size() - 1; i >= 0; i--) {
                    if (before.get(i).name().path().equals(name.path())) {
                        ends(before.get(i));
                        return;
                    }
                }
            }
        }
    }

    private void ends(Overheard.Turn turn) {
        for (int at = 0; at < Grammar.CUTS_MAX && at <= turn.effects(); at++) {
            all.add(new Departure.Cut(turn.name(), at, KILLED));
        }
    }

    /** What is written to a disk that is full fails. */
    private void failing(Departure.Fill full) {
        long from = prefix.nanos(full.at());
        for (Overheard.Operation operation : prefix.timedDiskOperations()) {
            if (operation.name().operation() == DiskFailed.Operation.WRITE
                    && Prefix.node(operation.name().path()).equals(full.target())
                    && operation.nanos() >= from
                    && operation.nanos() - from <= full.nanos()) {
                all.add(new Departure.DiskTrouble(operation.name(), new DiskFault.Fails(0)));
            }
        }
    }

    private List<MessageName> ofNode(String node, Point at, long nanos) {
        return messages(
                prefix.nanos(at),
                nanos,
                message ->
                        Prefix.node(message.from()).equals(node)
                                || Prefix.node(message.to()).equals(node));
    }

    private static Predicate<MessageName> ofActor(String path) {
        return message -> message.from().equals(path) || message.to().equals(path);
    }

    private static Departure.Partition.Link link(MessageName message) {
        return new Departure.Partition.Link(Prefix.node(message.from()), Prefix.node(message.to()));
    }

    /** The message between nodes that begins a turn, if one does. */
    private List<MessageName> beginning(TurnName turn) {
        return prefix.messages().stream()
                .map(Prefix.Sent::message)
                .filter(message -> TurnName.of(message, 0).equals(turn))
                .toList();
    }

    /** The messages that are under way at a time or are sent within so many nanoseconds of it. */
    private List<MessageName> messages(long from, long nanos, Predicate<MessageName> which) {
        return sent(from - UNDER_WAY_NANOS, from, nanos, which);
    }

    private List<MessageName> sent(
            long first, long from, long nanos, Predicate<MessageName> which) {
        return prefix.messages().stream()
                .filter(sent -> sent.nanos() >= first)
                .filter(sent -> sent.nanos() - from <= nanos)
                .map(Prefix.Sent::message)
                .filter(which)
                .toList();
    }
}
