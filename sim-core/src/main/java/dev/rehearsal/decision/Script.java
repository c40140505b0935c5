package dev.rehearsal.decision;

import dev.rehearsal.kernel.Delivery;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;

/**
 * The adversary that does what a list of departures says, and nothing else.
 *
 * <p>Of two departures of one kind for one message the later in the list counts. After the run
 * {@link #unused} tells which departures did not occur.
 */
public final class Script implements Adversary {

    private final Vector<Departure> departures;
    private final Heal heal;
    private final HashMap<Long, int[]> byKey = new HashMap<>();
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
            if (departure instanceof Departure.OfMessage of) {
                int added = number;
                byKey.merge(
                        of.message().key(),
                        new int[] {added},
                        (known, more) -> {
                            int[] all = Arrays.copyOf(known, known.length + 1);
                            all[known.length] = added;
                            return all;
                        });
            }
            number++;
        }
    }

    @Override
    public void decide(Delivery message, long key, long nowNanos, Decision decision) {
        int[] numbers = byKey.get(key);
        if (numbers == null) {
            return;
        }
        for (int number : numbers) {
            used[number] = true;
            switch (departures.get(number)) {
                case Departure.Drop _ -> decision.drop();
                case Departure.Held held -> decision.hold(held.until());
                case Departure.Again again -> decision.again(again.until());
                case Departure.Crash _ ->
                        throw new IllegalStateException("a crash is not about a message");
            }
        }
    }

    @Override
    public Vector<Departure.Crash> crashes() {
        var crashes = new ArrayList<Departure.Crash>();
        for (Departure departure : departures) {
            if (departure instanceof Departure.Crash crash) {
                crashes.add(crash);
            }
        }
        return Vector.ofAll(crashes);
    }

    @Override
    public Heal heal() {
        return heal;
    }

    @Override
    public void happened(Departure.Crash crash) {
        for (int i = 0; i < used.length; i++) {
            used[i] |= departures.get(i).equals(crash);
        }
    }

    /**
     * The departures whose message was not sent in the run, and the crashes that did not happen.
     */
    public Vector<Departure> unused() {
        Vector<Departure> unused = Vector.empty();
        for (int i = 0; i < used.length; i++) {
            unused = used[i] ? unused : unused.append(departures.get(i));
        }
        return unused;
    }
}
