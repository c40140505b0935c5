package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project to begin with: {@code docs/template}. */
class TemplateTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..").normalize();

    @TempDir Path folder;

    /** The folder, as somebody copies it who begins. */
    private Path copied() throws IOException {
        Path template = ROOT.resolve("docs/template");
        Path copy = folder.resolve("coins");
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : files.filter(one -> !isOutput(template.relativize(one))).toList()) {
                Files.copy(file, copy.resolve(template.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static boolean isOutput(Path file) {
        return file.startsWith("target");
    }

    private static Map<String, String> versions(Path pom) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        var matcher =
                Pattern.compile(
                                "<artifactId>([\\w-]+)</artifactId>\\s*<version>([\\w.-]+)</version>")
                        .matcher(Files.readString(pom));
        while (matcher.find()) {
            versions.put(matcher.group(1), matcher.group(2));
        }
        return versions;
    }

    @Test
    void template_namesTheVersionsThatTheProjectIsBuiltWith() throws IOException {
        Map<String, String> ours = versions(ROOT.resolve("pom.xml"));
        Map<String, String> theirs = versions(ROOT.resolve("docs/template/pom.xml"));

        assertEquals(ours.get("rehearsal-parent"), theirs.get("faults"));
        for (String plugin : List.of("toolchains", "compiler", "surefire")) {
            String name = "maven-" + plugin + "-plugin";
            assertEquals(ours.get(name), theirs.get(name), name);
        }
    }

    @Test
    void template_keepsWhatItsRunsLeaveBehindOutOfVersionControl() throws IOException {
        assertEquals(
                List.of("target/", ".jqwik-database", ".rehearsal/"),
                Files.readAllLines(ROOT.resolve("docs/template/.gitignore")));
    }

    @Test
    void template_hasThirtyLinesAtMost() throws IOException {
        List<String> lines =
                Files.readAllLines(
                        ROOT.resolve("docs/template/src/test/java/com/example/CoinsTest.java"));

        long code =
                lines.stream()
                        .filter(line -> !line.isBlank() && !line.matches("(import|package) .*"))
                        .count();

        assertTrue(code <= 30, () -> code + " lines");
    }

    @Test
    void template_copied_isAScenarioForTheCommandLine() throws IOException {
        UserCode.compileTemplate(copied());

        Calls.Result result =
                new Calls(folder)
                        .call(
                                "run",
                                "com.example.CoinsTest",
                                "--classpath=coins/target/test-classes",
                                "--faults=lossy",
                                "--seed=1");

        assertEquals(1, result.code(), result::toString);
        assertTrue(result.out().startsWith("violated: no-false-coins in coins-test"), result.out());
    }

    /**
     * Maven, as its users start it: the modules of the project go into a repository of the test.
     */
    @Test
    @Tag("long")
    void template_copiedAndBuiltByMaven_failsWithAShrunkStory() throws Exception {
        String repository = "-Dmaven.repo.local=" + folder.resolve("repository");
        List<String> install = List.of("mvn", "-B", "-q", "install", "-DskipTests", repository);
        assertEquals("0", maven(ROOT, install).getFirst());

        Path project = copied();
        List<String> said = maven(project, List.of("mvn", "-B", "test", repository));

        String all = String.join("\n", said);
        assertEquals("1", said.getFirst(), all);
        assertTrue(all.contains("no-false-coins does not hold: Bob has 3 at most"), all);
        assertTrue(all.contains("shrunk to 0 operations and 1 departure"), all);

        String replay =
                said.stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("replay: mvn test "))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(all));
        List<String> again =
                maven(
                        project,
                        List.of(
                                "sh",
                                "-c",
                                replay.substring("replay: ".length()) + " " + repository));

        assertEquals("1", again.getFirst(), String.join("\n", again));
        assertEquals(report(said), report(again));
    }

    /** What a failing property says, from the violation to the command that shows it again. */
    private static List<String> report(List<String> said) {
        List<String> lines = said.stream().map(String::strip).toList();
        int end = 0;
        while (!lines.get(end).startsWith("replay: ")) {
            end++;
        }
        int start = end;
        while (!lines.get(start).contains("no-false-coins does not hold: ")) {
            start--;
        }
        return lines.subList(start + 1, end + 1);
    }

    /** The exit code, and what was printed. */
    private static List<String> maven(Path folder, List<String> command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Stream.concat(Stream.of("" + process.waitFor()), printed.lines()).toList();
    }
}
