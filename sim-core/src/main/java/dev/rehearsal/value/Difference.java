package dev.rehearsal.value;

import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The first place where two values differ.
 *
 * <p>Shape: the path as in {@link NotAValueException}, {@code State.log[3].term}, and what stands
 * there on either side, as text. Sets and maps, which have no order, differ as a whole: the texts
 * list what only one side has.
 *
 * <p>Order: components in their order, so that the same two values have the same first difference.
 *
 * @param path from the class of the first value
 */
public record Difference(String path, String first, String second) {

    private static final String NOTHING = "nothing";

    /**
     * Where two values differ, as their fingerprints tell; none when they do not.
     *
     * @throws NotAValueException when one is no immutable value
     */
    public static Option<Difference> between(@Nullable Object first, @Nullable Object second) {
        return Option.of(search(name(first), first, second));
    }

    private static String name(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }

    private static @Nullable Difference search(
            String path, @Nullable Object first, @Nullable Object second) {
        if (Fingerprint.of(first) == Fingerprint.of(second)) {
            return null;
        }
        if (first == null || second == null || first.getClass() != second.getClass()) {
            return new Difference(path, typed(first), typed(second));
        }
        Shape shape = Shape.of(first.getClass());
        if (shape instanceof Shapes.Unordered) {
            return new Difference(path, only(shape, first, second), only(shape, second, first));
        }
        Iterator<Shape.Part> others = shape.parts(second).iterator();
        for (Shape.Part part : shape.parts(first)) {
            String here = path + part.label();
            if (!others.hasNext()) {
                return new Difference(here, Objects.toString(part.value()), NOTHING);
            }
            Difference found = search(here, part.value(), others.next().value());
            if (found != null) {
                return found;
            }
        }
        if (others.hasNext()) {
            Shape.Part more = others.next();
            return new Difference(path + more.label(), NOTHING, Objects.toString(more.value()));
        }
        return new Difference(path, first.toString(), second.toString());
    }

    private static String typed(@Nullable Object value) {
        return value == null ? "null" : name(value) + " " + value;
    }

    /** The elements of an unordered value that another one of its class does not have. */
    private static String only(Shape shape, Object here, Object there) {
        Set<Long> known = new HashSet<>();
        shape.parts(there).forEach(part -> known.add(Fingerprint.of(part.value())));
        List<String> texts = new ArrayList<>();
        for (Shape.Part part : shape.parts(here)) {
            if (!known.contains(Fingerprint.of(part.value()))) {
                texts.add(Objects.toString(part.value()));
            }
        }
        texts.sort(null);
        return texts.isEmpty() ? NOTHING : String.join(", ", texts);
    }

    @Override
    public String toString() {
        return path + " is " + first + ", then " + second;
    }
}
