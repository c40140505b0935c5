package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code doctor}, and {@code run --paranoid}. */
@Timeout(120)
class DoctorTest {

    @TempDir Path folder;
    private Calls rehearse;

    @BeforeEach
    void open() {
        rehearse = new Calls(folder);
    }

    /** Three timers, and after each what {@link #sees} says. */
    abstract static class Poked implements Scenario {

        private record Watcher(Poked scenario) implements Actor<String, Integer> {
            @Override
            public String start(Context<Integer> context) {
                context.timer(1, Duration.ofMillis(1));
                return "";
            }

            @Override
            public String receive(String state, Integer number, Context<Integer> context) {
                if (number < 3) {
                    context.timer(number + 1, Duration.ofMillis(1));
                }
                return state + (number < 2 ? "" : scenario.sees());
            }
        }

        abstract String sees();

        @Override
        public String name() {
            return "poked";
        }

        @Override
        public String summary() {
            return "of a test";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("n1", new Watcher(this)).build();
        }
    }

    /** Counts over all runs. */
    public static final class Counting extends Poked {
        private static int count;

        @Override
        String sees() {
            return "saw" + ++count + ";";
        }
    }

    /** Asks, in a way that no scan follows, for the language. */
    public static final class Speaking extends Poked {
        @Override
        String sees() {
            return "saw" + String.valueOf(System.getProperties()).contains("Asia/Kathmandu");
        }
    }

    /** Nodes without end. */
    public static final class PlainModel extends Poked {
        @Override
        String sees() {
            return "";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().build();
        }
    }

    @Test
    void catalogue_isTheSameEverywhere() {
        Calls.Result result = rehearse.call("doctor", "--seeds", "1..1", "--json");

        assertEquals(0, result.code(), result::toString);
        Map<String, ?> object = result.json();
        assertEquals("rehearsal.doctor/1", object.get("schema"));
        assertEquals(List.of(), object.get("divergences"), result::toString);
        assertEquals(List.of(), object.get("calls"), result::toString);
        int simulated =
                Catalogue.of(getClass().getClassLoader())
                        .all()
                        .count(scenario -> scenario.model(scenario.settings()).isEmpty());
        assertTrue(simulated > 10, () -> "simulated: " + simulated);
        assertEquals(4L * simulated, ((Number) object.get("runs")).longValue());
    }

    @Test
    void scenario_thatCountsOverRuns_isShownAtItsFirstStepWithBothSidesAndItsCalls() {
        Calls.Result result =
                rehearse.call("doctor", Counting.class.getName(), "--seeds=7..8", "--json");

        assertEquals(1, result.code(), result::toString);
        Map<?, ?> found = (Map<?, ?>) ((List<?>) result.json().get("divergences")).getFirst();
        assertEquals(Counting.class.getName(), found.get("scenario"));
        assertEquals("0x0000000000000007", found.get("seed"));
        assertEquals(3L, ((Number) found.get("firstDifferentStep")).longValue());
        assertTrue(String.valueOf(found.get("left")).contains("n1 is now saw"), found::toString);
        assertTrue(!found.get("left").equals(found.get("right")), found::toString);
        assertTrue(String.valueOf(found.get("cause")).startsWith("the same JVM again: "));
        List<?> calls = (List<?>) result.json().get("calls");
        Map<?, ?> call = (Map<?, ?>) calls.getFirst();
        assertEquals(Counting.class.getName(), call.get("class"));
        assertEquals("sees", call.get("method"));
        assertTrue(String.valueOf(call.get("forbidden")).contains("count"), call::toString);
    }

    @Test
    void scenario_thatLooksAround_isShownInAJvmThatIsDifferentAndSaidHowToSeeAgain() {
        Calls.Result result = rehearse.call("doctor", Speaking.class.getName(), "--seeds", "1..1");

        assertEquals(1, result.code(), result::toString);
        assertTrue(
                result.out()
                        .contains(
                                "in a JVM that is different on purpose, faults calm, seed"
                                        + " 0x0000000000000001: step 3 is the first that differs"),
                result.out());
        assertTrue(result.out().contains("n1 is now sawfalse\n"), result.out());
        assertTrue(result.out().contains("n1 is now sawtrue\n"), result.out());
        assertTrue(
                result.lastLine()
                        .startsWith("./rehearse doctor '" + Speaking.class.getName() + "'"),
                result.out());
    }

