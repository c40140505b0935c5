package dev.rehearsal.simulation;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

/**
 * A world as what must come to hold sees it after the heal time: servers that are left broken look
 * as if they were down, since nothing can be demanded of them.
 */
final class HealedView implements View {

    private final View world;
    private final boolean[] broken;

    private HealedView(View world, Vector<String> broken) {
        this.world = world;
        this.broken = new boolean[world.nodes()];
        broken.forEach(name -> this.broken[world.node(name)] = true);
    }

    static View of(View world, Vector<String> broken) {
        return broken.isEmpty() ? world : new HealedView(world, broken);
    }

    @Override
    public int nodes() {
        return world.nodes();
    }

    @Override
    public String name(int node) {
        return world.name(node);
    }

    @Override
    public boolean isUp(int node) {
        return !broken[node] && world.isUp(node);
    }

    @Override
    public boolean hasPower(int node) {
        return world.isUp(node);
    }

    @Override
    public DiskImage disk(int node) {
        return world.disk(node);
    }

    @Override
    public int actors() {
        return world.actors();
    }

    @Override
    public int actor(String path) {
        return world.actor(path);
    }

    @Override
    public String path(int actor) {
        return world.path(actor);
    }

    @Override
    public int nodeOf(int actor) {
        return world.nodeOf(actor);
    }

    @Override
    public boolean isAlive(int actor) {
        return !broken[nodeOf(actor)] && world.isAlive(actor);
    }

    @Override
    public boolean isOrphan(int actor) {
        return !broken[nodeOf(actor)] && world.isOrphan(actor);
    }

    @Override
    public @Nullable ActorRef<?> life(int actor) {
        return broken[nodeOf(actor)] ? null : world.life(actor);
    }

    @Override
    public @Nullable Object state(int actor) {
        return broken[nodeOf(actor)] ? null : world.state(actor);
    }
}
