package dev.rehearsal.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.history.History;
import dev.rehearsal.recorded.Vocabularies.Initial;
import dev.rehearsal.recorded.Vocabularies.NullRead;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class HistoryFileTest {

    @Test
    void read_whatWasWritten_isEqualForEveryModel(@TempDir Path folder) throws IOException {
        Map<String, String> events =
                Map.ofEntries(
                        Map.entry("register", "write 1|read 1"),
                        Map.entry("cas-register", "write 1|cas [1,2]"),
                        Map.entry("kv", "put [\"x\",1]|get \"x\" 1"),
                        Map.entry("kv-append", "put [\"x\",\"a\"]|append [\"x\",\"b\"]"),
                        Map.entry(
                                "multi-register",
                                "txn [[\"write\",\"x\",1],[\"read\",\"x\",null]]"),
                        Map.entry("mutex", "try_lock null|release null"),
                        Map.entry("fifo-queue", "enq 1|deq null"),
                        Map.entry("stack", "push 1|pop null"),
                        Map.entry("priority-queue", "insert 1|delmin null"),
                        Map.entry("set", "add 1|contains 1"),
                        Map.entry("counter", "add 1|get null"),
                        Map.entry("log", "append 1|read null"));
        for (String model : Vocabularies.NAMES) {
            StringBuilder lines = new StringBuilder();
            int index = 0;
            int operation = 7;
            for (String call : events.get(model).split("\\|")) {
                String function = call.substring(0, call.indexOf(' '));
                String argument = call.substring(call.indexOf(' ') + 1).replace("\"x\" 1", "\"x\"");
                String result =
                        switch (function) {
                            case "try_lock", "add", "contains" ->
                                    model.equals("counter") ? "null" : "true";
                            case "get" -> "1";
                            case "txn" -> "[[\"write\",\"x\",1],[\"read\",\"x\",1]]";
                            case "read" -> model.equals("log") ? "[1]" : "1";
                            case "deq", "pop", "delmin" -> "1";
                            default -> "null";
                        };
                lines.append(line(index++, "invoke", operation, function, argument))
                        .append(line(index++, "ok", operation++, function, result));
            }
            lines.append("{\"i\":")
                    .append(index)
                    .append(",\"p\":\"nemesis\",\"t\":\"info\",\"f\":\"start\",\"v\":null}\n");
            roundTrip(
                    folder,
                    Vocabularies.named(model, Initial.DEFAULT, NullRead.VALUE),
                    lines.toString());
        }
    }

    private static String line(
            int index, String kind, int operation, String function, String value) {
        return "{\"i\":"
                + index
                + ",\"p\":0,\"t\":\""
                + kind
                + "\",\"op\":"
                + operation
                + ",\"f\":\""
                + function
                + "\",\"v\":"
                + value
                + "}\n";
    }

    private static <S, I, O> void roundTrip(Path folder, Vocabulary<S, I, O> words, String lines)
            throws IOException {
        History<I, O> history = HistoryFile.read(EventReader.of(lines), words);
        assertEquals(1, history.notes().size());
        for (String ending : List.of(".jsonl", ".jsonl.gz")) {
            Path file = folder.resolve(words.name() + ending);
            HistoryFile.write(file, history, words);
            assertEquals(history, HistoryFile.read(file, words), words.name());
        }
    }

    @Test
    void read_returnWithoutInvocation_isMalformedWithTheLine() {
        malformed(2, event(0, 0, "invoke", 0) + event(1, 1, "ok", 1), "never invoked");
    }

    @Test
    void read_twoOpenOperationsOfAProcess_isMalformedWithTheLine() {
        malformed(2, event(0, 0, "invoke", 0) + event(1, 0, "invoke", 1), "is open");
    }

    @Test
    void read_processReusedAfterUnknown_isMalformedWithTheLine() {
        malformed(
                3,
                event(0, 0, "invoke", 0) + event(1, 0, "info", 0) + event(2, 0, "invoke", 1),
                "unknown outcome");
    }

    @Test
    void read_completionByAnotherProcess_isMalformedWithTheLine() {
        malformed(
                2,
                event(0, 0, "invoke", 0) + event(1, 1, "ok", 0),
                "process 1 ends operation 0 of process 0");
    }

    @Test
    void read_completionTwice_isMalformedWithTheLine() {
        malformed(
                3,
                event(0, 0, "invoke", 0) + event(1, 0, "ok", 0) + event(2, 0, "ok", 0),
                "ends twice");
    }

    @Test
    void read_operationOfTheTestHarness_isMalformedWithTheLine() {
        malformed(
                1,
                event(0, 0, "invoke", 0).replace("\"p\":0", "\"p\":\"zero\""),
                "an event of the test harness has no field op");
    }

    @Test
    void read_eventsOutOfOrder_isMalformedWithTheLine() {
        malformed(2, event(5, 0, "invoke", 0) + event(4, 0, "ok", 0), "out of order");
    }

    @Test
    void read_unknownFunction_isMalformedWithTheLine() {
        malformed(
                1,
                "{\"i\":0,\"p\":0,\"t\":\"invoke\",\"op\":0,\"f\":\"fly\",\"v\":1}\n",
                "has no function");
    }

    @Test
    void read_brokenJson_isMalformed() {
        malformed(1, "{\"i\":0,\"p\":0,", "not JSON");
    }

    @Test
    void read_lineThatIsNoObject_isMalformed() {
        malformed(1, "[1]\n", "JSON object");
    }

    private static String event(int index, int process, String kind, int operation) {
        return "{\"i\":"
                + index
                + ",\"p\":"
                + process
                + ",\"t\":\""
                + kind
                + "\",\"op\":"
                + operation
                + ",\"f\":\"write\",\"v\":1}\n";
    }

    private static void malformed(int line, String text, String rule) {
        MalformedFileException refused =
                assertThrows(
                        MalformedFileException.class,
                        () ->
                                HistoryFile.read(
                                        EventReader.of(text),
                                        Vocabularies.named(
                                                "register", Initial.DEFAULT, NullRead.VALUE)));
        assertTrue(refused.getMessage().contains(rule), refused.getMessage());
        assertTrue(
                refused.line() == line || refused.getMessage().contains("JSON"),
                refused.getMessage());
    }

    @Test
    void read_gzippedAndPlain_areToldApartByTheirBytes(@TempDir Path folder) throws IOException {
        Vocabulary<?, ?, ?> words = Vocabularies.named("register", Initial.DEFAULT, NullRead.VALUE);
        Path zipped = folder.resolve("a.jsonl.gz");
        write(zipped, words);
        Path renamed = Files.move(zipped, folder.resolve("a.jsonl"));
        assertEquals(1, HistoryFile.read(renamed, words).operations().size());
    }

    private static <S, I, O> void write(Path file, Vocabulary<S, I, O> words) throws IOException {
        HistoryFile.write(
                file, HistoryFile.read(EventReader.of(event(0, 0, "invoke", 0)), words), words);
    }
}
