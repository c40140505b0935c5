package dev.rehearsal.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads events one by one, from a plain or gzipped file; one event is held at a time.
 *
 * <p>Errors: {@link MalformedFileException} with the line, for text that is no event. Whether the
 * events make sense together is for the reader of the whole.
 */
public final class EventReader implements Closeable {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    private final JsonParser parser;
    private int nextIndex;

    private EventReader(JsonParser parser) {
        this.parser = parser;
    }

    /** A reader of this file; whether it is gzipped shows in its first bytes. */
    public static EventReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new EventReader(JSON.createParser(unzipped(in)));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** A reader of this text. */
    public static EventReader of(String text) throws IOException {
        return new EventReader(JSON.createParser(text));
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(2);
        int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /** The next event; null at the end. */
    public @Nullable Event next() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            return token == null ? null : event(token);
        } catch (StreamReadException e) {
            throw new MalformedFileException(line(), "not JSON: " + e.getOriginalMessage());
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(
                    line(), "the gzip stream is broken: " + e.getMessage());
        }
    }

    /** Refuses a file in which there was nothing: a recording that failed is no history. */
    void requireEvents() {
        if (nextIndex == 0) {
            throw new MalformedFileException(
                    1, "a history has at least one event, and nothing was recorded here");
        }
    }

    private int line() {
        return Math.max(1, parser.currentLocation().getLineNr());
    }

    private Event event(JsonToken first) throws IOException {
        int line = Math.max(1, parser.currentTokenLocation().getLineNr());
        if (first != JsonToken.START_OBJECT) {
            throw new MalformedFileException(line, "an event is a JSON object");
        }
        int index = nextIndex;
        int process = -1;
        String harness = null;
        Event.Kind kind = null;
        int operation = -1;
        String function = "";
        Object key = null;
        Object value = null;
        String error = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "i" -> index = integer(line, "i", token);
                case "op" -> operation = integer(line, "op", token);
                case "p" -> {
                    if (token == JsonToken.VALUE_STRING) {
                        harness = parser.getText();
                    } else {
                        process = integer(line, "p", token);
                    }
                }
                case "t" -> kind = kind(line, parser.getText());
                case "f" -> function = parser.getText();
                case "k" -> key = value(token);
                case "v" -> value = value(token);
                case "e" ->
                        error = token == JsonToken.VALUE_NULL ? null : String.valueOf(value(token));
                default -> parser.skipChildren();
            }
        }
        if (kind == null) {
            throw new MalformedFileException(
                    line, "an event has a field t: invoke, ok, fail or info");
        }
        if (harness == null && process < 0) {
            throw new MalformedFileException(
                    line, "an event has a field p: the number of its process");
        }
        if (harness == null && operation < 0) {
            throw new MalformedFileException(
                    line, "an event of a client has a field op: the number of its operation");
        }
        if (harness != null && operation >= 0) {
            throw new MalformedFileException(
                    line,
                    "an event of the test harness has no field op, and p=\""
                            + harness
                            + "\" is no number of a process: op="
                            + operation);
        }
        if (index < nextIndex) {
            throw new MalformedFileException(
                    line, "events are out of order: i=" + index + " after i=" + (nextIndex - 1));
        }
        if (index == Integer.MAX_VALUE) {
            throw new MalformedFileException(
                    line, "the index of an event is too large: i=" + index);
        }
        nextIndex = index + 1;
        return new Event(
                line, index, process, harness, kind, operation, function, key, value, error);
    }

    private int integer(int line, String field, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new MalformedFileException(line, "field " + field + " is a whole number");
        }
        int number = parser.getIntValue();
        if (number < 0) {
            throw new MalformedFileException(
                    line, "field " + field + " is not negative: " + number);
        }
        return number;
    }

    private static Event.Kind kind(int line, String name) {
        return switch (name) {
            case "invoke" -> Event.Kind.INVOKE;
            case "ok" -> Event.Kind.OK;
            case "fail" -> Event.Kind.FAIL;
            case "info" -> Event.Kind.INFO;
            default ->
                    throw new MalformedFileException(
                            line, "field t is invoke, ok, fail or info: t=\"" + name + "\"");
        };
    }

    /** The value at a token, in the shapes that {@link Event} names. */
    private @Nullable Object value(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? parser.getBigIntegerValue()
                            : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (JsonToken each = parser.nextToken();
                        each != JsonToken.END_ARRAY;
                        each = parser.nextToken()) {
                    elements.add(value(each));
                }
                yield Vector.ofAll(elements);
            }
            case START_OBJECT -> {
                LinkedHashMap<String, @Nullable Object> fields = LinkedHashMap.empty();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    fields = fields.put(name, value(parser.nextToken()));
                }
                yield fields;
            }
            default -> throw new MalformedFileException(line(), "unexpected " + token);
        };
    }

    /** The one value that this text is, as JSON. */
    static @Nullable Object parse(String text) throws IOException {
        try (EventReader reader = of(text)) {
            JsonToken token = reader.parser.nextToken();
            if (token == null) {
                throw new MalformedFileException(1, "no value");
            }
            Object value = reader.value(token);
            if (reader.parser.nextToken() != null) {
                throw new MalformedFileException(1, "more than one value");
            }
            return value;
        } catch (StreamReadException e) {
            throw new MalformedFileException(1, "not JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
