package dev.rehearsal.decision;

import dev.rehearsal.value.Fingerprint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one turn of an actor, under which it is decided whether the turn is cut: what began
 * it.
 *
 * <p>Forms: a message {@code c1#3 / s1→s2 : Put ~ 1}, its second duplicate {@code c1#3 / s1→s2 :
 * Put ~ 1'2}, a timer {@code s1.Elect#4}, the start of an actor in the second boot of its node
 * {@code s2!2 / s2/log}. Messages within a node and the start of a spawned actor (a message of type
 * {@code Start} from its parent) are named like any other.
 */
public record TurnName(String text) {

    private static final Pattern COPY = Pattern.compile("(?<message>.* : .* ~ \\d+)'(?<copy>\\d+)");
    private static final Pattern START =
            Pattern.compile("(?<root>[^ ]+[#!]\\d+) / (?<path>[^ →]+)");
    private static final Pattern TIMER = Pattern.compile("[^ ]+[#!]\\d+");

    /** Refuses any other form. */
    public TurnName {
        key(text);
    }

    /** The turn in which a message is handled. */
    public static TurnName of(MessageName message, int copy) {
        return new TurnName(message + (copy == 0 ? "" : "'" + copy));
    }

    /** The turn in which an actor starts. */
    public static TurnName start(String root, String path) {
        return new TurnName(root + " / " + path);
    }

    /** The key under which the turn is looked up and drawn. */
    public long key() {
        return key(text);
    }

    /** The path of the actor whose turn it is. */
    public String path() {
        if (TIMER.matcher(text).matches()) {
            return text.substring(0, text.lastIndexOf('.'));
        }
        Matcher start = START.matcher(text);
        if (start.matches()) {
            return start.group("path");
        }
        Matcher copy = COPY.matcher(text);
        return MessageName.parse(copy.matches() ? copy.group("message") : text).to();
    }

    /** The key of the turn of a message, from the key of its name. */
    public static long messageKey(long message, int copy) {
        return Fingerprint.fold(message, copy);
    }

    /** The key of the turn of a timer, from the key of its root. */
    public static long timerKey(long root) {
        return Fingerprint.fold(root, -1);
    }

    /** The key of a start, from the key of its root and the fingerprint of the path. */
    public static long startKey(long root, long path) {
        return Fingerprint.fold(root, path);
    }

    private static long key(String text) {
        if (TIMER.matcher(text).matches()) {
            return timerKey(MessageName.rootKey(text));
        }
        Matcher start = START.matcher(text);
        if (start.matches()) {
            return startKey(
                    MessageName.rootKey(start.group("root")), Fingerprint.of(start.group("path")));
        }
        Matcher copy = COPY.matcher(text);
        return copy.matches()
                ? messageKey(
                        MessageName.parse(copy.group("message")).key(),
                        Integer.parseInt(copy.group("copy")))
                : messageKey(MessageName.parse(text).key(), 0);
    }

    @Override
    public String toString() {
        return text;
    }
}
