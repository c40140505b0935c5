package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.simulation.Story;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The verb {@code replay}. */
class ReplayTest {

    @TempDir Path folder;
    private Calls rehearse;

    @BeforeEach
    void open() {
        rehearse = new Calls(folder);
    }

    @Test
    void file_wholeText_isAsApproved() {
        Stories.staleRead(folder);

        Calls.Result result = rehearse.call("replay", "stale-read.json");

        assertEquals(1, result.code());
        assertEquals("", result.err());
        Golden.check("replay.txt", result.out());
    }

    @Test
    void file_untilAStep_showsNothingLater() {
        Stories.staleRead(folder);

        Calls.Result result = rehearse.call("replay", "stale-read.json", "--until", "9");

        assertEquals(1, result.code());
        assertTrue(result.out().contains("\n     9 "), result.out());
        assertFalse(result.out().contains("\n    10 "), result.out());
        assertTrue(result.out().contains("(shown up to step 9 of "), result.out());
        assertTrue(result.out().contains("violated: linearizable"), result.out());
    }

    @Test
    void file_asMermaid_hasTheDiagramInMermaid() {
        Stories.staleRead(folder);

        Calls.Result result = rehearse.call("replay", "stale-read.json", "--diagram=mermaid");

        assertTrue(result.out().contains("\nsequenceDiagram\n"), result.out());
    }

    @Test
    void file_tree_showsWhoLivesAndWhatSupervisorsDecided() {
        Stories.deadReference(folder);

        Calls.Result result = rehearse.call("replay", "dead-reference.json", "--tree");

        assertEquals(1, result.code());
        Golden.check("replay-tree.txt", result.out());
    }

    @Test
    void file_treeUntilAStep_isTheTreeAtThatStep() {
        Stories.deadReference(folder);

        Calls.Result before =
                rehearse.call("replay", "dead-reference.json", "--tree", "--until", "12");

        assertTrue(
                before.out().contains("supervision at step 12:\n  s1/kv (one-for-one"),
                before.out());
        assertTrue(before.out().contains("sessions undefined"), before.out());
    }

    @Test
    void file_treeOfAScenarioWithoutSupervisors_saysSo() {
        Stories.staleRead(folder);

        Calls.Result result = rehearse.call("replay", "stale-read.json", "--tree", "--until", "9");

        assertTrue(result.out().contains("\nno supervisor lives at step 9\n"), result.out());
    }

    @Test
    void file_json_isTheObjectOfRun() {
        Failure failure = Stories.staleRead();
        Stories.staleRead(folder);

        Calls.Result result = rehearse.call("replay", "stale-read.json", "--json");

        Map<String, Object> json = result.json();
        assertEquals(1, result.code());
        assertEquals("rehearsal.run/1", json.get("schema"));
        assertEquals("0x000000000000002a", json.get("seed"));
        assertEquals("violated", json.get("verdict"));
        assertEquals("stale-read.json", json.get("failureFile"));
        assertEquals(
                failure.traceHash(),
                Long.parseUnsignedLong(String.valueOf(json.get("traceHash")), 16));
    }

    @Test
    void changedCode_namesTheStepWhereTheRunDeparts() throws IOException {
        Path file = Stories.staleRead(folder);
        String text = Files.readString(file);
        // As if the code had been another from the 10th step on.
        int first = text.indexOf("\"hashes\": [") + "\"hashes\": [".length();
        String[] hashes = text.substring(first, text.indexOf(']', first)).split("\"")[3].split(" ");
        String changed =
                text.replace(hashes[1], "00000000")
                        .replaceFirst(
                                "\"traceHash\": \"[0-9a-f]{16}\"",
                                "\"traceHash\": \"0000000000000000\"");
        Files.writeString(file, changed);

        Calls.Result result = rehearse.call("replay", "stale-read.json");

        assertEquals(1, result.code());
        assertTrue(
                result.out()
                        .contains(
                                "the code has changed: the run departs from the recorded one at"
                                        + " step 10 of "),
                result.out());
    }

    @Test
    void codeThatWasMended_givesTheNewVerdictAndSaysWhatIsUnused() {
        Failure failure = Stories.staleRead();
        Departure never = new Departure.Drop(MessageName.parse("c9#1 / s1→s2 : Put ~ 1"));
        Story calm = failure.story().withDepartures(failure.story().departures().take(0));
        Failure other =
                new Failure(
                        calm.withDepartures(calm.departures().append(never)),
                        failure.origin(),
                        failure.violation(),
                        failure.traceHash(),
                        failure.hashes(),
                        failure.found(),
                        failure.shrinking(),
                        failure.version());
        FailureFile.write(other, folder.resolve("mended.json"));

        Calls.Result result = rehearse.call("replay", "mended.json");

        assertEquals(0, result.code(), result::toString);
        assertTrue(result.out().contains("holds: replicated-register"), result.out());
        assertFalse(result.out().contains("vacuous"), result.out());
        assertTrue(
                result.out()
                        .contains(
                                "the recorded failure does not show any more:"
                                        + " linearizable/history/Read"),
                result.out());
        assertTrue(
                result.out().contains("unused, its message was never sent: c9#1 / s1→s2"),
                result.out());
    }

    @Test
    void seed_showsTheSameRunAsRun() {
        Object hash =
                rehearse.call("run", "abd-register", "--seed", "9", "--json")
                        .json()
                        .get("traceHash");

        Calls.Result result = rehearse.call("replay", "abd-register", "--seed", "9");

        assertEquals(0, result.code());
        assertTrue(result.out().contains("trace hash " + hash), result.out());
        assertEquals(
                "./rehearse replay abd-register --seed 0x0000000000000009 --faults lossy",
                result.lastLine());
    }

    @Test
    void failingSeed_leavesAShrunkFileAlone() throws IOException {
        long seed = rehearse.failingSeed();
        Path file;
        try (var files = Files.list(folder.resolve(".rehearsal/failures"))) {
            file = files.findFirst().orElseThrow();
        }
        String before = Files.readString(file);

        Calls.Result result =
                rehearse.call("replay", "replicated-register", "--seed", "" + seed, "--json");

        assertEquals(1, result.code());
        assertEquals(before, Files.readString(file));
        assertEquals(folder.relativize(file).toString(), result.json().get("failureFile"));
    }

    @Test
    void failingSeed_withoutAFile_writesTheFailureAsItIs() throws IOException {
        long seed = rehearse.failingSeed();
        try (var files = Files.list(folder.resolve(".rehearsal/failures"))) {
            Files.delete(files.findFirst().orElseThrow());
        }

        Calls.Result result =
                rehearse.call("replay", "replicated-register", "--seed", "" + seed, "--json");

        Path file = folder.resolve(String.valueOf(result.json().get("failureFile")));
        assertFalse(Files.readString(file).contains("\"shrunk\""));
    }
}
