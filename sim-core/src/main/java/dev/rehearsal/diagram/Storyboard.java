package dev.rehearsal.diagram;

import dev.rehearsal.actor.Note;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.simulation.Trace;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.simulation.Violation;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a diagram shows: the lanes that take part, the rows in order, and the notes under them.
 *
 * <p>A message takes one row where that is true to the run: at its arrival when nothing else
 * befalls its sender meanwhile, or at its sending when nothing else befalls its receiver and it is
 * not late. Each such choice moves one end of the message over no other event of that lane, so the
 * order on every lane stays. Otherwise it takes two rows under one mark.
 */
final class Storyboard {

    /** A message that takes longer is late, and not drawn as if it arrived at once. */
    private static final long PROMPT_NANOS = 2_000_000;

    private static final long NO_SEND = -1;

    /** So many faults that no row shows are told under the picture. */
    private static final int UNDRAWN_MAX = 20;

    private final Trace trace;
    private final List<TraceEvent> events = new ArrayList<>();
    private final boolean isCut;
    private final Map<Long, List<Integer>> arrivals = new HashMap<>();
    private final Map<MessageName, Departure.Held> held = new HashMap<>();
    private final Map<MessageName, List<Departure.Again>> again = new HashMap<>();
    private final Map<MessageName, Departure.Corrupt> damaged = new HashMap<>();

    /** By lane: where on it something stands; for a send its step, else {@link #NO_SEND}. */
    private final Map<String, NavigableMap<Integer, Long>> places = new HashMap<>();

    /** By message: the event at which it is drawn whole. */
    private final Map<Long, Integer> whole = new HashMap<>();

    private final Map<Long, String> marks = new HashMap<>();
    private final Map<String, Row.Moment> open = new LinkedHashMap<>();
    private final boolean crashes;

    private final Set<String> clients = new LinkedHashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int undrawn;

    Storyboard(Trace trace, Option<Violation> violation, long until) {
        this.trace = trace;
        for (TraceEvent event : trace.events()) {
            if (event.step() <= until) {
                events.add(event);
            }
        }
        this.isCut = events.size() < trace.events().size();
        this.crashes = events.stream().anyMatch(TraceEvent.Crashed.class::isInstance);
        index();
        place();
        for (int i = 0; i < events.size(); i++) {
            add(i, events.get(i));
        }
        close();
        if (undrawn > UNDRAWN_MAX) {
            notes.add(
                    "and " + Amount.of(undrawn - UNDRAWN_MAX, "fault") + " more that no row shows");
        }
        violation.filter(found -> found.step() <= until).forEach(this::add);
    }

    List<Row> rows() {
        return rows;
    }

    List<String> notes() {
        return notes;
    }

    /** The actors that take part, clients first. */
    List<String> lanes() {
        Set<String> busy = new LinkedHashSet<>(trace.lanes().filter(clients::contains).asJava());
        Set<String> others = new LinkedHashSet<>();
        for (Row row : rows) {
            switch (row) {
                case Row.Message message -> {
                    others.add(message.from());
                    others.add(message.to());
                }
                case Row.Moment moment -> others.add(moment.lane());
                case Row.Power power -> others.addAll(power.lanes().asJava());
            }
        }
        trace.lanes().filter(others::contains).forEach(busy::add);
        return List.copyOf(busy);
    }

    // ------------------------------------------------------------------- where messages are drawn

