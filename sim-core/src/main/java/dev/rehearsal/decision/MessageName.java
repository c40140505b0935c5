package dev.rehearsal.decision;

import dev.rehearsal.value.Fingerprint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one message between nodes, under which its fate is decided: {@code root / from→to :
 * Type ~ n}, the n-th message of that type on that link for that root.
 *
 * <p>Example: {@code c1#3 / s1→s2 : AckQuery ~ 2} is the second AckQuery from s1 to s2 on behalf of
 * the third operation of client c1; its first duplicate is {@code c1#3 / s1→s2 : AckQuery ~ 2'1}.
 * Neither incarnations nor contents nor global counts enter, so that the name stays when unrelated
 * things are taken away.
 *
 * @param root the stimulus: an operation {@code c1#3}, a timer {@code s1.Elect#4}, a boot {@code
 *     s2!1}, or what befell somebody, {@code s1/log.kill#0}
 * @param from the path of the sender
 * @param to the path of the receiver
 * @param type the simple name of the message's class
 * @param occurrence from 1
 */
public record MessageName(String root, String from, String to, String type, int occurrence) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?<root>[^ ]+[#!]\\d+) / (?<from>[^ →]+)→(?<to>[^ ]+) : (?<type>[^ ]+) ~"
                            + " (?<n>\\d+)");

    /**
     * Reads a name as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static MessageName parse(String text) {
        Matcher name = FORM.matcher(text);
        if (!name.matches()) {
            throw new IllegalArgumentException(
                    "the name of a message must have the form 'c1#3 / s1→s2 : Type ~ 1': name="
                            + text);
        }
        return new MessageName(
                name.group("root"),
                name.group("from"),
                name.group("to"),
                name.group("type"),
                Integer.parseInt(name.group("n")));
    }

    /** The key under which the fate of the message is looked up and drawn. */
    public long key() {
        return key(
                rootKey(root),
                Fingerprint.of(from),
                Fingerprint.of(to),
                Fingerprint.of(type),
                occurrence);
    }

    /** The key of a root from its name. */
    static long rootKey(String root) {
        int prefix = 1 + Math.max(root.lastIndexOf('#'), root.lastIndexOf('!'));
        if (prefix == 0 || !isNumber(root.substring(prefix))) {
            throw new IllegalArgumentException("a root must end in a number: root=" + root);
        }
        return rootKey(
                Fingerprint.of(root.substring(0, prefix)),
                Integer.parseInt(root, prefix, root.length(), 10));
    }

    private static boolean isNumber(String text) {
        boolean digits = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }

    /** The key of a root from the fingerprint of its text up to the number, and the number. */
    public static long rootKey(long prefix, int number) {
        return Fingerprint.fold(prefix, number);
    }

    /** The key of a message from the key of its root and the fingerprints of its paths and type. */
    public static long key(long rootKey, long from, long to, long type, int occurrence) {
        return Fingerprint.fold(rootKey, link(from, to, type) + occurrence);
    }

    /** What is counted for each root: messages of one type on one link. */
    public static long link(long from, long to, long type) {
        return Fingerprint.mix(from * 3 + Fingerprint.mix(to * 5 + type));
    }

    @Override
    public String toString() {
        return root + " / " + from + "→" + to + " : " + type + " ~ " + occurrence;
    }
}
