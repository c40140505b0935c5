package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.FaultKind;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The verb {@code run}. */
class RunTest {

    private static final Set<String> FIELDS =
            Set.of(
                    "schema",
                    "scenario",
                    "variant",
                    "seed",
                    "faults",
                    "parameters",
                    "verdict",
                    "traceHash",
                    "steps",
                    "simulatedTime",
                    "cpuMillis",
                    "faultsInjected",
                    "faultsEffective",
                    "operations",
                    "vacuous");

    @TempDir Path folder;
    private Calls rehearse;

    @BeforeEach
    void open() {
        rehearse = new Calls(folder);
    }

    @Test
    void holds_saysSoInAFewLinesWithTheOperationsCompleted() {
        Calls.Result result =
                rehearse.call("run", "replicated-register", "--seed", "1", "--faults", "calm");

        assertEquals(0, result.code(), result::toString);
        assertEquals("", result.err());
        List<String> lines = result.out().lines().toList();
        assertEquals(
                "holds: replicated-register, seed 0x0000000000000001, faults calm", lines.get(0));
        assertTrue(
                lines.get(1)
                        .matches(
                                "  \\d+ steps in [0-9.]+ms of simulated time; operations: 15 of 15"
                                        + " completed; trace hash [0-9a-f]{16}"),
                lines.get(1));
        assertEquals("  injected: none; effective: none", lines.get(2));
        assertTrue(lines.get(3).startsWith("  vacuous: no fault made a difference"));
        assertEquals(4, lines.size());
        assertFalse(Files.exists(folder.resolve(".rehearsal")));
    }

    @Test
    void holds_jsonHasExactlyTheFieldsOfTheContract() {
        Calls.Result result =
                rehearse.call(
                        "run", "abd-register", "--seed", "0x2a", "--json", "--set", "dedup=true");

        Map<String, Object> json = result.json();
        assertEquals(0, result.code());
        assertEquals(FIELDS, json.keySet());
        assertEquals("rehearsal.run/1", json.get("schema"));
        assertEquals("abd-register", json.get("scenario"));
        assertEquals(null, json.get("variant"));
        assertEquals("0x000000000000002a", json.get("seed"));
        assertEquals("lossy", json.get("faults"));
        assertEquals(
                Map.of("servers", 3L, "clients", 3L, "operations", 5L, "puts", 1L, "dedup", true),
                json.get("parameters"));
        assertEquals("holds", json.get("verdict"));
        assertTrue(String.valueOf(json.get("traceHash")).matches("[0-9a-f]{16}"));
        assertTrue(String.valueOf(json.get("simulatedTime")).startsWith("PT"));
        assertEquals(15L, json.get("operations"));
        assertEquals(
                FaultKind.FAULTS.map(FaultKind::label).append("slow").toJavaSet(),
                ((Map<?, ?>) json.get("faultsInjected")).keySet());
        assertEquals(
                FaultKind.FAULTS.map(FaultKind::label).append("slow").toJavaSet(),
                ((Map<?, ?>) json.get("faultsEffective")).keySet());
    }

