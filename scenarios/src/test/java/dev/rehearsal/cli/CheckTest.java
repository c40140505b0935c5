package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The verb {@code check}. */
class CheckTest {

    @TempDir Path folder;

    private Calls.Result check(String words) {
        return new Calls(folder).call(("check " + words).split(" "));
    }

    @Test
    void json_ofASearchToTheEnd_hasAllFields() {
        Calls.Result result = check("two-phase-commit --json");
        Map<String, Object> json = result.json();

        assertEquals(0, result.code());
        assertEquals("", result.err());
        assertEquals(
                Set.of(
                        "schema",
                        "scenario",
                        "variant",
                        "parameters",
                        "network",
                        "end",
                        "states",
                        "depth",
                        "terminal",
                        "properties",
                        "collisionProbability",
                        "seconds"),
                json.keySet());
        assertEquals("rehearsal.check/1", json.get("schema"));
        assertEquals("exhausted", json.get("end"));
        assertEquals(Map.of("distinct", 288L, "generated", 1146L), json.get("states"));
        assertEquals(10L, json.get("depth"));
        assertEquals(Map.of("rms", 3L), json.get("parameters"));
        assertNull(json.get("network"));
        List<?> properties = (List<?>) json.get("properties");
        assertEquals(
                Map.of(
                        "name", "consistent",
                        "kind", "always",
                        "verdict", "holds",
                        "path", List.of()),
                properties.getFirst());
        assertEquals("found", ((Map<?, ?>) properties.getLast()).get("verdict"));
    }

    @Test
    void json_ofAViolation_hasTheShortestPath() {
        Calls.Result result = check("increment --json");
        Map<String, Object> json = result.json();

        assertEquals(1, result.code());
        assertEquals("violated", json.get("end"));
        Map<?, ?> property = (Map<?, ?>) ((List<?>) json.get("properties")).getFirst();
        assertEquals("violated", property.get("verdict"));
        assertEquals(
                List.of("t1 reads", "t2 reads", "t1 writes", "t2 writes"), property.get("path"));
    }

    @Test
    void keepGoing_visitsAllAndStillFails() {
        Calls.Result result = check("increment --keep-going --symmetry --strategy dfs --json");
        Map<String, Object> json = result.json();

        assertEquals(1, result.code());
        assertEquals("exhausted", json.get("end"));
        assertEquals(Map.of("distinct", 8L, "generated", 10L), json.get("states"));
        assertNull(json.get("depth"));
    }

    @Test
    void text_endsWithFiguresAndShowsThePath() {
        Calls.Result result = check("increment --set threads=3");

        assertEquals(1, result.code());
        assertEquals(
                """
                violated: increment threads=3, to the first violation; --keep-going visits every state
                  every thread counts (always): violated in step 4: the number must be that of the \
                finished threads: number=1 finished=2
                       number=0 t1=READS 0 t2=READS 0 t3=READS 0
                     1 t1 reads
                       t1=WRITES 0
                     2 t2 reads
                       t2=WRITES 0
                     3 t1 writes
                       number=1 t1=FINISHED 0
                     4 t2 writes
                       t2=FINISHED 0
                """,
                result.out().lines().limit(11).map(line -> line + "\n").reduce("", String::concat));
        assertTrue(
                result.out()
                        .endsWith("see it again:\n./rehearse check increment --set threads=3\n"),
                result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-states 100",
                "--max-depth 3",
                "--max-memory 60k",
                "--max-states 1e2 --threads 2",
                "--max-states 100 --strategy dfs",
                "--max-depth 3 --strategy dfs"
            })
    void limit_thatIsReached_isInconclusive(String limit) {
        Calls.Result result = check("two-phase-commit --set rms=4 --json " + limit);

        assertEquals(3, result.code());
        assertEquals("limit", result.json().get("end"));
    }

