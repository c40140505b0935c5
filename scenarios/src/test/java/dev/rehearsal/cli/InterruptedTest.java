package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A process that is interrupted, and errors of Rehearsal itself. */
class InterruptedTest {

    @TempDir Path folder;

    /**
     * Programs that start another with SIGINT as it usually is. A child inherits that a signal is
     * ignored, as it is in the background jobs of a shell and so on some build machines; a JVM then
     * leaves it so, and nothing would interrupt it.
     */
    private static final List<List<String>> RESTORING =
            List.of(
                    List.of("env", "--default-signal=INT"),
                    List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV or die $!"));

    @Test
    @Timeout(120)
    void interruptedWhileShrinking_saysWhatIsSavedAndExitsWith130() throws Exception {
        List<String> lines =
                interrupted(
                        "shrinking ",
                        "run",
                        "replicated-register",
                        "--seed=1",
                        "--faults=harsh",
                        "--set=operations=300",
                        "--set=clients=20");

        assertTrue(
                lines.getLast()
                        .startsWith(
                                "interrupted: the failure as it was found is in"
                                        + " .rehearsal/failures/replicated-register-"),
                lines::toString);
        assertTrue(lines.getLast().contains("./rehearse shrink .rehearsal/"), lines::toString);
    }

    @Test
    @Timeout(300)
    void campaignInterrupted_endsWithItsSummaryAndSaysHowToGoOn_andExitsWith130() throws Exception {
        List<String> lines =
                interrupted(
                        "found: ",
                        "soak",
                        "dev.rehearsal.campaign.Planted:throw",
                        "--for=1h",
                        "--faults=calm",
                        "--jobs=1",
                        "--dir=night");

        assertTrue(
                lines.getLast().startsWith("interrupted: night has all that was done; go on with"),
                lines::toString);
        List<String> summary = Files.readAllLines(folder.resolve("out"));
        assertTrue(summary.getFirst().startsWith("red: "), summary::toString);
        assertTrue(summary.getFirst().endsWith("; ended by an interruption"), summary::toString);
        assertTrue(summary.getLast().endsWith("--dir night --resume"), summary::toString);
        List<String> journal = Files.readAllLines(folder.resolve("night/journal.jsonl"));
        assertTrue(journal.getLast().contains("interrupted"), journal::getLast);
        assertTrue(Files.exists(folder.resolve("night/report.html")));
    }

    /**
     * What a process says on standard error whose terminal sends it SIGINT, and all that it has
     * started, once a line begins so.
     */
    private List<String> interrupted(String atLine, String... words) throws Exception {
        List<String> command = new ArrayList<>(restoring());
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName()));
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        try {
            List<String> lines = new CopyOnWriteArrayList<>();
            var moment = new CountDownLatch(1);
            Thread reader =
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> collect(process.errorReader(), lines, atLine, moment));
            assertTrue(moment.await(60, TimeUnit.SECONDS), lines::toString);
            List<String> kill = new ArrayList<>(List.of("kill", "-INT", "" + process.pid()));
            process.descendants().forEach(child -> kill.add("" + child.pid()));
            assertEquals(0, exit(kill.toArray(String[]::new)), lines::toString);
            Supplier<String> hint =
                    () -> lines + "; if SIGINT is ignored here, install one of " + RESTORING;
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), hint);
            assertTrue(reader.join(Duration.ofSeconds(10)), lines::toString);
            assertEquals(130, process.exitValue(), hint);
            return lines;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Reads until the end, and tells when such a line came or will not come any more. */
    private static void collect(
            BufferedReader err, List<String> lines, String atLine, CountDownLatch moment) {
        try (err) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                lines.add(line);
                if (line.startsWith(atLine)) {
                    moment.countDown();
                }
            }
        } catch (IOException e) {
            lines.add(e.toString());
        } finally {
            moment.countDown();
        }
    }

    /** The first of these programs that works here; without any, SIGINT stays as it is. */
    private static List<String> restoring() throws InterruptedException {
        for (List<String> program : RESTORING) {
            List<String> probe = new ArrayList<>(program);
            probe.add("true");
            try {
                if (exit(probe.toArray(String[]::new)) == 0) {
                    return program;
                }
            } catch (IOException _) {
                continue; // There is no such program.
            }
        }
        return List.of();
    }

    private static int exit(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void internalError_hasItsStackTraceAndAsksForAReport() {
        Calls.Result result =
                new Calls(folder, new Exploding(), true, java.nio.charset.StandardCharsets.UTF_8)
                        .call("run", "abd-register", "--seed", "1");

        assertEquals(70, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().contains("\tat dev.rehearsal.cli."), result.err());
        assertTrue(result.err().contains("please report it"), result.err());
    }

    /** An environment that cannot be read. */
    private static final class Exploding extends java.util.AbstractMap<String, String> {
        @Override
        public java.util.Set<Map.Entry<String, String>> entrySet() {
            throw new IllegalStateException("a mistake of ours");
        }
    }
}
