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
import java.nio.ByteBuffer;
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
        LINKED_MAP,
        FLOAT,
        SHORT,
        BYTE,
        CHAR,
        BYTES;

        private static final Tag[] ALL = values();
    }

    /** So deep may values be nested: a stack holds several times as much. */
    static final int LEVELS_MAX = 1_000;

    private final Class<T> type;
    private final ClassLoader loader;

    StructuralCodec(Class<T> type) {
        this.type = type;
        ClassLoader own = type.getClassLoader();
        // A class of the JDK, such as Object, says nothing about where its values come from.
        this.loader = own == null ? StructuralCodec.class.getClassLoader() : own;
    }

    @Override
    public byte[] encode(T value) {
        var bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes), value, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public T decode(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        try {
            Object value = read(new DataInputStream(in), 0);
            if (in.available() > 0) {
                throw new IOException("bytes after the end of the value: " + in.available());
            }
            return type.cast(value);
        } catch (IOException | ClassNotFoundException | LinkageError | RuntimeException e) {
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

    private void write(DataOutputStream out, @Nullable Object value, int level) throws IOException {
        if (level > LEVELS_MAX) {
            throw new NotAValueException(
                    "a value must not be nested deeper than " + LEVELS_MAX + " levels");
        }
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
            case Float f -> {
                tag(out, Tag.FLOAT);
                out.writeFloat(f);
            }
            case Short s -> {
                tag(out, Tag.SHORT);
                out.writeShort(s);
            }
            case Byte b -> {
                tag(out, Tag.BYTE);
                out.writeByte(b);
            }
            case Character c -> {
                tag(out, Tag.CHAR);
                out.writeChar(c);
            }
            case Bytes bytes -> {
                tag(out, Tag.BYTES);
                out.writeInt(bytes.size());
                out.write(bytes.toArray());
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
            case Record r -> record(out, r, level);
            case ActorRef<?> ref -> {
                tag(out, Tag.REF);
                text(out, ref.path());
                out.writeInt(ref.incarnation());
            }
            case Option<?> option -> {
                tag(out, option.isEmpty() ? Tag.NONE : Tag.SOME);
                if (!option.isEmpty()) {
                    write(out, option.get(), level + 1);
                }
            }
            case List<?> list -> elements(out, Tag.LIST, list, level);
            case Vector<?> vector -> elements(out, Tag.VECTOR, vector, level);
            case TreeSet<?> set -> {
                requireOrder(set);
                elements(out, Tag.TREE_SET, set, level);
            }
            case LinkedHashSet<?> set -> elements(out, Tag.LINKED_SET, set, level);
            case TreeMap<?, ?> map -> {
                requireOrder(map.keySet());
                pairs(out, Tag.TREE_MAP, map, level);
            }
            case LinkedHashMap<?, ?> map -> pairs(out, Tag.LINKED_MAP, map, level);
            default ->
                    throw new NotAValueException(
                            value.getClass().getName()
                                    + " has no encoding whose order is stable; use a record, or a"
                                    + " vavr List, Vector, TreeSet, TreeMap, LinkedHashSet or"
                                    + " LinkedHashMap");
        }
    }

    private void record(DataOutputStream out, Record value, int level) throws IOException {
        RecordShape shape = (RecordShape) Shape.of(value.getClass());
        tag(out, Tag.RECORD);
        text(out, value.getClass().getName());
        for (RecordComponent component : shape.components()) {
            write(out, shape.read(component, value), level + 1);
        }
    }

    private void elements(DataOutputStream out, Tag tag, Traversable<?> elements, int level)
            throws IOException {
        tag(out, tag);
        out.writeInt(elements.size());
        for (Object element : elements) {
            write(out, element, level + 1);
        }
    }

    private void pairs(DataOutputStream out, Tag tag, Map<?, ?> map, int level) throws IOException {
        tag(out, tag);
        out.writeInt(map.size());
        for (Tuple2<?, ?> entry : map) {
            write(out, entry._1, level + 1);
            write(out, entry._2, level + 1);
        }
    }

    private static void requireOrder(Traversable<?> sorted) {
        for (Object element : sorted) {
            if (!(element instanceof Comparable)) {
                throw new NotAValueException(
                        "a sorted container must hold what has a natural order: " + element);
            }
        }
    }

    private static void tag(DataOutputStream out, Tag tag) throws IOException {
        out.writeByte(tag.ordinal());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        if (holdsSurrogates(text) && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new NotAValueException("a text must not hold half a surrogate pair");
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static boolean holdsSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Object read(DataInputStream in, int level)
            throws IOException, ClassNotFoundException {
        if (level > LEVELS_MAX) {
            throw new IOException("nested deeper than " + LEVELS_MAX + " levels");
        }
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
            case RECORD -> record(in, level);
            case REF -> ActorRef.to(text(in), in.readInt());
            case NONE -> Option.none();
            case SOME -> Option.some(read(in, level + 1));
            case LIST -> List.ofAll(elements(in, level));
            case VECTOR -> Vector.ofAll(elements(in, level));
            case TREE_SET -> sortedSet(elements(in, level));
            case LINKED_SET -> LinkedHashSet.ofAll(elements(in, level));
            case TREE_MAP -> pairs(in, level, StructuralCodec::sortedMap);
            case LINKED_MAP -> pairs(in, level, LinkedHashMap::ofEntries);
            case FLOAT -> in.readFloat();
            case SHORT -> in.readShort();
            case BYTE -> in.readByte();
            case CHAR -> in.readChar();
            case BYTES -> Bytes.of(in.readNBytes(size(in)));
        };
    }

    private Object record(DataInputStream in, int level)
            throws IOException, ClassNotFoundException {
        Class<?> recordType = load(text(in));
        if (!(Shape.of(recordType) instanceof RecordShape shape)) {
            throw new IOException(recordType.getName() + " is not a record");
        }
        var arguments = new @Nullable Object[shape.components().length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = read(in, level + 1);
        }
        return shape.construct(arguments);
    }

    private java.util.List<@Nullable Object> elements(DataInputStream in, int level)
            throws IOException, ClassNotFoundException {
        int size = size(in);
        var elements = new ArrayList<@Nullable Object>();
        for (int i = 0; i < size; i++) {
            elements.add(read(in, level + 1));
        }
        return elements;
    }

    private Object pairs(
            DataInputStream in,
            int level,
            Function<java.util.List<Tuple2<Object, Object>>, Object> make)
            throws IOException, ClassNotFoundException {
        int size = size(in);
        var entries = new ArrayList<Tuple2<Object, Object>>();
        for (int i = 0; i < size; i++) {
            entries.add(Tuple.of(read(in, level + 1), read(in, level + 1)));
        }
        return make.apply(entries);
    }

    /** Its first element is compared with itself, because a lone one is compared with no other. */
    private static Object sortedSet(java.util.List<Object> elements) {
        if (!elements.isEmpty()) {
            compare(elements.getFirst(), elements.getFirst());
        }
        return TreeSet.ofAll(StructuralCodec::compare, elements);
    }

    private static Object sortedMap(java.util.List<Tuple2<Object, Object>> entries) {
        if (!entries.isEmpty()) {
            compare(entries.getFirst()._1, entries.getFirst()._1);
        }
        return TreeMap.ofEntries(StructuralCodec::compare, entries);
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
        ByteBuffer utf8 = ByteBuffer.wrap(in.readNBytes(length));
        return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, loader);
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
