package dev.rehearsal.simulation;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;

/**
 * A run as an explicit list: what the users ask, and every decision that departs from the calm
 * world. Running it needs no seed and always gives the same trace.
 *
 * @param operations client by client
 */
public record Story(
        Settings settings, Vector<PlannedOperation> operations, Vector<Departure> departures) {

    /** The same run with other operations. */
    public Story withOperations(Vector<PlannedOperation> others) {
        return new Story(settings, others, departures);
    }

    /** The same run with other departures. */
    public Story withDepartures(Vector<Departure> others) {
        return new Story(settings, operations, others);
    }
}
