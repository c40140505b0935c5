package dev.rehearsal.identities;

import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.value.Fingerprint;

/** What tells one message of a run from the others; the first three each with a count. */
enum Naming {

    /** Nothing: the n-th message of the run takes the n-th random number of one stream. */
    STREAM("stream"),

    /** Link and type. */
    LINK("link, type, count"),

    /** Link, type and content. */
    CONTENT("with content"),

    /** Root, link and type: the key that the simulation hands over, count included. */
    ROOT("by root");

    private final String title;

    Naming(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The name of a message, but for the count. */
    long name(Delivery message, long key) {
        return switch (this) {
            case STREAM -> 0;
            case LINK -> link(message);
            case CONTENT -> Fingerprint.fold(link(message), message.fingerprint());
            case ROOT -> key;
        };
    }

    private static long link(Delivery message) {
        long link = Fingerprint.fold(Fingerprint.mix(message.sender()), message.receiver());
        return Fingerprint.fold(link, message.shape().nameHash());
    }
}