    /** The reference counts, as anybody can ask for them. */
    @ParameterizedTest
    @CsvSource({
        "two-phase-commit --set rms=3, 288, 1146, 10",
        "two-phase-commit --set rms=1, 12, 20, 4",
        "increment --set threads=2, 13, 15, 4",
        "increment --set threads=2 --symmetry, 8, 10, 4",
        "single-copy-register --set servers=1 --set clients=1 --set puts=1, 5, 5, 4",
        "single-copy-register --set servers=1 --set clients=2, 93, 121, 8",
        "single-copy-register --set servers=1 --set clients=1 --lossy, 8, 9, 4",
        "single-copy-register --set servers=1 --set clients=1 --network unordered-duplicating, 5,"
                + " 11, 4",
        "abd-register --set dedup=false --set servers=2 --set clients=2, 544, 875, 24",
        "paxos-register --set servers=3 --set clients=1, 265, 482, 13",
        "ping-pong --set max=1 --lossy --network unordered-duplicating, 14, 21, 5",
        "ping-pong --set max=5, 11, 11, 10"
    })
    void referenceCounts_onTheCommandLine_comeOutExactly(
            String words, long distinct, long generated, long depth) {
        for (String threads : new String[] {"", " --threads 2"}) {
            Map<String, Object> json =
                    check(words + " --history recorded --keep-going --json" + threads).json();
            assertEquals("exhausted", json.get("end"));
            assertEquals(Map.of("distinct", distinct, "generated", generated), json.get("states"));
            assertEquals(depth, json.get("depth"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"possibilities", "recorded"})
    void history_whereThereIsNone_isWithoutEffect(String kind) {
        assertEquals(0, check("two-phase-commit --history " + kind).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two-phase-commit --network ordered | --network needs messages and nodes",
                "two-phase-commit --lossy | --lossy needs messages and nodes",
                "two-phase-commit --max-drops 1 | --max-drops needs messages and nodes",
                "two-phase-commit --max-crashes 1 | --max-crashes needs messages and nodes",
                "two-phase-commit --max-down 1 | --max-down needs messages and nodes",
                "two-phase-commit --partial-order | --partial-order needs messages and nodes",
                "single-copy-register --symmetry --partial-order | --symmetry goes neither with",
                "single-copy-register --symmetry --max-crashes 1 | --symmetry goes neither with",
                "abd-register --symmetry | --symmetry needs parts that abd-register declares",
                "abd-register --network tcp | --network must be unordered, ordered or",
                "abd-register --max-down 4 | --max-down must be a whole number from 1 to 3",
                "abd-register --max-crashes x | --max-crashes must be a whole number",
                "abd-register --max-drops -1 | --max-drops must be a whole number",
                "dev.rehearsal.cli.CheckTest$Hasty | knows no time, and a handler asked for it:"
                        + " actor=n1",
                "dev.rehearsal.cli.DoctorTest$Counting | handlers that do the same whenever they"
                        + " are run: actor=n1 handled=2 difference=state: String is saw",
                "dev.rehearsal.cli.DoctorTest$Counting | ./rehearse doctor"
                        + " 'dev.rehearsal.cli.DoctorTest$Counting'",
                "two-phase-commit --history long | --history must be possibilities or recorded",
                "two-phase-commit --strategy best | --strategy must be bfs or dfs",
                "two-phase-commit --threads 0 | --threads must be a whole number from 1",
                "two-phase-commit --max-states 0 | --max-states must be a whole number from 1",
                "two-phase-commit --max-depth x | --max-depth must be a whole number from 1",
                "two-phase-commit --max-memory 1x | --max-memory must be a size",
                "two-phase-commit --max-time 5 | --max-time must be a duration",
                "two-phase-commit --set rms=99 | rms must be a whole number in [1, 12]",
                "two-phase-commit --variant none | two-phase-commit has no variant",
                "nowhere | no scenario 'nowhere'",
            })
    void callThatCannotBeHonoured_isRefused(String words, String sentence) {
        Calls.Result result = check(words);

        assertEquals(2, result.code(), result::toString);
        assertTrue(result.err().contains(sentence), result::err);
        assertEquals("", result.out());
    }

    @Test
    void json_ofActors_saysHowMessagesTravel() {
        Map<String, Object> json =
                check(
                                "single-copy-register --set clients=1 --network"
                                        + " unordered-duplicating --history recorded --threads 2"
                                        + " --json")
                        .json();

        assertEquals("unordered-duplicating", json.get("network"));
        assertEquals(Map.of("distinct", 5L, "generated", 11L), json.get("states"));
    }

    @Test
    void text_ofActors_namesMessagesAndStates() {
        Calls.Result result = check("single-copy-register --set servers=2 --set clients=2");

        assertEquals(1, result.code());
        assertTrue(
                result.out().contains(" 4 deliver GetOk[request=4, value=0] s2→c1\n"),
                result.out());
    }

    @Test
    void counterexampleOfActors_isAFailureFileThatReplays() {
        Calls calls = new Calls(folder);
        Map<String, Object> json =
                calls.call(
                                "check",
                                "single-copy-register",
                                "--set",
                                "servers=2",
                                "--set",
                                "clients=2",
                                "--json")
                        .json();
        Map<?, ?> property = (Map<?, ?>) ((List<?>) json.get("properties")).getFirst();
        String file = String.valueOf(property.get("failureFile"));

        Calls.Result replayed = calls.call("replay", file, "--json");

        assertEquals(1, replayed.code(), replayed::toString);
        assertEquals(
                "linearizable/history/Read",
                ((Map<?, ?>) replayed.json().get("violation")).get("signature"));
        assertTrue(
                replayed.err().contains("the same run as recorded, step by step"), replayed::err);
        assertTrue(calls.call("replay", file).out().contains("linearizable is violated here"));
    }

    @Test
    void crashThatTheScenarioDoesNotSurvive_hasNoFailureFileAndSaysWhy() {
        Calls.Result result = check("single-copy-register --set clients=1 --max-crashes 1");

        assertEquals(1, result.code());
        assertTrue(
                result.out()
                        .contains(
                                "no failure file, for no simulation is known to do this: nodes down"
                                        + " at once must be at most what the scenario declares"),
                result::out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--symmetry", "--partial-order", "--partial-order --threads 2"})
    void reduction_ofActors_isHonoured(String option) {
        Map<String, Object> json =
                check("single-copy-register --set clients=2 --json " + option).json();

        assertEquals("exhausted", json.get("end"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --lossy", " --threads 2"})
    void treeUnderSupervision_isSearchedToTheEnd(String trouble) {
        Map<String, Object> json =
                check(
                                "supervised-kv --set nodes=1 --set clients=1 --set operations=1"
                                        + " --json"
                                        + trouble)
                        .json();

        assertEquals("exhausted", json.get("end"));
        for (Object each : (List<?>) json.get("properties")) {
            Map<?, ?> property = (Map<?, ?>) each;
            if (property.get("kind").equals("always")) {
                assertEquals("holds", property.get("verdict"), each::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--lossy, 8",
        "--max-drops 1, 8",
        "--max-crashes 1, 29",
        "--max-crashes 2, 58",
        "--max-down 1, 29",
        "--max-crashes 1 --max-drops 1, 40"
    })
    void trouble_thatIsAskedFor_makesMoreStates(String option, long states) {
        Map<String, Object> json =
                check(
                                "single-copy-register --set clients=1 --history recorded"
                                        + " --keep-going --json "
                                        + option)
                        .json();

        assertEquals("exhausted", json.get("end"));
        assertEquals(states, ((Map<?, ?>) json.get("states")).get("distinct"));
    }

    /** Its only actor looks at the clock. */
    public static final class Hasty implements Scenario {

        /** The scenario. */
        public Hasty() {}

        @Override
        public String name() {
            return "hasty";
        }

        @Override
        public String summary() {
            return "an actor that looks at the clock";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("n1", new Watcher()).build();
        }

        private record Watcher() implements Actor<Boolean, Boolean> {

            @Override
            public Boolean start(Context<Boolean> context) {
                return context.now().getEpochSecond() > 0;
            }

            @Override
            public Boolean receive(Boolean state, Boolean message, Context<Boolean> context) {
                return state;
            }
        }
    }

    @Test
    void run_ofAPlainModel_isRefusedWithTheWayToCheckIt() {
        Calls.Result result = new Calls(folder).call("run", "two-phase-commit");

        assertEquals(2, result.code());
        assertTrue(result.err().contains("./rehearse check two-phase-commit"), result::err);
    }

    @Test
    void list_hasTheModelsWithTheirProperties() {
        assertTrue(
                new Calls(folder)
                        .call("list")
                        .out()
                        .contains("must be: consistent, abort agreement, commit agreement"));
    }
}
