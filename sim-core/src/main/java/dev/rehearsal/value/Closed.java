package dev.rehearsal.value;

import dev.rehearsal.actor.ActorRef;

import io.vavr.Tuple;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Queue;
import io.vavr.collection.Set;
import io.vavr.collection.SortedMap;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Optional;

/**
 * Whether every value of a type is immutable, as far as its declaration tells.
 *
 * <p>A closed type needs no look at its values. An open one, such as {@code Object} or {@code Seq},
 * may hold anything.
 */
final class Closed {

    private static final java.util.Set<Class<?>> CONTAINERS =
            java.util.Set.of(
                    List.class,
                    Vector.class,
                    Queue.class,
                    Set.class,
                    SortedSet.class,
                    HashSet.class,
                    LinkedHashSet.class,
                    TreeSet.class,
                    Map.class,
                    SortedMap.class,
                    HashMap.class,
                    LinkedHashMap.class,
                    TreeMap.class,
                    Option.class,
                    Either.class,
                    Optional.class);

    /** The verdict on each class, reached once. */
    static final ClassValue<Boolean> CLASSES =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return isClosed(type);
                }
            };

    private Closed() {}

    static boolean isClosed(Class<?> type) {
        return isClosed(type, List.empty(), false);
    }

    /**
     * A type that is being looked at is taken for closed: what opens it is found elsewhere.
     *
     * @param bound whether the type's own variables stand for closed types
     */
    private static boolean isClosed(Type type, List<Class<?>> above, boolean bound) {
        return switch (type) {
            case Class<?> plain -> isClosed(plain, above, false);
            case ParameterizedType generic -> isClosed(generic, above, bound);
            case TypeVariable<?> _ -> bound;
            default -> false;
        };
    }

    private static boolean isClosed(
            ParameterizedType generic, List<Class<?>> above, boolean bound) {
        Class<?> raw = (Class<?>) generic.getRawType();
        if (raw == ActorRef.class) {
            return true;
        }
        for (Type argument : generic.getActualTypeArguments()) {
            if (!isClosed(argument, above, bound)) {
                return false;
            }
        }
        return CONTAINERS.contains(raw)
                || Tuple.class.isAssignableFrom(raw)
                || isClosed(raw, above, true);
    }

    private static boolean isClosed(Class<?> type, List<Class<?>> above, boolean bound) {
        if (type.isPrimitive() || type.isEnum() || above.contains(type) || Shapes.isLeaf(type)) {
            return true;
        }
        List<Class<?>> here = above.prepend(type);
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (!isClosed(component.getGenericType(), here, bound)) {
                    return false;
                }
            }
            return true;
        }
        if (!type.isSealed()) {
            return false;
        }
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (!isClosed(permitted, here, bound && isBoundBy(type, permitted))) {
                return false;
            }
        }
        return true;
    }

    /** Whether each variable of a type is an argument of the sealed interface above it. */
    private static boolean isBoundBy(Class<?> above, Class<?> permitted) {
        Vector<Type> arguments =
                Vector.of(permitted.getGenericInterfaces())
                        .filter(type ->
                                type instanceof ParameterizedType generic
                                        && generic.getRawType() == above)
                        .flatMap(type ->
                                Vector.of(((ParameterizedType) type).getActualTypeArguments()));
        return Vector.of(permitted.getTypeParameters()).forAll(arguments::contains);
    }
}
