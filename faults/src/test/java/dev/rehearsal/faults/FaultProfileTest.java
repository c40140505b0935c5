package dev.rehearsal.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

class FaultProfileTest {

    private static final Duration SPAN = Duration.ofMillis(30);

    /** Two nodes that talk for half a second and survive one crash at a time. */
    private static final class Chatter implements Scenario {
        record Tick() {}

        private record Talker(ActorRef<Object> peer) implements Actor<Integer, Object> {
            @Override
            public Integer start(Context<Object> context) {
                context.timer(new Tick(), Duration.ofMillis(5));
                return 0;
            }

            @Override
            public Integer receive(Integer heard, Object message, Context<Object> context) {
                if (!(message instanceof Tick)) {
                    return heard + 1;
                }
                context.send(peer, "hello");
                context.timer(new Tick(), Duration.ofMillis(5));
                return heard;
            }
        }

        @Override
        public String name() {
            return "chatter";
        }

        @Override
        public String summary() {
            return "two nodes that talk";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("s1", new Talker(ActorRef.to("s2")))
                    .node("s2", new Talker(ActorRef.to("s1")))
                    .survives(1)
                    .build();
        }
    }

    private static Run run(FaultProfile profile, long seed) {
        Simulation simulation =
                Simulation.of(new Chatter().settings())
                        .with(Simulation.Options.DEFAULT.nanos(500_000_000));
        return simulation.run(seed, profile.adversary(simulation.cluster(), seed));
    }

    private static int count(Run run, FaultKind kind) {
        return run.injected().getOrElse(kind, 0);
    }

    @Test
    void calm_anySeed_departsFromNothing() {
        assertTrue(run(FaultProfile.CALM, 1).story().departures().isEmpty());
    }

    @Test
    void oneRate_aloneInTheProfile_injectsThatKindAndNoOther() {
        assertOnly(FaultKind.DROP, FaultProfile.CALM.dropping(0.3));
        assertOnly(FaultKind.DUPLICATE, FaultProfile.CALM.duplicating(0.3, SPAN));
        assertOnly(FaultKind.HOLD, FaultProfile.CALM.holding(0.3, SPAN));
        assertOnly(FaultKind.HOLD, FaultProfile.CALM.slowingLinks(1, SPAN));
        assertOnly(
                FaultKind.CRASH,
                FaultProfile.CALM.crashing(0.5, SPAN).stayingDown(Duration.ofMillis(1), SPAN));
    }

    private static void assertOnly(FaultKind only, FaultProfile profile) {
        Run run = run(profile, 7);
        for (FaultKind kind : FaultKind.values()) {
            assertEquals(kind == only, count(run, kind) > 0, () -> kind + " under " + profile);
        }
    }

    @Test
    void rate_ofDrops_isMetWithinThreeStandardDeviations() {
        int messages = 0;
        int dropped = 0;
        for (int seed = 0; seed < 50; seed++) {
            Run run = run(FaultProfile.CALM.dropping(0.2), seed);
            messages += 2 * 99;
            dropped += count(run, FaultKind.DROP);
        }
        double deviation = StrictMath.sqrt(messages * 0.2 * 0.8);
        assertTrue(
                StrictMath.abs(dropped - messages * 0.2) < 3 * deviation,
                dropped + " of " + messages);
    }

    @Property(tries = 200)
    void crashes_anySeed_neverMoreAtOnceThanTheClusterSurvives(@ForAll long seed) {
        Run run =
                run(
                        FaultProfile.CALM
                                .crashing(0.8, SPAN)
                                .stayingDown(SPAN, SPAN.multipliedBy(3)),
                        seed);
        long down = 0;
        for (Departure departure : run.story().departures()) {
            Departure.Crash crash = (Departure.Crash) departure;
            long at = ((dev.rehearsal.decision.Point.At) crash.at()).nanos();
            assertTrue(at >= down, () -> "two down at once: " + run.story().departures());
            down = at + crash.downNanos();
        }
    }

