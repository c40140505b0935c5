package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.campaign.Campaign;
import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** Nobody needs the machine for a while: what else is there to find? */
@Tag("long")
class E11_Night {

    @TempDir Path nights;

    // @start region=green
    @Test
    void supervisedStore_inAShortNight_holds() {
        Campaign.in(nights)
                .scenario(new E09_SupervisedStore())
                .seeds(0, 499)
                .jobs(1)
                .expectFault("kill", 1)
                .run()
                .assertGreen();
    }

    // @end

    // @start region=red
    @Test
    void storeThatForgets_isOneFindingHoweverOftenItIsSeen() {
        Campaign night =
                Campaign.in(nights)
                        .scenario(new E09_SupervisedStore().settings().withVariant("forgets"))
                        .seeds(0, 199)
                        .jobs(1);

        Summary first = night.run();
        Summary second = night.resuming().run();

        assertThrows(AssertionError.class, first::assertGreen);
        assertEquals(
                Vector.of("store-agrees-with-journal"),
                first.findings().map(Finding::property).distinct());
        assertTrue(Files.exists(nights.resolve(first.findings().head().file())));
        assertEquals("still there", second.findings().head().fate().get());
    }
    // @end
}
