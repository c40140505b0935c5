package dev.rehearsal.value;

/**
 * How a value becomes bytes and a value again: what a file on a disk holds.
 *
 * <p>Law: {@code decode(encode(v))} equals {@code v}, and equal values whose containers are of the
 * same kinds and in the same order have equal bytes.
 *
 * @param <T> the values
 */
public interface Codec<T> {

    /** The bytes of a value. */
    byte[] encode(T value);

    /**
     * The value of some bytes.
     *
     * @throws IllegalArgumentException when the bytes are no encoding of a value; it says at which
     *     byte
     */
    T decode(byte[] bytes);

    /**
     * The codec of records, enums, strings, boxed primitives, {@code ActorRef}, and of vavr's
     * {@code Option}, {@code List}, {@code Vector}, {@code TreeSet}, {@code TreeMap}, {@code
     * LinkedHashSet} and {@code LinkedHashMap} of them: the containers whose order is part of the
     * program and not of a hash.
     *
     * <p>Shape: self-describing, with class names; sorted containers come back in natural order.
     *
     * <p>Errors: {@code encode} refuses a value that is none of these, an element of a sorted
     * container that has no natural order, half a surrogate pair in a text, and nesting deeper than
     * {@value StructuralCodec#LEVELS_MAX} levels with {@link NotAValueException}.
     *
     * @param type the class or interface of all values
     */
    static <T> Codec<T> structural(Class<T> type) {
        return new StructuralCodec<>(type);
    }
}
