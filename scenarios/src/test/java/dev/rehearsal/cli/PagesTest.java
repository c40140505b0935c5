package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the project say what its commands print and what its sources are. */
class PagesTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..").normalize();

    @TempDir Path folder;

    // --------------------------------------------------------------------------------- the project

    /** As {@code mvn test-compile} does there. */
    @BeforeAll
    static void compileTheTemplate() throws IOException {
        UserCode.compileTemplate(ROOT.resolve("docs/template"));
    }

    @TestFactory
    Stream<DynamicTest> page_saysWhatTheCommandsAndTheSourcesSay() throws IOException {
        return Page.all(ROOT).stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                ROOT.relativize(file).toString(), () -> check(ROOT, file)));
    }

    private void check(Path root, Path file) throws IOException {
        Path stage =
                Files.createDirectory(
                        folder.resolve(root.relativize(file).toString().replaceAll("\\W", "-")));
        List<Path> links = link(root, stage);
        Calls rehearse = new Calls(stage);
        Page page = new Page(root, file);
        String checked = page.checked(rehearse::call);
        if ("refresh".equals(System.getProperty("golden"))) {
            Files.writeString(file, checked);
            page = new Page(root, file);
            page.checked(rehearse::call);
        }
        for (Path link : links) {
            Files.delete(link);
        }
        assertTrue(page.wrong().isEmpty(), String.join("\n", page.wrong()));
    }

    /** Puts what the project has at hand into a folder. */
    private static List<Path> link(Path root, Path stage) throws IOException {
        List<Path> links = new ArrayList<>();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.filter(one -> !isOutput(one)).toList()) {
                links.add(Files.createSymbolicLink(stage.resolve(entry.getFileName()), entry));
            }
        }
        return links;
    }

    private static boolean isOutput(Path entry) {
        String name = entry.getFileName().toString();
        return name.startsWith(".") || name.equals("target");
    }

    // ----------------------------------------------------------------------------------- the check

    private List<String> wrong(String... lines) throws IOException {
        Page page = page(lines);
        page.checked(words -> new Calls.Result(0, "one\ntwo " + words.length + "\nthree\n", ""));
        return page.wrong();
    }

    private Page page(String... lines) throws IOException {
        Path file = folder.resolve("page.md");
        Files.write(file, List.of(lines));
        return new Page(folder, file);
    }

    private String refreshed(String... lines) throws IOException {
        return page(lines).checked(_ -> new Calls.Result(0, "one\ntwo\nthree\n", ""));
    }

    @Test
    void readme_saysHowManyBugsAreFound_asTheZooDoes() throws IOException {
        var found =
                Pattern.compile("\\*\\*(\\d+ of \\d+ found)\\*\\*")
                        .matcher(Files.readString(ROOT.resolve("docs/zoo.md")));

        assertTrue(found.find());
        assertTrue(
                Files.readString(ROOT.resolve("README.md")).contains(found.group(1)),
                found.group(1));
    }

    @Test
    void readme_isShort() throws IOException {
        assertTrue(Files.readAllLines(ROOT.resolve("README.md")).size() < 150);
    }

    @Test
    void console_thatSaysWhatIsPrinted_isRight() throws IOException {
        assertEquals(
                List.of(),
                wrong(
                        "```console",
                        "$ ./rehearse run x",
                        "one",
                        "two 2",
                        "three",
                        "$ ./rehearse run \\",
                        "    x --y",
                        "…",
                        "two 3",
                        "…",
                        "```"));
    }

    @Test
    void console_thatSaysSomethingElse_isWrongWithItsLine() throws IOException {
        List<String> wrong =
                wrong("text", "```console", "$ ./rehearse run x", "one", "two 3", "three", "```");

        assertEquals(1, wrong.size());
        assertTrue(wrong.getFirst().startsWith("page.md:3: rehearse run x (exit 0) is\none\n"));
    }

    @Test
    void console_thatSaysTooLittle_isWrong() throws IOException {
        assertEquals(1, wrong("```console", "$ ./rehearse run x", "one", "two 2", "```").size());
        assertEquals(1, wrong("```console", "$ ./rehearse run x", "```").size());
    }

    @Test
    void console_withAnotherCommand_isWrong() throws IOException {
        assertEquals(1, wrong("```console", "$ mvn verify", "```").size());
    }

    @Test
    void figureOfTheProcessor_isNotCompared() {
        assertTrue(
                Page.matches(
                        List.of("9 runs, 1.5 CPU seconds"), List.of("9 runs, 27 CPU seconds")));
        assertTrue(Page.matches(List.of("in 90ms of CPU time"), List.of("in 9ms of CPU time")));
        assertFalse(
                Page.matches(
                        List.of("8 runs, 1.5 CPU seconds"), List.of("9 runs, 1.5 CPU seconds")));
    }

    @Test
    void textWithinALine_canBeLeftOut() {
        assertTrue(Page.matches(List.of("a … c"), List.of("a b c")));
        assertFalse(Page.matches(List.of("a … c"), List.of("a b d")));
    }

    @Test
    void region_isQuotedAtTheLeftMargin() throws IOException {
        Files.writeString(
                folder.resolve("Some.java"),
                "  class A {\n    // @start region=body\n    int a;\n      // @start region=b\n"
                        + "      int b;\n      // @end\n    // @end\n    int c;\n}\n");

        assertEquals(
                List.of(),
                wrong(
                        "<!-- region: Some.java#body -->",
                        "```java",
                        "int a;",
                        "  int b;",
                        "```",
                        "<!-- region: Some.java#b -->",
                        "```java",
                        "int b;",
                        "```"));
        assertEquals(
                1, wrong("<!-- region: Some.java#body -->", "```java", "int c;", "```").size());
        assertTrue(
                wrong("<!-- region: Some.java#d -->", "```java", "…", "```")
                        .getFirst()
                        .contains("no region Some.java#d"));
        assertTrue(
                wrong("<!-- region: None.java#d -->", "```java", "…", "```")
                        .getFirst()
                        .contains("no file None.java"));
    }

    @Test
    void java_withoutRegion_isWrong() throws IOException {
        assertEquals(1, wrong("```java", "int a;", "```").size());
        assertEquals(List.of(), wrong("```shell", "mvn verify", "```"));
    }

    @Test
    void link_thatLeadsNowhere_isWrong() throws IOException {
        assertEquals(List.of(), wrong("[this](page.md#a) and [that](https://example.org)"));
        assertEquals(
                List.of("page.md:1: a link leads nowhere: other.md"), wrong("[other](other.md)"));
    }

    @Test
    void refreshed_takesWhatWasFoundAndLeavesOutWhatWasLeftOut() throws IOException {
        assertEquals(
                "a\n```console\n$ ./rehearse run\none\ntwo\nthree\n```\nb\n",
                refreshed("a", "```console", "$ ./rehearse run", "old", "```", "b"));
        assertEquals(
                "  ```console\n  $ ./rehearse run\n  one\n  …\n  three\n  ```\n",
                refreshed("  ```console", "  $ ./rehearse run", "  old", "  …", "  old", "  ```"));
    }
}
