package dev.rehearsal.simulation;

import dev.rehearsal.check.Refinement;
import dev.rehearsal.check.Situation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Monitor;
import dev.rehearsal.scenario.Property;
import dev.rehearsal.scenario.PropertyException;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Holds the properties over the world against a run while it goes on: what always holds, what is
 * hoped for, what a specification allows, what must come to hold once the faults have stopped.
 *
 * <p>Cost: nothing for a cluster without such properties, which has no watch; a step that changed
 * nothing that a property can see asks none but the specifications.
 */
final class Watch {

    private final String scenario;
    private final View world;

    /** The same without servers that are not healed. */
    private final View healed;

    private final Stage stage;
    private final Agenda agenda;
    private final Property.Always[] always;
    private final Property.Monitored[] monitored;
    private final Object[] memories;
    private final Property.Sometimes[] goals;
    private final long[] goalSteps;
    private final Property.Eventually[] eventually;
    private final boolean[] reached;
    private final Property.@Nullable Settles settles;
    private final Property.Refines[] refines;
    private final List<Refinement.Shadow<Situation>> shadows = new ArrayList<>();
    private final Situation situation;
    private boolean allBooted;
    private boolean wasHealed;
    private long eventualDeadline = Long.MAX_VALUE;
    private @Nullable Action last;

    private Watch(
            String scenario,
            Cluster cluster,
            View world,
            Stage stage,
            Agenda agenda,
            Property.@Nullable Settles settles) {
        this.scenario = scenario;
        this.world = world;
        this.healed = HealedView.of(world, agenda.heal().broken());
        this.stage = stage;
        this.agenda = agenda;
        this.settles = settles;
        this.always = of(cluster, Property.Always.class).toArray(Property.Always[]::new);
        this.monitored = of(cluster, Property.Monitored.class).toArray(Property.Monitored[]::new);
        this.memories = new Object[monitored.length];
        for (int i = 0; i < monitored.length; i++) {
            Property.Monitored property = monitored[i];
            memories[i] = ask(property, () -> property.monitor().initial());
        }
        this.goals = of(cluster, Property.Sometimes.class).toArray(Property.Sometimes[]::new);
        this.goalSteps = new long[goals.length];
        this.eventually =
                of(cluster, Property.Eventually.class).toArray(Property.Eventually[]::new);
        this.reached = new boolean[eventually.length];
        this.refines = of(cluster, Property.Refines.class).toArray(Property.Refines[]::new);
        for (Property.Refines property : refines) {
            shadows.add(property.refinement().shadow());
        }
        this.situation = new Situation(world, agenda::forEachFlight);
        setDeadline();
    }

    /** The watch of a run; null when no property is about the world. */
    static @Nullable Watch of(String scenario, Cluster cluster, Stage stage, Agenda agenda) {
        if (cluster.properties().forAll(property -> property instanceof Property.Linearizable)) {
            return null;
        }
        Property.Settles settles =
                of(cluster, Property.Settles.class).stream().findFirst().orElse(null);
        return new Watch(scenario, cluster, stage.world(), stage, agenda, settles);
    }

    private static <P extends Property> List<P> of(Cluster cluster, Class<P> type) {
        return cluster.properties().filter(type::isInstance).map(type::cast).asJava();
    }

    /** Looks at the world after a step; the first invariant that is broken ends the run. */
    @Nullable Violation after(Action action) {
        last = action;
        Violation broken = look(action);
        return broken != null || refines.length == 0 ? broken : follow(action);
    }