    @Property(tries = 100)
    void faults_afterTheQuietTime_areNone(@ForAll long seed) {
        Run run = run(FaultProfile.HARSH.quietAfter(Duration.ofMillis(100)), seed);
        for (Departure departure : run.story().departures()) {
            if (departure instanceof Departure.OfMessage of) {
                String root = of.message().root();
                if (root.contains("Tick#")) {
                    int tick = Integer.parseInt(root.substring(root.indexOf('#') + 1));
                    assertTrue(tick <= 20, departure::toString);
                }
            }
        }
    }

    private static Heal heal(FaultProfile profile, int survives, long seed) {
        Cluster.Builder cluster = Cluster.builder().survives(0);
        for (int i = 1; i <= 5; i++) {
            cluster.node("s" + i, new Chatter.Talker(ActorRef.to("s1")));
        }
        return profile.adversary(cluster.survives(survives).build(), seed).heal();
    }

    @Property(tries = 200)
    void heal_ofAQuorum_losesAtMostWhatTheClusterSurvives_andIsAFunctionOfTheSeed(
            @ForAll long seed) {
        FaultProfile profile = FaultProfile.LOSSY.healingQuorums(1);
        Heal heal = heal(profile, 2, seed);
        assertEquals(2_000_000_000, heal.atNanos());
        assertTrue(heal.lost().size() == 1 || heal.lost().size() == 2, heal::toString);
        assertEquals(heal, heal(profile, 2, seed));
        assertEquals(Vector.empty(), heal(profile, 0, seed).lost());
        assertEquals(Vector.empty(), heal(FaultProfile.LOSSY, 2, seed).lost());
    }

    @Test
    void heal_ofAQuorum_overManySeeds_losesEveryServerAndEveryNumberOfThem() {
        Set<String> lost = new TreeSet<>();
        int pairs = 0;
        int whole = 0;
        for (long seed = 0; seed < 200; seed++) {
            Heal heal = heal(FaultProfile.HARSH, 2, seed);
            lost.addAll(heal.lost().asJava());
            pairs += heal.lost().size() == 2 ? 1 : 0;
            whole += heal.lost().isEmpty() ? 1 : 0;
        }
        assertEquals(Set.of("s1", "s2", "s3", "s4", "s5"), lost);
        assertTrue(pairs > 25 && pairs < 75, "pairs in " + pairs);
        assertTrue(whole > 70 && whole < 130, "all healed in " + whole);
    }

    @Test
    void quorumRate_thatIsNoProbability_isRefused() {
        assertEquals(
                "quorumRate must be in [0, 1]: quorumRate=-0.1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> FaultProfile.CALM.healingQuorums(-0.1))
                        .getMessage());
    }

    @Property(tries = 200)
    void swarm_anySeed_staysWithinHarsh(@ForAll long seed) {
        FaultProfile swarm = FaultProfile.swarm(seed);
        assertTrue(swarm.dropRate() <= FaultProfile.HARSH.dropRate());
        assertTrue(swarm.crashRate() <= FaultProfile.HARSH.crashRate());
        assertEquals(swarm, FaultProfile.swarm(seed));
    }

    @Test
    void swarm_hundredSeeds_switchesEachKindOffInSomeAndOnInOthers() {
        int drops = 0;
        int crashes = 0;
        for (int seed = 0; seed < 100; seed++) {
            drops += FaultProfile.swarm(seed).dropRate() > 0 ? 1 : 0;
            crashes += FaultProfile.swarm(seed).crashRate() > 0 ? 1 : 0;
        }
        assertTrue(drops > 25 && drops < 75, "drops in " + drops);
        assertTrue(crashes > 25 && crashes < 75, "crashes in " + crashes);
    }

    @Test
    void named_unknown_namesTheNearest() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> FaultProfile.named("losy", 1))
                        .getMessage();
        assertTrue(message.contains("lossy"), message);
    }

    @Test
    void rate_outsideItsRange_isRefusedWithRuleAndValue() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> FaultProfile.CALM.dropping(1.5))
                        .getMessage();
        assertEquals("dropRate must be in [0, 1]: dropRate=1.5", message);
    }
}
