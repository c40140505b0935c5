package dev.rehearsal.decision;

import dev.rehearsal.value.Fingerprint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one occasion on which an actor did something, under which it is decided how that
 * goes: {@code root / path : what ~ n}, the n-th time for that root.
 *
 * <p>Examples: the setting of a timer, by the type of its message, {@code c1#3 / s1 : Elect ~ 1}; a
 * fault point in the code, by its name, {@code s1!1 / s1 : skip-flush ~ 2}; a choice, by its name,
 * {@code c1#3 / s1 : leader? ~ 1}.
 *
 * @param root the stimulus, as in {@link MessageName}
 * @param path of the actor
 * @param what it did
 * @param occurrence from 1
 */
public record Occasion(String root, String path, String what, int occurrence) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?<root>[^ ]+[#!]\\d+) / (?<path>[^ →]+) : (?<what>[^ ]+) ~ (?<n>\\d{1,9})");

    /**
     * Reads a name as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static Occasion parse(String text) {
        Matcher name = FORM.matcher(text);
        if (!name.matches()) {
            throw new IllegalArgumentException(
                    "the name of an occasion must have the form 'c1#3 / s1 : Elect ~ 1': name="
                            + text);
        }
        return new Occasion(
                name.group("root"),
                name.group("path"),
                name.group("what"),
                Integer.parseInt(name.group("n")));
    }

    /** What an actor does that chooses at a site. */
    public static String choice(String site) {
        return site + "?";
    }

    /** The key under which it is looked up and drawn. */
    public long key() {
        return key(
                MessageName.rootKey(root),
                kind(Fingerprint.of(path), Fingerprint.of(what)),
                occurrence);
    }

    /** The key from that of the root, what is counted, and the count. */
    public static long key(long rootKey, long kind, int occurrence) {
        return Fingerprint.fold(rootKey, kind + occurrence);
    }

    /** What is counted for each root: what one actor does, by the fingerprints of both. */
    public static long kind(long path, long what) {
        return Fingerprint.mix(path * 13 + Fingerprint.mix(what * 17));
    }

    @Override
    public String toString() {
        return root + " / " + path + " : " + what + " ~ " + occurrence;
    }
}
