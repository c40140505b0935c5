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
    private static final Pattern TIMER =
            Pattern.compile("(?<path>[^ ]+)\\.(?<timer>[^ .]+)[#!](?<occurrence>\\d+)");

    /** What begins a turn. */
    public sealed interface Begin {

        /** A message is handled, or its {@code copy}-th duplicate; 0 for the message itself. */
        record Handles(MessageName message, int copy) implements Begin {}

        /**
         * A timer fires.
         *
         * @param path of the actor that has set it
         * @param timer the simple name of the class of its message
         * @param occurrence the how-manieth of that actor with that name, from 1
         */
        record Fires(String path, String timer, int occurrence) implements Begin {}

        /** The actor with that path starts, because of a root as in {@link MessageName}. */
        record Starts(String root, String path) implements Begin {}
    }

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
        return switch (begin()) {
            case Begin.Handles handles -> handles.message().to();
            case Begin.Fires fires -> fires.path();
            case Begin.Starts starts -> starts.path();
        };
    }

    /** What begins it. */
    public Begin begin() {
        return begin(text);
    }

    private static Begin begin(String text) {
        Matcher timer = TIMER.matcher(text);
        if (timer.matches()) {
            return new Begin.Fires(
                    timer.group("path"),
                    timer.group("timer"),
                    Integer.parseInt(timer.group("occurrence")));
        }
        Matcher start = START.matcher(text);
        if (start.matches()) {
            return new Begin.Starts(start.group("root"), start.group("path"));
        }
        Matcher copy = COPY.matcher(text);
        return copy.matches()
                ? new Begin.Handles(
                        MessageName.parse(copy.group("message")),
                        Integer.parseInt(copy.group("copy")))
                : new Begin.Handles(MessageName.parse(text), 0);
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
        return switch (begin(text)) {
            case Begin.Handles(MessageName message, int copy) -> messageKey(message.key(), copy);
            case Begin.Fires _ -> timerKey(MessageName.rootKey(text));
            case Begin.Starts(String root, String path) ->
                    startKey(MessageName.rootKey(root), Fingerprint.of(path));
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
