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
import dev.rehearsal.decision.Point;
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
import java.util.List;
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
        assertOnly(FaultKind.DROP, FaultProfile.CALM.with(new Drops(0.3, 1)));
        assertOnly(FaultKind.DUPLICATE, FaultProfile.CALM.with(new Duplicates(0.3, SPAN)));
        assertOnly(FaultKind.HOLD, FaultProfile.CALM.with(new Holds(0.3, SPAN, 1)));
        assertOnly(FaultKind.HOLD, FaultProfile.CALM.with(new SlowLinks(1, SPAN)));
        assertOnly(
                FaultKind.CRASH,
                FaultProfile.CALM.with(new Crashes(0.5, SPAN, Duration.ofMillis(1), SPAN, 0.5)));
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
            Run run = run(FaultProfile.CALM.with(new Drops(0.2, 1)), seed);
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
                        FaultProfile.CALM.with(
                                new Crashes(0.8, SPAN, SPAN, SPAN.multipliedBy(3), 0.5)),
                        seed);
        long down = 0;
        for (Departure departure : run.story().departures()) {
            Departure.Crash crash = (Departure.Crash) departure;
            long at = ((Point.At) crash.at()).nanos();
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
    void heal_ofAQuorum_leavesOutAtMostWhatTheClusterSurvives_andIsAFunctionOfTheSeed(
            @ForAll long seed) {
        FaultProfile profile = FaultProfile.LOSSY.healingQuorums(1);
        Heal heal = heal(profile, 2, seed);
        assertEquals(2_000_000_000, heal.atNanos());
        int unhealed = heal.unhealed().size();
        assertTrue(unhealed == 1 || unhealed == 2, heal::toString);
        assertEquals(heal, heal(profile, 2, seed));
        assertEquals(Vector.empty(), heal(profile, 0, seed).unhealed());
        assertEquals(Vector.empty(), heal(FaultProfile.LOSSY, 2, seed).unhealed());
    }

    @Test
    void heal_ofAQuorum_overManySeeds_losesOrLeavesEveryServerAndEveryNumberOfThem() {
        Set<String> lost = new TreeSet<>();
        Set<String> broken = new TreeSet<>();
        int pairs = 0;
        int whole = 0;
        for (long seed = 0; seed < 200; seed++) {
            Heal heal = heal(FaultProfile.HARSH, 2, seed);
            lost.addAll(heal.lost().asJava());
            broken.addAll(heal.broken().asJava());
            pairs += heal.unhealed().size() == 2 ? 1 : 0;
            whole += heal.unhealed().isEmpty() ? 1 : 0;
        }
        assertEquals(Set.of("s1", "s2", "s3", "s4", "s5"), lost);
        assertEquals(Set.of("s1", "s2", "s3", "s4", "s5"), broken);
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
        for (Injector injector : swarm.injectors()) {
            Injector most =
                    FaultProfile.HARSH
                            .injector(injector.label())
                            .getOrElse(() -> Injector.named(injector.label()));
            assertTrue(injector.rate() <= most.rate(), injector::toString);
            assertTrue(injector.rate() >= most.rate() / 100, injector::toString);
        }
        assertEquals(swarm, FaultProfile.swarm(seed));
    }

    @Test
    void swarm_hundredSeeds_switchesEachKindOffInSomeAndOnInOthers() {
        int drops = 0;
        int crashes = 0;
        for (int seed = 0; seed < 100; seed++) {
            drops += FaultProfile.swarm(seed).injector("drop").isDefined() ? 1 : 0;
            crashes += FaultProfile.swarm(seed).injector("crash").isDefined() ? 1 : 0;
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
        assertEquals("rate must be in [0, 1]: rate=1.5", refused(() -> new Drops(1.5, 1)));
        assertEquals(
                "downMax must be at least downMin: downMin=PT0.03S downMax=PT0.001S",
                refused(() -> new Crashes(1, SPAN, SPAN, Duration.ofMillis(1), 0)));
    }

    private static String refused(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    @Property(tries = 100)
    void file_ofAnyProfile_isReadAsTheSameProfile(@ForAll long seed) {
        for (FaultProfile profile :
                List.of(FaultProfile.HARSH.protectingQuorums(), FaultProfile.swarm(seed))) {
            assertEquals(profile, FaultProfile.read(profile.toJson()));
        }
    }

    @Test
    void file_withSomethingMissingOrUnknown_isRefusedWithWhatAndWhere() {
        String lossy = FaultProfile.LOSSY.toJson();
        assertEquals(
                "faults[0]: drop must have all its options: missing=clientShare",
                refused(() ->
                        FaultProfile.read(
                                lossy.replace(
                                        ",\n"
                                                + "      \"clientShare\" : 0.1\n"
                                                + "    },\n"
                                                + "    {\n"
                                                + "      \"kind\" : \"slow\"",
                                        "\n    },\n    {\n      \"kind\" : \"slow\""))));
        assertTrue(
                refused(() -> FaultProfile.read(lossy.replace("\"drop\"", "\"drp\"")))
                        .startsWith("faults[0]: no kind of fault 'drp'"));
        assertTrue(
                refused(() -> FaultProfile.read(lossy.replace("\"name\"", "\"nam\"")))
                        .startsWith("a profile has no field 'nam'"));
        assertTrue(
                refused(() -> FaultProfile.read(lossy.replace("\"2s\"", "\"2 s\"")))
                        .startsWith("faultsStopAfter must be a whole number with its unit"));
        assertTrue(refused(() -> FaultProfile.read("{")).startsWith("a profile must be JSON"));
    }

    @Test
    void override_ofOneOption_leavesTheOthers() {
        assertEquals(
                new Drops(0.3, 0.1),
                FaultProfile.LOSSY.with("drop.rate=0.3").injector("drop").get());
        assertEquals(
                new Duplicates(0.15, SPAN),
                FaultProfile.CALM.with("duplicate.span=30ms").injector("duplicate").get());
        assertEquals(
                "drop: rate must be in [0, 1]: rate=3.0",
                refused(() -> FaultProfile.LOSSY.with("drop.rate=3")));
        assertTrue(
                refused(() -> FaultProfile.LOSSY.with("drop.rat=3"))
                        .startsWith("drop has no option 'rat'"));
    }

    @Property(tries = 50)
    void oneKind_switchedOff_leavesTheDecisionsOfTheOthers(@ForAll long seed) {
        Set<String> whole = decisions(FaultProfile.LOSSY.without("crash"), seed);
        Set<String> less = decisions(FaultProfile.LOSSY.without("crash").without("hold"), seed);
        whole.removeIf(departure -> departure.contains(": held until"));
        less.removeIf(departure -> departure.contains(": held until"));
        assertEquals(whole, less);
    }

    private static Set<String> decisions(FaultProfile profile, long seed) {
        return run(profile, seed).story().departures().map(Departure::toString).toJavaSet();
    }
}
