package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code soak} and {@code merge} as they are called. */
@Timeout(300)
class SoakTest {

    private static final Pattern COMMAND =
            Pattern.compile("\\./rehearse ((?:run|replay) [^<&\n]*)");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abd-register                                  | a campaign needs an end",
                "abd-register --for 1s --seeds 0..1            | not both",
                "--for 1s                                      | a campaign needs a scenario",
                "nobody --for 1s                               | no scenario 'nobody'",
                "abd-register:nothing --for 1s                 | has no variant 'nothing'",
                "abd-register abd-register --for 1s            | each scenario must be there once",
                "abd-register --for soon                       | --for must be a duration",
                "abd-register --seeds 5..1                     | must not end before it begins",
                "abd-register --seeds 0..9 --shard 3/3         | a shard must be I/N with I in [0,"
                        + " N)",
                "abd-register --seeds 0..9 --shard three       | --shard must be I/N",
                "abd-register --seeds 0..9 --jobs 0            | --jobs must be a whole number",
                "abd-register --seeds 0..9 --faults mild       | no fault profile 'mild'",
                "abd-register --seeds 0..9 --strategy luck     | --strategy:",
                "abd-register --seeds 0..9 --set speed=3       | one of the scenarios",
                "abd-register --seeds 0..9 --expect-goal bliss | an expected goal must be one",
                "abd-register --seeds 0..9 --expect-fault crash | --expect-fault must be KIND>=N",
                "abd-register --seeds 0..9 --expect-fault rain>=1 | of a kind that exists"
            })
    void wrongCall_isRefusedInOneSentence(String words, String sentence) {
        List<String> all = new java.util.ArrayList<>(List.of("soak"));
        all.addAll(List.of(words.strip().split(" +")));

        Calls.Result result = new Calls(folder).call(all.toArray(String[]::new));

        assertEquals(2, result.code(), result::toString);
        assertTrue(result.err().contains(sentence.strip()), result::toString);
    }

    @Test
    void merge_ofAFolderWithoutCampaign_isRefused() {
        Calls.Result result = new Calls(folder).call("merge", "nothing", "--dir", "whole");

        assertEquals(2, result.code());
        assertTrue(result.err().contains("there is no journal in"), result::toString);
    }

    @Test
    void soak_ofAFailingScenario_saysSoInJsonFilesAndToGithub() throws Exception {
        Path step = folder.resolve("step.md");
        Calls calls =
                new Calls(
                        folder,
                        Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", step.toString()),
                        false,
                        StandardCharsets.UTF_8);
        Calls.Result result =
                calls.call(
                        "soak",
                        "dev.rehearsal.campaign.Planted:throw",
                        "--seeds=0..39",
                        "--faults=lossy",
                        "--jobs=1",
                        "--dir=night",
                        "--json");
        Calls.Result merged = calls.call("merge", "night", "--dir", "whole");

        assertEquals(1, result.code(), result::toString);
        Map<String, ?> json = result.json();
        assertEquals("rehearsal.soak/1", json.get("schema"));
        assertEquals(40L, json.get("seedsDone"));
        assertTrue(result.err().contains("::error title=no-handler-throws"), result::toString);
        assertTrue(Files.readString(step).contains("### Rehearsal: red"));
        assertEquals(1, merged.code(), merged::toString);
        assertTrue(merged.out().startsWith("red: 40 runs of 1 scenario"), merged::toString);
        for (String name :
                List.of("report.html", "junit.xml", "summary.md", "latency.hlog", "cpu.hlog")) {
            assertTrue(Files.size(folder.resolve("whole").resolve(name)) > 0, name);
        }
        String file =
                ((Map<?, ?>) ((List<?>) json.get("findings")).getFirst())
                        .get("failureFile")
                        .toString();
        assertEquals(1, calls.call("replay", file, "--until", "1").code());
    }

    @Test
    void commands_ofACampaignOfTheUsersOwnScenario_showEachFindingAgain() throws Exception {
        UserCode.compile(
                folder,
                "com/acme/Sevens.java",
                """
                package com.acme;

                import dev.rehearsal.campaign.Planted;
                import dev.rehearsal.scenario.*;
                import io.vavr.collection.Vector;

                public final class Sevens implements Scenario {
                    public String name() { return "sevens"; }
                    public String summary() { return "counts as often as it is told to"; }
                    private static final Parameter.Flag FAILS =
                            new Parameter.Flag("fails", "whether it fails", false);
                    public Vector<Parameter<?>> parameters() { return Vector.of(FAILS); }
                    public Cluster cluster(Settings settings) {
                        Settings planted = new Planted().settings();
                        return (settings.get(FAILS) ? planted.withVariant("throw") : planted)
                                .cluster();
                    }
                }
                """);
        Calls calls = new Calls(folder);
        Calls.Result soak =
                calls.call(
                        "soak",
                        "com.acme.Sevens",
                        "--classpath=classes",
                        "--set=fails=true",
                        "--seeds=0..9",
                        "--faults=calm",
                        "--jobs=1",
                        "--dir=night");
        Calls.Result merged = calls.call("merge", "night", "--dir=whole", "--classpath=classes");

        assertEquals(1, soak.code(), soak::toString);
        assertEquals(1, merged.code(), merged::toString);
        List<String> commands = new java.util.ArrayList<>();
        for (String text :
                List.of(
                        soak.out(),
                        merged.out(),
                        Files.readString(folder.resolve("night/report.html")),
                        Files.readString(folder.resolve("night/summary.md")),
                        Files.readString(folder.resolve("night/junit.xml")),
                        Files.readString(folder.resolve("whole/report.html")))) {
            commands.addAll(COMMAND.matcher(text).results().map(found -> found.group(1)).toList());
        }
        assertEquals(8, commands.size(), commands::toString);
        for (String command : commands) {
            Calls.Result again = calls.call(command.split(" "));
            assertEquals(1, again.code(), () -> command + "\n" + again);
            assertTrue(again.toString().contains("seven &"), () -> command + "\n" + again);
        }
    }
}