    private void index() {
        for (int i = 0; i < events.size(); i++) {
            int at = i;
            switch (events.get(i)) {
                case TraceEvent.Sent sent -> occupy(sent.from(), i, sent.step());
                case TraceEvent.Arrival arrival -> {
                    arrivals.computeIfAbsent(arrival.id(), _ -> new ArrayList<>()).add(i);
                    occupy(arrival.to(), i, NO_SEND);
                }
                case TraceEvent.Fired fired -> occupy(fired.actor(), i, NO_SEND);
                case TraceEvent.Exited exited -> occupy(exited.actor(), i, NO_SEND);
                case TraceEvent.Spawned spawned -> occupy(spawned.child(), i, NO_SEND);
                case TraceEvent.Invoked invoked -> {
                    clients.add(invoked.client());
                    occupy(invoked.client(), i, NO_SEND);
                }
                case TraceEvent.Completed completed -> occupy(completed.client(), i, NO_SEND);
                case TraceEvent.Abandoned abandoned -> occupy(abandoned.client(), i, NO_SEND);
                case TraceEvent.Crashed crashed ->
                        lanesOf(crashed.node()).forEach(lane -> occupy(lane, at, NO_SEND));
                case TraceEvent.Booted booted ->
                        lanesOf(booted.node()).forEach(lane -> occupy(lane, at, NO_SEND));
                case TraceEvent.Departed departed -> {
                    switch (departed.departure()) {
                        case Departure.Held late -> held.put(late.message(), late);
                        case Departure.Again more ->
                                again.computeIfAbsent(more.message(), _ -> new ArrayList<>())
                                        .add(more);
                        case Departure.Corrupt harm -> damaged.put(harm.message(), harm);
                        case Departure.Drop _,
                                Departure.Cut _,
                                Departure.Hang _,
                                Departure.OfDisk _,
                                Departure.OfOccasion _,
                                Departure.Incident _ -> {}
                    }
                }
                case TraceEvent.Chosen chosen -> occupy(chosen.actor(), i, NO_SEND);
                case TraceEvent.Reported reported -> {
                    if (reported.event() instanceof Note) {
                        occupy(reported.actor(), i, NO_SEND);
                    }
                }
                case TraceEvent.Synced _,
                        TraceEvent.Turned _,
                        TraceEvent.Healed _,
                        TraceEvent.Interrupted _ -> {}
            }
        }
    }

    private void occupy(String lane, int at, long step) {
        places.computeIfAbsent(lane, _ -> new TreeMap<>()).put(at, step);
    }

    private Vector<String> lanesOf(String node) {
        return trace.lanes().filter(lane -> lane.equals(node) || lane.startsWith(node + "/"));
    }

