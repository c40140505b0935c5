package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

class HistoryCommandTest {

    private record Run(int exit, String out, String err) {}

    private static Run run(String... arguments) {
        return run(Path.of(""), arguments);
    }

    private static Run run(Path folder, String... arguments) {
        String[] call =
                Stream.concat(Stream.of("history"), Stream.of(arguments)).toArray(String[]::new);
        Calls.Result result = new Calls(folder).call(call);
        return new Run(result.code(), result.out(), result.err());
    }

    private static String own(String name) {
        String path =
                Objects.requireNonNull(HistoryCommandTest.class.getResource("/histories/" + name))
                        .getPath();
        return path;
    }

    @Test
    void legalHistory_exitsWithZero() {
        Run run = run(own("generated-small/stack_lin_01.jsonl"), "--model", "stack", "--json");
        assertEquals(0, run.exit());
        assertTrue(run.out().startsWith("{\"schema\":\"rehearsal.history/1\""), run.out());
        assertTrue(run.out().contains("\"verdict\":\"ok\""), run.out());
        assertEquals(1, run.out().lines().count());
    }

    @Test
    void illegalHistory_exitsWithOneAndSaysWhere() {
        Run run = run(own("generated-small/mutex_bad_13.jsonl"), "--model", "mutex", "--json");
        assertEquals(1, run.exit());
        assertTrue(run.out().contains("\"verdict\":\"illegal\",\"badPrefixEnd\":9,"), run.out());
    }

    @Test
    void illegalHistory_asText_endsWithTheCommandThatShowsItAgain() {
        String file = own("generated-small/mutex_bad_13.jsonl");
        Run run = run(file, "--model", "mutex");
        assertEquals(1, run.exit());
        assertTrue(
                run.out().stripTrailing().endsWith("./rehearse history " + file + " --model mutex"),
                run.out());
    }

    @Test
    void sequentialButNotLinearizable_isToldByTheConsistency() {
        String file = own("generated-small/kv_litmus_mp.jsonl");
        assertEquals(1, run(file, "--model", "kv").exit());
        assertEquals(
                run(file, "--model", "kv", "--consistency", "sequential").exit(),
                run(file, "--model", "kv", "--consistency", "sequential", "--json").exit());
    }

    @Test
    void budgetOfOne_onAHistoryThatNeedsSearch_exitsWithThree() {
        Run run =
                run(
                        own("generated-small/cas-register_lin_03.jsonl"),
                        "--model",
                        "cas-register",
                        "--budget",
                        "1",
                        "--json");
        assertEquals(3, run.exit(), run.out());
        assertTrue(run.out().contains("\"verdict\":\"unknown\""), run.out());
    }

