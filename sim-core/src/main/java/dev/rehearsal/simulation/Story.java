package dev.rehearsal.simulation;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * A run as an explicit list: what the users ask, and every decision that departs from the calm
 * world, until the faults stop. Running it needs no seed and always gives the same trace.
 *
 * <p>Shape: an immutable value. Two stories are equal when settings, operations, departures and
 * heal are.
 *
 * <p>Cost: the departures of a run are named when they are first asked for.
 */
public final class Story {

    private final Settings settings;
    private final Vector<PlannedOperation> operations;
    private final @Nullable DepartureLog log;
    private final Heal heal;
    private @Nullable Vector<Departure> departures;

    /**
     * A story whose faults never stop.
     *
     * @param operations client by client
     */
    public Story(
            Settings settings, Vector<PlannedOperation> operations, Vector<Departure> departures) {
        this(settings, operations, departures, Heal.NEVER);
    }

    /**
     * A story.
     *
     * @param operations client by client
     */
    public Story(
            Settings settings,
            Vector<PlannedOperation> operations,
            Vector<Departure> departures,
            Heal heal) {
        this.settings = settings;
        this.operations = operations;
        this.log = null;
        this.heal = heal;
        this.departures = departures;
    }

    /** The story of a run that is over. */
    Story(Settings settings, Vector<PlannedOperation> operations, DepartureLog log, Heal heal) {
        this.settings = settings;
        this.operations = operations;
        this.log = log;
        this.heal = heal;
    }

    /** What is run. */
    public Settings settings() {
        return settings;
    }

    /** What the users ask, client by client. */
    public Vector<PlannedOperation> operations() {
        return operations;
    }

    /** The decisions that depart from the calm world, in order. */
    public Vector<Departure> departures() {
        Vector<Departure> named = departures;
        if (named == null) {
            named = Objects.requireNonNull(log).all();
            departures = named;
        }
        return named;
    }

    /** When the faults stop. */
    public Heal heal() {
        return heal;
    }

    /** The same run with other operations. */
    public Story withOperations(Vector<PlannedOperation> others) {
        return new Story(settings, others, departures(), heal);
    }

    /** The same run with other departures. */
    public Story withDepartures(Vector<Departure> others) {
        return new Story(settings, operations, others, heal);
    }

    /** The same run with another end of the faults. */
    public Story withHeal(Heal other) {
        return new Story(settings, operations, departures(), other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Story story
                && settings.equals(story.settings)
                && operations.equals(story.operations)
                && departures().equals(story.departures())
                && heal.equals(story.heal);
    }

    @Override
    public int hashCode() {
        return Objects.hash(settings, operations, departures(), heal);
    }

    @Override
    public String toString() {
        return "Story[" + settings + ", " + operations + ", " + departures() + ", " + heal + "]";
    }
}
