package dev.rehearsal.decision;

import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.function.Supplier;

/**
 * The adversary that does what a list of departures says, and nothing else.
 *
 * <p>Of two departures of one kind for one message the later in the list counts, but each
 * repetition does, in the order of the list; the later of two counts for one turn or disk
 * operation. After the run {@link #unused} tells which departures did not occur.
 */
public final class Script implements Adversary {

    private final Vector<Departure> departures;
    private final Heal heal;
    private final HashMap<Long, int[]> messages = new HashMap<>();
    private final HashMap<Long, Integer> turns = new HashMap<>();
    private final HashMap<Long, Integer> hangs = new HashMap<>();
    private final HashMap<Long, Integer> operations = new HashMap<>();
    private final HashMap<Long, Departure.Mistimed> timers = new HashMap<>();
    private final HashMap<Long, Departure.Fires> points = new HashMap<>();
    private final HashMap<Long, Integer> choices = new HashMap<>();
    private final boolean[] used;

    /** The adversary of some departures, whose faults never stop. */
    public Script(Vector<Departure> departures) {
        this(departures, Heal.NEVER);
    }

    /** The adversary of some departures until the heal time. */
    public Script(Vector<Departure> departures, Heal heal) {
        this.departures = departures;
        this.heal = heal;
        this.used = new boolean[departures.size()];
        int number = 0;
        for (Departure departure : departures) {
            int added = number;
            switch (departure) {
                case Departure.OfMessage of ->
                        messages.merge(
                                of.message().key(),
                                new int[] {added},
                                (known, more) -> {
                                    int[] all = Arrays.copyOf(known, known.length + 1);
                                    all[known.length] = added;
                                    return all;
                                });
                case Departure.Cut cut -> turns.put(cut.turn().key(), added);
                case Departure.Hang hang -> hangs.put(hang.turn().key(), added);
                case Departure.OfDisk of -> operations.put(of.operation().key(), added);
                case Departure.Mistimed timer -> timers.put(timer.occasion().key(), timer);
                case Departure.Fires point -> points.put(point.occasion().key(), point);
                case Departure.Chooses choice -> choices.put(choice.occasion().key(), added);
                case Departure.Incident _ -> {}
            }
            number++;
        }
    }

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
        int[] numbers = messages.get(key);
        if (numbers == null) {
            return;
        }
        for (int number : numbers) {
            Departure.OfMessage of = (Departure.OfMessage) departures.get(number);
            used[number] =
                    !(of instanceof Departure.Corrupt corrupt)
                            || corrupt.damage().to(message.message()) != null;
            switch (of) {
                case Departure.Drop _ -> decision.drop();
                case Departure.Held held -> decision.hold(held.until());
                case Departure.Again again -> decision.also(again.until());
                case Departure.Corrupt corrupt -> decision.corrupt(corrupt.damage());
            }
        }
    }

    @Override
    public boolean cutsTurns() {
        return !turns.isEmpty() || !hangs.isEmpty();
    }

    @Override
    public Departure.@Nullable Hang hang(
            Action turn, long key, Supplier<TurnName> name, long nowNanos) {
        Integer number = hangs.get(key);
        return number == null ? null : (Departure.Hang) departures.get(number);
    }

    @Override
    public Departure.@Nullable Cut cut(
            long key, Supplier<TurnName> name, int effects, long nowNanos) {
        Integer number = turns.get(key);
        return number == null ? null : (Departure.Cut) departures.get(number);
    }

    @Override
    public boolean troublesDisks() {
        return !operations.isEmpty();
    }

    @Override
    public Departure.@Nullable OfDisk disk(long key, Supplier<DiskName> name, long nowNanos) {
        Integer number = operations.get(key);
        return number == null ? null : (Departure.OfDisk) departures.get(number);
    }

    @Override
    public boolean mistimes() {
        return !timers.isEmpty();
    }

    @Override
    public Departure.@Nullable Mistimed timer(
            long key, Supplier<Occasion> name, Firing timer, long nowNanos) {
        return timers.get(key);
    }

    @Override
    public boolean fires(long key, Supplier<Occasion> name, String site, long nowNanos) {
        return points.containsKey(key);
    }

    @Override
    public int choose(long key, Supplier<Occasion> name, int options, long nowNanos) {
        Integer number = choices.get(key);
        int option = number == null ? 1 : ((Departure.Chooses) departures.get(number)).option();
        if (number == null || option > options) {
            return 0;
        }
        used[number] = true;
        return option - 1;
    }

    @Override
    public Vector<Departure.Incident> incidents() {
        return departures
                .filter(Departure.Incident.class::isInstance)
                .map(Departure.Incident.class::cast);
    }

    @Override
    public Heal heal() {
        return heal;
    }

    @Override
    public void happened(Departure departure) {
        for (int i = 0; i < used.length; i++) {
            used[i] |= departures.get(i).equals(departure);
        }
    }

    /** The departures whose message was not sent in the run, and the others that did not happen. */
    public Vector<Departure> unused() {
        Vector<Departure> unused = Vector.empty();
        for (int i = 0; i < used.length; i++) {
            unused = used[i] ? unused : unused.append(departures.get(i));
        }
        return unused;
    }
}