    @Test
    void malformedFile_exitsWithTwoAndOneSentence(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("a.jsonl"),
                        "{\"i\":0,\"p\":0,\"t\":\"ok\",\"op\":0,\"f\":\"read\",\"v\":1}\n");
        Run run = run(file.toString(), "--model", "register", "--json");
        assertEquals(2, run.exit());
        assertTrue(
                run.out().startsWith("{\"schema\":\"rehearsal.error/1\",\"message\":\""),
                run.out());
        assertTrue(run.out().contains("\"verdict\":\"malformed\""), run.out());
        Run text = run(file.toString(), "--model", "register");
        assertEquals(2, text.exit());
        assertEquals(1, text.err().lines().count());
        assertEquals("", text.out());
    }

    @Test
    void fileWithoutAnEvent_isMalformedAndNeverAPass(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("empty.jsonl"), "\n\n");
        for (String model : List.of("register", "list-append", "mutex")) {
            Run run = run(file.toString(), "--model", model);
            assertEquals(2, run.exit(), model);
            assertTrue(run.err().contains("nothing was recorded here"), run.err());
        }
    }

    @Test
    void wrongCalls_exitWithTwo(@TempDir Path folder) {
        String file = own("generated-small/stack_lin_01.jsonl");
        assertEquals(2, run(file, "--model", "heap").exit());
        assertEquals(2, run(file, "--model", "stack", "--budget", "many").exit());
        assertEquals(2, run(file, "--model", "stack", "--budget", "-1").exit());
        assertEquals(2, run(file, "--model", "stack", "--null-read", "maybe").exit());
        assertEquals(2, run(file, "--model", "stack", "--init", "x=1").exit());
        assertEquals(2, run(file, "--model", "stack", "--consistency", "serializable").exit());
        assertEquals(2, run(file, "--model", "bank", "--consistency", "sequential").exit());
        assertEquals(2, run(folder.resolve("none").toString(), "--model", "stack").exit());
        assertEquals(2, run("--model", "stack").exit());
        assertEquals(2, run(file).exit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-append", "bank", "counter-bounds", "set-full", "long-fork"})
    void optionsOfTheSearch_whereThereIsNone_exitWithTwoAndOneSentence(
            String model, @TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("empty.jsonl"), "").toString();
        Run budget = run(file, "--model", model, "--budget", "2e6");
        assertEquals(2, budget.exit());
        assertEquals(
                "rehearse: the check of " + model + " is no search: --budget is not for it",
                budget.err().strip());
        Run nullRead = run(file, "--model", model, "--null-read", "unknown");
        assertEquals(2, nullRead.exit());
        assertTrue(nullRead.err().contains("--null-read is not for it"), nullRead.err());
    }

    @Test
    void commandThatShowsItAgain_repeatsTheBudgetAndQuotesTheFile(@TempDir Path folder)
            throws IOException {
        Path file =
                Files.copy(
                        Path.of(own("generated-small/mutex_bad_13.jsonl")),
                        folder.resolve("it's a mutex.jsonl"));
        Run run = run(file.toString(), "--model", "mutex", "--budget", "1e5");
        assertEquals(1, run.exit());
        assertTrue(
                run.out()
                        .stripTrailing()
                        .endsWith(
                                "./rehearse history '"
                                        + folder
                                        + "/it'\\''s a mutex.jsonl' --model mutex --budget 1e5"),
                run.out());
    }

    @Test
    void transactions_writeSkew_isSnapshotIsolatedAndNotSerializable(@TempDir Path folder)
            throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("skew.jsonl"),
                        """
                        {"i":0,"p":0,"t":"invoke","op":0,"f":"txn","v":[["r","x",null],["append","y",1]]}
                        {"i":1,"p":1,"t":"invoke","op":1,"f":"txn","v":[["r","y",null],["append","x",1]]}
                        {"i":2,"p":0,"t":"ok","op":0,"f":"txn","v":[["r","x",[]],["append","y",1]]}
                        {"i":3,"p":1,"t":"ok","op":1,"f":"txn","v":[["r","y",[]],["append","x",1]]}
                        """);
        Run serializable = run(file.toString(), "--model", "list-append", "--json");
        assertEquals(1, serializable.exit());
        assertTrue(
                serializable
                        .out()
                        .contains("\"anomalies\":[\"G2-item\"],\"cycle\":[\"T0 read x without 1"),
                serializable.out());
        Run snapshot =
                run(
                        file.toString(),
                        "--model",
                        "list-append",
                        "--consistency",
                        "strict-snapshot-isolation");
        assertEquals(0, snapshot.exit(), snapshot.out());
    }

    @Test
    void explain_asHtml_needsNothingElse(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("why.html");
        assertEquals(
                1,
                run(
                                own("generated-small/mutex_bad_13.jsonl"),
                                "--model",
                                "mutex",
                                "--explain",
                                target.toString())
                        .exit());
        String page = Files.readString(target);
        assertTrue(page.contains("<svg"));
        assertFalse(page.replace("http://www.w3.org/2000/svg", "").contains("http"));
    }

    @Test
    void oneMalformedFileAmongMany_verdictsOfTheOthersArePrinted(@TempDir Path folder)
            throws IOException {
        String legal = own("generated-small/stack_lin_01.jsonl");
        String illegal = own("generated-small/stack_bad_01.jsonl");
        String malformed = Files.writeString(folder.resolve("bad.jsonl"), "[]\n").toString();
        Run run = run(legal, malformed, illegal, "--model", "stack");
        assertEquals(2, run.exit());
        assertTrue(run.out().startsWith(legal + ": ok, "), run.out());
        assertTrue(run.out().contains("\n" + illegal + ": illegal, "), run.out());
        assertFalse(run.out().contains(malformed), run.out());
        assertEquals(1, run.err().lines().count());
        assertTrue(run.err().startsWith("rehearse: " + malformed + ": line 1: "), run.err());
    }

    @Test
    void model_misspelt_isRefusedWithTheNearestName() {
        Run run = run(own("generated-small/stack_lin_01.jsonl"), "--model", "stak");
        assertEquals("rehearse: no model 'stak'; nearest: stack", run.err().strip());
        assertEquals(2, run.exit());
        assertEquals("", run.out());
        Run json = run(own("generated-small/stack_lin_01.jsonl"), "--model", "stak", "--json");
        assertEquals(
                "{\"schema\":\"rehearsal.error/1\",\"message\":\"no model 'stak'; nearest:"
                        + " stack\"}",
                json.out().strip());
    }

    @Test
    void paths_areThoseOfTheFolderInWhichTheCommandIsCalled(@TempDir Path folder)
            throws IOException {
        Files.copy(
                Path.of(own("generated-small/mutex_bad_13.jsonl")), folder.resolve("mutex.jsonl"));
        Run run = run(folder, "mutex.jsonl", "--model", "mutex", "--explain", "why.txt");
        assertEquals(1, run.exit(), run::toString);
        assertTrue(Files.exists(folder.resolve("why.txt")));
    }

    @Test
    void severalFiles_areReportedInTheOrderOfTheArguments() {
        Run run =
                run(
                        own("generated-small/stack_lin_01.jsonl"),
                        own("generated-small/stack_bad_01.jsonl"),
                        "--model",
                        "stack",
                        "--json");
        assertEquals(1, run.exit());
        assertTrue(
                run.out().indexOf("stack_lin_01") < run.out().indexOf("stack_bad_01"), run.out());
    }
}
