package dev.rehearsal.scenarios.kv;

import dev.rehearsal.history.model.Answer;

/** What clients and sessions say to each other. */
sealed interface KvMessage {

    /**
     * A request; the network may deliver it again.
     *
     * @param index grows with each operation of the client
     */
    record Ask(String client, int index, KvCall call) implements KvMessage {}

    /** What came of it. */
    record Told(int index, Answer<Integer> answer) implements KvMessage {}
}
