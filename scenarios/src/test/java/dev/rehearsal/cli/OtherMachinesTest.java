package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same call in JVMs that differ in whatever a run must not depend on. */
@Timeout(120)
class OtherMachinesTest {

    private static final String[] PLAIN = {"-Duser.timezone=UTC"};

    private static final String[] FAR_AWAY = {
        "-Duser.language=ar",
        "-Duser.country=EG",
        "-Duser.extensions=u-nu-arab",
        "-Duser.timezone=Asia/Kathmandu",
        "-XX:ActiveProcessorCount=1",
        "-XX:hashCode=2",
        "-XX:+UnlockExperimentalVMOptions"
    };

    private static final String[] TWO_PROCESSORS = {
        "-Duser.language=tr", "-Duser.timezone=America/St_Johns", "-XX:ActiveProcessorCount=2"
    };

    @TempDir Path folder;

    @TempDir Path output;

    @Test
    void seed_runElsewhere_givesTheSameTextAndTraceHash() throws Exception {
        String[] call = {"run", "abd-register", "--seed", "0x2a", "--faults", "harsh"};

        String here = start(PLAIN, call);

        assertTrue(here.contains("trace hash "), here);
        assertEquals(here, start(FAR_AWAY, call));
        assertEquals(here, start(TWO_PROCESSORS, call));
    }

    @Test
    void failureFile_replayedElsewhere_givesTheSameText() throws Exception {
        Stories.staleRead(folder);
        String[] call = {"replay", "stale-read.json"};

        String here = start(PLAIN, call);

        assertTrue(here.contains("the same run as recorded"), here);
        assertEquals(here, start(FAR_AWAY, call));
    }

    private String start(String[] flags, String[] call) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UnlockExperimentalVMOptions");
        command.add("-Dstdout.encoding=UTF-8");
        command.addAll(List.of(flags));
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(call));
        // To a file: waiting for the end of a process can be interrupted, reading from it cannot.
        Path out = output.resolve("out");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out);
    }
}