    @Test
    void violated_writesAFileAndEndsWithTheCommandThatShowsIt() throws IOException {
        long seed = rehearse.failingSeed();

        Calls.Result result = rehearse.call("run", "replicated-register", "--seed", "" + seed);

        assertEquals(1, result.code(), result::toString);
        assertTrue(
                result.out().startsWith("violated: linearizable in replicated-register, seed 0x"));
        assertTrue(result.out().contains("\nthe story:\n  1. "), result.out());
        assertTrue(result.out().contains("^^^ linearizable is violated here"), result.out());
        assertTrue(result.out().contains("1-minimal"), result.out());
        assertTrue(result.err().startsWith("shrinking 15 operations and "), result.err());
        String last = result.lastLine();
        assertTrue(
                last.matches(
                        "\\./rehearse replay \\.rehearsal/failures/replicated-register-"
                                + "linearizable-history-Read-lossy-0x[0-9a-f]{16}\\.json"),
                last);
        assertEquals(1, rehearse.call(last.substring("./rehearse ".length()).split(" ")).code());
        try (var files = Files.list(folder.resolve(".rehearsal/failures"))) {
            assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith(".")));
        }
    }

    @Test
    void violated_jsonAddsViolationAndFile() {
        long seed = rehearse.failingSeed();

        Calls.Result result =
                rehearse.call("run", "replicated-register", "--seed", "" + seed, "--json");

        Map<String, Object> json = result.json();
        assertEquals(1, result.code());
        assertEquals("violated", json.get("verdict"));
        Set<String> more = new java.util.HashSet<>(FIELDS);
        more.addAll(List.of("violation", "failureFile"));
        assertEquals(more, json.keySet());
        Map<?, ?> violation = (Map<?, ?>) json.get("violation");
        assertEquals(
                Set.of("property", "kind", "message", "step", "time", "signature"),
                violation.keySet());
        assertEquals("linearizable", violation.get("property"));
        assertEquals("linearizable/history/Read", violation.get("signature"));
        assertTrue(String.valueOf(violation.get("time")).startsWith("PT"));
        assertTrue(Files.exists(folder.resolve(String.valueOf(json.get("failureFile")))));
    }

    @Test
    void sameSeed_runTwice_givesTheSameTraceHash() {
        String[] call = {"run", "dedup-register", "--seed", "77", "--faults", "swarm", "--json"};

        assertEquals(
                rehearse.call(call).json().get("traceHash"),
                rehearse.call(call).json().get("traceHash"));
    }

    @Test
    void seed_hexAndDecimal_areTheSame() {
        assertEquals(hash("255"), hash("0xff"));
        assertEquals(hash("-1"), hash("0xffffffffffffffff"));
        assertEquals(hash("18446744073709551615"), hash("-1"));
        assertNotEquals(hash("255"), hash("254"));
    }

    private Object hash(String seed) {
        return rehearse.call("run", "abd-register", "--seed", seed, "--json")
                .json()
                .get("traceHash");
    }

    @Test
    void noSeed_drawsOneAndPrintsIt() {
        Calls.Result result = rehearse.call("run", "abd-register", "--faults", "calm");

        assertTrue(result.out().contains("seed 0x0000000000000001"), result.out());
    }

    @Test
    void diagram_ofARunThatHolds_isPrinted() {
        Calls.Result ascii =
                rehearse.call("run", "abd-register", "--seed=1", "--faults=calm", "--diagram");
        Calls.Result mermaid =
                rehearse.call(
                        "run", "--diagram=mermaid", "abd-register", "--seed=1", "--faults=calm");

        assertTrue(ascii.out().contains("Query("), ascii.out());
        assertTrue(mermaid.out().contains("sequenceDiagram\n    participant p1 as c1"));
    }

    @Test
    void diagramWithoutValue_leavesTheScenarioAlone() {
        assertEquals(
                0,
                rehearse.call("run", "--diagram", "abd-register", "--seed", "1", "--faults", "calm")
                        .code());
    }

    @Test
    void trace_isOneJsonObjectALine() throws IOException {
        rehearse.call("run", "abd-register", "--seed", "3", "--trace", "run.jsonl");

        List<String> lines = Files.readAllLines(folder.resolve("run.jsonl"));
        assertEquals("rehearsal.trace/1", Calls.parse(lines.getFirst()).get("schema"));
        assertEquals("0x0000000000000003", Calls.parse(lines.getFirst()).get("seed"));
        for (String line : lines.subList(1, lines.size())) {
            Map<String, Object> event = Calls.parse(line);
            assertEquals("rehearsal.event/1", event.get("schema"));
            assertTrue(event.get("step") instanceof Long, line);
            assertTrue(event.get("event") instanceof String, line);
        }
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"event\":\"departed\"")));
    }

    @Test
    void operationsThatCompleted_areCountedAmongAll() {
        Calls.Result result =
                rehearse.call("run", "abd-register", "--seed", "5", "--faults", "harsh");

        assertTrue(
                result.out().matches("(?s).*operations: \\d+ of 15 completed(, \\d+ unknown)?;.*"),
                result.out());
    }

    @Test
    void colours_onlyForATerminalThatWantsThem() {
        assertTrue(coloured(Map.of(), true));
        assertFalse(coloured(Map.of(), false));
        assertFalse(coloured(Map.of("NO_COLOR", "1"), true));
        assertFalse(coloured(Map.of("CI", "true"), true));
        assertFalse(coloured(Map.of("TERM", "dumb"), true));
    }

    private boolean coloured(Map<String, String> environment, boolean terminal) {
        Calls calls = new Calls(folder, environment, terminal, StandardCharsets.UTF_8);
        return calls.call("run", "abd-register", "--seed", "1", "--faults", "calm")
                .out()
                .contains("\u001b[");
    }

    @Test
    void streamThatKnowsOnlyAscii_getsOnlyAscii() {
        Calls calls = new Calls(folder, Map.of(), false, StandardCharsets.US_ASCII);
        Path file = Stories.staleRead(folder);

        Calls.Result result = calls.call("replay", file.toString());

        assertTrue(result.out().contains("Put ~ 1]"), result.out());
        assertTrue(result.out().contains("c1->s1"), result.out());
        assertFalse(result.out().contains("?"), result.out());
    }
}
