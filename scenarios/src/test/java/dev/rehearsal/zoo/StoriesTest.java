package dev.rehearsal.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The smallest stories of the bugs that are found, as the table of the zoo has them. */
class StoriesTest {

    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Path STORIES = BASE.resolve("src/test/resources/zoo");
    private static final Catalogue CATALOGUE = Catalogue.of(StoriesTest.class.getClassLoader());

    @TestFactory
    Stream<DynamicTest> story_stillFails() throws IOException {
        return each(StoriesTest::failing);
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicTest> story_nothingCanBeTakenAway() throws IOException {
        return each(file -> {
            Run run = failing(file);
            Simulation simulation = Simulation.of(run.story().settings());
            assertTrue(Shrinker.of(simulation).isOneMinimal(run), "something can be taken away");
        });
    }

    private static Stream<DynamicTest> each(Consumer<Path> test) throws IOException {
        try (Stream<Path> files = Files.list(STORIES)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(), () -> test.accept(file)));
        }
    }

    private static Run failing(Path file) {
        Failure failure = FailureFile.read(file, CATALOGUE);
        Run run = Simulation.of(failure.settings()).run(failure.story());
        assertTrue(run.fails(failure.signature()), () -> "now " + run.violation());
        assertEquals(Vector.empty(), run.unused());
        return run;
    }

    @Test
    void tableOfTheZoo_hasTheStoriesThatAreThere() throws IOException {
        Vector<Bug> bugs = Bug.of(CATALOGUE.all());
        Path docs = BASE.resolve("../docs");
        String page = Files.readString(docs.resolve("zoo.md"));
        Records records = Records.read(Files.readString(docs.resolve("zoo.json"))).only(bugs);
        for (Bug bug : bugs.filter(one -> isMinimal(records, one))) {
            Entry.Smallest smallest = records.of(bug).get().smallest().get();
            Failure failure = FailureFile.read(STORIES.resolve(bug.fileName()), CATALOGUE);
            Size size = failure.shrinking().get().size();
            assertEquals(smallest.property(), failure.violation().property(), bug.name());
            assertEquals(smallest.operations(), size.operations(), bug.name());
            assertEquals(smallest.decisions(), size.decisions(), bug.name());
            assertTrue(page.contains("\n| `" + bug.name() + "` | "), bug.name());
        }
    }

    private static boolean isMinimal(Records records, Bug bug) {
        return records.of(bug).flatMap(Entry::smallest).exists(Entry.Smallest::oneMinimal);
    }
}
