package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that is interrupted, and errors of Rehearsal itself. */
class InterruptedTest {

    @TempDir Path folder;

    @Test
    @Timeout(120)
    void interruptedWhileShrinking_saysWhatIsSavedAndExitsWith130() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Main.class.getName(),
                                "run",
                                "replicated-register",
                                "--seed=1",
                                "--faults=harsh",
                                "--set=operations=300",
                                "--set=clients=20")
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader err = process.errorReader()) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                lines.add(line);
                if (line.startsWith("shrinking ")) {
                    interrupt(process);
                }
            }
        }
        assertEquals(130, process.waitFor(), lines::toString);
        assertTrue(
                lines.getLast()
                        .startsWith(
                                "interrupted: the failure as it was found is in"
                                        + " .rehearsal/failures/replicated-register-"),
                lines::toString);
        assertTrue(lines.getLast().contains("./rehearse shrink .rehearsal/"), lines::toString);
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
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
