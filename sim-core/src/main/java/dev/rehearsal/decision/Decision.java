package dev.rehearsal.decision;

import dev.rehearsal.value.Damage;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What an {@link Adversary} decides about one message; calm until it says otherwise.
 *
 * <p>Shape: lost, or arriving at one point, whole or damaged, and perhaps again at others. Delays
 * add up; a point that is no delay counts instead of them. Each fate has a source, the name under
 * which it is counted: that of the longest delay where several add up.
 *
 * <p>Mutable and used again for the next message.
 */
public final class Decision {

    private @Nullable String droppedBy;
    private @Nullable Point held;
    private long delayNanos;
    private long longestNanos;
    private String heldBy = "";
    private final List<Point> again = new ArrayList<>(1);
    private String againBy = "";
    private @Nullable Damage damage;
    private String damagedBy = "";

    /** Forgets what was decided. */
    public void calm() {
        droppedBy = null;
        held = null;
        delayNanos = 0;
        longestNanos = 0;
        again.clear();
        damage = null;
    }

    /** The message is lost. */
    public void drop() {
        drop(FaultKind.DROP.label());
    }

    /** The message is lost, by that source. */
    public void drop(String source) {
        droppedBy = source;
    }

    /** The message arrives so much later than anything else has decided, by that source. */
    public void delay(long nanos, String source) {
        delayNanos += nanos;
        if (held == null && nanos > longestNanos) {
            longestNanos = nanos;
            heldBy = source;
        }
    }

    /** The message arrives at {@code until}. */
    public void hold(Point until) {
        hold(until, FaultKind.HOLD.label());
    }

    /** The message arrives at {@code until}, by that source. */
    public void hold(Point until, String source) {
        held = until;
        heldBy = source;
    }

    /** The message is delivered a second time, at {@code until}. */
    public void again(Point until) {
        again(until, FaultKind.DUPLICATE.label());
    }

    /**
     * The message is delivered a second time, at {@code until}, by that source, whatever else was
     * to repeat it.
     */
    public void again(Point until, String source) {
        again.clear();
        again.add(until);
        againBy = source;
    }

    /** The message is delivered once more, at {@code until}, besides all other times. */
    public void also(Point until) {
        again.add(until);
        againBy = FaultKind.DUPLICATE.label();
    }

    /** The bytes that the message carries are damaged. */
    public void corrupt(Damage by) {
        corrupt(by, FaultKind.CORRUPT.label());
    }

    /** The bytes that the message carries are damaged, by that source. */
    public void corrupt(Damage by, String source) {
        damage = by;
        damagedBy = source;
    }

    /** Whether the message is lost; then nothing else counts. */
    public boolean isDropped() {
        return droppedBy != null;
    }

    /** What has lost it; null when it is not. */
    public @Nullable String droppedBy() {
        return droppedBy;
    }

    /** When the message arrives; null after the base latency. */
    public @Nullable Point held() {
        return held == null && delayNanos > 0 ? new Point.After(delayNanos) : held;
    }

    /** What holds it. */
    public String heldBy() {
        return heldBy;
    }

    /** When it arrives once more, for each time; valid until the next decision. */
    public List<Point> again() {
        return again;
    }

    /** What is damaged; null nothing. */
    public @Nullable Damage damage() {
        return damage;
    }

    /** What damages it. */
    public String damagedBy() {
        return damagedBy;
    }

    /** What repeats it. */
    public String againBy() {
        return againBy;
    }
}
