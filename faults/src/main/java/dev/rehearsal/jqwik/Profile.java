package dev.rehearsal.jqwik;

import dev.rehearsal.faults.FaultProfile;

/** The ready fault profiles, for {@link Faults}. */
public enum Profile implements ProfileSource {
    /** {@link FaultProfile#CALM}. */
    CALM("calm"),
    /** {@link FaultProfile#LOSSY}. */
    LOSSY("lossy"),
    /** {@link FaultProfile#HARSH}. */
    HARSH("harsh"),
    /** Another profile for each seed: {@link FaultProfile#swarm}. */
    SWARM("swarm");

    private final String label;

    Profile(String label) {
        this.label = label;
    }

    @Override
    public FaultProfile profile(long seed) {
        return FaultProfile.named(label, seed);
    }
}
