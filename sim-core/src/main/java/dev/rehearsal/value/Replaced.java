package dev.rehearsal.value;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * Fingerprints of values as they would be if some of their parts were others: what names have in
 * them that are exchanged, for instance.
 *
 * <p>They are of a kind of their own and equal to no {@link Fingerprint}. Like these they do not
 * depend on the order of sets and maps, so a table that is sorted by names needs not be sorted
 * again.
 */
public final class Replaced {

    private Replaced() {}

    /**
     * The fingerprint of a value with other parts.
     *
     * @param parts asked about the value and then about each of its parts, from the outside; what
     *     it returns stands for the part and is not looked into; null to look into the part itself
     */
    public static long fingerprint(
            @Nullable Object value, Function<Object, @Nullable Object> parts) {
        if (value == null) {
            return Fingerprint.any(null);
        }
        Object other = parts.apply(value);
        if (other != null) {
            return Fingerprint.mix(Fingerprint.of(other));
        }
        boolean unordered =
                value instanceof io.vavr.collection.Set<?>
                        || value instanceof io.vavr.collection.Map<?, ?>;
        Shape shape = Shape.of(value.getClass());
        long hash = shape.nameHash();
        long sum = 0;
        int count = 0;
        for (Shape.Part part : shape.parts(value)) {
            long one = fingerprint(part.value(), parts);
            hash = Fingerprint.fold(hash, unordered ? 0 : one);
            sum += unordered ? Fingerprint.mix(one) : 0;
            count++;
        }
        return count == 0
                ? Fingerprint.mix(Fingerprint.of(value))
                : Fingerprint.fold(Fingerprint.fold(hash, sum), count);
    }
}
