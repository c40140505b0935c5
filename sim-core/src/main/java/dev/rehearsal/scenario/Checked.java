package dev.rehearsal.scenario;

import dev.rehearsal.check.ActorSystem;
import dev.rehearsal.check.ActorSystem.RootExit;
import dev.rehearsal.check.Interchange;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.Model;
import dev.rehearsal.kernel.View;

import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A cluster as all its states are searched: what of it a search asks for, and in which words. */
final class Checked {

    /** The properties that every search judges. */
    static final Vector<String> DEMANDED_OF_ALL =
            Vector.of(ActorSystem.NO_HANDLER_THROWS, ActorSystem.NO_EXIT_UNHEARD);

    private Checked() {}

    /** As {@link Cluster#system} says. */
    static ActorSystem system(Cluster cluster) {
        Vector<Property> properties = cluster.properties();
        ActorSystem system =
                ActorSystem.of(cluster.topology())
                        .asking(
                                cluster.clients()
                                        .zipWithIndex()
                                        .toLinkedMap(client ->
                                                Tuple.of(
                                                        client._1,
                                                        asked(cluster, client._1, client._2))))
                        .linearizable(objects(properties))
                        .having(properties.flatMap(Checked::property))
                        .refining(
                                properties
                                        .filter(Property.Refines.class::isInstance)
                                        .map(Property.Refines.class::cast)
                                        .toLinkedMap(
                                                Property.Refines::name,
                                                Property.Refines::refinement))
                        .crashing(cluster.servers())
                        .rootExit(
                                switch (cluster.escalation()) {
                                    case Escalation.Violates _ -> RootExit.VIOLATES;
                                    case Escalation.Boots _ -> RootExit.BOOTS;
                                    case Escalation.StaysDown _ -> RootExit.STAYS_DOWN;
                                });
        for (Property property : properties) {
            if (property instanceof Property.Settles settles) {
                system = system.settling(settles.name());
            }
        }
        for (Predicate<View> boundary : cluster.within()) {
            system = system.within(boundary);
        }
        for (Interchange alike : cluster.interchange()) {
            system = system.interchangeable(alike);
        }
        system = cluster.timersLast() ? system.timingLast() : system;
        return cluster.frozenClock() ? system.freezing() : system;
    }

    private static Map<String, Model<?, ?, ?>> objects(Vector<Property> properties) {
        Map<String, Model<?, ?, ?>> objects = LinkedHashMap.empty();
        for (Property property : properties) {
            if (property instanceof Property.Linearizable(String name, Model<?, ?, ?> model)) {
                objects = objects.put(name, model);
            }
        }
        return objects;
    }

    /** A property over the world as a search judges it; none for any other. */
    private static Option<dev.rehearsal.check.Property<View>> property(Property property) {
        return switch (property) {
            case Property.Always(String name, Invariant invariant) ->
                    Option.some(
                            dev.rehearsal.check.Property.invariant(
                                    name, world -> asked(name, () -> broken(invariant, world))));
            case Property.Sometimes(String name, Predicate<View> condition) ->
                    Option.some(
                            dev.rehearsal.check.Property.sometimes(
                                    name, world -> asked(name, () -> condition.test(world))));
            case Property.Eventually(String name, Invariant invariant, Duration _) ->
                    Option.some(
                            dev.rehearsal.check.Property.eventually(
                                    name,
                                    world -> asked(name, () -> broken(invariant, world) == null)));
            case Property.Linearizable _, Property.Settles _, Property.Refines _ -> Option.none();
            case Property.Monitored _, Property.Answers _ ->
                    throw new IllegalArgumentException(
                            "a search of all states judges no property of this kind of a system of"
                                    + " actors yet: property="
                                    + property.name());
        };
    }

    private static @Nullable String broken(Invariant invariant, View world) {
        return invariant.broken(world).getOrNull();
    }

    private static <T extends @Nullable Object> T asked(String property, Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new PropertyException(property, e);
        }
    }

    /** What a client asks, as the scenario says it for a search, else as seed 0 draws it. */
    private static Vector<Object> asked(Cluster cluster, String client, int number) {
        IntFunction<Vector<Object>> checked = cluster.checked();
        if (checked != null) {
            return checked.apply(number);
        }
        return cluster.requireWorkload()
                .draw(cluster.clients(), Draw.seed(0))
                .filter(planned -> planned.client().equals(client))
                .map(PlannedOperation::input);
    }
}
