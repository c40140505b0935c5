package dev.rehearsal.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The supervisor does what OTP's does, case by case as it was recorded: order, times, reasons,
 * answers and reports. {@code -Dotp.conformance.dir=DIR} plays the cases of another folder.
 */
class SupervisorConformanceTest {

    private static final Set<String> PASSED = new LinkedHashSet<>();
    private static int cases;

    @TestFactory
    Stream<DynamicTest> recordedCase_played_isObservedAsRecorded()
            throws IOException, URISyntaxException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files()) {
            try (InputStream in = Files.newInputStream(file)) {
                Map<String, Object> family = Json.map(Json.read(in));
                assertEquals("otp-supervisor-conformance/1", family.get("format"));
                for (Map<String, Object> script : Json.maps(family.get("cases"))) {
                    tests.add(
                            DynamicTest.dynamicTest(
                                    script.get("id") + " " + script.get("title"),
                                    () -> check(script)));
                }
            }
        }
        cases = tests.size();
        if (cases == 0) {
            fail("there must be cases: folder=" + folder());
        }
        return tests.stream();
    }

    @AfterAll
    static void count() {
        System.out.println(PASSED.size() + " of " + cases + " cases pass");
    }

    private static Path folder() throws URISyntaxException {
        String given = System.getProperty("otp.conformance.dir");
        return given != null
                ? Path.of(given)
                : Path.of(SupervisorConformanceTest.class.getResource("/otp-conformance").toURI());
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        try (Stream<Path> all = Files.list(folder())) {
            return all.filter(path -> path.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static void check(Map<String, Object> script) {
        Map<String, Object> expected = Json.map(script.get("expect"));
        Map<String, Object> observed = ConformanceRun.play(script);
        assertEquals(expected.get("start_result"), observed.get("start_result"), "start_result");
        checkTrace(Json.maps(expected.get("trace")), Json.maps(observed.get("trace")));
        List<Object> results = Json.list(expected.getOrDefault("results", List.of()));
        assertEquals(lines(results), lines(Json.list(observed.get("results"))), "results");
        if (expected.containsKey("reports")) {
            assertEquals(
                    lines(bySupervisor(expected.get("reports"))),
                    lines(bySupervisor(observed.get("reports"))),
                    "reports");
        }
        PASSED.add((String) script.get("id"));
    }

    /** The reports of one supervisor have an order; those of different ones do not. */
    private static List<Map<String, Object>> bySupervisor(Object reports) {
        return Json.maps(reports).stream()
                .sorted(Comparator.comparing(entry -> (String) entry.get("sup")))
                .toList();
    }

    private static String lines(List<?> list) {
        StringBuilder text = new StringBuilder();
        for (Object line : list) {
            text.append(canonical(line)).append('\n');
        }
        return text.toString();
    }

    /** The same text for equal terms. */
    private static String canonical(Object json) {
        return switch (json) {
            case Map<?, ?> map -> {
                StringBuilder text = new StringBuilder("{");
                map.keySet().stream()
                        .map(String.class::cast)
                        .sorted()
                        .forEach(key ->
                                text.append(key)
                                        .append('=')
                                        .append(canonical(map.get(key)))
                                        .append(' '));
                yield text.append('}').toString();
            }
            case List<?> list -> list.stream().map(each -> canonical(each)).toList().toString();
            case String text -> '"' + text + '"';
            default -> String.valueOf(json);
        };
    }

    private static void checkTrace(
            List<Map<String, Object>> expected, List<Map<String, Object>> observed) {
        int at = 0;
        for (Map<String, Object> element : expected) {
            if (!element.containsKey("parallel")) {
                if (at >= observed.size() || !observed.get(at).equals(element)) {
                    differ(element, expected, observed, at);
                }
                at++;
                continue;
            }
            List<Object> groups = Json.list(element.get("parallel"));
            int size = groups.stream().mapToInt(group -> Json.list(group).size()).sum();
            if (at + size > observed.size()) {
                differ(element, expected, observed, at);
            }
            List<Map<String, Object>> some = observed.subList(at, at + size);
            for (Object group : groups) {
                List<Map<String, Object>> inner = Json.maps(group);
                List<Object> names = inner.stream().map(event -> event.get("p")).toList();
                if (!some.stream()
                        .filter(event -> names.contains(event.get("p")))
                        .toList()
                        .equals(inner)) {
                    differ(element, expected, observed, at);
                }
            }
            at += size;
        }
        assertEquals(lines(List.of()), lines(observed.subList(at, observed.size())), "trace");
    }

    private static void differ(
            Object element,
            List<Map<String, Object>> expected,
            List<Map<String, Object>> observed,
            int at) {
        assertEquals(
                lines(expected),
                lines(observed),
                "trace, from event " + at + " on, expected " + element);
        fail("trace differs in a group: " + element + " observed " + observed);
    }
}
