package dev.rehearsal.scenarios.gossip;

import io.vavr.collection.Vector;

/**
 * What is known of a member.
 *
 * <p>Of two things that are said of one member the newer one is believed, whichever comes first;
 * and so all who have heard the same believe the same. A greater incarnation is newer, for only the
 * member itself goes on to it, to say that it lives. Within one incarnation worse is newer.
 *
 * @param incarnation how often the member has denied what was said of it
 */
record Standing(int incarnation, Health health) {

    static final Standing UNTOLD = new Standing(0, Health.ALIVE);

    private static final Vector<Health> HEALTHS = Vector.of(Health.values());

    /** From good to bad. */
    enum Health {
        ALIVE,
        /** It did not answer, and may deny it. */
        SUSPECT,
        DEAD
    }

    /** As a number: what is newer has a greater one. */
    int rank() {
        return incarnation * HEALTHS.size() + health.ordinal();
    }

    static Standing ranked(int rank) {
        return new Standing(rank / HEALTHS.size(), HEALTHS.get(rank % HEALTHS.size()));
    }

    boolean isNewerThan(Standing other) {
        return rank() > other.rank();
    }

    boolean isAlive() {
        return health == Health.ALIVE;
    }

    @Override
    public String toString() {
        return health + "." + incarnation;
    }
}
