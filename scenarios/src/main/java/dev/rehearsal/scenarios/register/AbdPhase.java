package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.scenarios.register.AbdMessage.Stamped;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;

/** What a server of ABD is doing for the request that it serves. */
sealed interface AbdPhase {

    /** The request that is served. */
    int request();

    /** Who asked. */
    ActorRef<RegisterMessage> requester();

    /**
     * Asking a majority for the newest value.
     *
     * @param written the value to write; none for a read
     * @param responses what each server holds that has answered, by its path
     */
    record Querying(
            int request,
            ActorRef<RegisterMessage> requester,
            Option<Integer> written,
            TreeMap<String, Stamped> responses)
            implements AbdPhase {}

    /**
     * Making a majority hold the value.
     *
     * @param read the value to answer with; none for a write
     * @param recorded what they are to hold
     * @param acknowledged the paths of the servers that hold it or something newer
     */
    record Recording(
            int request,
            ActorRef<RegisterMessage> requester,
            Option<Integer> read,
            Stamped recorded,
            TreeSet<String> acknowledged)
            implements AbdPhase {}
}
