package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Every wrong call is refused in one sentence that says what is wrong and how to mend it. */
class WrongCallsTest {

    @TempDir static Path folder;
    private static Calls rehearse;

    @BeforeAll
    static void writeFiles() throws IOException {
        rehearse = new Calls(folder);
        Path good = Stories.staleRead(folder);
        String text = Files.readString(good);
        write("truncated.json", text.substring(0, text.length() / 2));
        write("empty.json", "");
        write("prose.json", "It failed, believe me.");
        write("list.json", "[1, 2]");
        write("other.json", "{\"schema\": \"rehearsal.run/1\"}");
        write("none.json", "{\"verdict\": 1}");
        write("newer.json", text.replace("rehearsal.failure/1", "rehearsal.failure/2"));
        write(
                "scenario.json",
                text.replace("\"replicated-register\"", "\"replicated-registers\"")
                        .replace("ReplicatedRegister\"", "Gone\""));
        write("parameter.json", text.replace("\"servers\"", "\"server\""));
        write("range.json", text.replace("\"servers\": 2", "\"servers\": 99"));
        write("variant.json", text.replace("\"variant\": null", "\"variant\": \"no-sync\""));
        write("type.json", text.replace("\"type\": \"Write\"", "\"type\": \"Writ\""));
        write("component.json", text.replace("\"value\": 7", "\"valeu\": 7"));
        write("value.json", text.replace("\"value\": 7", "\"value\": 7.5"));
        write("missing.json", text.replace("\"value\": 7", ""));
        write("name.json", text.replace("c1#1 / s1→s2 : Replicate ~ 1", "c1#1 / s1 Replicate"));
        write("long-name.json", text.replace("Replicate ~ 1", "Replicate ~ 99999999999"));
        write("client.json", text.replace("\"client\": \"c1\"", "\"client\": \"c11\""));
        write("kind.json", text.replace("\"kind\": \"hold\"", "\"kind\": \"holds\""));
        write("point.json", text.replace("\"afterNanos\"", "\"afterNano\""));
        write("index.json", text.replace("\"index\": 1", "\"index\": -1"));
        write("hash.json", text.replaceFirst("\"traceHash\": \"[0-9a-f]+", "\"traceHash\": \"xyz"));
        write("twice.json", text.replace("\"seed\"", "\"faults\""));
        write("lost.json", text.replace("\"traceHash\"", heal("1", "\"s9\"")));
        write("heal.json", text.replace("\"traceHash\"", heal("-1", "")));
        write("after.json", text + "{}");
        write("mark.json", "\uFEFF" + text);
        write("signature.json", text.replace("history/Read", "history/Write"));
        write("never.json", text.replaceFirst("\"afterNanos\": [0-9]+", "\"atEnd\": \"yes\""));
        Files.createDirectories(folder.resolve("folder.json"));
    }