    /** What this JVM loads by a class loader of its own, the others have on their class path. */
    @Test
    void scenarioOnTheClassPath_isComparedInOtherJvmsToo() throws IOException {
        UserCode.compile(
                folder,
                "com/acme/Charsets.java",
                """
                package com.acme;

                import dev.rehearsal.actor.*;
                import dev.rehearsal.determinism.LeakAllowed;
                import dev.rehearsal.scenario.*;

                public final class Charsets implements Scenario {
                    public record Node() implements Actor<Integer, String> {
                        @LeakAllowed(because = "a test must leak")
                        public Integer start(Context<String> context) {
                            System.out.println("what an actor prints is no answer");
                            return "\u00fc".getBytes().length;
                        }
                        public Integer receive(Integer s, String m, Context<String> context) {
                            return s;
                        }
                    }
                    public String name() { return "charsets"; }
                    public String summary() { return "of a test"; }
                    public Cluster cluster(Settings settings) {
                        return Cluster.builder().node("n1", new Node()).build();
                    }
                }
                """);

        Calls.Result result =
                rehearse.call("doctor", "com.acme.Charsets", "--classpath=classes", "--seeds=1..1");

        assertEquals(1, result.code(), result::toString);
        assertTrue(result.out().contains("in a JVM that is different on purpose"), result.out());
        assertTrue(result.out().contains("n1 is now 2\n"), result.out());
        assertTrue(result.out().contains("n1 is now 1\n"), result.out());
        assertTrue(result.out().contains(", because a test must leak\n"), result.out());
        assertEquals(
                "./rehearse doctor com.acme.Charsets --seeds 1..1 --classpath classes",
                result.lastLine());
    }

    @Test
    @Tag("long")
    void catalogue_overAHundredSeeds_isTheSameEverywhere() {
        Calls.Result result = rehearse.call("doctor", "--seeds", "1..100");

        assertEquals(0, result.code(), result::toString);
    }

    @Test
    void scenarioThatDiffers_isNotRunUnderFurtherProfiles() {
        Calls.Result result =
                rehearse.call("doctor", Counting.class.getName(), "--seeds=7..8", "--json");

        assertEquals(1, ((List<?>) result.json().get("divergences")).size());
        assertEquals(1L, ((Number) result.json().get("runs")).longValue());
    }

    @Test
    void plainModel_isScannedAndNotRun() {
        Calls.Result result = rehearse.call("doctor", PlainModel.class.getName(), "--json");

        assertEquals(0, result.code(), result::toString);
        assertEquals(0L, ((Number) result.json().get("runs")).longValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --seeds=1       | --seeds must be A..B, the first and the last seed: --seeds=1
                    --seeds=2..1    | --seeds must not end before it begins: --seeds=2..1
                    --seeds=a..2    | --seeds must be a 64-bit number
                    abd-registre    | no scenario 'abd-registre'; nearest: abd-register
                    --classpath=no  | --classpath must name folders and jars that exist: 'no'
                    """)
    void wrongCall_isRefused(String word, String sentence) {
        Calls.Result result = rehearse.call("doctor", word, "--json");

        assertEquals(2, result.code(), result::toString);
        assertTrue(String.valueOf(result.json().get("message")).contains(sentence));
    }

    @Test
    void paranoidRun_ofAHandlerThatCounts_namesActorMessageAndDifferenceAndShrinksNothing() {
        Calls.Result result =
                rehearse.call(
                        "run", Counting.class.getName(), "--seed=1", "--faults=calm", "--paranoid");

        assertEquals(1, result.code(), result::toString);
        assertTrue(
                result.out().contains("n1 handled 2 twice, and not alike: state: String is saw"),
                result.out());
        assertEquals(
                "./rehearse run 'dev.rehearsal.cli.DoctorTest$Counting' --seed 0x0000000000000001"
                        + " --faults calm --paranoid",
                result.lastLine());
        assertTrue(!folder.resolve(".rehearsal").toFile().exists());
    }

    @Test
    void paranoidRun_ofAHealthyScenario_isTheSameRun() {
        String[] call = {"run", "abd-register", "--seed=42", "--faults=harsh"};
        String[] paranoid = {"run", "abd-register", "--seed=42", "--faults=harsh", "--paranoid"};

        Calls.Result result = rehearse.call(paranoid);

        assertEquals(0, result.code(), result::toString);
        assertEquals(rehearse.call(call).out(), result.out());
    }
}
