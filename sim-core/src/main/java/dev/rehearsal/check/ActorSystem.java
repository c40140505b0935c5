package dev.rehearsal.check;

import dev.rehearsal.history.Model;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.View;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A system of actors as its states are searched: the same actors that are simulated and deployed.
 *
 * <p>A client is handed its next operation in the step in which it ends the one before, the first
 * before anything else happens.
 *
 * <p>Properties over the world mean what they mean in general, but for those about what comes on
 * every path ({@link Property.Eventually}, {@link Property.LeadsTo}): these are about the time in
 * which nothing goes wrong any more. From every state that can be reached, with whatever messages
 * are lost or nodes crashed by then, it must come on every path on which from there on no message
 * is lost or repeated and no node crashes. On these paths nothing is put off for ever: a message, a
 * timer, a sync or a boot that could come at any time from some state on does come (weak fairness).
 *
 * @param topology the nodes and who lives there; all boot before anything else happens
 * @param operations what each client asks, one after the other, by its path
 * @param linearizable the sequential objects that the history must be one of, by the name of the
 *     property
 * @param properties over the world
 * @param refining the specifications that the actors must refine, by the name of the property; all
 *     begin when every node has booted and every client was handed its first operation
 * @param settles the name of the property that the system comes to rest once nothing goes wrong any
 *     more: that no path goes on for ever; none where it need not
 * @param crashing the nodes that can crash
 * @param rootExit what follows when one of a node's own actors ends and nobody restarts it
 * @param frozenClock whether handlers may ask for the time, which stands still at the start of a
 *     run; else they are refused
 * @param timersLast whether a timer fires only when no message can be delivered and no sync can
 *     end; else it can at any time
 * @param within the boundary: a world outside is neither counted nor looked at; none for no
 *     boundary
 * @param interchange which nodes may be exchanged; none when nobody has said it
 */
public record ActorSystem(
        Topology topology,
        Map<String, Vector<Object>> operations,
        Map<String, Model<?, ?, ?>> linearizable,
        Vector<Property<View>> properties,
        Map<String, Refinement<Situation, ?>> refining,
        Option<String> settles,
        Vector<String> crashing,
        RootExit rootExit,
        boolean frozenClock,
        boolean timersLast,
        Option<Predicate<View>> within,
        Option<Interchange> interchange) {

    /** The name of the property that no handler throws. */
    public static final String NO_HANDLER_THROWS = "no-handler-throws";

    /** The name of the property that no actor ends without anybody who would do something. */
    public static final String NO_EXIT_UNHEARD = "no-exit-unheard";

    /** What follows when one of a node's own actors ends and nobody restarts it. */
    public enum RootExit {
        /** It is a violation, unless it is a normal end. */
        VIOLATES,
        /** The process of the node ends, and may boot again at any time. */
        BOOTS,
        /** The process of the node ends for good. */
        STAYS_DOWN
    }

    /** A system without clients, properties and crashes, whose handlers know no time. */
    public static ActorSystem of(Topology topology) {
        return new Parts(topology).whole();
    }

    /** With clients that ask this. */
    public ActorSystem asking(Map<String, Vector<Object>> asked) {
        return with(parts -> parts.operations = asked);
    }

    /** With histories that must be those of sequential objects. */
    public ActorSystem linearizable(Map<String, Model<?, ?, ?>> objects) {
        return with(parts -> parts.linearizable = objects);
    }

    /** With these properties over the world. */
    public ActorSystem having(Vector<Property<View>> all) {
        return with(parts -> parts.properties = all);
    }

    /** Held against these specifications. */
    public ActorSystem refining(Map<String, Refinement<Situation, ?>> specifications) {
        return with(parts -> parts.refining = specifications);
    }

    /** Which must come to rest; the property has that name. */
    public ActorSystem settling(String name) {
        return with(parts -> parts.settles = Option.some(name));
    }

    /** With nodes that can crash. */
    public ActorSystem crashing(Vector<String> nodes) {
        return with(parts -> parts.crashing = nodes);
    }

    /** In which this follows when one of a node's own actors ends. */
    public ActorSystem rootExit(RootExit follows) {
        return with(parts -> parts.rootExit = follows);
    }

    /** In which time stands still, instead of being refused. */
    public ActorSystem freezing() {
        return with(parts -> parts.frozenClock = true);
    }

    /** Of which only these worlds are looked at. */
    public ActorSystem within(Predicate<View> boundary) {
        return with(parts -> parts.within = Option.some(boundary));
    }

    /** In which these nodes may be exchanged. */
    public ActorSystem interchangeable(Interchange alike) {
        return with(parts -> parts.interchange = Option.some(alike));
    }

    /** In which timers are slower than all messages and syncs. */
    public ActorSystem timingLast() {
        return with(parts -> parts.timersLast = true);
    }

    private ActorSystem with(Consumer<Parts> change) {
        Parts parts = new Parts(topology);
        parts.operations = operations;
        parts.linearizable = linearizable;
        parts.properties = properties;
        parts.refining = refining;
        parts.settles = settles;
        parts.crashing = crashing;
        parts.rootExit = rootExit;
        parts.frozenClock = frozenClock;
        parts.timersLast = timersLast;
        parts.within = within;
        parts.interchange = interchange;
        change.accept(parts);
        return parts.whole();
    }

    /** A system that is being put together; what nobody says is as in {@link #of}. */
    private static final class Parts {
        private final Topology topology;
        private Map<String, Vector<Object>> operations = LinkedHashMap.empty();
        private Map<String, Model<?, ?, ?>> linearizable = LinkedHashMap.empty();
        private Vector<Property<View>> properties = Vector.empty();
        private Map<String, Refinement<Situation, ?>> refining = LinkedHashMap.empty();
        private Option<String> settles = Option.none();
        private Vector<String> crashing = Vector.empty();
        private RootExit rootExit = RootExit.VIOLATES;
        private boolean frozenClock;
        private boolean timersLast;
        private Option<Predicate<View>> within = Option.none();
        private Option<Interchange> interchange = Option.none();

        Parts(Topology topology) {
            this.topology = topology;
        }

        ActorSystem whole() {
            return new ActorSystem(
                    topology,
                    operations,
                    linearizable,
                    properties,
                    refining,
                    settles,
                    crashing,
                    rootExit,
                    frozenClock,
                    timersLast,
                    within,
                    interchange);
        }
    }
}
