package dev.rehearsal.plain;

import static dev.rehearsal.jqwik.Profile.LOSSY;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.failure.FaultPlan;
import dev.rehearsal.faults.Drops;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.jqwik.Faults;
import dev.rehearsal.jqwik.Plan;
import dev.rehearsal.jqwik.SimulationProperty;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Strategy;

import net.jqwik.api.ForAll;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/guide/faults.md} shows, which is the regions of this file. */
class GuideTest {

    private static final Path HERE = Path.of(System.getProperty("basedir", "."));

    // region packet-loss
    @Test
    void greeting_thatIsRepeated_survivesPacketLoss() {
        Rehearsal.simulate(new Greeting(true))
                .under(FaultProfile.CALM.with(new Drops(0.3, 1)))
                .seeds(0, 100)
                .assertHolds();
    }

    // endregion

    @Test
    void profile_withOptionsOfItsOwn_hasThem() {
        // region profile
        FaultProfile flaky =
                FaultProfile.LOSSY
                        .named("flaky")
                        .with("drop.rate=0.3")
                        .with("pause.max=2s")
                        .without("crash")
                        .quietAfter(Duration.ofSeconds(1));
        // endregion
        assertEquals(0.3, flaky.injector("drop").get().rate());
        assertTrue(flaky.injector("pause").isDefined());
        assertTrue(flaky.injector("crash").isEmpty());
        assertEquals(flaky, FaultProfile.read(flaky.toJson()));
    }

    @Test
    void greeting_inAnyOrder_holds() {
        // region strategy
        Rehearsal.simulate(new Greeting(true))
                .under(FaultProfile.CALM)
                .choosing(Strategy.parse("pct:3"))
                .assertHolds();
        // endregion
    }

    // region property
    @SimulationProperty
    void greetingIsAnswered(
            @ForAll
                    @Faults(
                            value = LOSSY,
                            overrides = {"drop.rate=0.3"},
                            strategy = "portfolio")
                    Plan plan) {
        plan.run(new Greeting(true)).assertHolds();
    }

    // endregion

    @Test
    void plan_writtenByHand_happensAsItSays() {
        Simulation simulation = Simulation.of(new Greeting(true).settings());
        // region plan
        FaultPlan plan =
                FaultPlan.read(
                        """
                        {
                          "schema": "rehearsal.plan/1",
                          "faultsStopAt": "2s",
                          "faults": [
                            {"at": "the 1st String from a to b", "do": "drop"},
                            {"at": "12ms", "do": "pause", "node": "b", "for": "50ms"}
                          ]
                        }
                        """,
                        simulation.cluster());
        Run run = simulation.run(1, plan.adversary());
        // endregion
        assertEquals(2, run.story().departures().size());
    }

    @Test
    void page_showsTheRegionsOfThisFile() throws IOException {
        String source =
                Files.readString(HERE.resolve("src/test/java/dev/rehearsal/plain/GuideTest.java"));
        Map<String, String> regions = new LinkedHashMap<>();
        Matcher region =
                Pattern.compile("// region (?<name>[a-z-]+)\\R(?<text>(?s:.*?))\\R *// endregion")
                        .matcher(source);
        while (region.find()) {
            regions.put(region.group("name"), region.group("text").stripTrailing().stripIndent());
        }
        Map<String, String> shown = new LinkedHashMap<>();
        Matcher block =
                Pattern.compile("<!-- (?<name>[a-z-]+) -->\\R```java\\R(?<text>(?s:.*?))\\R```")
                        .matcher(Files.readString(HERE.resolve("../docs/guide/faults.md")));
        while (block.find()) {
            shown.put(block.group("name"), block.group("text"));
        }
        assertFalse(shown.isEmpty());
        assertEquals(regions, shown);
    }

    /** The packet-loss test is as short as the page says. */
    @Test
    void packetLossTest_hasLessThanTenLines() throws IOException {
        String page = Files.readString(HERE.resolve("../docs/guide/faults.md"));
        Matcher block =
                Pattern.compile("<!-- packet-loss -->\\R```java\\R(?<text>(?s:.*?))\\R```")
                        .matcher(page);
        assertTrue(block.find());
        assertTrue(block.group("text").lines().count() < 10);
    }
}
