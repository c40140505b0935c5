package dev.rehearsal.jqwik;

import dev.rehearsal.faults.FaultProfile;

/** Makes fault profiles for {@link Faults}. */
@FunctionalInterface
public interface ProfileSource {

    /**
     * The profile of a run: the same for the same seed, and most often the same for all.
     *
     * @param seed of the plan that it is for
     */
    FaultProfile profile(long seed);
}
