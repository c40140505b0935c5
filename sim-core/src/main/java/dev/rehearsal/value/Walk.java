package dev.rehearsal.value;

import org.jspecify.annotations.Nullable;

/**
 * Finds where in a value the first component stands that the universe refuses. Slow, and only used
 * to explain.
 */
final class Walk {

    private Walk() {}

    static NotAValueException locate(@Nullable Object value, NotAValueException refused) {
        String root = value == null ? "null" : value.getClass().getSimpleName();
        NotAValueException found = search(root, value);
        return found == null ? refused : found;
    }

    private static @Nullable NotAValueException search(String path, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        Shape shape = Shape.of(value.getClass());
        if (shape instanceof Shapes.Refused refused) {
            return new NotAValueException(path, refused.why());
        }
        for (Shape.Part part : shape.parts(value)) {
            NotAValueException found = search(path + part.label(), part.value());
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
