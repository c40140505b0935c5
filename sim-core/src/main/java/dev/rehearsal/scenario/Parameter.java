package dev.rehearsal.scenario;

import org.jspecify.annotations.Nullable;

/**
 * Something about a scenario that can be set.
 *
 * @param <T> its values
 */
public sealed interface Parameter<T> {

    /** The name under which it is set: {@code --set name=value}. */
    String name();

    /** One line: what it means, with its unit. */
    String summary();

    /** The value when nobody sets it. */
    T fallback();

    /** The values that it can have, in words. */
    String range();

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException when the text is no value in the range; it names the rule
     *     and the value
     */
    T parse(String text);

    /** A whole number in [min, max]. */
    record Count(String name, String summary, Integer fallback, int min, int max)
            implements Parameter<Integer> {

        @Override
        public String range() {
            return min + ".." + max;
        }

        @Override
        public Integer parse(String text) {
            try {
                int value = Integer.parseInt(text.strip());
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw refused(text, e);
            }
            throw refused(text, null);
        }

        private IllegalArgumentException refused(String text, @Nullable Exception cause) {
            return new IllegalArgumentException(
                    name
                            + " must be a whole number in ["
                            + min
                            + ", "
                            + max
                            + "]: "
                            + name
                            + "="
                            + text,
                    cause);
        }
    }

    /** Yes or no. */
    record Flag(String name, String summary, Boolean fallback) implements Parameter<Boolean> {

        @Override
        public String range() {
            return "true|false";
        }

        @Override
        public Boolean parse(String text) {
            return switch (text.strip()) {
                case "true" -> true;
                case "false" -> false;
                default ->
                        throw new IllegalArgumentException(
                                name + " must be true or false: " + name + "=" + text);
            };
        }
    }
}
