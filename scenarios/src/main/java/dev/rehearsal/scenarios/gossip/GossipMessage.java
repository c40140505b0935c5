package dev.rehearsal.scenarios.gossip;

import io.vavr.collection.Vector;

/** What members say to each other. */
sealed interface GossipMessage {

    /**
     * Are you there?
     *
     * @param origin who wants to know
     * @param period of the one who wants to know
     */
    record Ping(int origin, int period, Vector<Rumour> rumours) implements GossipMessage {}

    /** I am; to be handed on to the one who wants to know. */
    record Ack(int origin, int period, Vector<Rumour> rumours) implements GossipMessage {}

    /** Ask that member for me, for I cannot reach it. */
    record PingFor(int origin, int period, int target, Vector<Rumour> rumours)
            implements GossipMessage {}

    /** The timer for the next period. */
    record Tick() implements GossipMessage {}

    /** The timer within a period: an answer should have come. */
    record Late(int period) implements GossipMessage {}

    /** The timer of a suspicion: it was not denied. */
    record Undenied(int member, int incarnation) implements GossipMessage {}

    /** What is said of a member. */
    record Rumour(int member, Standing standing) {
        @Override
        public String toString() {
            return "n" + member + " " + standing;
        }
    }
}
