package dev.rehearsal.faults;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.View;

/**
 * An actor that was spawned fails in the middle of a turn: some of its effects are performed, the
 * others are not. Only where the cluster declares that whoever ends is started again.
 *
 * @param turn which turns
 * @param rate for each such turn; usually 0.05
 */
public record TurnFailures(Turn turn, double rate) implements OfTurns {

    /** In which turns. */
    public enum Turn {
        /** When it handles a message or a timer. */
        HANDLER("fail-in-handler"),
        /** When it starts. */
        START("fail-in-start"),
        /** When it is told to end, and traps exits to clean up. */
        TERMINATION("fail-in-termination");

        private final String label;

        Turn(String label) {
            this.label = label;
        }
    }

    /** Refuses what is no probability. */
    public TurnFailures {
        Options.requireRate("rate", rate);
    }

    @Override
    public String label() {
        return turn.label;
    }

    @Override
    public Part turns(Scene scene) {
        Draw draw = scene.draw();
        boolean possible = scene.cluster().exits();
        return (action, key, name, effects, _) -> {
            if (!possible
                    || !Scene.chance(draw.bits(), key, rate)
                    || !fits(action)
                    || !hasParent(scene.world(), action)) {
                return null;
            }
            int at = draw.in("at").in(key).below(effects + 1);
            return new Departure.Cut(
                    name.get(), at, new Departure.Cut.Exit(new ExitReason.Because("injected")));
        };
    }

    private boolean fits(Action action) {
        String notice = OfTurns.notice(action);
        return switch (turn) {
            case HANDLER ->
                    notice.isEmpty() && (action instanceof Firing || action instanceof Delivery);
            case START -> notice.equals("Start");
            case TERMINATION -> notice.equals("ExitSignal");
        };
    }

    static boolean hasParent(View world, Action action) {
        String path =
                switch (action) {
                    case Delivery delivery -> world.path(delivery.receiver());
                    case Firing firing -> world.path(firing.actor());
                    default -> "";
                };
        String above = Scene.parent(path);
        int parent = above == null ? -1 : world.actor(above);
        return parent >= 0 && world.isAlive(parent);
    }
}