    private void place() {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof TraceEvent.Sent sent && !sent.dropped()) {
                int arrival = first(sent.id());
                if (arrival >= 0 && !isHeld(sent) && !isDamaged(sent)) {
                    place(sent, i, arrival);
                }
            }
        }
    }

    private boolean isHeld(TraceEvent.Sent sent) {
        return sent.name() != null && held.containsKey(sent.name());
    }

    /** What arrives is not what was sent: each end has its own content. */
    private boolean isDamaged(TraceEvent.Sent sent) {
        return sent.name() != null && damaged.containsKey(sent.name());
    }

    /** Where the message itself arrives; -1 when it does not. */
    private int first(long id) {
        for (int at : arrivals.getOrDefault(id, List.of())) {
            if (arrival(at).copy() == 0) {
                return at;
            }
        }
        return -1;
    }

    private TraceEvent.Arrival arrival(int at) {
        return (TraceEvent.Arrival) events.get(at);
    }

    private void place(TraceEvent.Sent sent, int sending, int arrival) {
        NavigableMap<Integer, Long> ofSender = places.get(sent.from());
        boolean senderIsFree =
                ofSender.subMap(sending, false, arrival, false).values().stream()
                        .allMatch(step -> step == sent.step());
        if (senderIsFree) {
            whole.put(sent.id(), arrival);
            if (!sent.from().equals(sent.to())) {
                ofSender.remove(sending);
                ofSender.put(arrival, sent.step());
            }
            return;
        }
        NavigableMap<Integer, Long> ofReceiver = places.get(sent.to());
        boolean receiverIsFree = ofReceiver.subMap(sending, false, arrival, false).isEmpty();
        if (receiverIsFree && events.get(arrival).nanos() - sent.nanos() <= PROMPT_NANOS) {
            whole.put(sent.id(), sending);
            ofReceiver.remove(arrival);
            ofReceiver.put(sending, NO_SEND);
        }
    }

    // --------------------------------------------------------------------------------------- rows

    private void add(int at, TraceEvent event) {
        switch (event) {
            case TraceEvent.Sent sent -> add(at, sent);
            case TraceEvent.Arrival arrival -> add(at, arrival);
            case TraceEvent.Fired fired ->
                    moment(
                            fired,
                            fired.actor(),
                            Row.Kind.TIMER,
                            "timer " + Brief.of(fired.message()));
            case TraceEvent.Synced synced -> {
                if (crashes) {
                    moment(synced, synced.actor(), Row.Kind.SYNC, "synced");
                }
            }
            case TraceEvent.Chosen chosen ->
                    moment(
                            chosen,
                            chosen.actor(),
                            Row.Kind.NOTE,
                            Brief.ascii(chosen.site()) + "? " + Brief.of(chosen.value()));
            case TraceEvent.Reported reported -> {
                if (reported.event() instanceof Note note) {
                    moment(reported, reported.actor(), Row.Kind.NOTE, Brief.ascii(note.toString()));
                }
            }
            case TraceEvent.Turned _, TraceEvent.Interrupted _ -> {}
            case TraceEvent.Departed departed -> add(departed.departure());
            case TraceEvent.Exited exited ->
                    moment(exited, exited.actor(), Row.Kind.GONE, Brief.ascii(exited.text()));
            case TraceEvent.Spawned spawned ->
                    moment(
                            spawned,
                            spawned.child(),
                            Row.Kind.BORN,
                            "spawned by " + Brief.ascii(spawned.parent()));
            case TraceEvent.Invoked invoked -> {
                String text =
                        invoked.client()
                                + "#"
                                + invoked.index()
                                + " "
                                + Brief.of(invoked.operation());
                moment(invoked, invoked.client(), Row.Kind.BEGIN, text);
                open.put(invoked.client(), (Row.Moment) rows.getLast());
            }
            case TraceEvent.Completed completed ->
                    ended(
                            completed,
                            completed.client(),
                            completed.result() == null ? "failed" : Brief.of(completed.result()));
            case TraceEvent.Abandoned abandoned ->
                    ended(abandoned, abandoned.client(), "unknown (gave up)");
            case TraceEvent.Crashed crashed ->
                    rows.add(
                            new Row.Power(
                                    crashed.nanos(),
                                    lanesOf(crashed.node()),
                                    false,
                                    crashed.node()
                                            + (crashed.powerless() ? " crashes" : " stops")));
            case TraceEvent.Healed healed -> notes.add(Brief.ascii(healed.heal().toString()));
            case TraceEvent.Booted booted -> {
                if (booted.boot() > 1) {
                    rows.add(
                            new Row.Power(
                                    booted.nanos(),
                                    lanesOf(booted.node()),
                                    true,
                                    booted.node() + " boots again"));
                }
            }
        }
    }

    /** What no row shows is told under the picture. */
    private void add(Departure departure) {
        switch (departure) {
            case Departure.OfMessage _,
                    Departure.Cut _,
                    Departure.Chooses _,
                    Departure.Crash _,
                    Departure.Stop _,
                    Departure.Kill _ -> {}
            case Departure.Hang _,
                    Departure.OfDisk _,
                    Departure.Mistimed _,
                    Departure.Fires _,
                    Departure.Restore _,
                    Departure.Reset _,
                    Departure.Pause _,
                    Departure.Jump _,
                    Departure.Drift _,
                    Departure.Partition _,
                    Departure.Fill _,
                    Departure.Spoil _ -> {
                if (undrawn++ < UNDRAWN_MAX) {
                    notes.add(Brief.ascii(departure.toString()));
                }
            }
        }
    }

    private void moment(TraceEvent event, String lane, Row.Kind kind, String text) {
        rows.add(new Row.Moment(event.nanos(), lane, kind, text));
    }

    private void ended(TraceEvent event, String client, String result) {
        Row.Moment begun = open.remove(client);
        moment(
                event,
                client,
                Row.Kind.END,
                (begun == null ? client : begun.text()) + " -> " + result);
    }

    private void add(int at, TraceEvent.Sent sent) {
        List<Departure.Again> more =
                sent.name() == null ? List.of() : again.getOrDefault(sent.name(), List.of());
        Departure.@Nullable Held late = sent.name() == null ? null : held.get(sent.name());
        int arrival = first(sent.id());
        Integer drawn = whole.get(sent.id());
        if (!sent.dropped() && (!more.isEmpty() || late != null || drawn == null && arrival >= 0)) {
            marks.put(sent.id(), mark(marks.size()));
        }
        Departure.@Nullable Corrupt harm = sent.name() == null ? null : damaged.get(sent.name());
        if (harm != null && arrival >= 0) {
            note(sent, "damaged on the way, " + harm.damage(), sent.nanos(), arrival);
        }
        if (late != null) {
            note(sent, "held until " + late.until(), sent.nanos(), arrival);
        }
        for (int i = 0; i < more.size(); i++) {
            int copy = i + 1;
            int arrived =
                    arrivals.getOrDefault(sent.id(), List.of()).stream()
                            .filter(index -> arrival(index).copy() == copy)
                            .findFirst()
                            .orElse(-1);
            note(sent, "delivered again " + more.get(i).until().when(), sent.nanos(), arrived);
        }
        if (sent.dropped()) {
            rows.add(row(sent, Row.Part.WHOLE, Row.End.DROPPED));
        } else if (drawn == null) {
            rows.add(row(sent, Row.Part.LEAVES, arrival < 0 ? Row.End.OPEN : Row.End.HANDLED));
        } else if (drawn == at) {
            rows.add(row(sent, Row.Part.WHOLE, end(arrival(arrival))));
        }
    }

    private static Row.End end(TraceEvent.Arrival arrival) {
        return switch (arrival) {
            case TraceEvent.Delivered _ -> Row.End.HANDLED;
            case TraceEvent.Lost _ -> Row.End.LOST;
        };
    }

    private Row.Message row(TraceEvent.Sent sent, Row.Part part, Row.End end) {
        return new Row.Message(
                sent.nanos(),
                sent.from(),
                sent.to(),
                sent.message(),
                part,
                end,
                marks.getOrDefault(sent.id(), ""),
                0);
    }

    private void add(int at, TraceEvent.Arrival arrival) {
        Integer drawn = whole.get(arrival.id());
        if (arrival.copy() > 0 || drawn == null || drawn == at) {
            boolean isWhole = arrival.copy() == 0 && drawn != null;
            rows.add(
                    new Row.Message(
                            arrival.nanos(),
                            arrival.from(),
                            arrival.to(),
                            arrival.message(),
                            isWhole ? Row.Part.WHOLE : Row.Part.ARRIVES,
                            end(arrival),
                            marks.getOrDefault(arrival.id(), ""),
                            arrival.copy()));
        }
    }

    private static String mark(int number) {
        String letter = String.valueOf((char) ('a' + number % 26));
        return number < 26 ? letter : mark(number / 26 - 1) + letter;
    }

    private void note(TraceEvent.Sent sent, String decided, long nanos, int arrival) {
        notes.add(
                Brief.ascii(
                        "("
                                + marks.get(sent.id())
                                + ") "
                                + sent.from()
                                + " -> "
                                + sent.to()
                                + " "
                                + Brief.of(sent.message())
                                + ": "
                                + decided
                                + (arrival < 0
                                        ? isCut ? ", not here yet" : ", does not arrive"
                                        : arrives(decided, events.get(arrival).nanos() - nanos))));
    }

    /** Nothing when the decision itself has told it. */
    private static String arrives(String decided, long nanos) {
        String when = Point.time(nanos) + " after it was sent";
        return decided.endsWith(when) ? "" : ", arrives " + when;
    }

    private void close() {
        if (isCut || events.isEmpty()) {
            return;
        }
        long end = events.getLast().nanos();
        for (Row.Moment begun : open.values()) {
            rows.add(
                    new Row.Moment(
                            end,
                            begun.lane(),
                            Row.Kind.END,
                            begun.text() + " -> unknown (open at the end)"));
        }
    }

    /** Marks the place where the run failed, on the lane where somebody could see it. */
    private void add(Violation violation) {
        String text = violation.property() + " is violated here";
        for (TraceEvent event : events.reversed()) {
            String lane =
                    switch (event) {
                        case TraceEvent.Completed completed -> completed.client();
                        case TraceEvent.Abandoned abandoned -> abandoned.client();
                        case TraceEvent.Exited exited -> exited.actor();
                        case TraceEvent.Turned turned when violation.kind().equals("invariant") ->
                                turned.actor();
                        default -> null;
                    };
            if (event.step() == violation.step() && lane != null) {
                insert(new Row.Moment(event.nanos(), lane, Row.Kind.VIOLATION, text));
                return;
            }
        }
        notes.add(violation.property() + " is violated: " + Brief.ascii(violation.message()));
    }

    private void insert(Row.Moment row) {
        int at = rows.size();
        while (at > 0 && !isWhere(rows.get(at - 1), row)) {
            at--;
        }
        rows.add(at == 0 ? rows.size() : at, row);
    }

    private static boolean isWhere(Row candidate, Row.Moment row) {
        return candidate instanceof Row.Moment moment
                && moment.nanos() == row.nanos()
                && moment.lane().equals(row.lane())
                && (moment.kind() == Row.Kind.END || moment.kind() == Row.Kind.GONE);
    }
}
