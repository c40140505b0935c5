package dev.rehearsal.check;

import dev.rehearsal.history.Model;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.World;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

import java.util.function.Predicate;

/**
 * A system of actors as its states are searched: the same actors that are simulated and deployed.
 *
 * <p>A client is handed its next operation in the step in which it ends the one before, the first
 * before anything else happens.
 *
 * @param topology the nodes and who lives there; all boot before anything else happens
 * @param operations what each client asks, one after the other, by its path
 * @param linearizable the sequential objects that the history must be one of, by the name of the
 *     property
 * @param refining the specifications that the actors must refine, by the name of the property; all
 *     begin when every node has booted and every client was handed its first operation
 * @param crashing the nodes that can crash
 * @param within the boundary: a world outside is neither counted nor looked at
 */
public record ActorSystem(
        Topology topology,
        Map<String, Vector<Object>> operations,
        Map<String, Model<?, ?, ?>> linearizable,
        Map<String, Refinement<Situation, ?>> refining,
        Vector<String> crashing,
        Predicate<World> within) {

    /** The name of the property that no handler throws. */
    public static final String NO_HANDLER_THROWS = "no handler throws";

    /** A system that nobody holds against a specification. */
    public ActorSystem(
            Topology topology,
            Map<String, Vector<Object>> operations,
            Map<String, Model<?, ?, ?>> linearizable,
            Vector<String> crashing,
            Predicate<World> within) {
        this(topology, operations, linearizable, LinkedHashMap.empty(), crashing, within);
    }
}
