package dev.rehearsal.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The recorded cases, and how what is observed is compared with them. */
final class Conformance {

    private Conformance() {}

    static List<Map<String, Object>> cases() throws IOException, URISyntaxException {
        List<Map<String, Object>> cases = new ArrayList<>();
        for (Path file : files()) {
            try (InputStream in = Files.newInputStream(file)) {
                Map<String, Object> family = Json.map(Json.read(in));
                assertEquals("otp-supervisor-conformance/1", family.get("format"));
                cases.addAll(Json.maps(family.get("cases")));
            }
        }
        return cases;
    }

    /** The folder of the cases: the project's own copy, or the one that was named. */
    static Path folder() throws URISyntaxException {
        String given = System.getProperty("otp.conformance.dir");
        if (given != null) {
            Path path = Path.of(given);
            return Files.isDirectory(path) ? path : Path.of("..").resolve(path);
        }
        return Path.of(Conformance.class.getResource("/otp-conformance").toURI());
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        try (Stream<Path> all = Files.list(folder())) {
            return all.filter(path -> path.toString().endsWith(".json")).sorted().toList();
        }
    }

    static void check(Map<String, Object> script) {
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
