package dev.rehearsal.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.history.Consistency;
import dev.rehearsal.history.Explanation;
import dev.rehearsal.history.History;
import dev.rehearsal.history.Verdict;
import dev.rehearsal.history.transaction.Isolation;
import dev.rehearsal.history.transaction.IsolationVerdict;
import dev.rehearsal.history.transaction.Level;
import dev.rehearsal.recorded.Vocabularies.Initial;
import dev.rehearsal.recorded.Vocabularies.NullRead;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Folders of histories with a manifest of verdicts: those that the project carries, and every one
 * under {@code -Dhistories.dir=DIR}.
 */
class RecordedFoldersTest {
    private static final int ETCD_CONFIGURATIONS_MAX = 2_500;
    private static final int ETCD_OBSERVATIONS_MAX = 4;

    @TestFactory
    Stream<DynamicTest> generatedSmall_everyHistory_hasTheVerdictOfItsManifest() throws Exception {
        return folder(own("generated-small"));
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> generatedLarge_everyHistory_hasTheVerdictOfItsManifest() throws Exception {
        return folder(own("generated-large"));
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> generatedTransactions_everyHistory_hasTheVerdictsOfItsManifest()
            throws Exception {
        return folder(own("generated-txn"));
    }

    @TestFactory
    Stream<DynamicTest> givenFolders_everyHistory_hasTheVerdictOfItsManifest() throws IOException {
        String given = System.getProperty("histories.dir", "");
        return given.isEmpty() ? Stream.empty() : foldersOf(Path.of(given));
    }

    private static Stream<DynamicTest> foldersOf(Path given) throws IOException {
        assertTrue(Files.isDirectory(given), () -> "no such folder: " + given.toAbsolutePath());
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> folders = Files.list(given)) {
            for (Path folder : folders.sorted().toList()) {
                if (Files.exists(folder.resolve("manifest.tsv"))) {
                    folder(folder).forEach(tests::add);
                }
            }
        }
        assertFalse(
                tests.isEmpty(),
                () -> "no folder with a manifest.tsv of histories in " + given.toAbsolutePath());
        return tests.stream();
    }

    /**
     * 52 logs of etcd together cost little, and each contradiction comes down to few observations.
     */
    @Test
    void givenEtcdLogs_allTogether_takeFewConfigurationsAndFewObservations() throws IOException {
        String given = System.getProperty("histories.dir", "");
        if (given.isEmpty()) {
            return;
        }
        Path folder = Path.of(given, "porcupine");
        if (!Files.exists(folder)) {
            return;
        }
        long configurations = 0;
        int observations = 0;
        for (Map<String, String> row : etcdRows(folder)) {
            Effort effort = effort(folder.resolve(row.get("file")), vocabulary("porcupine", row));
            configurations += effort.configurations();
            observations = Math.max(observations, effort.observations());
        }
        assertTrue(configurations <= ETCD_CONFIGURATIONS_MAX, "configurations=" + configurations);
        assertTrue(observations <= ETCD_OBSERVATIONS_MAX, "observations=" + observations);
    }

    private static List<Map<String, String>> etcdRows(Path folder) throws IOException {
        Path manifest = folder.resolve("manifest.tsv");
        assertTrue(Files.exists(manifest), () -> "no such file: " + manifest.toAbsolutePath());
        List<Map<String, String>> rows =
                rows(folder).stream().filter(row -> row.get("file").startsWith("etcd")).toList();
        assertFalse(rows.isEmpty(), () -> "no etcd file in " + manifest.toAbsolutePath());
        return rows;
    }

    @Test
    void givenFolders_missingOrEmpty_failWithThePath(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing");
        assertSays(missing, () -> foldersOf(missing));
        assertSays(folder, () -> foldersOf(folder));
        assertSays(missing, () -> etcdRows(missing));
        Files.writeString(folder.resolve("manifest.tsv"), "file\tmodel\nc_000.jsonl\tkv\n");
        assertSays(folder, () -> etcdRows(folder));
    }

    private static void assertSays(Path path, Executable call) {
        String message = assertThrows(AssertionError.class, call).getMessage();
        assertTrue(message.contains(path.toString()), message);
    }

    private record Effort(long configurations, int observations) {}

    private static <S, I, O> Effort effort(Path file, Vocabulary<S, I, O> words)
            throws IOException {
        History<I, O> history = HistoryFile.read(file, words);
        Verdict<S, I, O> verdict = Consistency.linearizable(words.model()).check(history);
        return verdict instanceof Verdict.Violated<S, I, O> violated
                ? new Effort(
                        violated.configurations() + violated.probed(),
                        Explanation.of(words.model(), history, violated).observations().size())
                : new Effort(verdict.configurations(), 0);
    }

    private static Path own(String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(RecordedFoldersTest.class.getResource("/histories/" + name))
                        .toURI());
    }

