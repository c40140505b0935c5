package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class OwnClassesTest {

    @TempDir Path dir;

    private Path folder(String name) throws IOException {
        return Files.createDirectories(dir.resolve(name));
    }

    private static String path(Path... entries) {
        return Vector.of(entries).mkString(File.pathSeparator);
    }

    @Test
    void scenarioOfATest_isFoundByTheFoldersOfItsClassPath() throws IOException {
        Path tests = folder("target/test-classes");
        Path classes = folder("target/classes");
        Path jar = Files.createFile(dir.resolve("junit.jar"));

        assertEquals(
                Vector.of(tests, classes),
                OwnClasses.of(
                        Vector.empty(),
                        Vector.of(tests, tests),
                        Option.some(dir.resolve("rehearsal.jar")),
                        path(tests, classes, jar, dir.resolve("nowhere"))));
    }

    @Test
    void scenarioInAJar_isFoundByItAndTheFoldersBesides() throws IOException {
        Path classes = folder("classes");
        Path jar = Files.createFile(dir.resolve("acme.jar"));

        assertEquals(
                Vector.of(jar, classes),
                OwnClasses.of(
                        Vector.empty(),
                        Vector.of(jar),
                        Option.some(dir.resolve("rehearsal.jar")),
                        path(classes, jar)));
    }

    @Test
    void scenarioWhereTheCampaignWasTold_needsNothingMore() throws IOException {
        Path told = folder("told");

        assertEquals(
                Vector.of(told),
                OwnClasses.of(
                        Vector.of(told),
                        Vector.of(told),
                        Option.some(folder("ours")),
                        path(folder("classes"))));
    }

    @Test
    void scenarioOfTheCatalogue_needsNothing() throws IOException {
        Path ours = folder("ours");

        assertEquals(
                Vector.empty(),
                OwnClasses.of(
                        Vector.empty(),
                        Vector.of(ours),
                        Option.some(ours),
                        path(ours, folder("classes"))));
    }

    @Test
    void pathBelowTheWorkingFolder_isWrittenFromThere() {
        Path here = Path.of("").toAbsolutePath();

        assertEquals(
                Vector.of(Path.of("src")),
                OwnClasses.of(
                        Vector.empty(),
                        Vector.of(here.resolve("src")),
                        Option.none(),
                        path(here.resolve("src"))));
    }
}
