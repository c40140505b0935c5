package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * A server loses power in the middle of a turn of one of its actors: between two effects, or in a
 * sync.
 *
 * @param turn which turns
 * @param rate for each such turn; usually 0.02
 * @param downMin the shortest time that it stays down; usually 2 ms
 * @param downMax the longest; usually 40 ms
 */
public record TurnCrashes(Turn turn, double rate, Duration downMin, Duration downMax)
        implements OfTurns {

    /** In which turns. */
    public enum Turn {
        /** When an actor handles a message or a timer. */
        ANY("crash-in-turn"),
        /** When an actor starts, after the first boots: in its recovery. */
        RECOVERY("crash-in-recovery");

        private final String label;

        Turn(String label) {
            this.label = label;
        }
    }

    /** Refuses what is no probability, and what is not positive. */
    public TurnCrashes {
        Options.requireRate("rate", rate);
        Options.requireRange("downMin", downMin, "downMax", downMax);
    }

    @Override
    public String label() {
        return turn.label;
    }

    @Override
    public Part turns(Scene scene) {
        Draw draw = scene.draw();
        Vector<String> mortals = scene.mortals();
        return (action, key, name, effects, now) -> {
            if (!Scene.chance(draw.bits(), key, rate) || !fits(action, now)) {
                return null;
            }
            Draw own = draw.in(key);
            return !mortals.contains(scene.name(node(scene, action)))
                    ? null
                    : new Departure.Cut(
                            name.get(),
                            own.in("at").below(effects + 1),
                            new Departure.Cut.PowerLoss(
                                    Scene.between(own.in("down"), downMin, downMax),
                                    Aftermath.NONE));
        };
    }

    private boolean fits(Action action, long nowNanos) {
        boolean isStart = action instanceof Action.Boot || OfTurns.notice(action).equals("Start");
        return switch (turn) {
            case ANY -> !isStart;
            case RECOVERY -> isStart && nowNanos > 0;
        };
    }

    private static int node(Scene scene, Action action) {
        return switch (action) {
            case Delivery delivery -> scene.nodeOf(delivery.receiver());
            case Firing firing -> scene.nodeOf(firing.actor());
            case Action.Boot boot -> boot.node();
            default -> throw new IllegalStateException("no turn is named by it: " + action);
        };
    }
}
