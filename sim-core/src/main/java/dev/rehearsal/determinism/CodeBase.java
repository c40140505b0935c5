package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes that one class loader sees, read and never loaded, and which of them are the
 * author's.
 *
 * <p>Names are internal: {@code java/util/Set}. What is outside is read too, for its hierarchy.
 */
final class CodeBase {

    private static final Vector<String> PLATFORM =
            Vector.of(
                    "java/", "javax/", "jdk/", "sun/", "com/sun/", "org/w3c/dom/", "org/xml/sax/");
    private static final Vector<String> LIBRARIES =
            Vector.of(
                    "io/vavr/",
                    "org/jspecify/",
                    "org/slf4j/",
                    "org/apache/logging/",
                    "ch/qos/logback/");
    private static final String REHEARSAL = "dev/rehearsal/";
    private static final String CATALOGUE = "dev/rehearsal/scenarios/";

    private final ClassLoader loader;
    private final Vector<String> own;
    private final Vector<String> outside;
    private final Map<String, ClassInfo> classes = new HashMap<>();
    private final Map<String, Boolean> user = new HashMap<>();
    private final Map<String, Set<String>> supertypes = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();

    CodeBase(@Nullable ClassLoader loader, Vector<String> starts, Vector<String> trusted) {
        this.loader = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
        this.own = starts.map(CodeBase::packageOf).filter(p -> !p.isEmpty()).distinct();
        this.outside = PLATFORM.appendAll(LIBRARIES).appendAll(trusted);
    }

    static boolean isPlatform(String name) {
        return PLATFORM.exists(name::startsWith);
    }

    static boolean isRehearsal(String name) {
        return name.startsWith(REHEARSAL) && !name.startsWith(CATALOGUE);
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** Whether a class is the author's and can be read. */
    boolean isUser(String name) {
        Boolean known = user.get(name);
        if (known == null) {
            boolean inside =
                    own.exists(name::startsWith)
                            || !isRehearsal(name) && !outside.exists(name::startsWith);
            known = !name.startsWith("[") && inside && find(name) != null;
            if (inside && !known && !name.startsWith("[")) {
                missing.add(name.replace('/', '.'));
            }
            user.put(name, known);
        }
        return known;
    }

    /** The author's classes that were asked for and not found. */
    Vector<String> missing() {
        return Vector.ofAll(missing);
    }

    /** A class, or null when it has no bytecode here. */
    @Nullable ClassInfo find(String name) {
        if (classes.containsKey(name)) {
            return classes.get(name);
        }
        ClassInfo found = null;
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            if (in != null) {
                found = new ClassInfo(ClassFile.of().parse(in.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
        classes.put(name, found);
        return found;
    }

    /** A class that is known to be there. */
    ClassInfo get(String name) {
        ClassInfo found = find(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "the bytecode of a class must be readable: class=" + name.replace('/', '.'));
        }
        return found;
    }

    /**
     * A class with all that it extends and implements: itself first, superclasses before
     * interfaces.
     */
    Set<String> supertypes(String name) {
        Set<String> known = supertypes.get(name);
        if (known != null) {
            return known;
        }
        Set<String> all = new LinkedHashSet<>();
        all.add(name);
        ClassInfo info = find(name);
        if (info != null) {
            if (info.superName() != null) {
                all.addAll(supertypes(info.superName()));
            }
            info.interfaces().forEach(each -> all.addAll(supertypes(each)));
        }
        supertypes.put(name, all);
        return all;
    }

    boolean isSubtype(String name, String supertype) {
        return name.equals(supertype) || supertypes(name).contains(supertype);
    }

    /** The class that declares the method which a call on {@code owner} finds, or null. */
    @Nullable ClassInfo declaring(String owner, String method) {
        ClassInfo bodiless = null;
        for (String name : supertypes(owner)) {
            ClassInfo info = find(name);
            if (info != null && info.methods().containsKey(method)) {
                if (info.methods().get(method).code().isPresent()) {
                    return info;
                }
                bodiless = bodiless == null ? info : bodiless;
            }
        }
        return bodiless;
    }

    /** The class that declares a field, seen from {@code owner}, or null. */
    @Nullable ClassInfo declaringField(String owner, String field) {
        for (String name : supertypes(owner)) {
            ClassInfo info = find(name);
            if (info != null && info.fields().containsKey(field)) {
                return info;
            }
        }
        return null;
    }

    /** How many classes of the author's were read. */
    int count() {
        return (int) user.values().stream().filter(is -> is).count();
    }
}
