package dev.rehearsal.determinism;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;

/**
 * What is known of a value in a local or on the stack.
 *
 * @param type its static type as a descriptor, or null when it is not known
 * @param sites where it may come from, among the places that matter; never changed
 */
record Value(@Nullable String type, BitSet sites) {

    static final BitSet NOWHERE = new BitSet();
    static final Value UNKNOWN = new Value(null, NOWHERE);
    static final Value INT = new Value("I", NOWHERE);
    static final Value LONG = new Value("J", NOWHERE);
    static final Value FLOAT = new Value("F", NOWHERE);
    static final Value DOUBLE = new Value("D", NOWHERE);

    static Value of(String descriptor) {
        return switch (descriptor) {
            case "J" -> LONG;
            case "D" -> DOUBLE;
            case "F" -> FLOAT;
            case "I", "Z", "B", "C", "S" -> INT;
            default -> new Value(descriptor, NOWHERE);
        };
    }

    boolean isWide() {
        return "J".equals(type) || "D".equals(type);
    }

    /** The internal name of its class, or null of a primitive, an array or the unknown. */
    @Nullable String className() {
        return type == null ? null : className(type);
    }

    static @Nullable String className(String descriptor) {
        return descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : null;
    }

    /** The same, also from other places. */
    Value from(BitSet more) {
        return more.isEmpty() ? this : new Value(type, union(sites, more));
    }

    Value as(String descriptor) {
        return new Value(descriptor, sites);
    }

    /** Either of two. */
    Value or(Value other) {
        if (equals(other)) {
            return this;
        }
        String both = type != null && type.equals(other.type) ? type : null;
        return new Value(both, union(sites, other.sites));
    }

    static BitSet union(BitSet left, BitSet right) {
        if (right.isEmpty()) {
            return left;
        }
        if (left.isEmpty()) {
            return right;
        }
        BitSet both = (BitSet) left.clone();
        both.or(right);
        return both;
    }
}
