package dev.rehearsal.determinism;

import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.TraceEvent;

/**
 * Runs that can be called by name, in this JVM and in any other.
 *
 * <p>An implementation has a constructor without arguments, of any visibility: other JVMs know it
 * by its class name. It keeps nothing from one run to the next.
 */
public interface Repertoire {

    /**
     * The run of that name, {@linkplain dev.rehearsal.simulation.Simulation.Options#verbose() with
     * its trace and the hash of each step}.
     */
    Run run(String name);

    /** An event as a line for people. */
    default String line(TraceEvent event) {
        return event.toString();
    }
}