    private static Stream<DynamicTest> folder(Path folder) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        String name = String.valueOf(folder.getFileName());
        for (Map<String, String> row : rows(folder)) {
            Path file = folder.resolve(row.get("file"));
            String title = name + " " + row.get("file");
            if (row.containsKey("model")) {
                if (DomainRules.NAMES.contains(row.get("model"))) {
                    tests.add(DynamicTest.dynamicTest(title, () -> domain(file, row)));
                } else {
                    tests.add(
                            DynamicTest.dynamicTest(
                                    title, () -> object(file, row, vocabulary(name, row))));
                }
            } else if (Objects.equals(row.get("kind"), "list-append")) {
                tests.add(DynamicTest.dynamicTest(title, () -> transactions(file, row)));
            }
        }
        return tests.stream();
    }

    /** In Knossos' histories a read of null is one of which nobody knows what it saw. */
    private static Vocabulary<?, ?, ?> vocabulary(String folder, Map<String, String> row) {
        String initial = row.getOrDefault("init", "");
        return Vocabularies.named(
                row.get("model"),
                initial.isEmpty() ? Initial.DEFAULT : Initial.of(Values.parse(initial)),
                folder.equals("knossos") ? NullRead.UNKNOWN : NullRead.VALUE);
    }

    private static <S, I, O> void object(
            Path file, Map<String, String> row, Vocabulary<S, I, O> words) throws IOException {
        History<I, O> history = HistoryFile.read(file, words);
        boolean holds =
                row.containsKey("lin")
                        ? row.get("lin").equals("true")
                        : row.get("verdict").equals("ok");
        Verdict<S, I, O> verdict = Consistency.linearizable(words.model()).check(history);
        assertEquals(holds, verdict.holds());
        assertEquals(!holds, verdict.violated());
        if (verdict instanceof Verdict.Violated<S, I, O> violated) {
            String end = row.getOrDefault("bad_prefix_end", "");
            if (!end.isEmpty()) {
                assertEquals(Integer.parseInt(end), violated.badPrefixEnd());
            }
            Explanation<I, O> explanation = Explanation.of(words.model(), history, violated);
            assertTrue(explanation.text(words.model()).startsWith(explanation.sentence()));
            assertTrue(Picture.of(words.model(), explanation, history).svg().startsWith("<svg"));
        }
        String sequential = row.getOrDefault("sc", "");
        if (!sequential.isEmpty()) {
            Verdict<S, I, O> second = Consistency.sequential(words.model()).check(history);
            assertEquals(sequential.equals("true"), second.holds());
            assertEquals(!sequential.equals("true"), second.violated());
        }
    }

    private static void domain(Path file, Map<String, String> row) throws IOException {
        DomainRules.Finding finding = DomainRules.check(row.get("model"), file);
        assertEquals(
                row.get("verdict").equals("ok"), finding.sentence().isEmpty(), finding.sentence());
        assertEquals(Integer.parseInt(row.get("ops")), finding.operations());
    }

    private static void transactions(Path file, Map<String, String> row) throws IOException {
        var history = HistoryFile.read(file, new ListTransactions());
        Map<String, Level> columns = new LinkedHashMap<>();
        columns.put("ser", Level.SERIALIZABLE);
        columns.put("session_ser", Level.SESSION_SERIALIZABLE);
        columns.put("strict_ser", Level.STRICT_SERIALIZABLE);
        columns.put("si", Level.SNAPSHOT_ISOLATION);
        columns.put("session_si", Level.SESSION_SNAPSHOT_ISOLATION);
        columns.put("strict_si", Level.STRICT_SNAPSHOT_ISOLATION);
        for (Map.Entry<String, Level> column : columns.entrySet()) {
            String expected = row.getOrDefault(column.getKey(), "");
            if (!expected.isEmpty()) {
                IsolationVerdict verdict = Isolation.check(history, column.getValue());
                assertEquals(
                        expected.equals("true")
                                ? IsolationVerdict.Holds.class
                                : IsolationVerdict.Violated.class,
                        verdict.getClass(),
                        column.getKey());
            }
        }
    }

    private static List<Map<String, String>> rows(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("manifest.tsv"));
        List<String> names = Arrays.asList(lines.getFirst().split("\t", -1));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
