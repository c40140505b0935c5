package dev.rehearsal.check;

import dev.rehearsal.kernel.ActorImage;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.NodeImage;

import org.jspecify.annotations.Nullable;

/**
 * A state of a system of actors: images that it shares with the states around it.
 *
 * <p>Arrays that nobody changes: a record of vectors would cost the search its speed.
 *
 * @param actors by number; actors behind its end have never lived
 * @param flights the messages in flight, in the order of the {@link Soup}
 * @param drops how many messages may still be lost
 * @param crashes how many crashes may still happen
 * @param strayed which step that led here is none of a specification; null when all are
 * @param thrown what a handler threw; null when none did
 */
record Snapshot(
        ActorImage[] actors,
        NodeImage[] nodes,
        Delivery[] flights,
        int drops,
        int crashes,
        Story story,
        Specifications.@Nullable Strayed strayed,
        @Nullable String thrown) {}
