package dev.rehearsal.kernel;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.kernel.Slot.Life;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Links and monitors: who is told when an actor ends.
 *
 * <p>A link or monitor is undone on the side that learns of the end when it learns of it, so that
 * an {@code unlink} or {@code demonitor} in the meantime makes the notice void.
 */
final class Ties {

    private final World world;
    private final Observer observer;

    Ties(World world, Observer observer) {
        this.world = world;
        this.observer = observer;
    }

    void link(Slot from, ActorRef<?> other, @Nullable Cause cause) {
        Slot to = world.slot(other.path());
        if (to == null || !to.alive || isAnother(other, to)) {
            Life life = life(other, to);
            from.links.add(life);
            tell(from, other, from, new Notice.LinkBroken(life, other, absence(to)), cause);
        } else if (to != from && !from.links.contains(to.life())) {
            from.links.add(to.life());
            to.links.add(from.life());
            tied(from, to);
        }
    }

    /** Why nobody is there: a node that is down cannot say that its actor has ended. */
    private ExitReason absence(@Nullable Slot to) {
        return to == null || world.isUp(to.node)
                ? new ExitReason.NoProcess()
                : new ExitReason.NoConnection();
    }

    private void tied(Slot from, Slot to) {
        if (from.node != to.node) {
            observer.tied(from.number, to.number);
        }
    }

    void unlink(Slot from, ActorRef<?> other) {
        Slot to = world.slot(other.path());
        Life life = life(other, to);
        from.links.remove(life);
        if (to != null && to.is(life)) {
            to.links.remove(from.life());
        }
    }

    void monitor(Slot from, ActorRef<?> other, @Nullable Cause cause) {
        Slot to = world.slot(other.path());
        Life life = life(other, to);
        if (from.watched.contains(life)) {
            return;
        }
        from.watched.add(life);
        if (to != null && to.is(life)) {
            to.watchers.add(from.life());
            tied(from, to);
        } else {
            tell(from, other, from, new Notice.Down(life, other, absence(to)), cause);
        }
    }

    void demonitor(Slot from, ActorRef<?> other) {
        Slot to = world.slot(other.path());
        Life life = life(other, to);
        from.watched.remove(life);
        if (to != null && to.is(life)) {
            to.watchers.remove(from.life());
        }
    }

    /**
     * Whether somebody will do something about the end of an actor: whoever is linked to it other
     * than its children, who end with it. When its parent has ended, that end is what counts.
     */
    boolean isHeard(Slot dying) {
        Life parent = dying.parent;
        Slot above = parent == null ? null : world.slotAt(parent.slot());
        if (parent != null && above != null && !above.is(parent)) {
            return true;
        }
        for (Life life : dying.links) {
            Slot other = world.slotAt(life.slot());
            if (other == null || !dying.life().equals(other.parent)) {
                return true;
            }
        }
        return false;
    }

    void sendExit(Slot from, ActorRef<?> other, ExitReason reason, @Nullable Cause cause) {
        Slot to = world.slot(other.path());
        if (to != null) {
            send(
                    from,
                    from.self,
                    to,
                    other.incarnation(),
                    new Notice.ExitSignal(from.self, reason),
                    cause);
        }
    }

    /** An actor is told to end by itself, for whoever has started its node. */
    void dismiss(Slot root, @Nullable Cause cause) {
        tell(
                root,
                root.self,
                root,
                new Notice.ExitSignal(root.self, new ExitReason.Shutdown()),
                cause);
    }

