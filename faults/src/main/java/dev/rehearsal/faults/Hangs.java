package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.kernel.Action;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * An actor hears nothing for a while, while the others on its node live on: an endless loop, a lock
 * that nobody gives back, a call into a library that does not return. Only where the cluster
 * declares that whoever ends is started again, since its supervisor may lose patience.
 *
 * @param turn before which turns
 * @param rate for each such turn; usually 0.01, in termination 0.2
 * @param min the shortest; usually 5 ms, in termination 1 s
 * @param max the longest; usually 200 ms, in termination 10 s, which is longer than supervisors
 *     wait
 */
public record Hangs(Turn turn, double rate, Duration min, Duration max) implements OfTurns {

    /** Before which turns. */
    public enum Turn {
        /** When it handles a message or a timer. */
        HANDLER("hang"),
        /** When it is told to end, and traps exits to clean up. */
        TERMINATION("hang-in-termination");

        private final String label;

        Turn(String label) {
            this.label = label;
        }
    }

    /** Refuses what is no probability, and what is not positive. */
    public Hangs {
        Options.requireRate("rate", rate);
        Options.requireRange("min", min, "max", max);
    }

    @Override
    public String label() {
        return turn.label;
    }

    @Override
    public Part turns(Scene scene) {
        boolean possible = scene.cluster().exits();
        return new Part() {
            @Override
            public Departure.@Nullable Cut cut(
                    Action action, long key, Supplier<TurnName> name, int effects, long now) {
                return null;
            }

            @Override
            public Departure.@Nullable Hang hang(
                    Action action, long key, Supplier<TurnName> name, long now) {
                return possible
                                && Scene.chance(scene.draw().bits(), key, rate)
                                && fits(action)
                                && TurnFailures.hasParent(scene.world(), action)
                        ? new Departure.Hang(
                                name.get(),
                                Scene.between(scene.draw().in("how-long").in(key), min, max))
                        : null;
            }
        };
    }

    private boolean fits(Action action) {
        String notice = OfTurns.notice(action);
        return switch (turn) {
            case HANDLER -> notice.isEmpty();
            case TERMINATION -> notice.equals("ExitSignal");
        };
    }
}
