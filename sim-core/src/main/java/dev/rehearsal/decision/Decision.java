package dev.rehearsal.decision;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link Adversary} decides about one message; calm until it says otherwise.
 *
 * <p>Mutable and used again for the next message.
 */
public final class Decision {

    private boolean dropped;
    private @Nullable Point held;
    private @Nullable Point again;

    /** Forgets what was decided. */
    public void calm() {
        dropped = false;
        held = null;
        again = null;
    }

    /** The message is lost. */
    public void drop() {
        dropped = true;
    }

    /** The message arrives at {@code until}. */
    public void hold(Point until) {
        held = until;
    }

    /** The message is delivered a second time, at {@code until}. */
    public void again(Point until) {
        again = until;
    }

    /** Whether the message is lost; then nothing else counts. */
    public boolean isDropped() {
        return dropped;
    }

    /** When the message arrives; null after the base latency. */
    public @Nullable Point held() {
        return held;
    }

    /** When it arrives once more; null never. */
    public @Nullable Point again() {
        return again;
    }
}
