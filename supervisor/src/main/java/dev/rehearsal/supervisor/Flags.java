package dev.rehearsal.supervisor;

import java.time.Duration;

/**
 * How often a supervisor restarts before it gives up, and when it ends by itself.
 *
 * <p>Shape: with intensity N and period P it performs N restarts within P; the next one is not
 * performed but ends it. The window slides and is inclusive: two restarts exactly P apart count
 * together.
 *
 * @param intensity how many restarts within the period, at least 0; OTP's default is 1
 * @param period longer than 0; OTP's default is 5 seconds
 * @param autoShutdown whether it ends with its significant children; the default is never
 * @param wholeSeconds whether the clock is read in whole seconds, rounded down, as OTP does: then
 *     restarts less than or exactly a period apart count together, those a period and a second
 *     apart never do, and in between it depends on where the seconds begin. Off by default
 * @param backOff how long a start that failed during a restart is waited with before it is tried
 *     again; OTP does not wait, and neither does the default
 */
public record Flags(
        int intensity,
        Duration period,
        AutoShutdown autoShutdown,
        boolean wholeSeconds,
        BackOff backOff) {

    /** One restart within five seconds. */
    public static final Flags DEFAULT =
            new Flags(1, Duration.ofSeconds(5), AutoShutdown.NEVER, false, BackOff.NONE);

    /** Refuses a negative intensity and a period that is not positive. */
    public Flags {
        if (intensity < 0) {
            throw new InvalidDefinitionException(
                    "invalid_intensity", "intensity must be at least 0", intensity);
        }
        if (!period.isPositive()) {
            throw new InvalidDefinitionException(
                    "invalid_period", "period must be longer than 0", period);
        }
    }

    /** The same with another rule about significant children. */
    public Flags autoShutdown(AutoShutdown rule) {
        return new Flags(intensity, period, rule, wholeSeconds, backOff);
    }

    /** The same with the clock read in whole seconds. */
    public Flags inWholeSeconds() {
        return new Flags(intensity, period, autoShutdown, true, backOff);
    }

    /** The same with a pause before each further attempt of a start that failed. */
    public Flags backOff(Duration first, Duration longest) {
        return backOff(new BackOff(first, longest, 0));
    }

    /** The same with that back-off. */
    public Flags backOff(BackOff pauses) {
        return new Flags(intensity, period, autoShutdown, wholeSeconds, pauses);
    }

    /** The time of a restart, as it is kept and compared. */
    long reading(Duration now) {
        return wholeSeconds ? now.getSeconds() * 1_000_000_000L : now.toNanos();
    }
}
