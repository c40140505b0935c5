package dev.rehearsal.faults;

import java.time.Duration;

/**
 * Messages of one type are slow for the whole run, by a time that is drawn for the type: a kind of
 * request that is heavy to make or to take.
 *
 * @param rate for each type of message; usually 0.3
 * @param span how much longer at the most; usually 50 ms
 */
public record SlowTypes(double rate, Duration span) implements OfMessages {

    /** Refuses what is no probability, and what is not positive. */
    public SlowTypes {
        Options.requireRate("rate", rate);
        Options.requirePositive("span", span);
    }

    @Override
    public String label() {
        return "slow-type";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        return (message, _, _, decision) -> {
            long type = message.shape().nameHash();
            if (Scene.chance(purpose, type, rate)) {
                decision.delay(Scene.upTo(purpose, type, span), label());
            }
        };
    }
}
