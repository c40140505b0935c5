package dev.rehearsal.value;

import dev.rehearsal.actor.ActorRef;

import io.vavr.Tuple;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Stream;
import io.vavr.control.Either;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Chooses the shape of a class: the one place that says what belongs to the universe of values. */
final class Shapes {

    private static final String JDK_IMMUTABLE = "java.util.ImmutableCollections$";

    private Shapes() {}

    static Shape make(Class<?> type) {
        if (type.isRecord()) {
            return RecordShape.make(type);
        }
        if (Enum.class.isAssignableFrom(type)) {
            return new EnumShape(type);
        }
        Shape leaf = leaf(type);
        return leaf != null ? leaf : container(type);
    }

    static boolean isLeaf(Class<?> type) {
        return leaf(type) != null;
    }

    private static @Nullable Shape leaf(Class<?> type) {
        if (type == String.class) {
            return new Leaf<String>(type, Fingerprint::of);
        }
        if (type == Bytes.class) {
            return new Leaf<Bytes>(type, Bytes::fingerprint);
        }
        if (type == Integer.class) {
            return new Leaf<Integer>(type, Shapes::ofInt);
        }
        if (type == Long.class) {
            return new Leaf<Long>(type, Shapes::ofLong);
        }
        if (type == Boolean.class) {
            return new Leaf<Boolean>(type, Shapes::ofBoolean);
        }
        if (type == Double.class) {
            return new Leaf<Double>(type, Shapes::ofDouble);
        }
        if (type == Float.class) {
            return new Leaf<Float>(type, Shapes::ofFloat);
        }
        if (type == Short.class) {
            return new Leaf<Short>(type, Shapes::ofShort);
        }
        if (type == Byte.class) {
            return new Leaf<Byte>(type, Shapes::ofByte);
        }
        if (type == Character.class) {
            return new Leaf<Character>(type, Shapes::ofChar);
        }
        if (type == ActorRef.class) {
            return new Leaf<ActorRef<?>>(
                    type,
                    ref ->
                            Fingerprint.fold(
                                    Fingerprint.of(ref.path()), 0x726566L + ref.incarnation()));
        }
        if (type == Duration.class) {
            return new Leaf<Duration>(type, d -> tagged(9, d.getSeconds(), d.getNano()));
        }
        if (type == Instant.class) {
            return new Leaf<Instant>(type, i -> tagged(10, i.getEpochSecond(), i.getNano()));
        }
        if (type == UUID.class) {
            return new Leaf<UUID>(
                    type, u -> tagged(11, u.getMostSignificantBits(), u.getLeastSignificantBits()));
        }
        if (type == BigInteger.class) {
            return new Leaf<BigInteger>(
                    type, i -> Fingerprint.fold(12, Fingerprint.of(i.toString(16))));
        }
        if (type == BigDecimal.class) {
            return new Leaf<BigDecimal>(
                    type,
                    d -> tagged(13, Fingerprint.of(d.unscaledValue().toString(16)), d.scale()));
        }
        return null;
    }

