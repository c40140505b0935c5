package dev.rehearsal.check;

import dev.rehearsal.disk.Aftermath;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * One step on a path through the states of a system of actors, as somebody needs it who wants to
 * take the same steps elsewhere.
 *
 * <p>Actors are named by their paths. The messages may hold references, whose incarnations are
 * those of the search: the smallest numbers that nothing else mentioned.
 */
public sealed interface Move {

    /**
     * The turn ends before its time, for the node loses power.
     *
     * @param node its name
     * @param before how many effects of the turn are performed
     * @param aftermath what becomes of the disk's changes that were not synced
     */
    record PowerCut(String node, int before, Aftermath aftermath) {
        @Override
        public String toString() {
            return ", crash of "
                    + node
                    + " before effect "
                    + (before + 1)
                    + (aftermath.equals(Aftermath.NONE) ? "" : " leaving " + aftermath);
        }
    }

    /**
     * What an actor chooses in the step.
     *
     * @param site the name of the choice in the code
     * @param option the index of what it takes
     * @param options how many there are
     * @param value what it takes
     */
    record Choice(String actor, String site, int option, int options, Object value) {
        @Override
        public String toString() {
            return actor + " chooses " + value + " as its " + site;
        }
    }

    /** A message is handled by its receiver. */
    record Delivered(
            String from, String to, Object message, Vector<Choice> choices, Option<PowerCut> cut)
            implements Move {
        @Override
        public String toString() {
            return "deliver " + message + " " + from + "→" + to + words(choices, cut);
        }
    }

    /** A message is lost. */
    record Dropped(String from, String to, Object message) implements Move {
        @Override
        public String toString() {
            return "drop " + message + " " + from + "→" + to;
        }
    }

    /** A timer fires. */
    record Fired(String actor, Object message, Vector<Choice> choices, Option<PowerCut> cut)
            implements Move {
        @Override
        public String toString() {
            return "timer " + message + " at " + actor + words(choices, cut);
        }
    }

    /** A sync that an actor waits for is done. */
    record Synced(String actor, Vector<Choice> choices, Option<PowerCut> cut) implements Move {
        @Override
        public String toString() {
            return "sync at " + actor + words(choices, cut);
        }
    }

    /** A node loses power. */
    record Crashed(String node, Aftermath aftermath) implements Move {
        @Override
        public String toString() {
            return "crash "
                    + node
                    + (aftermath.equals(Aftermath.NONE) ? "" : " leaving " + aftermath);
        }
    }

    /** A node boots. */
    record Booted(String node, Vector<Choice> choices, Option<BootCut> cut) implements Move {
        @Override
        public String toString() {
            return "boot "
                    + node
                    + words(choices, Option.none())
                    + cut.map(at -> ", in the start of " + at.actor() + at.power()).getOrElse("");
        }
    }

    /** The start of one of a node's actors is cut. */
    record BootCut(String actor, PowerCut power) {}

    /** From here on no message is lost or repeated, and no node crashes. */
    record Calmed() implements Move {
        @Override
        public String toString() {
            return "from here on nothing goes wrong";
        }
    }

    /** What actors choose in the step. */
    default Vector<Choice> choices() {
        return Vector.empty();
    }

    private static String words(Vector<Choice> choices, Option<PowerCut> cut) {
        return choices.map(choice -> ", " + choice).mkString()
                + cut.map(PowerCut::toString).getOrElse("");
    }
}
