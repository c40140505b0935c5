package dev.rehearsal.check;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Observer;
import dev.rehearsal.kernel.World;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What the world tells about the actions of a step; and of all that led there, the first fall. */
final class Events implements Observer {

    /**
     * An operation has ended.
     *
     * @param result null when it did not happen
     */
    record Ended(int client, @Nullable Object result) {}

    final List<Ended> ended = new ArrayList<>();
    int turns;
    int effects;
    int deaths;
    int births;

    /** A bit for each node that never boots again. */
    long lost;

    /** The first end of an actor that nobody heard. */
    @Nullable Fall fall;

    private final ActorSystem.RootExit rootExit;
    private World world;
    private int[] clientOf = {};

    Events(ActorSystem.RootExit rootExit) {
        this.rootExit = rootExit;
    }

    /**
     * Says what it is about.
     *
     * @param clients by the numbers of the actors, the numbers of the clients
     */
    void open(World of, int[] clients) {
        world = of;
        clientOf = clients;
    }

    /** A step begins, in a state that these led to. */
    void clear(long lostBefore, @Nullable Fall fallBefore) {
        lost = lostBefore;
        fall = fallBefore;
        ended.clear();
        births = 0;
        turns = 0;
        effects = 0;
        deaths = 0;
    }

    @Override
    public void turned(int actor, @Nullable Object before, Object after, int issued) {
        turns++;
        effects += issued;
    }

    @Override
    public void diverged(int actor, @Nullable Object message, String difference) {
        throw new NotDeterministicException(world.path(actor), message, difference);
    }

    @Override
    public void exited(int actor, ExitReason reason, @Nullable Throwable error, boolean tied) {
        deaths++;
        if (error instanceof Timeless.Asked) {
            throw new TimeAskedException(world.path(actor));
        }
        if (fall == null && !tied && isUnheard(actor, reason)) {
            String path = world.path(actor);
            fall =
                    error != null
                            ? new Fall(
                                    true,
                                    path + ":" + error.getClass().getSimpleName(),
                                    path + " threw " + error)
                            : new Fall(
                                    false,
                                    path,
                                    path
                                            + " ended with "
                                            + reason
                                            + ", and nobody was linked to it");
        }
    }

    private boolean isUnheard(int actor, ExitReason reason) {
        return world.isRoot(actor)
                ? rootExit == ActorSystem.RootExit.VIOLATES && !reason.isNormal()
                : !reason.isOrderly();
    }

    @Override
    public void spawned(int parent, int child) {
        births++;
    }

    @Override
    public void booted(Action.Boot boot) {
        births++;
    }

    @Override
    public void stopped(Action.Stop stop) {
        if (rootExit == ActorSystem.RootExit.STAYS_DOWN) {
            lost |= 1L << stop.node();
        }
    }

    @Override
    public void completed(int client, Object result) {
        ended.add(new Ended(clientOf[client], result));
    }

    @Override
    public void failed(int client) {
        ended.add(new Ended(clientOf[client], null));
    }
}
