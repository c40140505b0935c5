package dev.rehearsal.failure;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.spelling.Names;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations by their structure: a record is {@code {"type": its simple name, "components": {…}}},
 * a duration is a string as ISO 8601 has it, the rest is what JSON has.
 *
 * <p>The declared type of a component says how it is read again. Where there is none, in a generic
 * record, an integer is an {@code Integer}; strings, booleans and null are themselves, and nothing
 * else can be written. The types of records are those that the sealed type of the operations
 * permits: a file names no class that the scenario does not.
 */
final class Values {

    private Values() {}

    // ------------------------------------------------------------------------------------ writing

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException when it has no form in the file
     */
    static void write(JsonGenerator json, @Nullable Object value, Type declared, String path)
            throws IOException {
        Class<?> raw = raw(declared);
        boolean open = raw == Object.class;
        switch (value) {
            case null -> json.writeNull();
            case String text when open || raw == String.class -> json.writeString(text);
            case Boolean bool when open || raw == Boolean.class -> json.writeBoolean(bool);
            case Integer number when open || raw == Integer.class -> json.writeNumber(number);
            case Long number when raw == Long.class -> json.writeNumber(number);
            case Short number when raw == Short.class -> json.writeNumber(number);
            case Byte number when raw == Byte.class -> json.writeNumber(number);
            case Double number when raw == Double.class && Double.isFinite(number) ->
                    json.writeNumber(number);
            case Character character when raw == Character.class ->
                    json.writeString(character.toString());
            case Enum<?> constant when raw == constant.getDeclaringClass() ->
                    json.writeString(constant.name());
            case Duration duration when raw == Duration.class ->
                    json.writeString(duration.toString());
            case Vector<?> elements when raw == Vector.class || raw == Seq.class -> {
                json.writeStartArray();
                for (int i = 0; i < elements.size(); i++) {
                    write(json, elements.get(i), element(declared), path + "[" + i + "]");
                }
                json.writeEndArray();
            }
            case Record record when records(raw).contains(record.getClass()) ->
                    write(json, record, path);
            default ->
                    throw new IllegalArgumentException(
                            "an operation in a failure file must be made of sealed records,"
                                    + " numbers, strings, booleans, durations and enums: "
                                    + path
                                    + " is a "
                                    + value.getClass().getName());
        }
    }

    private static void write(JsonGenerator json, Record record, String path) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", record.getClass().getSimpleName());
        json.writeObjectFieldStart("components");
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            json.writeFieldName(component.getName());
            write(
                    json,
                    read(component, record),
                    component.getGenericType(),
                    path + "." + component.getName());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static @Nullable Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record must be readable: " + record.getClass(), e);
        }
    }

    // ------------------------------------------------------------------------------------ reading

    /** Reads a value of a declared type. */
    static @Nullable Object read(Json json, Type declared) {
        Class<?> raw = raw(declared);
        if (json.isNull()) {
            return null;
        }
        if (raw == Object.class) {
            return switch (json.value()) {
                case String text -> text;
                case Boolean bool -> bool;
                case null, default -> (int) json.whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
            };
        }
        if (raw == String.class) {
            return json.text();
        }
        if (raw == Boolean.class) {
            return json.bool();
        }
        if (raw == Integer.class) {
            return (int) json.whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (raw == Long.class) {
            return json.whole(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (raw == Short.class) {
            return (short) json.whole(Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (raw == Byte.class) {
            return (byte) json.whole(Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        if (raw == Double.class) {
            return json.real();
        }
        if (raw == Character.class) {
            return character(json);
        }
        if (raw == Duration.class) {
            return duration(json);
        }
        if (raw.isEnum()) {
            return constant(json, raw);
        }
        if (raw == Vector.class || raw == Seq.class) {
            return Vector.ofAll(json.list()).map(element -> read(element, element(declared)));
        }
        return record(json, raw);
    }

    private static char character(Json json) {
        String text = json.text();
        if (text.length() != 1) {
            throw new FailureFileException(json.path() + " must be one character: it is " + text);
        }
        return text.charAt(0);
    }

    private static Duration duration(Json json) {
        String text = json.text();
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new FailureFileException(
                    json.path() + " must be a duration such as PT0.25S: it is " + text);
        }
    }

    private static Object constant(Json json, Class<?> type) {
        Vector<Enum<?>> constants = Vector.of(type.getEnumConstants()).map(c -> (Enum<?>) c);
        String name = json.text();
        return constants
                .find(constant -> constant.name().equals(name))
                .getOrElseThrow(() ->
                        new FailureFileException(
                                json.path()
                                        + ": "
                                        + type.getSimpleName()
                                        + " has no '"
                                        + name
                                        + "'"
                                        + Names.suggest(name, constants.map(Enum::name))));
    }

    private static Object record(Json json, Class<?> raw) {
        String name = json.get("type").text();
        Vector<Class<?>> known = Vector.ofAll(records(raw));
        Class<?> type =
                known.find(candidate -> candidate.getSimpleName().equals(name))
                        .getOrElseThrow(() ->
                                new FailureFileException(
                                        json.get("type").path()
                                                + ": "
                                                + raw.getSimpleName()
                                                + " has no type '"
                                                + name
                                                + "'"
                                                + Names.suggest(
                                                        name, known.map(Class::getSimpleName))));
        Json parts = json.get("components");
        RecordComponent[] components = type.getRecordComponents();
        Vector<String> names = Vector.of(components).map(RecordComponent::getName);
        for (String given : parts.names()) {
            if (!names.contains(given)) {
                throw new FailureFileException(
                        parts.path()
                                + ": "
                                + name
                                + " has no component '"
                                + given
                                + "'"
                                + Names.suggest(given, names));
            }
        }
        var types = new Class<?>[components.length];
        var arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String component = components[i].getName();
            if (!parts.has(component)) {
                throw new FailureFileException(
                        parts.path() + ": " + name + " needs its component '" + component + "'");
            }
            types[i] = components[i].getType();
            arguments[i] = read(parts.get(component), components[i].getGenericType());
            if (arguments[i] == null && types[i].isPrimitive()) {
                throw new FailureFileException(
                        parts.get(component).path() + " must be a " + types[i] + ": it is null");
            }
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new FailureFileException(
                    json.path() + ": " + name + " refuses its components: " + e.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new FailureFileException(
                    json.path() + ": " + name + " cannot be made of its components: " + e);
        }
    }

    // -------------------------------------------------------------------------------------- types

    /** The boxed class of a declared type; that of anything where the type is a variable. */
    private static Class<?> raw(Type declared) {
        return switch (declared) {
            case Class<?> type -> boxed(type);
            case ParameterizedType type -> (Class<?>) type.getRawType();
            default -> Object.class;
        };
    }

    private static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    private static Type element(Type declared) {
        return declared instanceof ParameterizedType type
                ? type.getActualTypeArguments()[0]
                : Object.class;
    }

    /** The records that a type permits. */
    private static List<Class<?>> records(Class<?> type) {
        List<Class<?>> records = new ArrayList<>();
        if (type.isRecord()) {
            records.add(type);
        } else if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                records.addAll(records(permitted));
            }
        }
        return records;
    }
}
