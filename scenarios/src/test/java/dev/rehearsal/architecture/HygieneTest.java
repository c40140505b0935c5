package dev.rehearsal.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the sources of all modules are to be, as far as a test can tell. */
class HygieneTest {

    private static final int LINES_MAX = 500;

    private static final Vector<String> MODULES =
            Vector.of("sim-core", "supervisor", "faults", "scenarios");

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..").normalize();

    /** A source, by its path from the root. */
    private record Source(String path, List<String> lines) {

        static Source read(Path file) {
            try {
                return new Source(ROOT.relativize(file).toString(), Files.readAllLines(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean is(String pattern) {
            return Pattern.matches(pattern, path);
        }

        boolean says(String pattern) {
            return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                    .matcher(String.join(" ", lines))
                    .find();
        }
    }

    private static Vector<Source> sources() {
        return MODULES.map(module -> ROOT.resolve(module).resolve("src"))
                .flatMap(HygieneTest::below)
                .filter(file -> file.toString().endsWith(".java"))
                .map(Source::read);
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNone(Vector<Source> sources, Predicate<Source> wrong) {
        assertTrue(sources.size() > 1, "there must be sources to look at");
        assertEquals(Vector.empty(), sources.filter(wrong).map(Source::path));
    }

    @Test
    void packages_sayWhatIsInsideWhatIsNotAndWhatToReadFirst() {
        Vector<Source> main = sources().filter(source -> source.is(".*/src/main/.*"));
        Vector<String> withText =
                main.filter(source -> source.is(".*/package-info\\.java"))
                        .map(source -> source.path().replace("/package-info.java", ""));

        assertEquals(
                Vector.empty(),
                main.map(source -> source.path().replaceAll("/[^/]*$", ""))
                        .distinct()
                        .removeAll(withText),
                "packages without a package-info.java");
        assertNone(
                main.filter(source -> source.is(".*/package-info\\.java")),
                source ->
                        !source.says("@NullMarked")
                                || !source.says("\\binside\\b|<li>")
                                || !source.says("deliberately|\\bnot here\\b")
                                || !source.says("\\bread\\b"));
    }

    @Test
    void longFiles_sayWhy() {
        assertNone(
                sources(),
                source ->
                        source.lines().size() > LINES_MAX
                                && !source.says("over (500|five hundred) lines"));
    }

    /** Who wants to learn a protocol from a scenario should know why there is so much to read. */
    @Test
    void longScenarios_sayWhy() {
        Vector<Source> all =
                sources()
                        .filter(source ->
                                source.is(
                                        ".*/src/main/java/dev/rehearsal/scenarios/[^/]+/[^/]+\\.java"));
        Vector<Source> silent =
                all.filter(source -> source.is(".*/package-info\\.java"))
                        .filter(source -> linesBeside(source, all) > LINES_MAX)
                        .reject(source -> source.says("over 500 lines"));

        assertEquals(Vector.empty(), silent.map(Source::path));
        assertTrue(all.exists(source -> source.says("over 500 lines")));
    }

    private static int linesBeside(Source source, Vector<Source> all) {
        Path folder = Path.of(source.path()).getParent();
        return all.filter(other -> Path.of(other.path()).getParent().equals(folder))
                .map(other -> other.lines().size())
                .sum()
                .intValue();
    }

    /** OTP's event manager is called so. */
    @Test
    void names_sayWhatAThingIs() {
        assertNone(
                sources().filter(source -> !source.is(".*/EventManager(Test)?\\.java")),
                source ->
                        source.is(".*/(util|utils|impl|helper|helpers|manager|common|internal)/.*")
                                || source.is(".*(Util|Utils|Impl|Helper|Manager)(Test)?\\.java"));
    }

    @Test
    void sources_haveNoLeftovers() {
        assertNone(
                sources().filter(source -> !source.is(".*/HygieneTest\\.java")),
                source -> source.says("\\b(todo|fixme|xxx)\\b:?(?! *=)"));
    }

    @Test
    void tests_areNeverSkipped() {
        assertNone(
                sources()
                        .filter(source ->
                                source.is(".*/src/test/.*") && !source.is(".*/HygieneTest\\.java")),
                source ->
                        source.says("@Disabled\\b|import org\\.junit\\.jupiter\\.api\\.Assumptions")
                                || source.says("\\bassume(True|False|That)\\("));
    }

    @Test
    void decisions_areNumberedOneByOne_inNameAndTitle() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/decisions"))) {
            int number = 0;
            for (Path file : files.sorted().toList()) {
                number++;
                String name = file.getFileName().toString();
                String title = Files.readAllLines(file).getFirst();
                assertTrue(name.startsWith(String.format(Locale.ROOT, "%04d-", number)), name);
                assertTrue(title.startsWith("# " + number + ". "), () -> name + ": " + title);
            }
        }
    }

    @Test
    void changelog_hasTheHeadingSeeds() throws IOException {
        assertTrue(Files.readAllLines(ROOT.resolve("CHANGELOG.md")).contains("### Seeds"));
    }
}
