package dev.rehearsal.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.kv.SupervisedKv;
import dev.rehearsal.scenarios.register.AbdRegister;
import dev.rehearsal.scenarios.register.PaxosRegister;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Strategy;

import io.vavr.collection.Vector;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

/** Strategies only choose: what they find is a run like any other. */
class StrategyTest {

    private static final Vector<String> NAMES =
            Vector.of("random", "pct:1", "pct:2", "pct:4", "delay:1", "delay:3");

    @Provide
    Arbitrary<Settings> settings() {
        return Arbitraries.of(
                new ReplicatedRegister().settings(),
                new AbdRegister().settings(),
                new PaxosRegister().settings(),
                new SupervisedKv().settings());
    }

    @Provide
    Arbitrary<String> profiles() {
        return Arbitraries.of("calm", "lossy", "harsh", "swarm");
    }

    @Provide
    Arbitrary<Strategy> strategies() {
        return Arbitraries.of(NAMES.map(Strategy::parse).toJavaList());
    }

    private static Run run(Simulation simulation, String profile, long seed, Strategy strategy) {
        return simulation.run(
                seed,
                FaultProfile.named(profile, seed).adversary(simulation.cluster(), seed),
                strategy);
    }

    @Property(tries = 30)
    void run_ofAnyStrategy_isReplayedFromItsStoryAlone(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll("strategies") Strategy strategy,
            @ForAll long seed) {
        Simulation simulation = Simulation.of(settings).with(Simulation.Options.DEFAULT.verbose());
        Run run = run(simulation, profile, seed, strategy);
        Run replayed = simulation.run(run.story());
        assertEquals(run.stepHashes(), replayed.stepHashes());
        assertEquals(run.traceHash(), replayed.traceHash());
        assertEquals(run.story(), replayed.story());
        assertEquals(run.verdict(), replayed.verdict());
        assertEquals(run.violation(), replayed.violation());
        assertEquals(run.injected(), replayed.injected());
        assertEquals(run.effective(), replayed.effective());
        assertEquals(run.history(), replayed.history());
        assertEquals(Vector.empty(), replayed.unused());
    }

    @Property(tries = 30)
    void noDelays_chosenOneByOne_giveTheRunOfVirtualTime(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll long seed) {
        Simulation simulation = Simulation.of(settings);
        Run time = run(simulation, profile, seed, Strategy.TIME);
        assertEquals(time, run(simulation, profile, seed, new Strategy.Delay(0)));
    }

    @Property(tries = 15)
    void sameSeed_runTwice_choosesTheSame(
            @ForAll("settings") Settings settings,
            @ForAll("strategies") Strategy strategy,
            @ForAll long seed) {
        Simulation simulation = Simulation.of(settings);
        assertEquals(
                run(simulation, "lossy", seed, strategy), run(simulation, "lossy", seed, strategy));
    }

    @Property(tries = 30)
    void delays_inACalmWorld_areNoMoreThanAsked(
            @ForAll("settings") Settings settings, @ForAll long seed) {
        for (int delays = 0; delays < 4; delays++) {
            Run run = run(Simulation.of(settings), "calm", seed, new Strategy.Delay(delays));
            int asked = delays;
            assertTrue(
                    run.story().departures().size() <= delays,
                    () -> "asked=" + asked + " " + run.story());
        }
    }

    @Test
    void strategies_ofASystemThatHolds_findNothing() {
        Simulation simulation = Simulation.of(new AbdRegister().settings());
        for (String name : NAMES) {
            for (long seed = 0; seed < 20; seed++) {
                Run run = run(simulation, "lossy", seed, Strategy.parse(name));
                assertEquals(Run.Verdict.HOLDS, run.verdict(), name + " seed " + seed);
            }
        }
    }

    /** In a calm world in the order of time the second copy is always there in time. */
    @Test
    void strategies_ofACopyThatIsLate_findWhatTimeDoesNot_andShrinkItToTheCanonicalStory() {
        Settings settings =
                new ReplicatedRegister().settings().with("clients", "3").with("operations", "6");
        Simulation simulation = Simulation.of(settings);
        for (String name : NAMES) {
            int found = 0;
            for (long seed = 0; seed < 60 && found < 1; seed++) {
                Run run = run(simulation, "calm", seed, Strategy.parse(name));
                boolean held = run.story().departures().nonEmpty();
                if (run.violation().isDefined() && held) {
                    found++;
                    Shrunk shrunk = Shrinker.of(simulation).shrink(run);
                    assertTrue(shrunk.oneMinimal(), name);
                    assertTrue(
                            shrunk.after()
                                    .story()
                                    .departures()
                                    .map(Departure::kind)
                                    .forAll(FaultKind.HOLD::equals),
                            name);
                    assertTrue(shrunk.after().story().departures().size() <= 1, name);
                    assertTrue(shrunk.after().story().operations().size() <= 4, name);
                }
            }
            assertTrue(found > 0, name);
        }
    }

