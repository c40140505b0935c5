package dev.rehearsal.simulation;

import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.World;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Writes down what happens, with a number for each message that leads from its sending to its
 * arrivals.
 */
final class TraceWriter {

    private final World world;
    private final Agenda agenda;
    private final List<TraceEvent> events = new ArrayList<>();
    private final IdentityHashMap<Delivery, Long> ids = new IdentityHashMap<>();

    TraceWriter(World world, Agenda agenda) {
        this.world = world;
        this.agenda = agenda;
    }

    void add(TraceEvent event) {
        events.add(event);
    }

    void sent(long step, Delivery delivery, boolean dropped) {
        boolean remote = world.nodeOf(delivery.sender()) != world.nodeOf(delivery.receiver());
        add(
                new TraceEvent.Sent(
                        step,
                        agenda.now(),
                        id(delivery),
                        world.path(delivery.sender()),
                        world.path(delivery.receiver()),
                        delivery.sent(),
                        remote ? agenda.name(delivery) : null,
                        dropped));
    }

    void delivered(long step, Delivery delivery) {
        add(
                new TraceEvent.Delivered(
                        step,
                        agenda.now(),
                        id(delivery),
                        delivery.copy(),
                        world.path(delivery.sender()),
                        world.path(delivery.receiver()),
                        delivery.message()));
    }

    void lost(long step, Delivery delivery) {
        add(
                new TraceEvent.Lost(
                        step,
                        agenda.now(),
                        id(delivery),
                        delivery.copy(),
                        world.path(delivery.sender()),
                        world.path(delivery.receiver()),
                        delivery.message()));
    }

    private long id(Delivery delivery) {
        return ids.computeIfAbsent(delivery.original(), _ -> (long) ids.size() + 1);
    }

    Vector<TraceEvent> events() {
        return Vector.ofAll(events);
    }
}