    private static Shape container(Class<?> type) {
        if (Stream.class.isAssignableFrom(type)) {
            return new Refused(type, type.getName() + " is lazy; use a Vector or a List");
        }
        if (Seq.class.isAssignableFrom(type)) {
            return new Sequence<Seq<?>>(type, 20, Seq::size, seq -> seq);
        }
        if (Set.class.isAssignableFrom(type)) {
            return new Unordered<Set<?>>(type, 21, Set::size, set -> set);
        }
        if (Map.class.isAssignableFrom(type)) {
            return new Unordered<Map<?, ?>>(type, 22, Map::size, map -> map);
        }
        if (Tuple.class.isAssignableFrom(type)) {
            return new Sequence<Tuple>(type, 23, Tuple::arity, Tuple::toSeq);
        }
        if (Option.class.isAssignableFrom(type)) {
            return new Sequence<Option<?>>(
                    type, 24, option -> option.isEmpty() ? 0 : 1, option -> option);
        }
        if (Either.class.isAssignableFrom(type)) {
            return new Sequence<Either<?, ?>>(
                    type,
                    25,
                    either -> either.isLeft() ? 0 : 1,
                    either -> List.<Object>of(either.isLeft() ? either.getLeft() : either.get()));
        }
        if (type == Optional.class) {
            return new Sequence<Optional<?>>(
                    type,
                    26,
                    o -> o.isEmpty() ? 0 : 1,
                    o -> o.isEmpty() ? List.empty() : List.of(o.get()));
        }
        if (type.getName().startsWith(JDK_IMMUTABLE)) {
            if (java.util.List.class.isAssignableFrom(type)) {
                return new Sequence<java.util.List<?>>(
                        type, 27, java.util.List::size, list -> list);
            }
            if (java.util.Set.class.isAssignableFrom(type)) {
                return new Unordered<java.util.Set<?>>(type, 28, java.util.Set::size, set -> set);
            }
            if (java.util.Map.class.isAssignableFrom(type)) {
                return new Unordered<java.util.Map<?, ?>>(
                        type, 29, java.util.Map::size, map -> entries(map));
            }
        }
        return new Refused(type, reason(type));
    }

    private static Iterable<?> entries(java.util.Map<?, ?> map) {
        var entries = new ArrayList<Object>(map.size());
        map.forEach((key, value) -> entries.add(Tuple.of(key, value)));
        return entries;
    }

    private static String reason(Class<?> type) {
        if (type.isArray()) {
            return type.getSimpleName()
                    + " is mutable; use "
                    + (type == byte[].class ? "Bytes" : "a vavr Vector")
                    + " or a String";
        }
        if (java.util.Collection.class.isAssignableFrom(type)
                || java.util.Map.class.isAssignableFrom(type)) {
            return type.getName() + " is mutable; use a vavr collection";
        }
        if (type.isHidden() || type.isSynthetic() || type.isAnonymousClass()) {
            return type.getName() + " is code, not data; use a record or an enum";
        }
        return type.getName()
                + " is not an immutable value; use a record, an enum or a vavr collection";
    }

    static long ofLong(long value) {
        return Fingerprint.fold(6, value);
    }

    static long ofInt(int value) {
        return Fingerprint.mix(value ^ 0x696E740000000000L);
    }

    static long ofBoolean(boolean value) {
        return Fingerprint.mix(value ? 0x74727565L : 0x66616C7365L);
    }

    static long ofDouble(double value) {
        return tagged(1, Double.doubleToLongBits(value), 0);
    }

    static long ofFloat(float value) {
        return tagged(2, Float.floatToIntBits(value), 0);
    }

    static long ofShort(short value) {
        return tagged(3, value, 0);
    }

    static long ofByte(byte value) {
        return tagged(4, value, 0);
    }

    static long ofChar(char value) {
        return tagged(5, value, 0);
    }

    private static long tagged(long tag, long first, long second) {
        return Fingerprint.fold(Fingerprint.fold(tag, first), second);
    }

    /** A class that does not belong to the universe. */
    static final class Refused extends Shape {
        private final String why;

        Refused(Class<?> type, String why) {
            super(type);
            this.why = why;
        }

        String why() {
            return why;
        }

        @Override
        public long fingerprint(Object value) {
            throw new NotAValueException(why);
        }

        @Override
        WideFingerprint wideFingerprint(Object value) {
            throw new NotAValueException(why);
        }
    }

    /** A value without parts. */
    private static final class Leaf<T> extends Shape {
        private final ToLongFunction<T> fingerprint;

        Leaf(Class<?> type, ToLongFunction<T> fingerprint) {
            super(type);
            this.fingerprint = fingerprint;
        }

        @Override
        @SuppressWarnings("unchecked")
        public long fingerprint(Object value) {
            return fingerprint.applyAsLong((T) value);
        }

        /** By its text, which differs where the values do: none of these depends on a locale. */
        @Override
        WideFingerprint wideFingerprint(Object value) {
            String text =
                    switch (value) {
                        case ActorRef<?> ref -> ref.incarnation() + " " + ref.path();
                        case Bytes bytes -> bytes.hex();
                        case BigDecimal number -> number.unscaledValue() + " " + number.scale();
                        default -> value.toString();
                    };
            return WideFingerprint.ofText(nameHash(), text);
        }
    }

