package dev.rehearsal.check;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Cause;
import dev.rehearsal.kernel.Cut;
import dev.rehearsal.kernel.Hazards;
import dev.rehearsal.kernel.Interrupted;
import dev.rehearsal.kernel.World;

import io.vavr.collection.Seq;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What befalls the handlers of a step: a turn of it is cut when that is asked for, and each choice
 * is made as it is the turn of its way. Nothing else goes wrong.
 */
final class Interruption implements Hazards {

    /** The turn of an actor, and how many effects it has. */
    record Turned(int actor, int effects) {}

    private static final int NEVER = -1;

    private final ActorSystem.RootExit rootExit;
    private final boolean crashes;
    private final Choosing choosing;
    private final List<Turned> turns = new ArrayList<>();
    private World world;
    private int at = NEVER;
    private int victim;
    private int outcome;
    private int outcomes;
    private boolean reached;
    private Aftermath aftermath = Aftermath.NONE;

    Interruption(ActorSystem.RootExit rootExit, boolean crashes, Choosing choosing) {
        this.rootExit = rootExit;
        this.crashes = crashes;
        this.choosing = choosing;
    }

    void open(World of) {
        world = of;
    }

    /** A step begins of which nothing is cut. */
    void begin() {
        at = NEVER;
        begins();
    }

    /**
     * A step begins, whose turn of that actor is cut.
     *
     * @param before the effect that is not performed any more
     * @param which of the outcomes that the loss of power can have for the disk
     */
    void begin(int actor, int before, int which) {
        victim = actor;
        at = before;
        outcome = which;
        outcomes = 1;
        begins();
    }

    private void begins() {
        reached = false;
        turns.clear();
        choosing.begin();
    }

    /** From here on nothing is cut; whether something was. */
    boolean end() {
        at = NEVER;
        return reached;
    }

    /** The turns of the step, where they can be cut. */
    List<Turned> turns() {
        return turns.isEmpty() ? List.of() : List.copyOf(turns);
    }

    /** How many outcomes the cut that was reached can have. */
    int outcomes() {
        return outcomes;
    }

    /** That which it had. */
    Aftermath aftermath() {
        return aftermath;
    }

    @Override
    public boolean escalates(int node, ExitReason reason) {
        return rootExit != ActorSystem.RootExit.VIOLATES || !reason.isNormal();
    }

    @Override
    public @Nullable Cut cut(int actor, int issued) {
        if (crashes) {
            turns.add(new Turned(actor, issued));
        }
        int planned = at;
        if (planned == NEVER || actor != victim) {
            return null;
        }
        at = NEVER;
        return new Cut() {
            @Override
            public int at() {
                return planned;
            }

            @Override
            public Ending reached(Supplier<Interrupted> turn) {
                int node = world.nodeOf(actor);
                List<Aftermath> all = ActorSpace.aftermaths(world.disk(node));
                reached = true;
                outcomes = all.size();
                aftermath = all.get(outcome);
                choosing.cut();
                return new Ending.PowerLoss(new Action.Crash(node, aftermath));
            }
        };
    }

    @Override
    public int choose(int actor, @Nullable Cause cause, String site, Seq<?> options) {
        return choosing.choose(world.path(actor), site, options);
    }

    @Override
    public DiskFault.@Nullable OfOperation disk(
            int actor, @Nullable Cause cause, DiskOp operation) {
        return null;
    }

    @Override
    public boolean fires(int actor, @Nullable Cause cause, String site) {
        return false;
    }

    @Override
    public DiskFault.@Nullable OfOperation read(
            int actor, @Nullable Cause cause, DiskFailed.Operation operation, String file) {
        return null;
    }
}
