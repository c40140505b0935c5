package dev.rehearsal.spelling;

import io.vavr.collection.Vector;

import java.util.Locale;

/** What to say to somebody who wrote a name that does not exist. */
public final class Names {

    private static final int SHOWN = 3;
    private static final int LISTED = 12;

    private Names() {}

    /**
     * The end of a sentence: all known names when they are few, else those that are near; nothing
     * when none is and there are many.
     */
    public static String suggest(String name, Vector<String> known) {
        if (known.isEmpty()) {
            return "; there are none";
        }
        if (known.size() <= SHOWN) {
            return "; there is " + known.mkString(", ");
        }
        Vector<String> near = known.filter(other -> isNear(name, other));
        if (near.nonEmpty()) {
            return "; nearest: "
                    + near.sortBy(other -> distance(name, other)).take(SHOWN).mkString(", ");
        }
        return known.size() <= LISTED ? "; there are " + known.mkString(", ") : "";
    }

    /** One letter of three may be wrong, all of them be large, or a part of it be missing. */
    private static boolean isNear(String name, String other) {
        String small = name.toLowerCase(Locale.ROOT);
        String known = other.toLowerCase(Locale.ROOT);
        return distance(name, other) <= Math.min(name.length(), other.length()) / 3
                || small.equals(known)
                || name.length() >= SHOWN && (known.contains(small) || small.contains(known));
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
