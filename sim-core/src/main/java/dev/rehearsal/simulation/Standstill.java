package dev.rehearsal.simulation;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.World;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Who hears nothing for a while: nodes that stand still, and actors that hang.
 *
 * <p>Order: what becomes due meanwhile is kept, and comes afterwards in that order. A kill reaches
 * an actor that hangs.
 */
final class Standstill {

    /** A node that stood still goes on. */
    record GoOn(int node, int pause) {}

    /**
     * An actor that hangs hears again.
     *
     * @param last whether it comes behind whatever was due at that instant, which is kept as well
     */
    record Wakes(int actor, int hang, boolean last) {}

    /** The action before which an actor has hung. */
    record Woken(int actor, Action action) {}

    private static final class Kept {
        final List<Object> items = new ArrayList<>();
        String source = "";

        /** Of several at once only the end of the last counts. */
        int number;
    }

    private final Agenda agenda;
    private final World world;
    private final Stage stage;
    private final TreeMap<Integer, Kept> nodes = new TreeMap<>();
    private final TreeMap<Integer, Kept> actors = new TreeMap<>();
    private int numbers;

    Standstill(Agenda agenda, World world, Stage stage) {
        this.agenda = agenda;
        this.world = world;
        this.stage = stage;
    }

    boolean isAnywhere() {
        return !nodes.isEmpty() || !actors.isEmpty();
    }

    /** Whether something that is due is for somebody who hears nothing; if so it is kept. */
    boolean keeps(Object item) {
        int actor =
                switch (item) {
                    case Delivery delivery -> delivery.receiver();
                    case Firing firing -> firing.actor();
                    case Completion completion -> completion.actor();
                    case Mailboxes.Resume resume -> resume.actor();
                    case Woken woken -> woken.actor();
                    default -> -1;
                };
        if (actor < 0) {
            return false;
        }
        Kept still = nodes.get(world.nodeOf(actor));
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

    // --------------------------------------------------------------------------------------- nodes

    /** A node stands still from now on. */
    void pause(int node, long nanos, String source) {
        Kept kept = nodes.computeIfAbsent(node, _ -> new Kept());
        kept.source = source;
        kept.number = ++numbers;
        agenda.at(agenda.later(nanos), new GoOn(node, kept.number));
    }

    /** Whether that is the end of a pause, and not of one that was prolonged. */
    boolean isOver(GoOn goOn) {
        Kept kept = nodes.get(goOn.node());
        return kept != null && kept.number == goOn.pause();
    }

    /** A node that stands still goes on, or is gone: what was kept comes now, in order. */
    void release(int node) {
        comesNow(nodes.remove(node));
    }

    // -------------------------------------------------------------------------------------- actors

    /** An actor hangs from now on, before an action. */
    void hang(int actor, Action before, long nanos) {
        Kept kept = new Kept();
        kept.items.add(new Woken(actor, before));
        kept.number = ++numbers;
        actors.put(actor, kept);
        agenda.at(agenda.later(nanos), new Wakes(actor, kept.number, false));
    }

    /** The time of a hang is over. */
    void over(Wakes wakes) {
        Kept kept = actors.get(wakes.actor());
        if (kept == null || kept.number != wakes.hang()) {
            return;
        }
        if (wakes.last()) {
            wake(wakes.actor());
        } else {
            agenda.at(agenda.now(), new Wakes(wakes.actor(), wakes.hang(), true));
        }
    }

    /** An actor hears again, or is gone: what was kept comes now, in order. */
    void wake(int actor) {
        comesNow(actors.remove(actor));
    }

    /** All actors of some nodes hear again. */
    void wakeAll(IntPredicate ofNodes) {
        List.copyOf(actors.keySet()).stream()
                .filter(actor -> ofNodes.test(world.nodeOf(actor)))
                .forEach(this::wake);
    }

    private void comesNow(@Nullable Kept kept) {
        if (kept != null) {
            kept.items.forEach(item -> agenda.at(agenda.now(), item));
        }
    }

    /** Does something with each item that is kept, by node and then by actor. */
    void forEach(Consumer<Object> action) {
        nodes.values().forEach(kept -> kept.items.forEach(action));
        actors.values().forEach(kept -> kept.items.forEach(action));
    }
}
