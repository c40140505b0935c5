package dev.rehearsal.simulation;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.kernel.Delivery;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Who hears nothing for a while: nodes that stand still, and actors that hang.
 *
 * <p>Order: what becomes due meanwhile is kept, and comes afterwards in that order. A kill reaches
 * an actor that hangs.
 */
final class Standstill {

    private static final class Kept {
        final List<Object> items = new ArrayList<>();
        String source = "";

        /** Of several at once only the end of the last counts. */
        int number;
    }

    private final Stage stage;
    private final TreeMap<Integer, Kept> nodes = new TreeMap<>();
    private final TreeMap<Integer, Kept> actors = new TreeMap<>();
    private int numbers;

    Standstill(Stage stage) {
        this.stage = stage;
    }

    boolean isAnywhere() {
        return !nodes.isEmpty() || !actors.isEmpty();
    }

    /** A node stands still from now on; gives the number of that. */
    int pause(int node, String source) {
        Kept kept = nodes.computeIfAbsent(node, _ -> new Kept());
        kept.source = source;
        kept.number = ++numbers;
        return kept.number;
    }

    /** An actor hangs from now on, before something; gives the number of that. */
    int hang(int actor, Object before) {
        Kept kept = new Kept();
        kept.items.add(before);
        kept.number = ++numbers;
        actors.put(actor, kept);
        return kept.number;
    }

    /** Whether something is kept that is due for an actor; if so it is. */
    boolean keeps(Object item, int node, int actor) {
        Kept still = nodes.get(node);
        if (still != null) {
            if (still.items.isEmpty()) {
                stage.tookEffect(FaultKind.PAUSE, still.source);
            }
            still.items.add(item);
            return true;
        }
        Kept hung = actors.get(actor);
        if (hung == null || item instanceof Delivery delivery && delivery.isKill()) {
            return false;
        }
        hung.items.add(item);
        return true;
    }

    boolean isPause(int node, int number) {
        Kept kept = nodes.get(node);
        return kept != null && kept.number == number;
    }

    boolean isHang(int actor, int number) {
        Kept kept = actors.get(actor);
        return kept != null && kept.number == number;
    }

    /** A node goes on, or is gone: gives what was kept. */
    List<Object> goesOn(int node) {
        return items(nodes.remove(node));
    }

    /** An actor hears again, or is gone: gives what was kept. */
    List<Object> hears(int actor) {
        return items(actors.remove(actor));
    }

    private static List<Object> items(@Nullable Kept kept) {
        return kept == null ? List.of() : kept.items;
    }

    /** Does something with each item that is kept, by node and then by actor. */
    void forEach(Consumer<Object> action) {
        nodes.values().forEach(kept -> kept.items.forEach(action));
        actors.values().forEach(kept -> kept.items.forEach(action));
    }

    /** The actors that hang, by number. */
    List<Integer> hanging() {
        return List.copyOf(actors.keySet());
    }
}
