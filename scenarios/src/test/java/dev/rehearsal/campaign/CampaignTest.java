package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.simulation.Strategy;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Campaigns whose workers are threads; {@link WorkersTest} has those with processes. */
@Timeout(1_800)
class CampaignTest {

    @TempDir Path dir;

    private static Settings planted(String variant) {
        return new Planted().settings().withVariant(variant);
    }

    private static Campaign calm(Path folder) {
        return Campaign.in(folder)
                .on(new TestMachine())
                .faults(FaultChoice.named("calm"))
                .canary(planted("throw"), Duration.ofHours(1))
                .jobs(1);
    }

    @Test
    void folder_withACampaign_isRefusedUnlessResumed_andResumedRunsNoSeedAgain() {
        Campaign campaign =
                calm(dir).scenario(planted("throw")).scenario(new Planted()).seeds(0, 19);
        Summary first = campaign.run();
        CampaignException refused = assertThrows(CampaignException.class, campaign::run);
        Summary again = campaign.resuming().run();

        assertTrue(refused.getMessage().contains("--resume"), refused.getMessage());
        assertEquals(1, first.findings().size());
        assertEquals(Essence.of(first), Essence.of(again));
        CampaignException other =
                assertThrows(
                        CampaignException.class,
                        () -> campaign.resuming().faults(FaultChoice.SWARM).run());
        assertTrue(other.getMessage().contains("--faults was 'calm'"), other.getMessage());
        CampaignException chosen =
                assertThrows(
                        CampaignException.class,
                        () -> campaign.resuming().choosing(Strategy.parse("pct:3")).run());
        assertTrue(chosen.getMessage().contains("is 'calm --strategy pct:3'"), chosen.getMessage());
    }

    @Test
    void findingsOfEarlierNights_areRunFirst_andAreStillThereChangedOrFixed() {
        Runnable written =
                () -> {
                    throw new IllegalStateException("as it was written");
                };
        Runnable changedToday =
                () -> {
                    throw new UnsupportedOperationException("as it was changed");
                };
        Campaign campaign = calm(dir).scenario(planted("mended"));
        Finding found =
                Planted.whileMendedIs(written, campaign.seeds(0, 9)::run).findings().single();
        Campaign twenty = campaign.seeds(0, 19).resuming();
        Summary second = Planted.whileMendedIs(written, twenty::run);
        Summary third = Planted.whileMendedIs(changedToday, twenty::run);
        Summary fourth = twenty.run();
        Summary fifth = campaign.seeds(0, 39).resuming().run();
        Summary sixth = campaign.seeds(0, 49).resuming().run();

        assertTrue(found.fate().isEmpty());
        assertEquals("still there", second.findings().single().fate().get());
        String changed = third.findings().single().fate().get();
        assertTrue(changed.startsWith("changed: "), changed);
        assertTrue(changed.contains("UnsupportedOperationException"), changed);
        assertEquals("fixed", fourth.findings().single().fate().get());
        assertTrue(third.isRed() && !fourth.isRed());
        assertEquals(20, fifth.findings().single().greenRuns());
        assertEquals(30, sixth.findings().single().greenRuns());
        Vector<String> kinds = kindsOfLines();
        int secondNight = kinds.indexOf("session", 1);
        assertEquals(
                Vector.of("session", "verified"),
                kinds.drop(secondNight).filter(kind -> !kind.equals("canary")).take(2));
        assertTrue(kinds.drop(secondNight).contains("runs"), kinds::toString);
    }

    @Test
    void mendedCode_afterATestThatFailedHalfWay_isMendedAgain() {
        assertThrows(
                AssertionError.class,
                () ->
                        Planted.whileMendedIs(
                                () -> {
                                    throw new IllegalStateException("as it was written");
                                },
                                () -> {
                                    throw new AssertionError("the test fails");
                                }));

        assertTrue(calm(dir).scenario(planted("mended")).seeds(0, 19).run().isGreen());
    }

