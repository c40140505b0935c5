package dev.rehearsal.value;

import io.vavr.collection.List;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one class of values: its name, its fingerprint, its parts.
 *
 * <p>One instance per class, computed at first use and kept with the class.
 */
public abstract class Shape {

    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return Shapes.make(type);
                }
            };

    /** A component of a value: how it is reached ({@code .name} or {@code [3]}), and what it is. */
    record Part(String label, @Nullable Object value) {}

    private final String name;
    private final long nameHash;

    Shape(Class<?> type) {
        this.name = type.isAnonymousClass() ? anonymous(type) : type.getSimpleName();
        this.nameHash = Fingerprint.of(name);
    }

    /** A constant with a body has a class of its own, which is known by the name of its enum. */
    private static String anonymous(Class<?> type) {
        return Enum.class.isAssignableFrom(type)
                ? type.getSuperclass().getSimpleName()
                : type.getName();
    }

    /** The shape of the values of exactly this class. */
    public static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /**
     * A value in words, part by part: {@code name=value} for each component of a record that is a
     * value, else the whole as one part.
     */
    public static Vector<String> words(Object value) {
        if (!(value instanceof Record)) {
            return Vector.of(String.valueOf(value));
        }
        Iterable<Part> parts;
        try {
            parts = of(value.getClass()).parts(value);
        } catch (NotAValueException e) {
            return Vector.of(String.valueOf(value));
        }
        return Vector.ofAll(parts).map(part -> part.label().substring(1) + "=" + part.value());
    }

    /** The simple name of the class, as it stands in the names of messages and timers. */
    public final String name() {
        return name;
    }

    /**
     * Refuses a value that is not immutable. A value whose class tells that it can only be so is
     * not looked at.
     *
     * @throws NotAValueException with the path to the offending component
     */
    public static void require(Object value) {
        if (!isImmutable(value.getClass())) {
            Fingerprint.of(value);
        }
    }

    /** Whether the class alone tells that each of its values is immutable. */
    public static boolean isImmutable(Class<?> type) {
        return Closed.CLASSES.get(type);
    }

    /** The fingerprint of {@link #name()}. */
    public final long nameHash() {
        return nameHash;
    }

    /**
     * The fingerprint of a value of this class.
     *
     * @throws NotAValueException when a part is refused; without the path, which {@link
     *     Fingerprint#of(Object)} adds
     */
    public abstract long fingerprint(Object value);

    /** The same in 128 bits. */
    abstract WideFingerprint wideFingerprint(Object value);

    /**
     * The components of a value, in an order that is the same for equal values where the value has
     * an order.
     */
    Iterable<Part> parts(Object value) {
        return List.empty();
    }
}
