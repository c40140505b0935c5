package dev.rehearsal.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** The implementation agrees with the reference on random trees and failures. */
class ReferenceTreeTest {

    private static final int DEPTH = 4;

    @Property(tries = 300, seed = "4711", shrinking = ShrinkingMode.OFF)
    void randomTree_failures_doesWhatTheReferenceSays(
            @ForAll("scripts") Map<String, Object> script) {
        check(script);
    }

    @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void tenThousandTrees_failures_doWhatTheReferenceSays(
            @ForAll("scripts") Map<String, Object> script) {
        check(script);
    }

    private static void check(Map<String, Object> script) {
        List<Map<String, Object>> expected = ReferenceTree.trace(script);
        List<Map<String, Object>> observed = Json.maps(ConformanceRun.play(script).get("trace"));
        assertEquals(lines(expected), lines(observed), () -> "script " + script);
    }

    private static String lines(List<Map<String, Object>> events) {
        return events.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    @Provide
    Arbitrary<Map<String, Object>> scripts() {
        return Arbitraries.randomValue(random -> new Generator(random).script());
    }

    private static final class Generator {
        private final Random random;
        private final List<String> workers = new ArrayList<>();
        private final Map<String, String> supervisorOf = new LinkedHashMap<>();
        private int supervisors;

        Generator(Random random) {
            this.random = random;
        }

        private boolean oneIn(int n) {
            return random.nextInt(n) == 0;
        }

        @SafeVarargs
        private <T> T any(T... values) {
            return values[random.nextInt(values.length)];
        }

        Map<String, Object> script() {
            Map<String, Object> tree = supervisor(1);
            List<Object> steps = new ArrayList<>();
            List<String> children = List.copyOf(supervisorOf.keySet());
            long at = 0;
            for (int n = 3 + random.nextInt(20); n > 0; n--) {
                at += any(100L, 100L, 100L, 1000L, 2000L);
                Map<String, Object> step = new LinkedHashMap<>();
                step.put("at", at);
                if (!workers.isEmpty() && !oneIn(6)) {
                    step.put("do", "exit");
                    step.put("child", workers.get(random.nextInt(workers.size())));
                    step.put(
                            "reason",
                            any("crash", "crash", "normal", "shutdown", List.of("shutdown", "x")));
                } else {
                    String child = children.get(random.nextInt(children.size()));
                    step.put("do", any("terminate_child", "restart_child", "delete_child"));
                    step.put("sup", supervisorOf.get(child));
                    step.put("child", child);
                }
                steps.add(step);
            }
            if (oneIn(2)) {
                steps.add(Map.of("at", at + 100, "do", "stop_root", "reason", "shutdown"));
            }
            Map<String, Object> script = new LinkedHashMap<>();
            script.put("tree", tree);
            script.put("steps", steps);
            script.put("end_at", at + 500);
            return script;
        }

        private Map<String, Object> supervisor(int depth) {
            Map<String, Object> node = new LinkedHashMap<>();
            String id = depth == 1 ? "root" : "s" + ++supervisors;
            node.put("id", id);
            node.put("type", "supervisor");
            node.put("strategy", any("one_for_one", "one_for_all", "rest_for_one"));
            node.put("intensity", (long) any(0, 1, 1, 2, 3, 5));
            node.put("period", (long) any(1, 5, 60));
            String shutdown = any("never", "never", "any_significant", "all_significant");
            node.put("auto_shutdown", shutdown);
            List<Object> children = new ArrayList<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                Map<String, Object> child =
                        depth < DEPTH && oneIn(2) ? supervisor(depth + 1) : worker();
                String restart = any("permanent", "permanent", "transient", "temporary");
                child.put("restart", restart);
                if (!shutdown.equals("never") && !restart.equals("permanent") && oneIn(2)) {
                    child.put("significant", true);
                }
                supervisorOf.put((String) child.get("id"), id);
                children.add(child);
            }
            node.put("children", children);
            return node;
        }

        private Map<String, Object> worker() {
            Map<String, Object> node = new LinkedHashMap<>();
            String id = "w" + (workers.size() + 1);
            workers.add(id);
            node.put("id", id);
            node.put("type", "worker");
            Map<String, Object> starts = new LinkedHashMap<>();
            for (int call = oneIn(10) ? 1 : 2; call < 6; call++) {
                if (oneIn(5)) {
                    Object result =
                            any(
                                    List.of("error", "nope"),
                                    List.of("return", "odd"),
                                    List.of("error", "busy"),
                                    (Object) "ignore");
                    starts.put(String.valueOf(call), Map.of("result", result));
                }
            }
            node.put("behaviour", new LinkedHashMap<>(Map.of("starts", starts)));
            return node;
        }
    }
}
