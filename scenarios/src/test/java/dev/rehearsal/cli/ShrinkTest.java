package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The verb {@code shrink}. */
class ShrinkTest {

    @TempDir Path folder;
    private Calls rehearse;

    @BeforeEach
    void open() {
        rehearse = new Calls(folder);
    }

    @Test
    void file_isRewrittenSmaller() throws IOException {
        Path file = Stories.staleRead(folder);
        String before = Files.readString(file);

        Calls.Result result = rehearse.call("shrink", "stale-read.json");

        assertEquals(0, result.code(), result::toString);
        assertTrue(result.out().contains("\nshrunk from 5 operations, "), result.out());
        assertEquals("./rehearse replay stale-read.json", result.lastLine());
        assertNotEquals(before, Files.readString(file));
        Calls.Result replay = rehearse.call("replay", "stale-read.json", "--json");
        assertEquals(1, replay.code());
        assertEquals(3L, replay.json().get("operations"));
        assertTrue(replay.err().contains("the same run as recorded"), replay.err());
    }

    @Test
    void json_hasExactlyTheFieldsOfTheContract() {
        Stories.staleRead(folder);

        Calls.Result result = rehearse.call("shrink", "stale-read.json", "--budget=1e4", "--json");

        Map<String, Object> json = result.json();
        assertEquals(0, result.code());
        assertEquals(
                Set.of(
                        "schema",
                        "signature",
                        "before",
                        "after",
                        "runs",
                        "cpuMillis",
                        "oneMinimal",
                        "failureFile"),
                json.keySet());
        assertEquals("rehearsal.shrink/1", json.get("schema"));
        assertEquals("linearizable/history/Read", json.get("signature"));
        assertEquals(
                Set.of("operations", "faults", "decisions", "steps"),
                ((Map<?, ?>) json.get("before")).keySet());
        assertEquals(5L, ((Map<?, ?>) json.get("before")).get("operations"));
        assertEquals(3L, ((Map<?, ?>) json.get("after")).get("operations"));
        assertEquals(true, json.get("oneMinimal"));
        assertEquals("stale-read.json", json.get("failureFile"));
    }

    @Test
    void regression_goesIntoItsFolderAndLeavesTheFile() throws IOException {
        Path file = Stories.staleRead(folder);
        String before = Files.readString(file);

        Calls.Result result = rehearse.call("shrink", "stale-read.json", "--regression", "--json");

        assertEquals(before, Files.readString(file));
        assertEquals(
                "regressions/replicated-register-linearizable-history-Read.json",
                result.json().get("failureFile"));
        assertEquals(
                1,
                rehearse.call("replay", String.valueOf(result.json().get("failureFile"))).code());
    }

    @Test
    void tinyBudget_saysThatItEndedTheSearch() {
        Stories.staleRead(folder);

        Calls.Result result = rehearse.call("shrink", "stale-read.json", "--budget", "1");

        assertTrue(result.out().contains("ended by its budget"), result.out());
    }

    @Test
    void failureThatDoesNotShow_isRefused() throws IOException {
        Path file = Stories.staleRead(folder);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"property\": \"linearizable\"", "\"property\": \"other\"")
                        .replace("\"linearizable/history", "\"other/history"));

        Calls.Result result = rehearse.call("shrink", "stale-read.json");

        assertEquals(2, result.code());
        assertTrue(
                result.err().contains("other/history/Read is now linearizable/history/Read"),
                result.err());
    }
}
