package dev.rehearsal.supervisor;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.Signal;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A supervisor: an actor that starts its children in order, restarts them by a {@link Strategy}
 * when they end, and stops them in reverse order when it ends itself.
 *
 * <p>Shape: a declaration that reads as the tree that it makes:
 *
 * <pre>{@code
 * Supervisor.restForOne(
 *         intensity(3, Duration.ofSeconds(5)),
 *         child("journal", JournalActor::new).permanent().shutdown(Duration.ofSeconds(2)),
 *         child("replica", ReplicaActor::new),
 *         Supervisor.oneForOne("sessions", child("session", SessionActor::new).transient_()))
 * }</pre>
 *
 * <p>Its protocol is {@link Call}; what else it is sent it reports and ignores. What it does, and
 * in which order, is said in the documentation of this package.
 *
 * <p>Errors: an invalid declaration is refused with {@link InvalidDefinitionException} when it is
 * built.
 *
 * @param children in start order; the one template of a simple-one-for-one supervisor
 */
public record Supervisor(Strategy strategy, Flags flags, Vector<ChildSpec> children)
        implements Actor<SupervisorState, Object> {

    /** Refuses ids that are not unique and significant children that no rule fits. */
    public Supervisor {
        if (strategy.isSimple() && children.size() != 1) {
            throw new InvalidDefinitionException(
                    "bad_start_spec",
                    "a simple-one-for-one supervisor needs exactly one template",
                    children.map(ChildSpec::traits));
        }
        Set<String> ids = HashSet.empty();
        for (ChildSpec child : children) {
            child.check(flags.autoShutdown());
            if (ids.contains(child.id())) {
                throw new InvalidDefinitionException(
                        "duplicate_child_name",
                        "the ids of the children must be unique",
                        child.id());
            }
            ids = ids.add(child.id());
        }
    }

    /** How many restarts are performed within how much time. */
    public static Flags intensity(int restarts, Duration period) {
        return new Flags(
                restarts, period, AutoShutdown.NEVER, Flags.DEFAULT.wholeSeconds(), BackOff.NONE);
    }

    /** A child whose actor is made anew for every incarnation. */
    public static ChildSpec child(String id, Supplier<? extends Actor<?, ?>> maker) {
        return ChildSpec.of(id, ChildType.WORKER, new Start.Made(maker));
    }

    /** A child whose actor is a value. */
    public static ChildSpec child(String id, Actor<?, ?> actor) {
        return ChildSpec.of(id, ChildType.WORKER, new Start.Same(actor));
    }

    /** A template: the actor is made from the argument with which an instance is started. */
    @SuppressWarnings("unchecked")
    public static <A> ChildSpec template(String id, Function<A, ? extends Actor<?, ?>> maker) {
        return ChildSpec.of(
                id,
                ChildType.WORKER,
                new Start.From((Function<Object, ? extends Actor<?, ?>>) maker));
    }

    /** A supervisor that restarts the child that has ended. */
    public static Supervisor oneForOne(Flags flags, ChildSpec... children) {
        return of(Strategy.ONE_FOR_ONE, flags, children);
    }

    /** A supervisor that restarts all children when one has ended. */
    public static Supervisor oneForAll(Flags flags, ChildSpec... children) {
        return of(Strategy.ONE_FOR_ALL, flags, children);
    }

    /** A supervisor that restarts the child that has ended and those after it. */
    public static Supervisor restForOne(Flags flags, ChildSpec... children) {
        return of(Strategy.REST_FOR_ONE, flags, children);
    }

    /** A supervisor of instances of one template; none is started at first. */
    public static Supervisor simpleOneForOne(Flags flags, ChildSpec template) {
        return of(Strategy.SIMPLE_ONE_FOR_ONE, flags, template);
    }

    /** A nested supervisor with OTP's default intensity. */
    public static ChildSpec oneForOne(String id, ChildSpec... children) {
        return oneForOne(id, Flags.DEFAULT, children);
    }

    /** A nested supervisor. */
    public static ChildSpec oneForOne(String id, Flags flags, ChildSpec... children) {
        return nested(id, oneForOne(flags, children));
    }

    /** A nested supervisor with OTP's default intensity. */
    public static ChildSpec oneForAll(String id, ChildSpec... children) {
        return oneForAll(id, Flags.DEFAULT, children);
    }

    /** A nested supervisor. */
    public static ChildSpec oneForAll(String id, Flags flags, ChildSpec... children) {
        return nested(id, oneForAll(flags, children));
    }

    /** A nested supervisor with OTP's default intensity. */
    public static ChildSpec restForOne(String id, ChildSpec... children) {
        return restForOne(id, Flags.DEFAULT, children);
    }

    /** A nested supervisor. */
    public static ChildSpec restForOne(String id, Flags flags, ChildSpec... children) {
        return nested(id, restForOne(flags, children));
    }

    /** A nested supervisor of instances of one template. */
    public static ChildSpec simpleOneForOne(String id, Flags flags, ChildSpec template) {
        return nested(id, simpleOneForOne(flags, template));
    }

    /** A nested supervisor as a child. */
    public static ChildSpec nested(String id, Supervisor supervisor) {
        return ChildSpec.of(id, ChildType.SUPERVISOR, new Start.Same(supervisor));
    }

    private static Supervisor of(Strategy strategy, Flags flags, ChildSpec... children) {
        return new Supervisor(strategy, flags, Vector.of(children));
    }

    /** The specification of a child that stands in this declaration. */
    ChildSpec spec(String id) {
        return children.find(child -> child.id().equals(id))
                .getOrElseThrow(() ->
                        new IllegalStateException("the declaration has no such child: id=" + id));
    }

    @Override
    public boolean trapsExits() {
        return true;
    }

    @Override
    public boolean startsLater() {
        return true;
    }

    @Override
    public SupervisorState start(Context<Object> context) {
        return new Supervision(this, SupervisorState.BEFORE, context).start();
    }

    @Override
    public SupervisorState receive(SupervisorState state, Object message, Context<Object> context) {
        return new Supervision(this, state, context).hear(message);
    }

    @Override
    public SupervisorState signal(SupervisorState state, Signal signal, Context<Object> context) {
        return new Supervision(this, state, context).hear(signal);
    }
}
