package dev.rehearsal.check;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.kernel.View;

import org.jspecify.annotations.Nullable;

/** A view that remembers whose node was looked at. */
final class Glance implements View {

    private final View world;
    private long nodes;

    Glance(View world) {
        this.world = world;
    }

    /** The nodes that were looked at, as bits. */
    long nodesSeen() {
        return nodes;
    }

    private void see(int node) {
        nodes |= 1L << node;
    }

    private void seeActor(int actor) {
        see(world.nodeOf(actor));
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
        see(node);
        return world.isUp(node);
    }

    @Override
    public boolean hasPower(int node) {
        see(node);
        return world.hasPower(node);
    }

    @Override
    public DiskImage disk(int node) {
        see(node);
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
        seeActor(actor);
        return world.isAlive(actor);
    }

    @Override
    public boolean isOrphan(int actor) {
        seeActor(actor);
        return world.isOrphan(actor);
    }

    @Override
    public @Nullable ActorRef<?> life(int actor) {
        seeActor(actor);
        return world.life(actor);
    }

    @Override
    public @Nullable Object state(int actor) {
        seeActor(actor);
        return world.state(actor);
    }
}
