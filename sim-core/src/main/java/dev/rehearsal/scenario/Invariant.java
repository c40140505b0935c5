package dev.rehearsal.scenario;

import dev.rehearsal.kernel.View;

import io.vavr.control.Option;

import java.util.function.Predicate;

/**
 * What is to hold of a world, with words for what does not.
 *
 * <p>Determinism: a pure function of what it sees, called at any time and any number of times, by
 * the simulation and by an exhaustive search. It knows neither of time nor of the run.
 *
 * <p>Cost: an invariant that must always hold is asked after each event that changed anything a
 * {@link View} shows. That is often: ask for the actors that matter, build no collection that is
 * not needed, and make the message only when something is broken.
 */
@FunctionalInterface
public interface Invariant {

    /** What does not hold, in one sentence with the values; none when all holds. */
    Option<String> broken(View world);

    /**
     * The invariant that a condition holds.
     *
     * @param part what it says, in a few words: {@code one leader at most}
     */
    static Invariant that(String part, Predicate<View> condition) {
        Option<String> broken = Option.some("does not hold: " + part);
        return world -> condition.test(world) ? Option.none() : broken;
    }

    /** This, and another; what is broken first says so. */
    default Invariant and(Invariant other) {
        return world -> {
            Option<String> broken = broken(world);
            return broken.isDefined() ? broken : other.broken(world);
        };
    }
}
