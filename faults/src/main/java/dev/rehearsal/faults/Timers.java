package dev.rehearsal.faults;

import java.time.Duration;

/**
 * Timers of servers fire early or late, against their clock: a coarse tick, a busy timer thread.
 *
 * @param when early or late
 * @param rate for each timer that is set; usually 0.2
 * @param max how much at the most; an early one still fires after its setting; usually 30 ms
 */
public record Timers(When when, double rate, Duration max) implements OfTimers {

    /** In which direction. */
    public enum When {
        /** Before its time. */
        EARLY("timer-early"),
        /** After it. */
        LATE("timer-late");

        private final String label;

        When(String label) {
            this.label = label;
        }
    }

    /** Refuses what is no probability, and what is not positive. */
    public Timers {
        Options.requireRate("rate", rate);
        Options.requirePositive("max", max);
    }

    @Override
    public String label() {
        return when.label;
    }

    @Override
    public Part timers(Scene scene) {
        long purpose = scene.draw().bits();
        return (_, key, _, after) -> {
            if (!Scene.chance(purpose, key, rate)) {
                return after;
            }
            long much = Scene.upTo(purpose, key, max);
            return when == When.LATE ? after + much : Math.max(1, after - much);
        };
    }
}
