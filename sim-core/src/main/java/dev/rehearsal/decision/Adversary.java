package dev.rehearsal.decision;

import dev.rehearsal.kernel.Delivery;

import io.vavr.collection.Vector;

/**
 * Who decides what goes wrong. Asked at each decision point of a simulation.
 *
 * <p>Determinism: an answer is a pure function of the key or name that is asked for, never of the
 * order of the questions.
 */
public interface Adversary {

    /** The adversary that lets everything go well. */
    Adversary CALM =
            new Adversary() {
                @Override
                public void decide(Delivery message, long key, long nowNanos, Decision decision) {}

                @Override
                public Vector<Departure.Crash> crashes() {
                    return Vector.empty();
                }

                @Override
                public Heal heal() {
                    return Heal.USUAL;
                }
            };

    /**
     * Decides the fate of a message between nodes.
     *
     * @param key the {@linkplain MessageName#key key} of its name
     * @param nowNanos when it is sent
     * @param decision calm when it is passed; where the decision goes
     */
    void decide(Delivery message, long key, long nowNanos, Decision decision);

    /** The crashes of the run, at most one for each name. */
    Vector<Departure.Crash> crashes();

    /** When the faults stop; from then on nothing is asked any more. */
    default Heal heal() {
        return Heal.NEVER;
    }

    /**
     * One of the crashes is happening. Those of a node that is down, or beyond what the cluster
     * survives at once, never do.
     */
    default void happened(Departure.Crash crash) {}
}