    private static String heal(String nanos, String lost) {
        return "\"heal\": {\"atNanos\": " + nanos + ", \"lost\": [" + lost + "]}, \"traceHash\"";
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                        | a verb is needed
                    rum                                       | no verb 'rum'; nearest: run
                    run                                       | missing: SCENARIO; see ./rehearse run --help
                    run replicated-registr                    | no scenario 'replicated-registr'; nearest: replicated-register
                    run abd-register dedup-register           | run takes no further word: 'dedup-register'
                    run abd-register --sed 5                  | run has no option --sed; nearest: --seed
                    run abd-register --seed                   | --seed needs a value: N
                    run abd-register --seed five              | --seed must be a 64-bit number
                    run abd-register --seed 0x                | --seed must be a 64-bit number
                    run abd-register --seed 0x11112222333344445 | --seed must be a 64-bit number
                    run abd-register --seed 1 --seed 2        | an option must be given once: --seed
                    run abd-register --faults losy            | --faults: no fault profile 'losy'; nearest: lossy
                    run abd-register --set serves=4           | abd-register has no parameter 'serves'; nearest: servers
                    run abd-register --set servers            | --set needs KEY=VALUE: --set servers
                    run abd-register --set =4                 | --set needs KEY=VALUE
                    run abd-register --set servers=3 --set servers=5 | --set must give each parameter once: servers is given again by --set servers=5
                    run abd-register --set servers=1          | servers must be a whole number in [2, 9]: servers=1
                    run abd-register --set servers=many       | servers must be a whole number in [2, 9]: servers=many
                    run abd-register --set dedup=yes          | dedup must be true or false: dedup=yes
                    run abd-register --variant no-sync        | abd-register has no variant 'no-sync'; there is read-without-write-back
                    run abd-register --strategy pct:0         | --strategy: the depth of pct must be at least 1: depth=0
                    run abd-register --strategy fastest       | --strategy: a strategy must be time, random, pct:D, delay:K or portfolio
                    run abd-register --diagram=svg            | --diagram must be ascii or mermaid: --diagram=svg
                    run abd-register --seed 1 --trace no/such/folder/f | --trace must name a file that can be written
                    run abd-register --classpath nowhere.jar  | --classpath must name folders and jars that exist
                    run java.lang.String                      | the class of a scenario must implement dev.rehearsal.scenario.Scenario
                    run dev.rehearsal.scenario.Scenario       | must be public and not abstract
                    run dev.rehearsal.cli.Main                | must implement
                    replay                                    | missing: FILE|SCENARIO
                    replay abd-register                       | replay needs a failure file, or a scenario with --seed
                    replay abd-registre --seed 1              | no scenario 'abd-registre'; nearest: abd-register
                    replay abd-register --seed 1 --until -1   | --until must be a whole number from 1 to
                    replay abd-register --seed 1 --until 1.5  | --until must be a whole number from 1 to
                    replay gone.json                          | there is no failure file
                    replay no/such/file                       | there is no failure file
                    replay stale-read.json --seed 1           | a failure file says itself what is run
                    replay stale-read.json --set servers=3    | a failure file says itself what is run
                    replay folder.json                        | it must be a file, and it is a folder
                    replay truncated.json                     | it must be whole: it breaks off in line
                    replay empty.json                         | it must not be empty
                    replay prose.json                         | it must be JSON: Unrecognized token 'It'
                    replay list.json                          | it must be an object with "schema"
                    replay none.json                          | it must be an object with "schema"
                    replay other.json                         | its schema must be rehearsal.failure/1: schema=rehearsal.run/1
                    replay newer.json                         | schema=rehearsal.failure/2; replay it with the version of Rehearsal that wrote it
                    replay scenario.json                      | no scenario 'replicated-registers'; nearest: replicated-register
                    replay parameter.json                     | parameters.server: replicated-register has no parameter 'server'; nearest: servers
                    replay range.json                         | parameters.servers: servers must be a whole number in [2, 9]: servers=99
                    replay variant.json                       | variant: replicated-register has no variant 'no-sync'
                    replay type.json                          | operations[0].operation.type: Call has no type 'Writ'; there is Read, Write, Cas
                    replay component.json                     | Write has no component 'valeu'; there is value
                    replay missing.json                       | Write needs its component 'value'
                    replay value.json                         | operations[0].operation.components.value must be a whole number
                    replay name.json                          | departures[0].message: the name of a message must have the form
                    replay long-name.json                     | a number in a name must be below 2147483648
                    replay client.json                        | operations[0].client: no client 'c11'; there is c1, c2, c3
                    replay kind.json                          | departures[0].kind: no kind of fault 'holds'; nearest: hold
                    replay point.json                         | departures[0] must have one of afterNanos, atNanos, afterOperation, atEnd
                    replay index.json                         | operations[0].index must be a whole number in [1, 2147483647]: it is -1
                    replay hash.json                          | traceHash must be 16 hex digits
                    replay twice.json                         | it must be JSON: Duplicate field 'faults'
                    replay lost.json                          | heal.lost[0]: no server 's9'; there is s1, s2
                    replay heal.json                          | heal.atNanos must be a whole number
                    replay after.json                         | nothing may follow the object
                    replay mark.json                          | it must begin without a byte order mark
                    replay signature.json                     | signature must be that of the violation, linearizable/history/Read: it is linearizable/history/Write
                    replay never.json                         | departures[0].atEnd must be true or false: it is "yes"
                    shrink                                    | missing: FILE
                    shrink gone.json                          | there is no failure file
                    shrink truncated.json                     | it must be whole
                    shrink stale-read.json --budget 0         | --budget must be a whole number from 1 to 2147483647
                    shrink stale-read.json --budget 1e12      | --budget must be a whole number from 1 to 2147483647
                    shrink stale-read.json --budget lots      | such as 20000 or 1e6: --budget=lots
                    frobnicate                                | no verb 'frobnicate'; there are list, run,
                    merge                                     | missing: --dir DIR
                    run Nosuch                                | no scenario 'Nosuch', and no such class without a package on the class path; a class is called by its full name, such as com.example.Nosuch, and on the command line --classpath names the folders and jars of your own; see ./rehearse list
                    run com.example.Nosuch                    | no scenario 'com.example.Nosuch', and no such class on the class path; on the command line --classpath names the folders and jars of your own
                    list everything                           | list takes no further word: 'everything'
                    run stale-read.json                       | a scenario is needed, and stale-read.json is a file; a failure file is shown again by ./rehearse replay stale-read.json
                    run abd-register --faults LOSSY           | no fault profile 'LOSSY'; nearest: lossy
                    run abd-register --classpath prose.json   | --classpath must name folders and jars: 'prose.json' is neither
                    check abd-register --threads 2000         | --threads must be a whole number from 1 to 1024: --threads=2000
                    check abd-register --max-time 5           | --max-time must be a duration such as 30s, 90m, 8h or 1h30m: --max-time=5
                    check abd-register --max-memory 1x        | --max-memory must be a size such as 512m or 4g: --max-memory=1x
                    check stale-read.json                     | a scenario is needed, and stale-read.json is a file
                    soak stale-read.json --seeds 1..2         | a scenario is needed, and stale-read.json is a file
                    soak abd-register --seeds 1..             | --seeds must be A..B, the first and the last seed: --seeds=1..
                    soak abd-register --seeds ..9             | --seeds must be A..B, the first and the last seed: --seeds=..9
                    soak abd-register --for 1m1h              | --for must be a duration such as 30s, 90m, 8h or 1h30m: --for=1m1h
                    soak abd-register --seeds 1..2 --set servers=3 --set servers=5 | --set must give each parameter once: servers is given again by --set servers=5
                    soak abd-register --seeds 1..2 --shard 0/9999999 | --shard must be I/N with N below a million, such as 0/3: --shard=0/9999999
                    soak abd-register --seeds 1..2 --expect-fault crsh>=1 | an expected fault must be of a kind that exists: kind=crsh; nearest: crash
                    soak abd-register --seeds 1..2 --dir prose.json | a campaign needs a folder: --dir
                    doctor stale-read.json                    | a scenario is needed, and stale-read.json is a file
                    history gone.jsonl --model register       | there is no history gone.jsonl
                    history folder.json --model register      | a history must be a file that can be read: folder.json
                    history prose.json --model register --init {a | --init must be JSON, a bare word, or k=v,k=v: --init={a
                    history prose.json --model register --null-read no | --null-read must be value or unknown: --null-read=no
                    history prose.json --model register --budget 1.5 | --budget must be a whole number from 1 to
                    history prose.json --model register --budget 0 | --budget must be a whole number from 1 to
                    """)
    void wrongCall_isRefusedInOneSentence(String words, String sentence) {
        String[] call = words.isEmpty() ? new String[0] : words.trim().split(" +");

        Calls.Result result = rehearse.call(call);

        assertEquals(2, result.code(), result::toString);
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().startsWith("rehearse: "), result.err());
        assertTrue(result.err().contains(sentence), result.err());
        assertFalse(result.err().contains("Exception"), result.err());
        if (call.length > 0) {
            String[] json = Arrays.copyOf(call, call.length + 1);
            json[call.length] = "--json";
            Calls.Result object = rehearse.call(json);
            assertEquals(2, object.code(), object::toString);
            assertEquals("rehearsal.error/1", object.json().get("schema"));
            assertEquals(2, object.json().size());
            assertTrue(
                    String.valueOf(object.json().get("message")).contains(sentence),
                    object::toString);
        }
    }

    @Test
    void jsonWithADiagram_isRefused() {
        Calls.Result result =
                rehearse.call("run", "abd-register", "--seed", "1", "--json", "--diagram");

        assertEquals(2, result.code());
        assertEquals("rehearsal.error/1", result.json().get("schema"));
    }

    @Test
    void jsonWithATree_isRefused() {
        Calls.Result result =
                rehearse.call("replay", "abd-register", "--seed", "1", "--tree", "--json");

        assertEquals(2, result.code());
        assertEquals(
                "--json prints one object and no tree: leave --tree out, or --json",
                result.json().get("message"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"list", "run", "replay", "shrink", "doctor"})
    void help_hasAnExample(String verb) {
        Calls.Result result = rehearse.call(verb, "--help");

        assertEquals(0, result.code());
        assertEquals("", result.err());
        assertTrue(result.out().contains("Examples:\n  ./rehearse " + verb), result.out());
        result.out().lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void help_ofHistory_tellsTheEventFormat() {
        String help = rehearse.call("history", "--help").out();

        assertTrue(help.contains("The event format: one JSON object a line"), help);
        assertTrue(help.contains("invoke, ok (it happened), fail (it did not), info"), help);
        assertTrue(
                help.contains(
                        "{\"i\":0,\"p\":1,\"t\":\"invoke\",\"op\":0,\"f\":\"write\",\"v\":4}"));
        help.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void helpAndVersion_ofTheWhole_arePrinted() {
        assertTrue(rehearse.call("--help").out().contains("Verbs:\n  list "));
        assertEquals(0, rehearse.call("--version").code());
        assertTrue(rehearse.call("--version").out().startsWith("rehearsal "));
    }
}
