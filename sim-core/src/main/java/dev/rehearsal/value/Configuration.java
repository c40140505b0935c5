package dev.rehearsal.value;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.MathContext;
import java.nio.charset.Charset;
import java.text.Collator;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What an actor may be made of: immutable values and code.
 *
 * <p>An actor object outlives crashes and is shared by all runs, so whatever in it can change is a
 * state that no crash loses and no seed determines. Allowed are values; enums; JDK classes that are
 * immutable by contract; code, which is lambdas and classes whose fields are all final, with what
 * they have captured looked at in turn. Refused are arrays, the mutable classes of the JDK, and
 * fields that are not final.
 *
 * <p>What it cannot see: what a lambda of the JDK itself has captured, as {@code
 * Comparator.comparing} does; the comparator of a sorted collection; static fields.
 *
 * <p>Errors: {@link NotAValueException} with the path to the offending field.
 */
public final class Configuration {

    private static final Set<Class<?>> IMMUTABLE =
            Set.of(
                    Locale.class,
                    Pattern.class,
                    Charset.class,
                    ZoneId.class,
                    MethodHandle.class,
                    VarHandle.class,
                    Temporal.class,
                    TemporalAmount.class,
                    Class.class,
                    DateTimeFormatter.class,
                    MathContext.class,
                    ClassLoader.class,
                    java.net.URI.class,
                    java.util.OptionalInt.class,
                    java.util.OptionalLong.class,
                    java.util.OptionalDouble.class);

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Consumer<Object> each;

    private Configuration(Consumer<Object> each) {
        this.each = each;
    }

    /**
     * Refuses an actor or client that can change.
     *
     * @param path where it lives
     */
    public static void require(String path, Object actor) {
        if (!Closed.CLASSES.get(actor.getClass())) {
            new Configuration(_ -> {}).look(path + ": " + actor.getClass().getSimpleName(), actor);
        }
    }

    /** Shows an actor or client and all that it is made of, as far as it is looked at. */
    public static void parts(Object actor, Consumer<Object> each) {
        new Configuration(each).look("", actor);
    }

    private void look(String path, @Nullable Object part) {
        if (part == null || !seen.add(part)) {
            return;
        }
        each.accept(part);
        Class<?> type = part.getClass();
        if (isOfTheJdk(type) && isCode(part, type)) {
            return;
        }
        Shape shape = Shape.of(type);
        if (!(shape instanceof Shapes.Refused refused)) {
            for (Shape.Part component : shape.parts(part)) {
                look(path + component.label(), component.value());
            }
            return;
        }
        if (IMMUTABLE.stream().anyMatch(known -> known.isInstance(part))) {
            return;
        }
        if (isOfTheJdk(type) || type.isArray() || Proxy.isProxyClass(type)) {
            throw new NotAValueException(path, refused.why());
        }
        lookInside(path, part, type);
    }

    /** Lambdas, comparators, and records such as collectors, none of which can be opened. */
    private static boolean isCode(Object part, Class<?> type) {
        return type.isHidden()
                || type.isRecord()
                || part instanceof Comparator && !(part instanceof Collator);
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.getClassLoader() == null
                || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }

    private void lookInside(String path, Object part, Class<?> type) {
        for (Class<?> at = type; at != null && !isOfTheJdk(at); at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                String here = path + "." + field.getName();
                if (!Modifier.isFinal(field.getModifiers())) {
                    throw new NotAValueException(
                            here,
                            "a field of "
                                    + at.getName()
                                    + " that is not final can change; make it final, or keep it"
                                    + " in the state");
                }
                look(here, read(field, part));
            }
        }
    }

    private static @Nullable Object read(Field field, Object part) {
        if (field.getType().isPrimitive()) {
            return null;
        }
        try {
            field.setAccessible(true);
            return field.get(part);
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            throw new IllegalStateException("a field must be readable: field=" + field, e);
        }
    }
}
