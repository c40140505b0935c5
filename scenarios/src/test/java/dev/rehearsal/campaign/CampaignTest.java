package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.scenarios.register.ReplicatedRegister;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Campaigns with real workers. */
@Timeout(600)
class CampaignTest {

    @TempDir Path dir;

    private static Settings planted(String variant) {
        return new Planted().settings().withVariant(variant);
    }

    private Campaign calm(Path folder) {
        return Campaign.in(folder)
                .faults(FaultChoice.named("calm"))
                .hangingAfter(Duration.ofSeconds(2))
                .workerHeap(128)
                .jobs(1);
    }

    @Test
    @Tag("long")
    void misbehavingHandlers_eachIsAFinding_andTheRestIsRun() {
        Summary summary =
                calm(dir)
                        .scenario(planted("hang"))
                        .scenario(planted("loop"))
                        .scenario(planted("hog"))
                        .scenario(planted("death"))
                        .scenario(new Planted())
                        .seeds(0, 13)
                        .run();

        assertEquals(5 * 14, summary.seedsDone());
        assertTrue(summary.isRed());
        assertEquals(
                Vector.of(
                        "planted:death the-process-lives/died/planted",
                        "planted:hang handlers-return/hang/Planted.Server.receive",
                        "planted:hog memory-is-bounded/out-of-memory/planted",
                        "planted:loop handlers-return/hang/Planted.Server.receive"),
                summary.findings().map(one -> one.subject() + " " + one.signature()));
        Finding hang = summary.findings().get(1);
        assertTrue(
                hang.lines().exists(line -> line.contains("LockSupport.park")),
                hang.lines()::toString);
        assertEquals(1, summary.findings().map(Finding::count).distinct().size());
        assertEquals(1, summary.findings().map(Finding::lowest).distinct().size());
        assertTrue(summary.canaries().found() > 0 && !summary.canaries().areMissed());
        assertTrue(Files.exists(dir.resolve(hang.file())));
    }

    @Test
    void folder_withACampaign_isRefusedUnlessResumed_andResumedRunsOldFindingsFirst() {
        Campaign campaign =
                calm(dir).scenario(planted("throw")).scenario(new Planted()).seeds(0, 19);
        Summary first = campaign.run();
        CampaignException refused = assertThrows(CampaignException.class, campaign::run);
        Summary again = campaign.resuming().run();

        assertTrue(refused.getMessage().contains("--resume"), refused.getMessage());
        assertEquals(1, first.findings().size());
        assertEquals(Essence.of(first), Essence.of(again));
        assertTrue(first.findings().head().fate().isEmpty());
        assertEquals("still there", again.findings().head().fate().get());
        CampaignException other =
                assertThrows(
                        CampaignException.class,
                        () -> campaign.resuming().faults(FaultChoice.SWARM).run());
        assertTrue(other.getMessage().contains("--faults was 'calm'"), other.getMessage());
    }

    @Test
    void canary_thatIsHealthy_isMissedAndTheCampaignIsRed() {
        Summary summary =
                calm(dir)
                        .scenario(new Planted())
                        .seeds(0, 0)
                        .canary(new AbdRegister().settings(), Duration.ofHours(1))
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
    @Tag("long")
    void range_withAnyNumberOfWorkersAndInAnyShards_givesTheSame() throws IOException {
        Campaign all =
                Campaign.in(dir.resolve("one"))
                        .scenario(new ReplicatedRegister())
                        .scenario(new AbdRegister())
                        .scenario(planted("throw"))
                        .seeds(0, 149)
                        .jobs(1);
        Summary one = all.run();
        Summary four = named("four").jobs(4).run();
        Vector<Path> shards = Vector.range(0, 3).map(i -> dir.resolve("shard" + i));
        shards.zipWithIndex()
                .forEach(shard -> named("shard" + shard._2).jobs(2).shard(shard._2, 3).run());
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

    private Campaign named(String folder) {
        return Campaign.in(dir.resolve(folder))
                .scenario(new ReplicatedRegister())
                .scenario(new AbdRegister())
                .scenario(planted("throw"))
                .seeds(0, 149);
    }
}
