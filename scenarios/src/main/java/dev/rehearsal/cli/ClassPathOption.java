package dev.rehearsal.cli;

import dev.rehearsal.scenario.Catalogue;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    private URL[] urls(Shell shell) {
        List<URL> urls = new ArrayList<>();
        for (String entry : String.valueOf(entries).split(File.pathSeparator)) {
            Path path = shell.resolve(Path.of(entry));
            if (entry.isBlank() || !Files.exists(path)) {
                throw new Refusal(
                        "--classpath must name folders and jars that exist: '"
                                + entry
                                + "' does not");
            }
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new Refusal("--classpath must name files: '" + entry + "'", e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** The same as words of a command line. */
    List<String> words() {
        return entries == null ? List.of() : List.of("--classpath", entries);
    }
}
