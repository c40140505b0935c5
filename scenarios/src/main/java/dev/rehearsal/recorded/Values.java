package dev.rehearsal.recorded;

import io.vavr.collection.LinkedHashMap;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Values as they are written on a command line and in manifests. */
public final class Values {
    private Values() {}

    /**
     * A value of the event format: JSON; else pairs {@code k=v,k=v}; else a bare word, which is a
     * string.
     *
     * <p>Errors: {@link IllegalArgumentException} for JSON that was begun and is broken.
     */
    public static @Nullable Object parse(String text) {
        String trimmed = text.strip();
        try {
            return EventReader.parse(trimmed);
        } catch (MalformedFileException | IOException e) {
            if (trimmed.startsWith("[") || trimmed.startsWith("{") || trimmed.startsWith("\"")) {
                throw new IllegalArgumentException("not a value: " + text, e);
            }
        }
        if (!trimmed.contains("=")) {
            return trimmed;
        }
        LinkedHashMap<String, @Nullable Object> pairs = LinkedHashMap.empty();
        for (String pair : trimmed.split("[,;]")) {
            int at = pair.indexOf('=');
            if (at <= 0) {
                throw new IllegalArgumentException("pairs are written k=v,k=v: " + text);
            }
            pairs = pairs.put(pair.substring(0, at).strip(), parse(pair.substring(at + 1)));
        }
        return pairs;
    }
}
