package dev.rehearsal.scenario;

import dev.rehearsal.spelling.Names;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The scenarios that can be called by name: those that a class loader offers as services, and any
 * public class with a public constructor without arguments, by its class name.
 *
 * <p>Order: by name. Of two services of one name the first that the loader offers counts.
 *
 * <p>Errors: a name that is neither, and a class that cannot be a scenario, are refused with {@link
 * IllegalArgumentException}, naming the rule, the name and the nearest names.
 */
public final class Catalogue {

    private final Map<String, Scenario> byName;
    private final ClassLoader loader;

    private Catalogue(Map<String, Scenario> byName, ClassLoader loader) {
        this.byName = byName;
        this.loader = loader;
    }

    /**
     * The scenarios that a class loader offers.
     *
     * @throws IllegalArgumentException when one of its services cannot be loaded
     */
    public static Catalogue of(ClassLoader loader) {
        Map<String, Scenario> byName = LinkedHashMap.empty();
        try {
            for (Scenario scenario : ServiceLoader.load(Scenario.class, loader)) {
                if (!byName.containsKey(scenario.name())) {
                    byName = byName.put(scenario.name(), scenario);
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "a service file must name scenarios that can be loaded: " + e.getMessage(), e);
        }
        return new Catalogue(byName, loader);
    }

    /** All that are offered, by name. */
    public Vector<Scenario> all() {
        return byName.values().toVector().sortBy(Scenario::name);
    }

    /** The scenario of that name, or else the one whose class has it. */
    public Scenario named(String name) {
        return byName.get(name).getOrElse(() -> load(name));
    }

    private Scenario load(String name) {
        Class<?> type;
        try {
            type = Class.forName(name, true, loader);
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "no scenario '"
                            + name
                            + "'"
                            + noClass(name)
                            + Names.suggest(name, all().map(Scenario::name)),
                    e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "the class of a scenario must load: class=" + name + " error=" + e, e);
        }
        if (!Scenario.class.isAssignableFrom(type)) {
            throw refused("must implement " + Scenario.class.getName(), type, null);
        }
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw refused("must be public and not abstract", type, null);
        }
        try {
            return (Scenario) type.getConstructor().newInstance();
        } catch (NoSuchMethodException e) {
            throw refused("must have a public constructor without arguments", type, e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "the constructor of a scenario must not throw: class="
                            + type.getName()
                            + " error="
                            + e.getCause(),
                    e);
        } catch (ReflectiveOperationException e) {
            throw refused("must be accessible", type, e);
        }
    }

    /** What to say in addition where the name was meant to be that of a class. */
    private static String noClass(String name) {
        String classPath = "on the command line --classpath names the folders and jars of your own";
        if (name.indexOf('.') >= 0) {
            return ", and no such class on the class path; " + classPath;
        }
        return name.matches("\\p{Lu}.*")
                ? ", and no such class without a package on the class path; a class is called by"
                        + " its full name, such as com.example."
                        + name
                        + ", and "
                        + classPath
                : "";
    }

    private static IllegalArgumentException refused(
            String rule, Class<?> type, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "the class of a scenario " + rule + ": class=" + type.getName(), cause);
    }
}
