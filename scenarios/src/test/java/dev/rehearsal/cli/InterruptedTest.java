package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
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
        List<String> command = new ArrayList<>(restoring());
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "run",
                        "replicated-register",
                        "--seed=1",
                        "--faults=harsh",
                        "--set=operations=300",
                        "--set=clients=20"));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            List<String> lines = new CopyOnWriteArrayList<>();
            var shrinking = new CountDownLatch(1);
            Thread reader =
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> collect(process.errorReader(), lines, shrinking));
            assertTrue(shrinking.await(60, TimeUnit.SECONDS), lines::toString);
            assertEquals(0, exit("kill", "-INT", Long.toString(process.pid())), lines::toString);
            Supplier<String> hint =
                    () -> lines + "; if SIGINT is ignored here, install one of " + RESTORING;
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), hint);
            assertTrue(reader.join(Duration.ofSeconds(10)), lines::toString);
            assertEquals(130, process.exitValue(), hint);
            assertTrue(
                    lines.getLast()
                            .startsWith(
                                    "interrupted: the failure as it was found is in"
                                            + " .rehearsal/failures/replicated-register-"),
                    lines::toString);
            assertTrue(lines.getLast().contains("./rehearse shrink .rehearsal/"), lines::toString);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Reads until the end, and tells when shrinking began or will not begin any more. */
    private static void collect(BufferedReader err, List<String> lines, CountDownLatch shrinking) {
        try (err) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                lines.add(line);
                if (line.startsWith("shrinking ")) {
                    shrinking.countDown();
                }
            }
        } catch (IOException e) {
            lines.add(e.toString());
        } finally {
            shrinking.countDown();
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
