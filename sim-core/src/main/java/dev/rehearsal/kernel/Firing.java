package dev.rehearsal.kernel;

import dev.rehearsal.value.Shape;

import org.jspecify.annotations.Nullable;

/** A timer that is set, and the action of its firing. */
public final class Firing implements Action {

    private final int actor;
    private final Object message;
    private final Shape shape;
    private final long fingerprint;
    private final long afterNanos;
    private @Nullable Cause cause;
    private boolean set;
    private @Nullable String source;

    Firing(int actor, Object message, Shape shape, long fingerprint, long afterNanos) {
        this.actor = actor;
        this.message = message;
        this.shape = shape;
        this.fingerprint = fingerprint;
        this.afterNanos = afterNanos;
    }

    /** The same timer, not set. */
    Firing again() {
        return new Firing(actor, message, shape, fingerprint, afterNanos);
    }

    /** The number of the actor. */
    public int actor() {
        return actor;
    }

    /** What the actor will receive. */
    public Object message() {
        return message;
    }

    /** The shape of the message, with the name of its type. */
    public Shape shape() {
        return shape;
    }

    /** The fingerprint of the message. */
    public long fingerprint() {
        return fingerprint;
    }

    /** How long after it was set it is to fire, on the clock of the node. */
    public long afterNanos() {
        return afterNanos;
    }

    /** Says what has made it early or late; for the driver. */
    public void departs(String by) {
        source = by;
    }

    /** What has made it early or late; null when nothing has. */
    public @Nullable String source() {
        return source;
    }

    /** Whether it is still to fire: it was neither cancelled nor replaced, and its actor lives. */
    public boolean isSet() {
        return set;
    }

    void set(boolean value) {
        set = value;
    }

    /** Says what its firing is the root of; for the driver, before it applies the action. */
    public void causedBy(Cause root) {
        cause = root;
    }

    /** What its firing is the root of; null until the driver says so. */
    public @Nullable Cause cause() {
        return cause;
    }
}