    @Test
    void odds_ofPct_areThoseOfThePaper() {
        Strategy.Odds odds = new Strategy.Odds(new Strategy.Pct(3), 4, 10);
        assertEquals(1 / 400.0, odds.atLeast(), 1e-12);
        assertEquals(1 / 441.0, new Strategy.Odds(new Strategy.Delay(2), 4, 10).atLeast(), 1e-12);
    }

    /** The bound is a bound: what it promises is found at least as often. */
    @Test
    void odds_ofAnOrderOfThree_areKeptByWhatIsFound() {
        int seeds = 2_000;
        for (String name : Vector.of("pct:2", "pct:3", "delay:2")) {
            Strategy strategy = Strategy.parse(name);
            Simulation simulation = turnedRound(strategy);
            int found = 0;
            double promised = 0;
            for (long seed = 0; seed < seeds; seed++) {
                promised += simulation.odds(seed, Adversary.CALM, strategy).get().atLeast();
                Run run = simulation.run(seed, Adversary.CALM, strategy);
                found += run.violation().isDefined() ? 1 : 0;
            }
            String figures = name + " found=" + found + " promised=" + promised;
            assertTrue(promised > 1 && found >= promised, figures);
            assertTrue(simulation.run(1, Adversary.CALM).violation().isEmpty());
        }
    }

    /** Where the last of three comes first: before the others turned round, or before them. */
    private static Simulation turnedRound(Strategy strategy) {
        return Simulation.of(
                new ThreeInOrder(
                                strategy instanceof Strategy.Pct
                                        ? Vector.of(3, 2, 1)
                                        : Vector.of(3, 1, 2))
                        .settings());
    }

    /** One delay is not enough to bring the last of three to the front, and two are. */
    @Test
    void delays_fewerThanTheMistakeNeeds_doNotFindIt() {
        Simulation simulation = turnedRound(new Strategy.Delay(1));
        for (long seed = 0; seed < 500; seed++) {
            Run run = simulation.run(seed, Adversary.CALM, new Strategy.Delay(1));
            assertEquals(Run.Verdict.HOLDS, run.verdict());
        }
    }

    /** Three send one message each, of which one order is a mistake. */
    private record ThreeInOrder(Vector<Integer> wrong) implements Scenario {

        record Sender(int number) implements Actor<Integer, Integer> {
            @Override
            public Integer start(Context<Integer> context) {
                context.send(ActorRef.<Integer>to("judge"), number);
                return number;
            }

            @Override
            public Integer receive(Integer state, Integer message, Context<Integer> context) {
                return state;
            }
        }

        record Judge(Vector<Integer> wrong) implements Actor<Vector<Integer>, Integer> {
            @Override
            public Vector<Integer> start(Context<Integer> context) {
                return Vector.empty();
            }

            @Override
            public Vector<Integer> receive(
                    Vector<Integer> heard, Integer number, Context<Integer> context) {
                Vector<Integer> all = heard.append(number);
                if (all.equals(wrong)) {
                    throw new IllegalStateException("turned round");
                }
                return all;
            }
        }

        @Override
        public String name() {
            return "three-in-order";
        }

        @Override
        public String summary() {
            return "three messages to one";
        }

        @Override
        public Cluster cluster(Settings settings) {
            Cluster.Builder cluster = Cluster.builder().node("judge", new Judge(wrong));
            for (int number = 1; number <= 3; number++) {
                cluster.node("sender-" + number, new Sender(number));
            }
            return cluster.build();
        }
    }

    @Test
    void portfolio_overSeeds_drawsEachStrategy() {
        Vector<String> drawn =
                Vector.range(0, 100)
                        .map(seed -> new Strategy.Portfolio().of(seed).toString())
                        .distinct()
                        .sorted();
        assertEquals(Vector.of("delay:2", "pct:2", "pct:3", "random", "time"), drawn);
    }

    @Test
    void name_ofAStrategy_isReadAsItIsWritten() {
        for (String name : NAMES.append("time").append("portfolio")) {
            assertEquals(name, Strategy.parse(name).toString());
        }
        for (String name : Vector.of("", "dfs", "pct", "pct:0", "pct:-1", "pct:1000", "delay:x")) {
            assertThrows(IllegalArgumentException.class, () -> Strategy.parse(name), name);
        }
        assertFalse(Strategy.parse("delay:0").equals(Strategy.TIME));
    }
}