    /**
     * An enum's constants, by the name of the enum and of the constant: {@code hashCode} is an
     * identity.
     */
    private static final class EnumShape extends Shape {
        private final Class<?> declaring;
        private final long[] constants;

        EnumShape(Class<?> type) {
            super(type);
            declaring = type.isEnum() ? type : type.getSuperclass();
            Object[] all = declaring.getEnumConstants();
            constants = new long[all.length];
            long enumHash = Fingerprint.of(declaring.getName());
            for (int i = 0; i < all.length; i++) {
                constants[i] =
                        Fingerprint.fold(enumHash, Fingerprint.of(((Enum<?>) all[i]).name()));
            }
        }

        @Override
        public long fingerprint(Object value) {
            return constants[((Enum<?>) value).ordinal()];
        }

        @Override
        WideFingerprint wideFingerprint(Object value) {
            return WideFingerprint.ofText(14, declaring.getName())
                    .fold(WideFingerprint.ofText(14, ((Enum<?>) value).name()));
        }
    }

    /** Elements in an order that counts. */
    private static final class Sequence<T> extends Shape {
        private final long tag;
        private final ToLongFunction<T> size;
        private final Function<T, Iterable<?>> elements;

        Sequence(
                Class<?> type,
                long tag,
                ToLongFunction<T> size,
                Function<T, Iterable<?>> elements) {
            super(type);
            this.tag = tag;
            this.size = size;
            this.elements = elements;
        }

        @Override
        @SuppressWarnings("unchecked")
        public long fingerprint(Object value) {
            long h = Fingerprint.fold(tag, size.applyAsLong((T) value));
            for (Object element : elements.apply((T) value)) {
                h = Fingerprint.fold(h, Fingerprint.any(element));
            }
            return h;
        }

        @Override
        @SuppressWarnings("unchecked")
        WideFingerprint wideFingerprint(Object value) {
            WideFingerprint all = WideFingerprint.ofKind(tag, size.applyAsLong((T) value));
            for (Object element : elements.apply((T) value)) {
                all = all.fold(WideFingerprint.any(element));
            }
            return all;
        }

        @Override
        @SuppressWarnings("unchecked")
        Iterable<Part> parts(Object value) {
            return numbered(elements.apply((T) value));
        }
    }

    /** Elements whose order does not count: their mixed fingerprints are added. */
    static final class Unordered<T> extends Shape {
        private final long tag;
        private final ToLongFunction<T> size;
        private final Function<T, Iterable<?>> elements;

        Unordered(
                Class<?> type,
                long tag,
                ToLongFunction<T> size,
                Function<T, Iterable<?>> elements) {
            super(type);
            this.tag = tag;
            this.size = size;
            this.elements = elements;
        }

        @Override
        @SuppressWarnings("unchecked")
        public long fingerprint(Object value) {
            long sum = 0;
            for (Object element : elements.apply((T) value)) {
                sum += Fingerprint.fold(tag, Fingerprint.any(element));
            }
            return Fingerprint.fold(Fingerprint.fold(tag, size.applyAsLong((T) value)), sum);
        }

        @Override
        @SuppressWarnings("unchecked")
        WideFingerprint wideFingerprint(Object value) {
            WideFingerprint head = WideFingerprint.ofKind(tag, size.applyAsLong((T) value));
            WideFingerprint sum = new WideFingerprint(0, 0);
            for (Object element : elements.apply((T) value)) {
                sum = sum.plus(head.fold(WideFingerprint.any(element)));
            }
            return head.fold(sum);
        }

        @Override
        @SuppressWarnings("unchecked")
        Iterable<Part> parts(Object value) {
            return numbered(elements.apply((T) value));
        }
    }

    private static Iterable<Shape.Part> numbered(Iterable<?> elements) {
        var parts = new ArrayList<Shape.Part>();
        for (Object element : elements) {
            parts.add(new Shape.Part("[" + parts.size() + "]", element));
        }
        return parts;
    }
}
