package dev.rehearsal.check;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import java.util.Arrays;

/**
 * What handlers choose in one step, which is taken once for each way in which they can: a way is
 * the list of their choices in order, and ways come in the order of such lists.
 *
 * <p>A step is repeated as a whole. Up to where the way was changed its handlers choose as before,
 * so they are asked the same, and from there on they take the first option.
 *
 * <p>Mutable arrays, used again for the next step.
 */
final class Choosing {

    /** The choices of a step that somebody wants to take again. */
    record Way(int[] chosen, Move.Choice[] choices) {
        private static final Way NONE = new Way(new int[0], new Move.Choice[0]);
    }

    private int[] chosen = new int[8];
    private Move.Choice[] choices = new Move.Choice[8];

    /** How many choices have been made in the step. */
    private int made;

    /** How many are made as they were before. */
    private int planned;

    /** How many came before a cut, after which everything is open again. */
    private int kept;

    private boolean cutting;

    /** The first way of a step, or of a cut of one of its turns. */
    void first() {
        planned = 0;
        kept = 0;
        cutting = false;
    }

    /** The step begins, or begins again. */
    void begin() {
        made = 0;
    }

    int choose(String actor, String site, Seq<?> options) {
        if (made == chosen.length) {
            chosen = Arrays.copyOf(chosen, 2 * made);
            choices = Arrays.copyOf(choices, 2 * made);
        }
        int option = made < planned ? chosen[made] : 0;
        chosen[made] = option;
        choices[made] = new Move.Choice(actor, site, option, options.size(), options.get(option));
        made++;
        return option;
    }

    /** Whether there is another way, which is then the one to take. */
    boolean next() {
        for (int last = made - 1; last >= kept; last--) {
            if (chosen[last] + 1 < choices[last].options()) {
                chosen[last]++;
                planned = last + 1;
                return true;
            }
        }
        return false;
    }

    /** The choices of the step that was taken. */
    Way way() {
        return made == 0
                ? Way.NONE
                : new Way(Arrays.copyOf(chosen, made), Arrays.copyOf(choices, made));
    }

    /** A step with those choices is to be cut: it goes the same way as far as the cut. */
    void follow(Way way) {
        resume(way);
        planned = made;
        cutting = true;
    }

    /** The step was taken with those choices. */
    void resume(Way way) {
        System.arraycopy(way.chosen, 0, chosen, 0, way.chosen.length);
        System.arraycopy(way.choices, 0, choices, 0, way.chosen.length);
        made = way.chosen.length;
        kept = 0;
        cutting = false;
    }

    /** The cut is reached: what is chosen after it was never chosen before. */
    void cut() {
        if (cutting) {
            cutting = false;
            kept = made;
            planned = made;
        }
    }

    /** The choices of the step that was taken, for people. */
    Vector<Move.Choice> told() {
        return Vector.of(choices).take(made);
    }
}
