package dev.rehearsal.value;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Goes through a value part by part. Slow: to explain a refusal, and to look for references. */
final class Walk {

    private Walk() {}

    /** Shows the value and every part of it. */
    static void visit(@Nullable Object value, Consumer<Object> each) {
        if (value == null) {
            return;
        }
        each.accept(value);
        for (Shape.Part part : Shape.of(value.getClass()).parts(value)) {
            visit(part.value(), each);
        }
    }

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
