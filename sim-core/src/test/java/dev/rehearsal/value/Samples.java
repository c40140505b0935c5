package dev.rehearsal.value;

import dev.rehearsal.actor.ActorRef;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import org.jspecify.annotations.Nullable;

/** Values of the universe, and records to put them into. */
final class Samples {

    enum Colour {
        RED,
        GREEN {
            @Override
            boolean calm() {
                return true;
            }
        };

        boolean calm() {
            return false;
        }
    }

    record Empty() {}

    record One(@Nullable Object value) {}

    record Other(@Nullable Object value) {}

    record Two(@Nullable Object left, @Nullable Object right) {}

    /** One component of each primitive type, whose fingerprints take a path of their own. */
    record Primitives(
            int number,
            long wide,
            boolean flag,
            double real,
            float narrow,
            short low,
            byte octet,
            char letter) {}

    private Samples() {}

    /** What a codec knows, nested up to three levels deep. */
    static Arbitrary<Object> encodable() {
        return encodable(3);
    }

    private static Arbitrary<Object> encodable(int levels) {
        if (levels == 0) {
            return leaf();
        }
        Arbitrary<Object> part = encodable(levels - 1);
        return Arbitraries.oneOf(
                leaf(),
                Combinators.combine(part, part).as(Two::new),
                part.map(One::new),
                part.map(Option::some),
                part.list().ofMaxSize(3).map(List::ofAll),
                part.list().ofMaxSize(3).map(Vector::ofAll),
                Arbitraries.integers().list().ofMaxSize(4).map(TreeSet::ofAll),
                part.list().ofMaxSize(3).map(LinkedHashSet::ofAll),
                Arbitraries.maps(text(), part).ofMaxSize(3).map(map -> TreeMap.ofAll(map)),
                Arbitraries.maps(leaf(), part).ofMaxSize(3).map(map -> LinkedHashMap.ofAll(map)));
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().ofMaxLength(6);
    }

    private static Arbitrary<Object> leaf() {
        return Arbitraries.oneOf(
                Arbitraries.just(Option.none()),
                Arbitraries.just(new Empty()),
                Arbitraries.of(Colour.class),
                Arbitraries.integers(),
                Arbitraries.longs(),
                Arbitraries.of(true, false),
                Arbitraries.doubles(),
                Arbitraries.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE),
                Arbitraries.floats(),
                Arbitraries.shorts(),
                Arbitraries.bytes(),
                Arbitraries.chars(),
                text(),
                Combinators.combine(
                                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(3),
                                Arbitraries.integers().between(0, 3))
                        .as(ActorRef::to),
                primitives());
    }

    private static Arbitrary<Primitives> primitives() {
        return Combinators.combine(
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Arbitraries.of(true, false),
                        Arbitraries.doubles(),
                        Arbitraries.floats(),
                        Arbitraries.shorts(),
                        Arbitraries.bytes(),
                        Arbitraries.chars())
                .as(Primitives::new);
    }
}
