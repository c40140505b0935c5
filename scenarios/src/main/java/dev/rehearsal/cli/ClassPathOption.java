package dev.rehearsal.cli;

import dev.rehearsal.scenario.Catalogue;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/** Where a user's own scenarios are. */
final class ClassPathOption {

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            order = 12,
            description =
                    "Folders and jars with scenarios of your own, separated by '"
                            + "${sys:path.separator}"
                            + "'; SCENARIO may then be a class name.")
    private @Nullable String entries;

    /** The scenarios that can be called, with those of the user. */
    Catalogue catalogue(Shell shell) {
        ClassLoader own = ClassPathOption.class.getClassLoader();
        try {
            return Catalogue.of(entries == null ? own : new URLClassLoader(urls(shell), own));
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage(), e);
        }
    }

    /** Where the user's scenarios are; nowhere when there are none. */
    Vector<Path> paths(Shell shell) {
        if (entries == null) {
            return Vector.empty();
        }
        return Vector.of(entries.split(File.pathSeparator))
                .map(entry -> {
                    Path path = shell.resolve(Path.of(entry));
                    if (entry.isBlank() || !Files.exists(path)) {
                        throw new Refusal(
                                "--classpath must name folders and jars that exist: '"
                                        + entry
                                        + "' does not");
                    }
                    if (Files.isRegularFile(path) && !isJar(path)) {
                        throw new Refusal(
                                "--classpath must name folders and jars: '"
                                        + entry
                                        + "' is neither");
                    }
                    return path;
                });
    }

    private static boolean isJar(Path file) {
        try (JarFile _ = new JarFile(file.toFile())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private URL[] urls(Shell shell) {
        List<URL> urls = new ArrayList<>();
        for (Path path : paths(shell)) {
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new Refusal("--classpath must name files: '" + path + "'", e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** The same as words of a command line. */
    List<String> words() {
        return entries == null ? List.of() : List.of("--classpath", entries);
    }
}
