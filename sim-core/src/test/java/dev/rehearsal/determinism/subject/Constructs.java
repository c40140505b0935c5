package dev.rehearsal.determinism.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Leaks in places that are easily overlooked. */
@SuppressWarnings({"removal", "finally"})
public class Constructs extends Base {

    private static final Holder HELD = new Holder();

    sealed interface Shape permits Round, Square {}

    record Round(int radius) implements Shape {}

    record Square(int[] sides) implements Shape {}

    static final class Holder {
        final List<String> list = new ArrayList<>();
    }

    private Constructs() {}

    static long inSwitch(Object what) {
        return switch (what) {
            case Round(int radius) when radius > 3 -> System.nanoTime();
            case Round _, Square _ -> 1;
            default -> 2;
        };
    }

    static int onSealed(Shape shape) {
        return shape.hashCode();
    }

    static String onLoop(int times) {
        Set<String> names = new TreeSet<>();
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < times; i++) {
            for (String name : names) {
                seen.append(name);
            }
            names = Set.of("a", "b", "c");
        }
        return seen.toString();
    }

    static String onChoice(boolean salted) {
        return String.join("", salted ? Set.of("a", "b", "c") : new TreeSet<String>());
    }

    private static Set<String> names() {
        return Set.of("a", "b", "c");
    }

    static List<String> onReturned() {
        return names().stream().filter(name -> !name.isEmpty()).toList();
    }

    static long onCaught(long wide, double factor) {
        long sum = 0;
        try {
            sum += wide;
            sum *= (long) factor;
            sum += Integer.parseInt("x");
        } catch (NumberFormatException e) {
            sum = System.nanoTime();
        } finally {
            sum++;
        }
        return sum;
    }

    static long onInherited(Constructs it) {
        return it.onSuper();
    }

    static void onField() {
        HELD.list.add("x");
    }

    static String onConcat() {
        Object lock = new Object();
        return "lock " + lock;
    }

    @Override
    protected void finalize() {}
}
