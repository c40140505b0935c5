package dev.rehearsal.simulation;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.Point;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.value.Damage;
import dev.rehearsal.value.Shape;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntFunction;

/** The departures of a run in order, written down as they happen and named when they are read. */
final class DepartureLog {

    /*
     * A run may depart at every message, and the names are read only when somebody wants its story.
     * So a departure is four longs, without any reference: in an array of references that grows with
     * the run the garbage collector would look at each of them again and again. The longs stand in
     * arrays of one size, the last of which is filled; only the first grows, for short runs.
     *
     *   sender, receiver  | number of the root, occurrence | stem of the root, shape | value, kind
     *   actor, occurrence | number of the root, option     | stem of the root, what  | value, CHOSEN
     *
     * Texts, shapes and whatever has no time as its value stand in lists, by number.
     */
    private static final int WIDTH = 4;
    private static final int ARRAY = WIDTH << 12;
    private static final int KIND_BITS = 4;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final long TIME_MAX = Long.MAX_VALUE >> KIND_BITS;
    private static final int DROP = 0;
    private static final int HELD_AFTER = 1;
    private static final int HELD_POINT = 2;
    private static final int AGAIN_AFTER = 3;
    private static final int AGAIN_POINT = 4;
    private static final int OTHER = 5;
    private static final int NONE = 6;
    private static final int CORRUPT = 7;
    private static final int CHOSEN = 8;

    private final IntFunction<String> paths;
    private final List<String> texts = new ArrayList<>();
    private final HashMap<String, Integer> textNumbers = new HashMap<>();
    private final List<Shape> shapes = new ArrayList<>();
    private final List<Object> others = new ArrayList<>();
    private final List<long[]> full = new ArrayList<>();
    private long[] words = new long[WIDTH * 8];
    private int used;

    /**
     * An empty log.
     *
     * @param paths of the actors by their number
     */
    DepartureLog(IntFunction<String> paths) {
        this.paths = paths;
    }

    void drop(Delivery message) {
        add(message, 0, DROP);
    }

    void held(Delivery message, Point until) {
        if (until instanceof Point.After after && after.nanos() <= TIME_MAX) {
            add(message, after.nanos(), HELD_AFTER);
        } else {
            add(message, number(until), HELD_POINT);
        }
    }

    void again(Delivery message, Point until) {
        if (until instanceof Point.After after && after.nanos() <= TIME_MAX) {
            add(message, after.nanos(), AGAIN_AFTER);
        } else {
            add(message, number(until), AGAIN_POINT);
        }
    }

    void corrupt(Delivery message, Damage damage) {
        add(message, number(damage), CORRUPT);
    }

    /**
     * An actor chooses what is not the first option.
     *
     * @param what as {@link Occasion#choice} names it
     * @param option from 1
     * @param value an immutable value, which is told as text when somebody reads it
     */
    void chosen(Root root, int actor, String what, int occurrence, int option, Object value) {
        add(
                pair(actor, occurrence),
                pair(root.number(), option),
                pair(root.stem().in(this), text(what)),
                (long) number(value) << KIND_BITS | CHOSEN);
    }

    /** Keeps the place of a message that may yet turn out to be held. */
    int reserve(Delivery message) {
        add(message, 0, NONE);
        return used - WIDTH;
    }

    /** The message of that place was held. */
    void settle(int entry, Point until) {
        array(entry)[entry % ARRAY + 3] = (long) number(until) << KIND_BITS | HELD_POINT;
    }

    void other(Departure departure) {
        add(0, 0, 0, (long) number(departure) << KIND_BITS | OTHER);
    }

    private int number(Object value) {
        others.add(value);
        return others.size() - 1;
    }

    private void add(Delivery message, long value, int kind) {
        Root root = Root.of(message);
        add(
                pair(message.sender(), message.receiver()),
                pair(root.number(), message.occurrence()),
                pair(root.stem().in(this), number(message.shape())),
                value << KIND_BITS | kind);
    }

    private void add(long first, long second, long third, long fourth) {
        int at = used % ARRAY;
        if (at == 0 && used > 0) {
            full.add(words);
            words = new long[ARRAY];
        } else if (at == words.length) {
            words = Arrays.copyOf(words, 2 * at);
        }
        words[at] = first;
        words[at + 1] = second;
        words[at + 2] = third;
        words[at + 3] = fourth;
        used += WIDTH;
    }

    private long[] array(int at) {
        return at / ARRAY < full.size() ? full.get(at / ARRAY) : words;
    }

    private long word(int at) {
        return array(at)[at % ARRAY];
    }

    /** The number of a text that comes again and again. */
    int text(String text) {
        Integer number = textNumbers.putIfAbsent(text, texts.size());
        if (number != null) {
            return number;
        }
        texts.add(text);
        return texts.size() - 1;
    }

    /** There are no more shapes of messages than types in the protocols. */
    private int number(Shape shape) {
        for (int i = 0; i < shapes.size(); i++) {
            if (shapes.get(i) == shape) {
                return i;
            }
        }
        shapes.add(shape);
        return shapes.size() - 1;
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | low;
    }

    /** The departure that was added last. */
    Departure last() {
        return departure(used - WIDTH);
    }

    Vector<Departure> all() {
        List<Departure> all = new ArrayList<>(used / WIDTH);
        for (int at = 0; at < used; at += WIDTH) {
            if (kind(at) != NONE) {
                all.add(departure(at));
            }
        }
        return Vector.ofAll(all);
    }

    /** The departure of a place. */
    Departure get(int entry) {
        return departure(entry);
    }

    private int kind(int at) {
        return (int) word(at + 3) & KIND_MASK;
    }

    private Departure departure(int at) {
        int kind = kind(at);
        long value = word(at + 3) >>> KIND_BITS;
        return switch (kind) {
            case DROP -> new Departure.Drop(name(at));
            case HELD_AFTER -> new Departure.Held(name(at), new Point.After(value));
            case HELD_POINT -> new Departure.Held(name(at), (Point) others.get((int) value));
            case AGAIN_AFTER -> new Departure.Again(name(at), new Point.After(value));
            case AGAIN_POINT -> new Departure.Again(name(at), (Point) others.get((int) value));
            case OTHER -> (Departure) others.get((int) value);
            case CORRUPT -> new Departure.Corrupt(name(at), (Damage) others.get((int) value));
            case CHOSEN ->
                    new Departure.Chooses(
                            new Occasion(
                                    root(at),
                                    paths.apply(high(word(at))),
                                    texts.get((int) word(at + 2)),
                                    (int) word(at)),
                            (int) word(at + 1),
                            String.valueOf(others.get((int) value)));
            default -> throw new IllegalStateException("no such kind of departure: " + kind);
        };
    }

    private MessageName name(int at) {
        return new MessageName(
                root(at),
                paths.apply(high(word(at))),
                paths.apply((int) word(at)),
                shapes.get((int) word(at + 2)).name(),
                (int) word(at + 1));
    }

    private String root(int at) {
        return texts.get(high(word(at + 2))) + high(word(at + 1));
    }

    private static int high(long pair) {
        return (int) (pair >>> 32);
    }
}
