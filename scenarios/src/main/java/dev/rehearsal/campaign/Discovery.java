package dev.rehearsal.campaign;

import dev.rehearsal.campaign.summary.Summary;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How much was known when, in so many moments that it can be drawn. */
final class Discovery {

    /** So many moments are kept; then every second one. */
    private static final int POINTS_MAX = 400;

    private final List<Summary.Point> points = new ArrayList<>();
    private int every = 1;
    private int since;

    /** Keeps a moment that brought news, and now and then another. */
    void add(Summary.Point point, boolean news) {
        since++;
        if (!news && since < every) {
            return;
        }
        since = 0;
        points.add(point);
        if (points.size() > POINTS_MAX) {
            for (int i = points.size() - 2; i > 0; i -= 2) {
                points.remove(i);
            }
            every *= 2;
        }
    }

    /** All moments in order, and as much as is known now. */
    Vector<Summary.Point> until(long runs, int findings, int behaviours) {
        Vector<Summary.Point> all =
                Vector.ofAll(points).sorted(Comparator.comparing(Summary.Point::at));
        return all.isEmpty()
                ? all
                : all.append(new Summary.Point(all.last().at(), runs, findings, behaviours));
    }
}