    /** An actor has ended: tells whoever is tied to it. */
    void broken(Slot dead, ExitReason reason, @Nullable Cause cause) {
        List<Life> links = new ArrayList<>(dead.links);
        List<Life> watchers = new ArrayList<>(dead.watchers);
        dead.links.clear();
        dead.watchers.clear();
        for (Life watched : dead.watched) {
            Slot to = world.slotAt(watched.slot());
            if (to != null) {
                to.watchers.remove(dead.life());
            }
        }
        dead.watched.clear();
        for (Life life : links) {
            Slot to = world.slotAt(life.slot());
            if (to != null && to.is(life)) {
                send(
                        dead,
                        dead.self,
                        to,
                        life.incarnation(),
                        new Notice.LinkBroken(dead.life(), dead.self, reason),
                        cause);
            }
        }
        for (Life life : watchers) {
            Slot to = world.slotAt(life.slot());
            if (to != null && to.is(life)) {
                send(
                        dead,
                        dead.self,
                        to,
                        life.incarnation(),
                        new Notice.Down(dead.life(), dead.self, reason),
                        cause);
            }
        }
    }

    /** Two nodes have lost sight of each other. */
    void disconnected(List<Slot> slots, Action.Disconnect cut) {
        observer.disconnected(cut);
        for (Slot slot : slots) {
            if (slot.alive) {
                separate(slot, cut);
            }
        }
    }

    private void separate(Slot here, Action.Disconnect cut) {
        for (Life life : List.copyOf(here.links)) {
            Slot there = world.slotAt(life.slot());
            if (there != null && there.node == cut.other()) {
                lost(here, there, cut.cause());
                if (there.is(life)) {
                    lost(there, here, cut.cause());
                }
            }
        }
        for (Life life : List.copyOf(here.watched)) {
            Slot there = world.slotAt(life.slot());
            if (there != null && there.node == cut.other()) {
                unseen(here, there, cut.cause());
            }
        }
        for (Life life : List.copyOf(here.watchers)) {
            Slot there = world.slotAt(life.slot());
            if (there != null && there.node == cut.other() && there.is(life)) {
                unseen(there, here, cut.cause());
            }
        }
    }

    /** One side of a link learns that the other cannot be reached; the notice is its own node's. */
    private void lost(Slot here, Slot there, @Nullable Cause cause) {
        tell(
                here,
                there.self,
                here,
                new Notice.LinkBroken(there.life(), there.self, new ExitReason.NoConnection()),
                cause);
    }

    private void unseen(Slot here, Slot there, @Nullable Cause cause) {
        there.watchers.remove(here.life());
        tell(
                here,
                there.self,
                here,
                new Notice.Down(there.life(), there.self, new ExitReason.NoConnection()),
                cause);
    }

    void started(Slot child, @Nullable Object info, @Nullable Cause cause) {
        Life parent = child.parent;
        Slot to = parent == null ? null : world.slotAt(parent.slot());
        if (parent != null && to != null && to.is(parent)) {
            send(
                    child,
                    child.self,
                    to,
                    parent.incarnation(),
                    new Notice.Started(child.self, info),
                    cause);
        }
    }

    void start(Slot parent, Slot child, @Nullable Cause cause) {
        send(parent, parent.self, child, child.incarnation, new Notice.Start(), cause);
    }

    private void tell(
            Slot from, ActorRef<?> sender, Slot to, Notice notice, @Nullable Cause cause) {
        send(from, sender, to, to.incarnation, notice, cause);
    }

    private void send(
            Slot from,
            ActorRef<?> sender,
            Slot to,
            int incarnation,
            Notice notice,
            @Nullable Cause cause) {
        Shape shape = Shape.of(notice.getClass());
        Delivery delivery =
                new Delivery(
                        from.number,
                        sender,
                        to.number,
                        incarnation,
                        notice,
                        shape,
                        Fingerprint.of(notice),
                        cause);
        world.send(delivery);
    }

    /** The life that a reference names: the present one when it names none. */
    private static Life life(ActorRef<?> ref, @Nullable Slot slot) {
        int number = slot == null ? -1 : slot.number;
        int incarnation =
                ref.incarnation() == ActorRef.ANY && slot != null
                        ? slot.incarnation
                        : ref.incarnation();
        return new Life(number, incarnation);
    }

    private static boolean isAnother(ActorRef<?> ref, Slot slot) {
        return ref.incarnation() != ActorRef.ANY && ref.incarnation() != slot.incarnation;
    }
}
