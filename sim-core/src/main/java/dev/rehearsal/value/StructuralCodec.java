package dev.rehearsal.value;

import dev.rehearsal.actor.ActorRef;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Traversable;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.function.Function;

/**
 * Values as a tag, and what follows from it; integers big-endian, texts in UTF-8 with their length.
 */
final class StructuralCodec<T> implements Codec<T> {

    private enum Tag {
        NULL,
        INT,
        LONG,
        BOOLEAN,
        DOUBLE,
        STRING,
        ENUM,
        RECORD,
        REF,
        NONE,
        SOME,
        LIST,
        VECTOR,
        TREE_SET,
        LINKED_SET,
        TREE_MAP,
        LINKED_MAP;

        private static final Tag[] ALL = values();
    }

    private final Class<T> type;

    StructuralCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public byte[] encode(T value) {
        var bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public T decode(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        try {
            Object value = read(new DataInputStream(in));
            if (in.available() > 0) {
                throw new IllegalArgumentException(
                        "bytes after the end of the value: " + in.available());
            }
            return type.cast(value);
        } catch (IOException | ClassNotFoundException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "not an encoded "
                            + type.getSimpleName()
                            + ": byte "
                            + (bytes.length - in.available())
                            + " of "
                            + bytes.length
                            + ": "
                            + e,
                    e);
        }
    }

    private void write(DataOutputStream out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> tag(out, Tag.NULL);
            case Integer i -> {
                tag(out, Tag.INT);
                out.writeInt(i);
            }
            case Long l -> {
                tag(out, Tag.LONG);
                out.writeLong(l);
            }
            case Boolean b -> {
                tag(out, Tag.BOOLEAN);
                out.writeBoolean(b);
            }
            case Double d -> {
                tag(out, Tag.DOUBLE);
                out.writeDouble(d);
            }
            case String s -> {
                tag(out, Tag.STRING);
                text(out, s);
            }
            case Enum<?> e -> {
                tag(out, Tag.ENUM);
                text(out, e.getDeclaringClass().getName());
                text(out, e.name());
            }
            case Record r -> record(out, r);
            case ActorRef<?> ref -> {
                tag(out, Tag.REF);
                text(out, ref.path());
                out.writeInt(ref.incarnation());
            }
            case Option<?> option -> {
                tag(out, option.isEmpty() ? Tag.NONE : Tag.SOME);
                if (!option.isEmpty()) {
                    write(out, option.get());
                }
            }
            case List<?> list -> elements(out, Tag.LIST, list);
            case Vector<?> vector -> elements(out, Tag.VECTOR, vector);
            case TreeSet<?> set -> elements(out, Tag.TREE_SET, set);
            case LinkedHashSet<?> set -> elements(out, Tag.LINKED_SET, set);
            case TreeMap<?, ?> map -> pairs(out, Tag.TREE_MAP, map);
            case LinkedHashMap<?, ?> map -> pairs(out, Tag.LINKED_MAP, map);
            default ->
                    throw new NotAValueException(
                            value.getClass().getName()
                                    + " has no encoding whose order is stable; use a record, or a"
                                    + " vavr List, Vector, TreeSet, TreeMap, LinkedHashSet or"
                                    + " LinkedHashMap");
        }
    }

    private void record(DataOutputStream out, Record value) throws IOException {
        RecordShape shape = (RecordShape) Shape.of(value.getClass());
        tag(out, Tag.RECORD);
        text(out, value.getClass().getName());
        for (RecordComponent component : shape.components()) {
            write(out, shape.read(component, value));
        }
    }

    private void elements(DataOutputStream out, Tag tag, Traversable<?> elements)
            throws IOException {
        tag(out, tag);
        out.writeInt(elements.size());
        for (Object element : elements) {
            write(out, element);
        }
    }

    private void pairs(DataOutputStream out, Tag tag, Map<?, ?> map) throws IOException {
        tag(out, tag);
        out.writeInt(map.size());
        for (Tuple2<?, ?> entry : map) {
            write(out, entry._1);
            write(out, entry._2);
        }
    }

    private static void tag(DataOutputStream out, Tag tag) throws IOException {
        out.writeByte(tag.ordinal());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private @Nullable Object read(DataInputStream in) throws IOException, ClassNotFoundException {
        int tag = in.readUnsignedByte();
        if (tag >= Tag.ALL.length) {
            throw new IOException("unknown tag " + tag);
        }
        return switch (Tag.ALL[tag]) {
            case NULL -> null;
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case BOOLEAN -> in.readBoolean();
            case DOUBLE -> in.readDouble();
            case STRING -> text(in);
            case ENUM -> constant(load(text(in)), text(in));
            case RECORD -> record(in);
            case REF -> ActorRef.to(text(in), in.readInt());
            case NONE -> Option.none();
            case SOME -> Option.some(read(in));
            case LIST -> List.ofAll(elements(in));
            case VECTOR -> Vector.ofAll(elements(in));
            case TREE_SET -> TreeSet.ofAll(StructuralCodec::compare, elements(in));
            case LINKED_SET -> LinkedHashSet.ofAll(elements(in));
            case TREE_MAP -> pairs(in, all -> TreeMap.ofEntries(StructuralCodec::compare, all));
            case LINKED_MAP -> pairs(in, LinkedHashMap::ofEntries);
        };
    }

    private Object record(DataInputStream in) throws IOException, ClassNotFoundException {
        Class<?> recordType = load(text(in));
        if (!(Shape.of(recordType) instanceof RecordShape shape)) {
            throw new IOException(recordType.getName() + " is not a record");
        }
        var arguments = new @Nullable Object[shape.components().length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = read(in);
        }
        return shape.construct(arguments);
    }

    private java.util.List<@Nullable Object> elements(DataInputStream in)
            throws IOException, ClassNotFoundException {
        int size = size(in);
        var elements = new ArrayList<@Nullable Object>();
        for (int i = 0; i < size; i++) {
            elements.add(read(in));
        }
        return elements;
    }

    private Object pairs(
            DataInputStream in, Function<java.util.List<Tuple2<Object, Object>>, Object> make)
            throws IOException, ClassNotFoundException {
        int size = size(in);
        var entries = new ArrayList<Tuple2<Object, Object>>();
        for (int i = 0; i < size; i++) {
            entries.add(Tuple.of(read(in), read(in)));
        }
        return make.apply(entries);
    }

    private static int size(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new IOException("impossible length " + size);
        }
        return size;
    }

    private static String text(DataInputStream in) throws IOException {
        int length = size(in);
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, type.getClassLoader());
    }

    private static Object constant(Class<?> enumType, String name) throws IOException {
        for (Object constant : enumType.isEnum() ? enumType.getEnumConstants() : new Object[0]) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IOException(enumType.getName() + " has no constant " + name);
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
