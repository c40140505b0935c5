package dev.rehearsal.failure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON text that knows where it stands, so that whoever misses something in it can be
 * told where.
 *
 * <p>Errors: what is not there, or is something else than asked for, is refused with {@link
 * FailureFileException}; its one sentence says where it stands and what it is.
 *
 * @param path such as {@code operations[2].index}; empty for the whole
 * @param value a map, list, string, number, boolean or null
 */
public record Json(String path, @Nullable Object value) {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** Reads a whole text. */
    public static Json read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new FailureFileException("it must not be empty");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new FailureFileException(
                        "nothing may follow the object: line="
                                + parser.currentTokenLocation().getLineNr());
            }
            return new Json("", value);
        } catch (JsonEOFException e) {
            throw new FailureFileException(
                    "it must be whole: it breaks off in line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr());
        } catch (JsonProcessingException e) {
            throw new FailureFileException(
                    "it must be JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + (e.getLocation() == null
                                    ? ""
                                    : " in line "
                                            + e.getLocation().getLineNr()
                                            + ", column "
                                            + e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new FailureFileException("it must be readable: " + e.getMessage());
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != com.fasterxml.jackson.core.JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != com.fasterxml.jackson.core.JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private FailureFileException mustBe(String what) {
        return new FailureFileException(
                (path.isEmpty() ? "the whole" : path) + " must be " + what + ": it is " + shown());
    }

    private String shown() {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "a list";
            case String text ->
                    '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
            default -> value.toString();
        };
    }

    /** Whether nothing stands there. */
    public boolean isNull() {
        return value == null;
    }

    private Map<?, ?> object() {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw mustBe("an object");
    }

    /** Whether an object stands there. */
    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    /** The names in an object, in order. */
    public List<String> names() {
        return object().keySet().stream().map(String::valueOf).toList();
    }

    /** What stands under a name; a null where nothing does. */
    public Json get(String name) {
        return new Json(path.isEmpty() ? name : path + "." + name, object().get(name));
    }

    /** Whether something, be it null, stands under a name. */
    public boolean has(String name) {
        return object().containsKey(name);
    }

    /** The elements of a list. */
    public List<Json> list() {
        if (!(value instanceof List<?> list)) {
            throw mustBe("a list");
        }
        List<Json> elements = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            elements.add(new Json(path + "[" + i + "]", list.get(i)));
        }
        return elements;
    }

    /** A string. */
    public String text() {
        if (value instanceof String text) {
            return text;
        }
        throw mustBe("a string");
    }

    /** True or false. */
    public boolean bool() {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw mustBe("true or false");
    }

    /** A number. */
    public double real() {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw mustBe("a number");
    }

    /** A whole number in [min, max]. */
    public long whole(long min, long max) {
        if (value instanceof BigInteger number
                && number.compareTo(BigInteger.valueOf(min)) >= 0
                && number.compareTo(BigInteger.valueOf(max)) <= 0) {
            return number.longValue();
        }
        throw mustBe("a whole number in [" + min + ", " + max + "]");
    }

    /** A whole number that is not negative. */
    public int count() {
        return (int) whole(0, Integer.MAX_VALUE);
    }

    /** A 64-bit number written as {@code 0x} and hex digits, or without {@code 0x}. */
    public long bits() {
        String digits = text().replaceFirst("^0x", "");
        if (!digits.matches("[0-9a-fA-F]{16}")) {
            throw mustBe("16 hex digits");
        }
        return Long.parseUnsignedLong(digits, 16);
    }

    /** One of the values of an element that the reader refuses, with the reason. */
    FailureFileException refused(RuntimeException reason) {
        return new FailureFileException(path + ": " + reason.getMessage());
    }
}
