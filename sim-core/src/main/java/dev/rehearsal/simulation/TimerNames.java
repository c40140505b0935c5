package dev.rehearsal.simulation;

import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Shape;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The roots of timers that fire: those of one actor and one type are counted, {@code s1.Elect#4}.
 */
final class TimerNames {

    /** The timers of one type that an actor has fired, and those of its other types. */
    private static final class Type {
        final long shape;
        final Root.Stem stem;
        final @Nullable Type other;
        int fired;

        Type(String path, Shape shape, @Nullable Type other) {
            this.shape = shape.nameHash();
            this.stem = new Root.Stem(path + "." + shape.name() + "#");
            this.other = other;
        }
    }

    private final World world;

    /** Of each actor the type that it came to last. */
    private @Nullable Type[] newest;

    TimerNames(World world) {
        this.world = world;
        this.newest = new Type[world.actors()];
    }

    /** Makes room for a new actor. */
    void added(int actor) {
        if (actor >= newest.length) {
            newest = Arrays.copyOf(newest, Math.max(actor + 1, 2 * newest.length));
        }
    }

    /** A timer fires: gives it its root. */
    void name(Firing firing) {
        Type type = type(firing);
        firing.causedBy(new Root(type.stem, ++type.fired));
    }

    private Type type(Firing firing) {
        Type first = newest[firing.actor()];
        for (Type type = first; type != null; type = type.other) {
            if (type.shape == firing.shape().nameHash()) {
                return type;
            }
        }
        Type type = new Type(world.path(firing.actor()), firing.shape(), first);
        newest[firing.actor()] = type;
        return type;
    }
}
