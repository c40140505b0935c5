package dev.rehearsal.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.determinism.canary.Canaries;
import dev.rehearsal.determinism.canary.Canary;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Each canary that a scan can see is reported where it leaks, and no twin is. */
class CanariesTest {

    private static final Path SOURCES = Path.of("src/test/java");

    static List<Canaries.Row> all() {
        return Canaries.ALL.asJava();
    }

    @ParameterizedTest
    @MethodSource("all")
    void leakingActor_isReportedAtItsLinesAndNowhereElse(Canaries.Row row) throws IOException {
        ScanReport report = Scan.of(row.leaking().getClass()).report();

        Vector<Integer> lines = report.calls().map(ForbiddenCall::line).distinct().sorted();
        assertEquals(leaks(row.leaking()), lines, report::toString);
        assertTrue(
                report.calls().forAll(call -> call.forbidden().leak() == row.leak()),
                report::toString);
        assertEquals(row.isStatic(), !lines.isEmpty(), report::toString);
    }

    @ParameterizedTest
    @MethodSource("all")
    void healthyTwin_isNotReported(Canaries.Row row) {
        ScanReport report = Scan.of(row.healthy().getClass()).report();

        assertTrue(report.clean(), report::toString);
    }

    @Test
    void table_hasAtLeastThirtyFiveForEachHalf() {
        assertTrue(Canaries.ALL.count(Canaries.Row::isStatic) >= 35);
        assertTrue(Canaries.ALL.count(Canaries.Row::isDynamic) >= 35);
        assertEquals(Canaries.ALL.size(), Canaries.ALL.map(Canaries.Row::name).toSet().size());
    }

    /** The numbers of the lines that are marked. */
    private static Vector<Integer> leaks(Canary canary) throws IOException {
        String file = canary.getClass().getName().replaceAll("\\$.*", "").replace('.', '/');
        Vector<String> lines = Vector.ofAll(Files.readAllLines(SOURCES.resolve(file + ".java")));
        return lines.zipWithIndex()
                .filter(line -> line._1.endsWith("// leak"))
                .map(line -> line._2 + 1);
    }
}
