package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The verb {@code list}. */
class ListTest {

    @TempDir Path folder;

    @Test
    void text_namesEachScenarioWithItsParametersAndProperties() {
        Calls.Result result = new Calls(folder).call("list");

        assertEquals(0, result.code());
        assertTrue(result.out().contains("\nreplicated-register\n    copies on"), result.out());
        assertTrue(
                result.out().contains("    --set servers=2     2..9: how many servers"),
                result.out());
        assertTrue(result.out().contains("    must be: linearizable"), result.out());
    }

    @Test
    void json_hasTheSame() {
        Map<String, Object> json = new Calls(folder).call("list", "--json").json();

        assertEquals("rehearsal.list/1", json.get("schema"));
        List<?> scenarios = (List<?>) json.get("scenarios");
        Map<?, ?> abd =
                scenarios.stream()
                        .map(scenario -> (Map<?, ?>) scenario)
                        .filter(scenario -> scenario.get("name").equals("abd-register"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(
                Set.of("name", "summary", "parameters", "variants", "properties"), abd.keySet());
        assertEquals(
                List.of(Map.of("name", "linearizable", "kind", "history")), abd.get("properties"));
        assertTrue(
                ((List<?>) abd.get("parameters"))
                        .contains(
                                Map.of(
                                        "name", "servers",
                                        "summary", "how many servers",
                                        "default", 3L,
                                        "range", "2..9")));
    }
}
