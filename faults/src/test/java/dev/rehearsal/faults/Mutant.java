package dev.rehearsal.faults;

import dev.rehearsal.decision.Departure;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * An injector with one of the methods in which it decides taken out: what the profile would ask if
 * that code were gone. All else is that of the injector.
 */
final class Mutant {

    private Mutant() {}

    /** The injector, asked in the way of a mutant, with nothing taken out. */
    static Injector whole(Injector injector) {
        return without(injector, "nothing");
    }

    /** One mutant for each method in which the injector decides. */
    static Vector<Injector> of(Injector injector) {
        return Vector.of(injector.getClass().getInterfaces())
                .flatMap(form -> Vector.of(form.getDeclaredMethods()))
                .map(Method::getName)
                .filter(part -> declares(injector, part))
                .sorted()
                .map(part -> without(injector, part));
    }

    private static boolean declares(Injector injector, String part) {
        return Vector.of(injector.getClass().getDeclaredMethods())
                .exists(method -> method.getName().equals(part) && !method.isSynthetic());
    }

    private static Injector without(Injector injector, String part) {
        return (Injector)
                Proxy.newProxyInstance(
                        Injector.class.getClassLoader(),
                        injector.getClass().getInterfaces(),
                        (_, method, arguments) ->
                                method.getName().equals(part)
                                        ? nothing(part, arguments)
                                        : method.getName().equals("toString")
                                                ? injector.label() + " without " + part
                                                : asked(injector, method, arguments));
    }

    private static @Nullable Object asked(
            Injector injector, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(injector, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What a method answers in which nothing is decided. */
    private static @Nullable Object nothing(String part, Object[] arguments) {
        return switch (part) {
            case "messages" -> (OfMessages.Part) (_, _, _, _) -> {};
            case "incidents" -> Vector.<Departure.Incident>empty();
            case "turns" -> (OfTurns.Part) (_, _, _, _, _) -> null;
            case "disks" -> (OfDisks.Part) (_, _, _, _, _) -> null;
            case "timers" -> (OfTimers.Part) (_, _, _, after) -> after;
            case "sites" -> (OfSites.Part) (_, _, _) -> false;
            case "aftermath" -> ((Departure.Crash) arguments[0]).aftermath();
            case "victim" -> ((Departure.Kill) arguments[0]).target();
            case "spoilt" -> arguments[0];
            default ->
                    throw new IllegalArgumentException(
                            "a method in which kinds decide must be known here: method=" + part);
        };
    }
}
