package dev.rehearsal.simulation;

import dev.rehearsal.decision.Point;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * What waits for a point of the story that is no time: until an operation has ended, or until the
 * run does.
 *
 * <p>Order: as it was entered.
 */
final class Held {

    private final LinkedHashMap<String, List<Object>> untilEnded = new LinkedHashMap<>();
    private final List<Delivery> untilTheEnd = new ArrayList<>();

    /** Enters what comes when an operation has ended. */
    void untilEnded(Point.AfterOperation operation, Object item) {
        untilEnded
                .computeIfAbsent(
                        operation.client() + "#" + operation.index(), _ -> new ArrayList<>())
                .add(item);
    }

    /** Enters a message that never arrives. */
    void untilTheEnd(Delivery delivery) {
        untilTheEnd.add(delivery);
    }

    /** An operation has ended: gives what waited for that. */
    List<Object> ended(String operation) {
        List<Object> items = untilEnded.remove(operation);
        return items == null ? List.of() : items;
    }

    /**
     * The faults stop: gives the messages that waited for an operation. Incidents that did are
     * gone, and operations still wait.
     */
    List<Delivery> healed() {
        List<Delivery> messages = new ArrayList<>();
        for (List<Object> items : untilEnded.values()) {
            for (Object item : items) {
                if (item instanceof Delivery delivery) {
                    messages.add(delivery);
                }
            }
        }
        untilEnded
                .values()
                .forEach(items -> items.removeIf(item -> !(item instanceof Action.Invoke)));
        return messages;
    }

    /** Does something with each thing that waits. */
    void forEach(Consumer<Object> action) {
        untilEnded.values().forEach(items -> items.forEach(action));
        untilTheEnd.forEach(action);
    }
}