    private @Nullable Violation look(Action action) {
        boolean healedNow = agenda.isHealed() && !wasHealed;
        if (!stage.hasChanged() && !healedNow) {
            return null;
        }
        wasHealed |= healedNow;
        for (Property.Always property : always) {
            Option<String> broken = ask(property, () -> property.invariant().broken(world));
            if (broken.isDefined()) {
                return violation(
                        property,
                        "invariant",
                        kind(action),
                        broken.get() + ", after " + described(action),
                        agenda.now());
            }
        }
        for (int i = 0; i < monitored.length; i++) {
            Option<String> broken = remember(i);
            if (broken.isDefined()) {
                return violation(
                        monitored[i],
                        "invariant",
                        kind(action),
                        broken.get() + ", after " + described(action),
                        agenda.now());
            }
        }
        for (int i = 0; i < goals.length; i++) {
            Property.Sometimes goal = goals[i];
            if (goalSteps[i] == 0 && ask(goal, () -> goal.condition().test(world))) {
                goalSteps[i] = stage.steps();
            }
        }
        if (wasHealed) {
            lookForWhatMustCome();
        }
        return null;
    }

    /** Shows a monitor what has changed in the step, and asks it whether anything is broken. */
    @SuppressWarnings("unchecked")
    private Option<String> remember(int number) {
        var monitor = (Monitor<Object>) monitored[number].monitor();
        Object before = memories[number];
        try {
            Object memory = before;
            for (int i = 0; i < stage.changedActors(); i++) {
                memory = monitor.after(memory, world, stage.changedActor(i));
            }
            memories[number] = memory;
            return memory == before ? Option.none() : monitor.broken(memory);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new PropertyException(monitored[number].name(), e);
        }
    }

    /**
     * Follows the specifications, from the moment at which every node has booted: a message may
     * leave where no state changes, so every event is looked at.
     */
    private @Nullable Violation follow(Action action) {
        boolean begins = !allBooted;
        if (begins) {
            for (int node = 0; node < world.nodes(); node++) {
                if (stage.world().boots(node) == 0) {
                    return null;
                }
            }
            allBooted = true;
        }
        for (int i = 0; i < refines.length; i++) {
            Refinement.Shadow<Situation> shadow = shadows.get(i);
            String wrong =
                    ask(
                            refines[i],
                            () -> begins ? shadow.begin(situation) : shadow.step(situation));
            if (wrong != null) {
                return violation(
                        refines[i],
                        "refinement",
                        kind(action),
                        described(action) + ", and " + wrong,
                        agenda.now());
            }
        }
        return null;
    }

    /**
     * Looks at the world when nothing is due up to the deadline: whether something that was to come
     * is there, so that the next deadline counts.
     */
    boolean standingStill() {
        return agenda.isHealed() && lookForWhatMustCome();
    }

    private boolean lookForWhatMustCome() {
        boolean more = false;
        for (int i = 0; i < eventually.length; i++) {
            if (!reached[i] && broken(eventually[i]).isEmpty()) {
                reached[i] = true;
                more = true;
            }
        }
        if (more) {
            setDeadline();
        }
        return more;
    }

    private Option<String> broken(Property.Eventually property) {
        return ask(property, () -> property.invariant().broken(healed));
    }

