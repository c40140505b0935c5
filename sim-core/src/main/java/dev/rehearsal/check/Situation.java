package dev.rehearsal.check;

import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A system of actors at one moment, as a {@link Refinement} sees it: what any property may see, and
 * the messages in flight.
 *
 * <p>Shape: it changes in place with the world; keep values that were read from it, never itself.
 *
 * <p>Cost: the messages are gathered when they are asked for.
 */
public final class Situation {

    /** Where messages wait. */
    @FunctionalInterface
    public interface Waiting {

        /** Hands over every message that waits, the kernel's own included. */
        void forEach(Consumer<Delivery> action);
    }

    /**
     * A message that was sent, and neither handled nor lost; one that will arrive twice is two.
     *
     * @param from the path of its sender
     * @param to the path of its receiver
     */
    public record Flight(String from, String to, Object message) {

        @Override
        public String toString() {
            return message + " " + from + "→" + to;
        }
    }

    private final View world;
    private final Waiting waiting;

    /** Of a world and what waits beside it; for the drivers. */
    public Situation(View world, Waiting waiting) {
        this.world = world;
        this.waiting = waiting;
    }

    /** Who is up, who lives, the states, the disks. */
    public View world() {
        return world;
    }

    /** The messages in flight, in an order that means nothing. */
    public Vector<Flight> inFlight() {
        List<Flight> flights = new ArrayList<>();
        waiting.forEach(delivery -> {
            if (!delivery.isNotice()) {
                flights.add(
                        new Flight(
                                world.path(delivery.sender()),
                                world.path(delivery.receiver()),
                                delivery.message()));
            }
        });
        return Vector.ofAll(flights);
    }
}
