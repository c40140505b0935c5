package dev.rehearsal.diagram;

import dev.rehearsal.actor.ActorRef;

import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Traversable;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A value in few words: {@code Put(4, 7)} for a record, {@code [1, 2]} for a sequence.
 *
 * <p>Shape: printable ASCII only, whatever the value holds, so that columns stay columns on every
 * terminal. A record that has a {@code toString} of its own is written by that.
 */
public final class Brief {

    private final boolean tight;

    private Brief(boolean tight) {
        this.tight = tight;
    }

    /** The value in few words. */
    public static String of(@Nullable Object value) {
        return ascii(new Brief(false).text(value, true));
    }

    /** Shorter: no spaces, and records within records lose their names. */
    static String tight(@Nullable Object value) {
        return ascii(new Brief(true).text(value, true));
    }

    private String text(@Nullable Object value, boolean outermost) {
        return switch (value) {
            case null -> "null";
            case Record record -> record(record, outermost);
            case ActorRef<?> ref -> ref.path();
            case Option<?> option -> option.isEmpty() ? "none" : text(option.get(), false);
            case Map<?, ?> map -> {
                List<String> entries = new ArrayList<>();
                for (Tuple2<?, ?> entry : map) {
                    entries.add(text(entry._1, false) + "=" + text(entry._2, false));
                }
                yield "{" + join(entries) + "}";
            }
            case Traversable<?> elements -> "[" + join(texts(elements)) + "]";
            case Collection<?> elements -> "[" + join(texts(elements)) + "]";
            default -> value.toString();
        };
    }

    private List<String> texts(Iterable<?> elements) {
        List<String> texts = new ArrayList<>();
        elements.forEach(element -> texts.add(text(element, false)));
        return texts;
    }

    private String join(List<String> parts) {
        return String.join(tight ? "," : ", ", parts);
    }

    private String record(Record record, boolean outermost) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        List<String> parts = new ArrayList<>();
        StringBuilder generated = new StringBuilder(record.getClass().getSimpleName()).append('[');
        for (int i = 0; i < components.length; i++) {
            Object part = read(components[i], record);
            parts.add(text(part, false));
            generated
                    .append(i == 0 ? "" : ", ")
                    .append(components[i].getName())
                    .append('=')
                    .append(part);
        }
        String own = record.toString();
        if (!generated.append(']').toString().equals(own)) {
            return own;
        }
        String name = tight && !outermost ? "" : record.getClass().getSimpleName();
        return parts.isEmpty() ? record.getClass().getSimpleName() : name + "(" + join(parts) + ")";
    }

    private static @Nullable Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "a record must be readable: "
                            + record.getClass().getName()
                            + "."
                            + component.getName(),
                    e);
        }
    }

    /** What a text is where only printable ASCII may stand. */
    public static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '→' -> ascii.append("->");
                        case '←' -> ascii.append("<-");
                        case 'µ' -> ascii.append('u');
                        case '…' -> ascii.append("...");
                        case '\n', '\r', '\t' -> ascii.append(' ');
                        default -> ascii.append(c >= ' ' && c < 0x7F ? (char) c : '?');
                    }
                });
        return ascii.toString();
    }

    /** A text in at most {@code max} characters; what was cut shows as two dots. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return max < 3 ? text.substring(0, Math.max(0, max)) : text.substring(0, max - 2) + "..";
    }
}
