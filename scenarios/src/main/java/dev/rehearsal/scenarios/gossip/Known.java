package dev.rehearsal.scenarios.gossip;

import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What is known of all members: a standing for each number.
 *
 * <p>Cost: a thousand members learn of a thousand others, and a property looks each time at what
 * has changed. So the standings stand as their {@linkplain Standing#rank() ranks} in rows, and what
 * has learned of a few members shares all other rows with what it was before: of two of them only
 * the rows are compared that are not the same.
 *
 * @param rows the ranks by number, from 0, in rows of {@value #ROW}
 * @param ill of whom something else is known than that they live
 */
record Known(Vector<Vector<Integer>> rows, TreeSet<Integer> ill) {

    private static final int ROW = 32;
    private static final Vector<Integer> UNTOLD = Vector.fill(ROW, Standing.UNTOLD.rank());

    /** Nothing of members with numbers up to that one. */
    static Known nothing(int members) {
        return new Known(Vector.fill(members / ROW + 1, UNTOLD), TreeSet.empty());
    }

    Standing of(int member) {
        return Standing.ranked(rows.get(member / ROW).get(member % ROW));
    }

    Known with(int member, Standing standing) {
        int row = member / ROW;
        return new Known(
                rows.update(row, rows.get(row).update(member % ROW, standing.rank())),
                standing.isAlive() ? ill.remove(member) : ill.add(member));
    }

    /** The first member of whom something newer was known before. */
    Option<Integer> firstOlderThan(Known before) {
        for (int row = 0; row < rows.size(); row++) {
            Vector<Integer> now = rows.get(row);
            Vector<Integer> then = before.rows.get(row);
            for (int at = 0; now != then && at < ROW; at++) {
                if (then.get(at) > now.get(at)) {
                    return Option.some(row * ROW + at);
                }
            }
        }
        return Option.none();
    }
}
