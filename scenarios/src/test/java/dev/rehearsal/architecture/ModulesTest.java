package dev.rehearsal.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which module may know which, and that the packages of each have no cycle; read from the compiled
 * classes, which are folders or jars, as the build has it.
 */
class ModulesTest {

    private static final Pattern OURS = Pattern.compile("dev/rehearsal/(?:[a-z]+/)*[A-Z][\\w$]*");

    /** A class of each module, and the modules that it may know. */
    private static final Map<String, Tuple2<Class<?>, Vector<String>>> MODULES =
            LinkedHashMap.of(
                    "sim-core", Tuple.of(Actor.class, Vector.empty()),
                    "supervisor", Tuple.of(Supervisor.class, Vector.of("sim-core")),
                    "faults", Tuple.of(FaultProfile.class, Vector.of("sim-core")),
                    "scenarios",
                            Tuple.of(
                                    AbdRegister.class,
                                    Vector.of("faults", "sim-core", "supervisor")));

    /** From each package to all of ours that its classes name. */
    private static TreeMap<String, TreeSet<String>> arrows(Class<?> inside) {
        try {
            URI place = inside.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(place);
            if (Files.isDirectory(path)) {
                return arrows(path);
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return arrows(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("a module must be readable: " + inside, e);
        }
    }

    private static TreeMap<String, TreeSet<String>> arrows(Path root) throws IOException {
        TreeMap<String, TreeSet<String>> arrows = TreeMap.empty();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
                ClassModel type = read(file);
                String from = packageOf(type.thisClass().asInternalName());
                TreeSet<String> known = arrows.getOrElse(from, TreeSet.empty());
                arrows = arrows.put(from, known.addAll(named(type)).remove(from));
            }
        }
        return arrows;
    }

    private static ClassModel read(Path file) {
        try {
            return ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TreeSet<String> named(ClassModel type) {
        TreeSet<String> packages = TreeSet.empty();
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof Utf8Entry text) {
                var matcher = OURS.matcher(text.stringValue());
                while (matcher.find()) {
                    packages = packages.add(packageOf(matcher.group()));
                }
            }
        }
        return packages;
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('/')).replace('/', '.');
    }

    @Test
    void modules_knowOnlyThoseBelowThem() {
        Map<String, TreeSet<String>> homes = LinkedHashMap.empty();
        Map<String, TreeMap<String, TreeSet<String>>> all =
                MODULES.mapValues(module -> arrows(module._1));
        for (var module : all) {
            for (String name : module._2.keySet()) {
                homes = homes.put(name, homes.getOrElse(name, TreeSet.empty()).add(module._1));
            }
        }
        assertEquals(Vector.empty(), homes.filterValues(home -> home.size() > 1).toVector());
        for (var module : all) {
            TreeSet<String> reached = TreeSet.empty();
            for (String name : module._2.values().flatMap(names -> names)) {
                reached = reached.addAll(homes.getOrElse(name, TreeSet.of("none: " + name)));
            }
            TreeSet<String> known = reached.remove(module._1);
            Vector<String> allowed = MODULES.get(module._1).get()._2;
            assertTrue(allowed.containsAll(known), () -> module._1 + " knows " + known);
            assertEquals(allowed.isEmpty(), known.isEmpty());
        }
    }

    /** A package is on a cycle when it is among those that it leads to. */
    @Test
    void packages_ofEachModule_haveNoCycle() {
        for (var module : MODULES) {
            TreeMap<String, TreeSet<String>> arrows = arrows(module._2._1);
            for (String start : arrows.keySet()) {
                TreeSet<String> reached = arrows.get(start).get();
                TreeSet<String> before = TreeSet.empty();
                while (reached.size() > before.size()) {
                    before = reached;
                    for (String next : before) {
                        reached = reached.addAll(arrows.getOrElse(next, TreeSet.empty()));
                    }
                }
                TreeSet<String> all = reached;
                assertTrue(!all.contains(start), () -> start + " leads to " + all);
            }
        }
    }
}
