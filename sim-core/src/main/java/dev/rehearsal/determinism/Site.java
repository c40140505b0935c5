package dev.rehearsal.determinism;

import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;

/** Where an object comes from whose order, text, hash or owner matters. */
final class Site {

    /** What is remarkable about it. */
    enum Kind {
        /** The order of its elements is salted: {@code Set.of}. */
        SALTED,
        /** The order of its elements follows their hash. */
        HASHED,
        /** The order of its elements follows their identity. */
        IDENTITIES,
        /** It is an array; its elements are recorded as keys. */
        ARRAY,
        /** It has no text or hash of its own: a lambda, a {@code new Object()}. */
        PLAIN,
        /** A lambda. */
        LAMBDA,
        /** It hangs on a static field. */
        STATIC,
        /** It hangs on an actor. */
        ACTOR;

        boolean isOrder() {
            return this == SALTED || this == HASHED || this == IDENTITIES;
        }

        boolean isOwned() {
            return this == STATIC || this == ACTOR;
        }
    }

    private final int id;
    private final Kind kind;
    private final String detail;
    private final Set<String> keys = new TreeSet<>();
    private final BitSet keySites = new BitSet();
    private boolean forgetsOrder;

    Site(int id, Kind kind, String detail) {
        this.id = id;
        this.kind = kind;
        this.detail = detail;
    }

    int id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    /** The static field, the actor's class, or empty. */
    String detail() {
        return detail;
    }

    /** The descriptors of what is known to be a key or an element. */
    Set<String> keys() {
        return keys;
    }

    /** Where keys and elements come from. */
    BitSet keySites() {
        return keySites;
    }

    /** Whether it makes collections that do not keep the order in which they are filled. */
    boolean forgetsOrder() {
        return forgetsOrder;
    }

    void forgetOrder() {
        forgetsOrder = true;
    }
}
