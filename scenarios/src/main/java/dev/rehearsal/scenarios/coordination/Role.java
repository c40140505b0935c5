package dev.rehearsal.scenarios.coordination;

import dev.rehearsal.scenarios.coordination.CoordinationMessage.Promised;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;

/** What a peer is. */
sealed interface Role {

    /** It knows no leader. */
    record Looking() implements Role {}

    /**
     * It is promised to somebody else.
     *
     * @param synchronised whether it has heard from that one since it is of the epoch
     */
    record Following(boolean synchronised) implements Role {}

    /** It wants to lead, and these have promised it. */
    record Gathering(TreeMap<String, Promised> promises) implements Role {}

    /**
     * It leads, when a majority is of its epoch.
     *
     * @param acked how much each has for good of those who are of the epoch
     * @param heard who has answered lately
     * @param beats for how long that is
     */
    record Leading(TreeMap<String, Integer> acked, TreeSet<String> heard, int beats)
            implements Role {

        Leading having(String peer, int length) {
            int known = acked.getOrElse(peer, 0);
            return new Leading(acked.put(peer, Math.max(known, length)), heard, beats);
        }

        Leading hearing(String peer) {
            return new Leading(acked, heard.add(peer), beats);
        }

        Leading counting(int number, TreeSet<String> since) {
            return new Leading(acked, since, number);
        }
    }
}
