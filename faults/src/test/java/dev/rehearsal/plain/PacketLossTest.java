package dev.rehearsal.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.faults.Drops;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PacketLossTest {

    /** Greets until it is answered, or only once. */
    private record Greeter(boolean again) implements Actor<Boolean, String> {
        @Override
        public Boolean start(Context<String> context) {
            context.timer("greet", Duration.ofMillis(5));
            return false;
        }

        @Override
        public Boolean receive(Boolean answered, String message, Context<String> context) {
            if (message.equals("answer")) {
                return true;
            }
            if (message.equals("greeting")) {
                context.reply("answer");
            } else if (!answered && context.self().path().equals("a")) {
                context.send(ActorRef.to("b"), "greeting");
                if (again) {
                    context.timer("greet", Duration.ofMillis(5));
                }
            }
            return answered;
        }
    }

    private record Greeting(boolean again) implements Scenario {
        @Override
        public String name() {
            return "greeting";
        }

        @Override
        public String summary() {
            return "one greets another";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("a", new Greeter(again))
                    .node("b", new Greeter(again))
                    .eventually(
                            "answered",
                            world ->
                                    world.state("a", Boolean.class).getOrElse(false)
                                            ? io.vavr.control.Option.none()
                                            : io.vavr.control.Option.some("nobody has answered"))
                    .within(Duration.ofSeconds(1))
                    .build();
        }
    }

    /** The packet-loss test of the guide. */
    @Test
    void greeting_thatIsRepeated_survivesPacketLoss() {
        Rehearsal.simulate(new Greeting(true))
                .under(FaultProfile.CALM.with(new Drops(0.3, 1)))
                .seeds(0, 100)
                .assertHolds();
    }

    @Test
    void greeting_thatIsNotRepeated_failsWithItsStory() {
        Rehearsal once =
                Rehearsal.simulate(new Greeting(false))
                        .under(FaultProfile.CALM.with(new Drops(0.3, 1)));
        String report = assertThrows(AssertionError.class, once::assertHolds).getMessage();
        assertTrue(report.startsWith("violated: answered in greeting, seed 0x"), report);
        assertTrue(report.contains("a→b : String ~ 1: held until the end"), report);
        assertTrue(report.contains("replay: the same with .seeds("), report);
    }

    @Test
    void summary_ofAllRuns_countsWhatTheFaultsDid() {
        Rehearsal.Summary summary =
                Rehearsal.simulate(new Greeting(true)).under("harsh").seeds(5, 25).assertHolds();
        assertEquals(20, summary.runs());
        assertTrue(summary.tallies().containsKey("drop"), summary::toString);
        assertTrue(summary.toString().startsWith("20 runs, "), summary::toString);
    }

    @Test
    void seeds_ofAnEmptyRange_areRefused() {
        assertEquals(
                "there must be a seed in [from, to): from=3 to=3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Rehearsal.simulate(new Greeting(true)).seeds(3, 3))
                        .getMessage());
    }
}