    private void setDeadline() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < eventually.length; i++) {
            if (!reached[i]) {
                earliest = Math.min(earliest, after(agenda.heal().atNanos(), eventually[i]));
            }
        }
        eventualDeadline = earliest;
    }

    private static long after(long nanos, Property.Eventually property) {
        return saturated(nanos, property.within().toNanos());
    }

    private static long saturated(long nanos, long more) {
        return nanos > Long.MAX_VALUE - more ? Long.MAX_VALUE : nanos + more;
    }

    /** Whether the run must go on to judge what comes after the heal. */
    boolean isOpen() {
        return agenda.heal().comes()
                && (eventualDeadline < Long.MAX_VALUE || demandsRest() && agenda.isPending());
    }

    /** A server that never comes back is asked for ever: then no rest is demanded. */
    private boolean demandsRest() {
        return settles != null && agenda.heal().comes() && agenda.heal().unhealed().isEmpty();
    }

    /** The time after which something is known not to have come in time. */
    long deadlineNanos() {
        return Math.min(eventualDeadline, restDeadline());
    }

    private long restDeadline() {
        if (!demandsRest() || settles == null || stage.users().areBusy()) {
            return Long.MAX_VALUE;
        }
        return saturated(
                Math.max(agenda.heal().atNanos(), stage.users().endedNanos()),
                settles.within().toNanos());
    }

    /** What came of a property that is about the time after the heal, when the run is over. */
    Judgement judge(Property.Eventually property) {
        if (!agenda.isHealed()) {
            return Judgement.INCONCLUSIVE;
        }
        for (int i = 0; i < eventually.length; i++) {
            if (eventually[i] == property && reached[i]) {
                return Judgement.HOLDS;
            }
        }
        Option<String> broken = broken(property);
        if (broken.isEmpty()) {
            return Judgement.HOLDS;
        }
        long deadline = after(agenda.heal().atNanos(), property);
        boolean over = !agenda.isBusy();
        if (!over && !isOverdue(deadline)) {
            return Judgement.INCONCLUSIVE;
        }
        return Judgement.violated(
                violation(
                        property,
                        "liveness",
                        scenario,
                        broken.get()
                                + (over
                                        ? ", and nothing is left to happen"
                                        : ", still " + Point.time(property.within().toNanos()))
                                + " after the "
                                + agenda.heal(),
                        over ? agenda.now() : deadline));
    }

    /** The same for coming to rest. */
    Judgement judge(Property.Settles property) {
        if (!agenda.heal().comes()) {
            return Judgement.INCONCLUSIVE;
        }
        if (!demandsRest() || !agenda.isPending()) {
            return Judgement.HOLDS;
        }
        long deadline = restDeadline();
        if (!isOverdue(deadline)) {
            return Judgement.INCONCLUSIVE;
        }
        if (!agenda.isBusy()) {
            return Judgement.HOLDS;
        }
        return Judgement.violated(
                violation(
                        property,
                        "unsettled",
                        scenario,
                        "not at rest "
                                + Point.time(property.within().toNanos())
                                + " after the last operation and the "
                                + agenda.heal()
                                + (last == null ? "" : ": " + described(last)),
                        deadline));
    }

    /** Whether the run stands at a deadline because nothing is due before it. */
    private boolean isOverdue(long deadline) {
        return agenda.isPending() && agenda.reached() >= deadline;
    }

    /** What was seen of the goals. */
    Vector<Run.Goal> goals() {
        return Vector.range(0, goals.length)
                .map(i ->
                        new Run.Goal(
                                goals[i].name(),
                                goalSteps[i] == 0 ? Option.none() : Option.some(goalSteps[i])));
    }

    private Violation violation(
            Property property, String kind, String place, String message, long nanos) {
        return new Violation(property.name(), kind, place, message, stage.steps(), nanos);
    }

    private static <T> T ask(Property property, Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new PropertyException(property.name(), e);
        }
    }

    /** What kind of step it was: the type of the message, or what befell the node. */
    private static String kind(Action action) {
        if (action instanceof Delivery delivery) {
            return delivery.message().getClass().getSimpleName();
        }
        if (action instanceof Firing firing) {
            return firing.message().getClass().getSimpleName();
        }
        if (action instanceof Action.Invoke invoke) {
            return invoke.operation().getClass().getSimpleName();
        }
        return action.getClass().getSimpleName();
    }

    private String described(Action action) {
        if (action instanceof Delivery delivery) {
            return world.path(delivery.receiver()) + " handled " + kind(action);
        }
        if (action instanceof Firing firing) {
            return world.path(firing.actor()) + " handled its timer " + kind(action);
        }
        if (action instanceof Action.Invoke invoke) {
            return world.path(invoke.actor()) + " began " + kind(action);
        }
        if (action instanceof Action.Boot boot) {
            return world.name(boot.node()) + " booted";
        }
        if (action instanceof Action.Crash crash) {
            return world.name(crash.node()) + " lost power";
        }
        return "the step " + kind(action);
    }
}
