package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.scenarios.register.ReplicatedRegister;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A campaign whose process is killed again and again ends as one that nobody touched. */
@Timeout(1_800)
class KilledTest {

    private static final long SEED = 20_261_130;

    @TempDir Path dir;

    @Test
    void killedThreeTimes_leavesNoWorkerBehind_andResumedEndsAsIfNothingHadHappened()
            throws Exception {
        assertSame(3, 40, new TestMachine());
    }

    @Test
    @Tag("long")
    void killedTwentyTimes_resumed_endsAsIfNothingHadHappened() throws Exception {
        assertSame(20, 600, Machine.THIS);
    }

    /** The whole one, and what is left after the last kill, on that machine. */
    private void assertSame(int kills, int seeds, Machine machine) throws Exception {
        Random random = new Random(SEED);
        Path whole = dir.resolve("whole");
        campaign(whole, seeds).on(machine).run();
        long length = Files.size(Folder.journal(whole));
        Path killed = dir.resolve("killed");
        int done = 0;
        for (int i = 0; i < kills; i++) {
            long from = length(killed);
            // Some moments are before the first line is there, some in the middle of one.
            long until = from + random.nextLong(1, Math.max(2, length / (kills + 1)));
            Process process = start(killed, seeds);
            while (process.isAlive() && length(killed) < until) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            if (i == 0) {
                assertRefusedMeanwhile(killed, seeds);
            }
            List<ProcessHandle> workers = process.descendants().toList();
            done += process.isAlive() ? 1 : 0;
            process.destroyForcibly().waitFor();
            for (ProcessHandle worker : workers) {
                worker.onExit().get(60, TimeUnit.SECONDS);
                assertFalse(worker.isAlive());
            }
        }
        campaign(killed, seeds).on(machine).run();

        assertEquals(kills, done, "some campaigns had ended before they were killed");
        assertTrue(length > 0);
        assertEquals(Essence.of(whole), Essence.of(killed));
    }

    private static void assertRefusedMeanwhile(Path folder, int seeds) {
        CampaignException refused =
                assertThrows(CampaignException.class, () -> campaign(folder, seeds).run());
        assertTrue(refused.getMessage().contains("one process at a time"), refused.getMessage());
    }

    private static long length(Path folder) throws IOException {
        Path journal = Folder.journal(folder);
        return Files.exists(journal) ? Files.size(journal) : 0;
    }

    private static Campaign campaign(Path folder, int seeds) {
        return Campaign.in(folder)
                .scenario(new ReplicatedRegister())
                .scenario(new Planted().settings().withVariant("throw"))
                .seeds(0, seeds - 1)
                .jobs(1)
                .resuming();
    }

    private static Process start(Path folder, int seeds) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        "dev.rehearsal.cli.Main",
                        "soak",
                        "replicated-register",
                        Planted.class.getName() + ":throw",
                        "--seeds",
                        "0.." + (seeds - 1),
                        "--jobs",
                        "1",
                        "--resume",
                        "--dir",
                        folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
