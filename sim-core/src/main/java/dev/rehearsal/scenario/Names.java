package dev.rehearsal.scenario;

import io.vavr.collection.Vector;

/** What to say to somebody who wrote a name that does not exist. */
public final class Names {

    private static final int SHOWN = 3;

    private Names() {}

    /** The end of a sentence: the nearest of the known names, or all when there are few. */
    public static String suggest(String name, Vector<String> known) {
        if (known.isEmpty()) {
            return "; there are none";
        }
        if (known.size() <= SHOWN) {
            return "; there is " + known.mkString(", ");
        }
        return "; nearest: "
                + known.sortBy(other -> distance(name, other)).take(SHOWN).mkString(", ");
    }

    /** Levenshtein's distance. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
