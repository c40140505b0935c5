package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The verb {@code zoo}. */
class ZooTest {

    private static final String OWN = "--only=dev.rehearsal.zoo.Greeting";

    @TempDir Path folder;

    @Test
    void scenario_isMeasuredAndWatchedAndWritten() throws IOException {
        Calls rehearse = new Calls(folder);
        Calls.Result result =
                rehearse.call(
                        "zoo",
                        OWN,
                        "--budget=500ms",
                        "--healthy=20",
                        "--stories=stories",
                        "--jobs=2",
                        "--code=a1b2c3d",
                        "--json");

        assertEquals(1, result.code(), result::toString);
        assertTrue(
                result.err().startsWith("3 bugs, 5 hunts of at most 0.5 s each; 1 healthy"),
                result.err());
        Map<String, Object> json = result.json();
        assertEquals("rehearsal.zoo/1", json.get("schema"));
        assertEquals(1L, json.get("detected"));
        assertEquals(3L, json.get("total"));
        assertEquals(0L, json.get("falseAlarms"));
        Map<?, ?> bug = (Map<?, ?>) ((List<?>) json.get("bugs")).getFirst();
        assertEquals("once", bug.get("name"));
        assertEquals("X1", bug.get("id"));
        assertEquals("greeting", bug.get("scenario"));
        assertEquals(true, bug.get("detected"));
        assertEquals("answered", bug.get("property"));
        assertEquals(true, ((Map<?, ?>) bug.get("shrunk")).get("oneMinimal"));
        String page = Files.readString(folder.resolve("docs/zoo.md"));
        assertTrue(page.contains("| `greeting/once` | "), page);
        assertTrue(
                page.contains("| `greeting` | 20 | 20 | none | none | 0 to 19, a1b2c3d, "), page);
        assertTrue(Files.exists(folder.resolve("stories/greeting-once.json")));
    }

    @Test
    void healthyScenario_isWatchedInParts() throws IOException {
        Calls rehearse = new Calls(folder);

        for (String seeds : List.of("5", "10", "7")) {
            rehearse.call("zoo", OWN, "--budget=10ms", "--healthy=" + seeds, "--dir=zoo");
        }

        String page = Files.readString(folder.resolve("zoo/zoo.md"));
        assertTrue(page.contains("| `greeting` | 10 | 10 | none | none | 0 to 9, "), page);
    }

    @Test
    void whatWasMeasuredElsewhere_isAddedWithoutMeasuring() throws IOException {
        Calls rehearse = new Calls(folder);
        rehearse.call(
                "zoo",
                "--only=lock-handover/wrong-successor",
                "--budget=1s",
                "--healthy=0",
                "--dir=there");
        Calls.Result result = rehearse.call("zoo", "--add=there/zoo.json", "--dir=here");

        assertEquals(0, result.code(), result::toString);
        assertTrue(result.out().contains("found: lock-handover/wrong-successor "), result.out());
        assertTrue(result.out().contains("false alarms not measured"), result.out());
        assertEquals(
                Files.readString(folder.resolve("there/zoo.md")),
                Files.readString(folder.resolve("here/zoo.md")));
        assertEquals(2, rehearse.call("zoo", "--add=nowhere.json").code());
    }

    @Test
    void unknownName_isRefusedWithTheNearest() {
        Calls.Result result = new Calls(folder).call("zoo", "--only", "store-without-jurnal");

        assertEquals(2, result.code());
        assertTrue(result.err().contains("--only must name a bug"), result.err());
        assertTrue(result.err().contains("nearest: store-without-journal"), result.err());
    }
}
