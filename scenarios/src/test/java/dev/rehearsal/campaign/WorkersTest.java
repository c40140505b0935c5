package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a handler may do to the process that it is run in. */
@Timeout(600)
class WorkersTest {

    @TempDir Path dir;

    /** Processes that start a little sooner, with a warning, and are slower after a while. */
    private static final Machine HASTY =
            new Machine() {
                @Override
                public Process start(List<String> command) throws IOException {
                    List<String> hasty = new ArrayList<>(command);
                    hasty.removeIf(flag -> flag.startsWith("-XX:CICompilerCount"));
                    hasty.add(1, "-XX:TieredStopAtLevel=1");
                    hasty.add(hasty.indexOf("-cp"), "-XX:MaxNewSize=1g");
                    return THIS.start(hasty);
                }

                @Override
                public FileChannel open(Path file) throws IOException {
                    return THIS.open(file);
                }

                @Override
                public void pause(Duration time) throws InterruptedException {
                    THIS.pause(time);
                }
            };

    private static Settings planted(String variant) {
        return new Planted().settings().withVariant(variant);
    }

    private Campaign campaign() {
        return Campaign.in(dir)
                .on(HASTY)
                .faults(FaultChoice.named("calm"))
                .canary(planted("throw"), Duration.ofHours(1))
                .workerHeap(128)
                .jobs(1);
    }

    @Test
    void handlerThatNeverReturns_costsItsWorker_isAFindingWithItsStack_andTheRestIsRun() {
        Summary summary =
                campaign()
                        .scenario(planted("hang"))
                        .scenario(new Planted())
                        .seeds(0, 5)
                        .hangingAfter(Duration.ofMillis(300))
                        .run();

        assertEquals(2 * 6, summary.seedsDone());
        Finding hang = summary.findings().single();
        assertEquals("handlers-return/hang/Planted.Server.receive", hang.signature());
        assertTrue(
                hang.lines().exists(line -> line.contains("LockSupport.park")),
                hang.lines()::toString);
        assertTrue(Files.exists(dir.resolve(hang.file())));
        assertEquals(0, summary.subjects().head().failing());
    }

    @Test
    @Tag("long")
    void misbehavingHandlers_eachIsAFinding_andTheRestIsRun() {
        Summary summary =
                campaign()
                        .scenario(planted("hang"))
                        .scenario(planted("loop"))
                        .scenario(planted("hog"))
                        .scenario(planted("death"))
                        .scenario(planted("storm"))
                        .scenario(new Leaking().settings().withVariant("leak"))
                        .scenario(new Planted())
                        .hangingAfter(Duration.ofSeconds(5))
                        .seeds(0, 13)
                        .run();

        assertEquals(7 * 14, summary.seedsDone());
        assertTrue(summary.isRed());
        assertEquals(
                Vector.of(
                        "leaking:leak memory-is-bounded/leak/left",
                        "planted:death the-process-lives/died/planted",
                        "planted:hang handlers-return/hang/Planted.Server.receive",
                        "planted:hog memory-is-bounded/out-of-memory/planted",
                        "planted:loop handlers-return/hang/Planted.Server.receive",
                        "planted:storm terminates/livelock/planted"),
                summary.findings().map(one -> one.subject() + " " + one.signature()));
        Vector<Finding> planted =
                summary.findings().filter(one -> one.scenario().equals("planted"));
        assertEquals(1, planted.map(Finding::count).distinct().size());
        assertEquals(1, planted.map(Finding::lowest).distinct().size());
        assertEquals(
                0, summary.subjects().find(one -> one.subject().equals("planted")).get().failing());
        assertTrue(summary.canaries().found() > 0 && !summary.canaries().areMissed());
    }
}
