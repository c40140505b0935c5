package dev.rehearsal.faults;

import dev.rehearsal.spelling.Names;

import io.vavr.collection.Vector;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of an injector, by name and as texts. Kinds that share a record differ in components
 * that are enums; those are told by the kind and are no options.
 */
final class Options {

    private static final Pattern TIME =
            Pattern.compile("(?<number>\\d{1,12})(?<unit>ns|us|µs|ms|s|m|h)");

    private Options() {}

    static void requireRate(String what, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(what + " must be in [0, 1]: " + what + "=" + rate);
        }
    }

    static void requirePositive(String what, Duration span) {
        if (!span.isPositive()) {
            throw new IllegalArgumentException(what + " must be positive: " + what + "=" + span);
        }
    }

    static void requireRange(String least, Duration min, String most, Duration max) {
        requirePositive(least, min);
        if (max.compareTo(min) < 0) {
            throw new IllegalArgumentException(
                    most
                            + " must be at least "
                            + least
                            + ": "
                            + least
                            + "="
                            + min
                            + " "
                            + most
                            + "="
                            + max);
        }
    }

    static void requireWithin(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    what + " must be in [" + min + ", " + max + "]: " + what + "=" + value);
        }
    }

    /** The names of the options, in their order. */
    static Vector<String> names(Injector injector) {
        return components(injector).map(RecordComponent::getName);
    }

    private static Vector<RecordComponent> components(Injector injector) {
        return Vector.of(injector.getClass().getRecordComponents())
                .filter(component -> !component.getType().isEnum());
    }

    /** The value of an option as it stands in a file: a number, or a time as a text. */
    static Object value(Injector injector, String name) {
        Object value = get(injector, component(injector, name));
        return value instanceof Duration span ? text(span) : value;
    }

    /** A time with its unit, the largest that needs no fraction. */
    static String text(Duration span) {
        long nanos = span.toNanos();
        String[] units = {"s", "ms", "us"};
        long size = 1_000_000_000L;
        for (String unit : units) {
            if (nanos % size == 0) {
                return nanos / size + unit;
            }
            size /= 1_000;
        }
        return nanos + "ns";
    }

    /** Reads a time with its unit, such as {@code 20ms}. */
    static Duration time(String what, String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException(
                    what
                            + " must be a whole number with its unit, ns, us, ms, s, m or h: "
                            + what
                            + "="
                            + text);
        }
        long number = Long.parseLong(time.group("number"));
        return switch (time.group("unit")) {
            case "ns" -> Duration.ofNanos(number);
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofNanos(Math.multiplyExact(number, 1_000L));
        };
    }

    private static RecordComponent component(Injector injector, String name) {
        return components(injector)
                .find(component -> component.getName().equals(name))
                .getOrElseThrow(() ->
                        new IllegalArgumentException(
                                injector.label()
                                        + " has no option '"
                                        + name
                                        + "'"
                                        + Names.suggest(name, names(injector))));
    }

    /** Reads the value of an option from its text. */
    static Object read(Injector injector, String name, String text) {
        Class<?> type = component(injector, name).getType();
        String what = injector.label() + "." + name;
        try {
            if (type == double.class) {
                return Double.parseDouble(text);
            }
            if (type == int.class) {
                return Integer.parseInt(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + " must be a number: " + what + "=" + text, e);
        }
        return time(what, text);
    }

    /** The same injector with another value. */
    static Injector with(Injector injector, String name, Object value) {
        component(injector, name);
        return make(injector, known -> known.getName().equals(name) ? value : get(injector, known));
    }

    /** The same kind with those options, by name. */
    static Injector with(Injector kind, Map<String, String> texts) {
        texts.keySet().forEach(name -> component(kind, name));
        return make(
                kind,
                known -> {
                    String text = texts.get(known.getName());
                    return text == null ? get(kind, known) : read(kind, known.getName(), text);
                });
    }

    private static Injector make(Injector injector, Function<RecordComponent, Object> value) {
        RecordComponent[] all = injector.getClass().getRecordComponents();
        Object[] values = new Object[all.length];
        Class<?>[] types = new Class<?>[all.length];
        for (int i = 0; i < all.length; i++) {
            types[i] = all[i].getType();
            values[i] = value.apply(all[i]);
        }
        try {
            Constructor<? extends Injector> constructor =
                    injector.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new IllegalArgumentException(
                        injector.label() + ": " + refused.getMessage(), refused);
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object get(Injector injector, RecordComponent component) {
        try {
            return component.getAccessor().invoke(injector);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