    private Vector<String> kindsOfLines() {
        List<String> kinds = new ArrayList<>();
        Journal.read(
                Folder.journal(dir),
                entry -> kinds.add(entry.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
        return Vector.ofAll(kinds);
    }

    @Test
    void canary_thatIsHealthy_isMissedAndTheCampaignIsRed() {
        Summary summary =
                calm(dir)
                        .scenario(new Planted())
                        .seeds(0, 0)
                        .canary(new Planted().settings(), Duration.ofHours(1))
                        .expectGoal("asked-for-nine")
                        .expectFault("crash", 1)
                        .run();

        assertTrue(summary.findings().isEmpty());
        assertTrue(summary.canaries().areMissed());
        assertTrue(summary.isRed());
        assertFalse(summary.unmet().isEmpty());
        AssertionError red = assertThrows(AssertionError.class, summary::assertGreen);
        assertTrue(red.getMessage().contains("was looked for and not found"), red.getMessage());
    }

    @Test
    void canary_thatIsFound_leavesAGreenCampaignGreen() {
        Summary summary = calm(dir).scenario(new Planted()).seeds(0, 9).run();

        assertTrue(summary.canaries().sent() > 0);
        assertTrue(summary.isGreen(), summary::toString);
    }

    @Test
    void canary_thatIsReadyOnlyAfterTheEnd_isWaitedFor() {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger looksAfterTheEnd = new AtomicInteger();
        Summary summary =
                calm(dir)
                        .on(
                                new TestMachine() {
                                    private int started;

                                    @Override
                                    public Process start(List<String> command) throws IOException {
                                        return ++started == 2
                                                ? new WorkerThread(gate)
                                                : super.start(command);
                                    }
                                })
                        .scenario(new Planted())
                        .lasting(Duration.ofSeconds(1))
                        .grace(Duration.ZERO)
                        .run(
                                new Watcher() {
                                    @Override
                                    public void say(String line) {}

                                    @Override
                                    public void progress(Progress now) {
                                        if (now.left().contains(Duration.ZERO)
                                                && looksAfterTheEnd.incrementAndGet() == 3) {
                                            gate.countDown();
                                        }
                                    }

                                    @Override
                                    public boolean isInterrupted() {
                                        return false;
                                    }
                                });

        assertTrue(looksAfterTheEnd.get() >= 3);
        assertEquals("time", summary.end());
        assertEquals(1, summary.canaries().found());
        assertFalse(summary.canaries().areMissed());
    }

    @Test
    void canary_thatIsUnderWayWhenSomebodyInterrupts_isNotMissed() {
        Summary summary =
                calm(dir)
                        .scenario(new Planted())
                        .lasting(Duration.ofHours(1))
                        .canary(planted("hang"), Duration.ofHours(1))
                        .run(
                                new Watcher() {
                                    private boolean looked;

                                    @Override
                                    public void say(String line) {}

                                    @Override
                                    public void progress(Progress now) {
                                        looked = now.runs() > 0;
                                    }

                                    @Override
                                    public boolean isInterrupted() {
                                        return looked;
                                    }
                                });

        assertEquals("interrupted", summary.end());
        assertEquals(0, summary.canaries().sent());
        assertTrue(summary.isGreen());
    }

    @Test
    void end_withAFindingThatHasNoStory_isNotPutOffForEver() throws IOException {
        Campaign campaign = calm(dir).scenario(planted("throw"));
        campaign.seeds(0, 9).run();
        Path journal = Folder.journal(dir);
        List<String> lines = Files.readAllLines(journal);
        lines.removeIf(line -> line.startsWith("{\"shrunk\""));
        Files.write(journal, lines);

        Summary summary =
                calm(dir)
                        .scenario(planted("throw"))
                        .lasting(Duration.ofNanos(1))
                        .grace(Duration.ZERO)
                        .resuming()
                        .run();

        assertEquals("time", summary.end());
        assertTrue(summary.findings().single().story().isEmpty());
    }

    @Test
    void folder_thatSomebodyWorksOn_isRefused() {
        Folder mine = Folder.take(dir);

        CampaignException refused =
                assertThrows(
                        CampaignException.class,
                        () -> calm(dir).scenario(new Planted()).seeds(0, 1).run());

        assertTrue(refused.getMessage().contains("one process at a time"), refused.getMessage());
        mine.close();
    }

    @Test
    void untilPlateau_ofAScenarioThatHasShownAllItCan_endsByItself() {
        Summary summary = calm(dir).scenario(new Planted()).untilPlateau().run();

        assertEquals("plateau", summary.end());
        assertTrue(summary.seedsDone() >= Part.PLATEAU_RUNS_MIN);
        assertTrue(summary.subjects().forAll(share -> share.unseen() < Part.PLATEAU));
    }

    @Test
    void untilPlateau_withSeedsThatEndBefore_endsWithThem() {
        Summary summary = calm(dir).scenario(new Planted()).seeds(0, 99).untilPlateau().run();

        assertEquals("done", summary.end());
        assertEquals(100, summary.seedsDone());
    }

    @Test
    void range_withAnyNumberOfWorkersAndInAnyShards_givesTheSame() throws IOException {
        assertSameInAnyPieces(folder -> range(folder, 12).on(new TestMachine()));
    }

    @Test
    @Tag("long")
    void range_withAnyNumberOfProcessesAndInAnyShards_givesTheSame() throws IOException {
        assertSameInAnyPieces(folder -> range(folder, 150).scenario(new AbdRegister()));
    }

    private void assertSameInAnyPieces(Function<Path, Campaign> range) throws IOException {
        Summary one = range.apply(dir.resolve("one")).jobs(1).run();
        Summary four = range.apply(dir.resolve("four")).jobs(4).run();
        Vector<Path> shards = Vector.range(0, 3).map(i -> dir.resolve("shard" + i));
        shards.zipWithIndex()
                .forEach(shard -> range.apply(shard._1).jobs(2).shard(shard._2, 3).run());
        Catalogue catalogue = Catalogue.of(getClass().getClassLoader());
        Summary merged = Campaign.merge(shards, dir.resolve("merged"), catalogue);
        Summary twice =
                Campaign.merge(
                        Vector.of(dir.resolve("merged")).appendAll(shards),
                        dir.resolve("twice"),
                        catalogue);

        assertTrue(one.findings().size() >= 2, () -> Essence.of(one));
        assertEquals(Essence.of(one), Essence.of(four));
        assertEquals(Essence.of(one), Essence.of(merged));
        assertEquals(Essence.of(one), Essence.of(twice));
        for (Finding finding : one.findings()) {
            assertEquals(
                    Files.readString(dir.resolve("one").resolve(finding.file())),
                    Files.readString(dir.resolve("merged").resolve(finding.file())));
        }
    }

    private static Campaign range(Path folder, int seeds) {
        return Campaign.in(folder)
                .scenario(new ReplicatedRegister())
                .scenario(planted("throw"))
                .canary(planted("throw"), Duration.ofHours(1))
                .seeds(0, seeds - 1);
    }
}
