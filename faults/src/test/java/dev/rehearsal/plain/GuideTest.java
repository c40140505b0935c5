package dev.rehearsal.plain;

import static dev.rehearsal.jqwik.Profile.LOSSY;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** What {@code docs/guide/faults-in-tests.md} shows. */
class GuideTest {

    // @start region=packet-loss
    @Test
    void greeting_thatIsRepeated_survivesPacketLoss() {
        Rehearsal.simulate(new Greeting(true))
                .under(FaultProfile.CALM.with(new Drops(0.3, 1)))
                .seeds(0, 100)
                .assertHolds();
    }

    // @end

    @Test
    void profile_withOptionsOfItsOwn_hasThem() {
        // @start region=profile
        FaultProfile flaky =
                FaultProfile.LOSSY
                        .named("flaky")
                        .with("drop.rate=0.3")
                        .with("pause.max=2s")
                        .without("crash")
                        .quietAfter(Duration.ofSeconds(1));
        // @end
        assertEquals(0.3, flaky.injector("drop").get().rate());
        assertTrue(flaky.injector("pause").isDefined());
        assertTrue(flaky.injector("crash").isEmpty());
        assertEquals(flaky, FaultProfile.read(flaky.toJson()));
    }

    @Test
    void greeting_inAnyOrder_holds() {
        // @start region=strategy
        Rehearsal.simulate(new Greeting(true))
                .under(FaultProfile.CALM)
                .choosing(Strategy.parse("pct:3"))
                .assertHolds();
        // @end
    }

    // @start region=property
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

    // @end

    @Test
    void plan_writtenByHand_happensAsItSays() {
        Simulation simulation = Simulation.of(new Greeting(true).settings());
        // @start region=plan
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
        // @end
        assertEquals(2, run.story().departures().size());
    }

    /** The packet-loss test is as short as the page says. */
    @Test
    void packetLossTest_hasLessThanTenLines() throws IOException {
        String source =
                Files.readString(
                        Path.of(System.getProperty("basedir", "."))
                                .resolve("src/test/java/dev/rehearsal/plain/GuideTest.java"));
        String region = source.substring(source.indexOf("region=packet-loss"));
        assertTrue(region.substring(0, region.indexOf("// @end")).strip().lines().count() <= 10);
    }
}
