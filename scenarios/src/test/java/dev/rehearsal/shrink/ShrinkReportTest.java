package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How good the shrinker is, as {@code docs/shrinking.md} tells it. */
class ShrinkReportTest {

    private static final Path DOCS = Path.of(System.getProperty("basedir", "."), "../docs");
    private static final Path PAGE = DOCS.resolve("shrinking.md");
    private static final Measuring MEASURED = new Measuring(DOCS.resolve("shrinking.jsonl"));

    /** What takes longer is not done again. */
    private static final long AGAIN_MILLIS_MAX = 2_000;

    @Test
    void page_saysWhatWasMeasured() throws IOException {
        assertEquals(new ShrinkPage(MEASURED.rows()).text(), Files.readString(PAGE));
    }

    @Test
    void batches_ofEachBug_followEachOtherAndAreOfBugsThatThereAre() throws IOException {
        int known = 0;
        for (Row row : MEASURED.rows()) {
            int seed = 0;
            for (Batch batch : row.batches()) {
                assertEquals(seed, batch.from(), row.bug().name());
                seed = batch.to();
            }
            assertTrue(row.found() <= Row.RESULTS, row.bug().name());
            known += row.batches().size();
        }
        assertEquals(Files.readAllLines(MEASURED.file()).size(), known);
    }

    /** A result of which it is not known that it is canonical may be another one each time. */
    @Test
    void canonicalStories_ofEachBug_areNoMoreThanTheWaysInWhichItShows() {
        for (Row row : MEASURED.rows()) {
            Set<String> stories = new HashSet<>();
            for (Batch.Result result : row.results()) {
                if (result.canonical()) {
                    stories.add(result.story() + result.failure());
                }
            }
            assertTrue(
                    stories.size() <= row.bug().mistakes(),
                    () -> row.bug().title() + " " + String.join("\n", stories));
        }
    }

    @Test
    void twoMistakesBehindOneProperty_endInTwoStories() {
        assertEquals(2, row(MEASURED, Bug.twoBugs().name()).stories().size());
    }

    @Test
    void batch_asALine_isReadAsItWas() {
        Bug bug = Bug.planted("lock-handover/equal-epoch-accepted", "lossy");
        Batch batch = Batch.of(bug, 0, 2, 1, 100, 1_000_000);
        assertEquals(2, batch.results().getFirst().runs().size());
        assertEquals(batch, Batch.read(batch.toJson()));
    }

    @Test
    void measuring_stoppedWithinALine_goesOnAfterTheLineBefore(@TempDir Path folder)
            throws IOException {
        Measuring measuring = new Measuring(folder.resolve("shrinking.jsonl"));
        measuring.append(batch(0, 7));
        String whole = Files.readString(measuring.file());
        Files.writeString(measuring.file(), whole + whole.substring(0, 50));
        assertEquals(7, row(measuring, Bug.twoBugs().name()).seeds());
        measuring.append(batch(7, 9));
        assertEquals(2, Files.readAllLines(measuring.file()).size());
        assertEquals(9, row(measuring, Bug.twoBugs().name()).seeds());
    }

    private static Batch batch(int from, int to) {
        Bug bug = Bug.twoBugs();
        return new Batch(bug.name(), bug.profile().name(), from, to, List.of(), 1, "", "", "");
    }

    private static Row row(Measuring measuring, String bug) {
        return measuring.rows().stream()
                .filter(row -> row.bug().name().equals(bug))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The first result of each bug, found and shrunk again; with {@code -Dgolden.write=true} what
     * is left to measure is measured, of bugs whose names fit {@code -Dshrink.only=} and for as
     * many minutes of CPU time as {@code -Dshrink.minutes=} says, and the page is written with each
     * batch.
     */
    @Test
    @Tag("long")
    void firstResult_measuredAgain_isTheSame() throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            measure(Duration.ofMinutes(Long.getLong("shrink.minutes", 1_000_000)));
        }
        for (Row row : MEASURED.rows()) {
            List<Batch.Result> known = row.results();
            if (!known.isEmpty() && known.getFirst().coldMillis().getFirst() < AGAIN_MILLIS_MAX) {
                Batch again = Batch.of(row.bug(), 0, 1, 0, Row.SEEDS_MAX, Long.MAX_VALUE);
                Batch.Result first = again.results().getFirst();
                assertEquals(known.getFirst().story(), first.story(), row.bug().title());
                assertEquals(known.getFirst().failure(), first.failure(), row.bug().title());
            }
        }
    }

    private static void measure(Duration limit) throws IOException {
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Pattern only = Pattern.compile(System.getProperty("shrink.only", ""));
        boolean more = true;
        while (more
                && ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun
                        < limit.toNanos()) {
            more = MEASURED.goOn(only);
            Files.writeString(PAGE, new ShrinkPage(MEASURED.rows()).text());
        }
    }
}
