package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.ReplicatedRegister;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is left of a campaign whose power fails, or whose disk is full, in the middle of a line. */
@Timeout(300)
class DurabilityTest {

    private static final long SEED = 20_261_130;
    private static final int SEEDS = 24;
    private static final int LOSSES_MIN = 6;

    private static final Settings THROWS = new Planted().settings().withVariant("throw");

    @TempDir static Path dir;
    private static String whole = "";
    private static long length;

    private static Campaign campaign(String folder) {
        return Campaign.in(dir.resolve(folder))
                .scenario(new ReplicatedRegister())
                .scenario(THROWS)
                .canary(THROWS, Duration.ofHours(1))
                .seeds(0, SEEDS - 1)
                .jobs(2)
                .resuming();
    }

    @BeforeAll
    static void runWithoutTrouble() throws IOException {
        whole = Essence.of(campaign("whole").on(new TestMachine()).run());
        length = Files.size(Folder.journal(dir.resolve("whole")));
    }

    @Test
    void power_lostAtAnyByteAgainAndAgain_resumed_endsAsIfNothingHadHappened() {
        Random random = new Random(SEED);
        Summary summary = null;
        int losses = 0;
        while (summary == null) {
            // The first losses leave half of the work undone, however it is cut into lines.
            long most = losses < LOSSES_MIN ? length / (2 * LOSSES_MIN) : losses * length / 16;
            long bytes = random.nextLong(1, most);
            try {
                summary = campaign("unlucky").on(new TestMachine().withoutPower(bytes)).run();
            } catch (TestMachine.PowerLost _) {
                losses++;
            }
        }

        assertTrue(losses >= LOSSES_MIN, "losses: " + losses);
        assertEquals(whole, Essence.of(summary));
        assertEquals(whole, Essence.of(dir.resolve("unlucky")));
    }

    @Test
    void disk_thatStaysFull_endsTheCampaignWithAWord_andResumedLosesNothing() throws IOException {
        Heard heard = new Heard();
        TestMachine machine = new TestMachine().full(length / 2, heard::interrupt);

        Summary cut = campaign("full").on(machine).run(heard);

        assertEquals("disk", cut.end());
        assertFalse(cut.isGreen());
        assertTrue(cut.seedsDone() > 0 && cut.seedsDone() < 2 * SEEDS);
        assertTrue(heard.said(TestMachine.FULL + "; waiting for room"), heard.lines::toString);
        assertTrue(
                heard.said("what is in it is whole, go on with --resume"), heard.lines::toString);
        assertTrue(Files.size(Folder.journal(dir.resolve("full"))) <= length / 2);
        machine.clear();
        assertEquals(whole, Essence.of(campaign("full").on(machine).run()));
    }

    @Test
    void disk_thatHasRoomAgain_isWaitedForAndTheCampaignGoesOn() {
        Heard heard = new Heard();
        TestMachine machine = new TestMachine();
        machine.full(length / 3, machine::clear);

        Summary summary = campaign("tight").on(machine).run(heard);

        assertEquals("done", summary.end());
        assertTrue(heard.said("waiting for room"), heard.lines::toString);
        assertEquals(whole, Essence.of(summary));
    }

    @Test
    void disk_fullBeforeTheFirstLine_endsWithAWord_andTheFolderHoldsNoCampaign() {
        Heard heard = new Heard();
        TestMachine machine = new TestMachine().full(10, heard::interrupt);

        Summary none = campaign("none").on(machine).run(heard);

        assertEquals("disk", none.end());
        assertFalse(none.isGreen());
        assertTrue(heard.said(TestMachine.FULL), heard.lines::toString);
        assertFalse(Folder.holdsCampaign(dir.resolve("none")));
    }

    @Test
    void thread_interruptedWhileItWaitsForTheDisk_waitsNoLonger_andResumedLosesNothing() {
        Heard heard = new Heard();
        Thread worker = Thread.currentThread();
        int[] waits = {0};
        TestMachine machine =
                new TestMachine()
                        .full(
                                length / 2,
                                () -> {
                                    assertEquals(1, ++waits[0], "it waits on");
                                    worker.interrupt();
                                });

        Summary cut = campaign("waited").on(machine).run(heard);

        assertTrue(Thread.interrupted());
        assertEquals("interrupted", cut.end());
        assertEquals(Essence.of(cut), Essence.of(dir.resolve("waited")));
        machine.clear();
        assertEquals(whole, Essence.of(campaign("waited").on(machine).run()));
    }

    @Test
    void thread_interruptedInTheMiddleOfALine_endsTheCampaignInGoodOrder_andResumedLosesNothing() {
        Heard heard =
                new Heard() {
                    @Override
                    public void say(String line) {
                        super.say(line);
                        if (line.startsWith("found: ")) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };

        Summary cut = campaign("interrupted").on(new TestMachine()).run(heard);

        assertTrue(Thread.interrupted());
        assertEquals("interrupted", cut.end());
        assertEquals(1, heard.lines.size(), heard.lines::toString);
        assertTrue(Files.exists(dir.resolve("interrupted").resolve("report.html")));
        assertEquals(whole, Essence.of(campaign("interrupted").on(new TestMachine()).run()));
    }

    /** Somebody who looks on, and interrupts when told to. */
    private static class Heard implements Watcher {
        final List<String> lines = new ArrayList<>();
        private boolean interrupted;

        void interrupt() {
            interrupted = true;
        }

        boolean said(String part) {
            return lines.stream().anyMatch(line -> line.contains(part));
        }

        @Override
        public void say(String line) {
            lines.add(line);
        }

        @Override
        public void progress(Progress now) {}

        @Override
        public boolean isInterrupted() {
            return interrupted;
        }
    }
}
