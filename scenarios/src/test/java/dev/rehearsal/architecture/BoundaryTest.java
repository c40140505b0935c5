package dev.rehearsal.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What may not change between releases without saying so: the packages that authors use, and the
 * types of other packages that come along in their signatures.
 */
class BoundaryTest {

    private static final Vector<String> EXPORTED =
            Vector.of(
                    "dev.rehearsal.actor",
                    "dev.rehearsal.history.model",
                    "dev.rehearsal.jqwik",
                    "dev.rehearsal.plain",
                    "dev.rehearsal.scenario",
                    "dev.rehearsal.supervisor");

    private static final TreeSet<String> COME_ALONG =
            TreeSet.of(
                    "dev.rehearsal.check.ActorSystem",
                    "dev.rehearsal.check.Interchange",
                    "dev.rehearsal.check.Model",
                    "dev.rehearsal.check.Refinement",
                    "dev.rehearsal.check.Situation",
                    "dev.rehearsal.decision.PlannedOperation",
                    "dev.rehearsal.draw.Draw",
                    "dev.rehearsal.faults.FaultProfile",
                    "dev.rehearsal.history.Container",
                    "dev.rehearsal.history.Model",
                    "dev.rehearsal.history.Operation",
                    "dev.rehearsal.history.Step",
                    "dev.rehearsal.kernel.Topology",
                    "dev.rehearsal.kernel.View",
                    "dev.rehearsal.simulation.Run",
                    "dev.rehearsal.simulation.Story",
                    "dev.rehearsal.simulation.Strategy",
                    "dev.rehearsal.simulation.Trace",
                    "dev.rehearsal.simulation.Violation");

    private static final Pattern OURS =
            Pattern.compile("dev\\.rehearsal\\.(?:[a-z]+\\.)+[A-Z]\\w*");

    private static Vector<Class<?>> exported() {
        return Vector.<Class<?>>of(Actor.class, Supervisor.class, FaultProfile.class)
                .flatMap(BoundaryTest::namesBeside)
                .filter(name -> EXPORTED.contains(packageOf(name)))
                .<Class<?>>map(BoundaryTest::load)
                .filter(BoundaryTest::isVisible);
    }

    private static List<String> namesBeside(Class<?> one) {
        try {
            URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(place);
            if (Files.isDirectory(path)) {
                return namesBelow(path);
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return namesBelow(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("a module must be readable: " + one, e);
        }
    }

    private static List<String> namesBelow(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> file.replace('/', '.').replaceAll("\\.class$", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, BoundaryTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class that is there must load: " + name, e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    /** Whatever a user of the type has to know in order to use it. */
    private static Stream<String> signatures(Class<?> type) {
        Stream<String> methods =
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic() && !isHidden(method.getModifiers()))
                        .map(Method::toGenericString);
        Stream<String> constructors =
                Arrays.stream(type.getDeclaredConstructors())
                        .filter(constructor -> !isHidden(constructor.getModifiers()))
                        .map(Constructor::toGenericString);
        Stream<String> parents =
                Stream.concat(
                                Stream.ofNullable(type.getGenericSuperclass()),
                                Arrays.stream(type.getGenericInterfaces()))
                        .map(Type::getTypeName);
        return Stream.of(methods, constructors, parents).flatMap(all -> all);
    }

    private static boolean isHidden(int modifiers) {
        return !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers);
    }

    @Test
    void exportedPackages_bringAlongTheseTypesAndNoOthers() {
        TreeSet<String> named =
                TreeSet.ofAll(
                        exported()
                                .toJavaStream()
                                .flatMap(BoundaryTest::signatures)
                                .flatMap(text -> OURS.matcher(text).results())
                                .map(found -> found.group())
                                .filter(name -> !EXPORTED.contains(packageOf(name)))
                                .toList());

        assertEquals(COME_ALONG, named);
    }

    @Test
    void architecture_namesTheExportedPackages() throws IOException {
        String text =
                Files.readString(
                        Path.of(System.getProperty("basedir", "."), "../docs/ARCHITECTURE.md"));
        String boundary = text.substring(text.indexOf("## The boundary"));

        for (String name : EXPORTED) {
            String shown = name.substring("dev.rehearsal.".length());
            assertTrue(boundary.contains("`" + shown + "`"), shown);
        }
        assertTrue(exported().size() > EXPORTED.size());
    }
}
