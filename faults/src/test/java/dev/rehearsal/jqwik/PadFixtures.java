package dev.rehearsal.jqwik;

import static dev.rehearsal.jqwik.Profile.CALM;
import static dev.rehearsal.jqwik.Profile.HARSH;
import static dev.rehearsal.jqwik.Profile.LOSSY;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Properties that the tests of this package run, most of which fail. The name keeps them out of
 * what Surefire discovers.
 */
final class PadFixtures {

    private PadFixtures() {}

    /** What the bodies of the properties have seen, in order. */
    static final List<Object> SEEN = new ArrayList<>();

    static final Settings ONE = new Pad().settings();
    static final Settings TWO = new Pad().settings().with(Pad.COPIES, 2);
    static final Settings TOUCHY = TWO.withVariant("touchy");

    static class Broken {
        @Property(tries = 500)
        void twoCopiesAreOneRegister(@ForAll @Faults(LOSSY) Plan plan) {
            SEEN.add(plan);
            plan.run(TWO).assertHolds();
        }
    }

    static class Healthy {
        @Property(tries = 200)
        void oneCopyIsARegister(@ForAll @Faults(LOSSY) Plan plan) {
            SEEN.add(plan);
            plan.run(new Pad()).assertHolds();
        }
    }

    static class Chosen {
        @SimulationProperty
        void eachStrategyIsDrawn(@ForAll @Faults(value = CALM, strategy = "portfolio") Plan plan) {
            SEEN.add(plan);
            plan.run(ONE).assertHolds();
        }
    }

    static class ChosenBroken {
        @SimulationProperty
        void twoCopiesAreOneRegister(@ForAll @Faults(value = CALM, strategy = "random") Plan plan) {
            SEEN.add(plan);
            plan.run(TWO).assertHolds();
        }
    }

    static class WithoutAnnotation {
        @Property(tries = 3)
        void isLossy(@ForAll Plan plan) {
            SEEN.add(plan.profile());
        }
    }

    static class OwnProfile {
        static final class Duplicates implements ProfileSource {
            @Override
            public FaultProfile profile(long seed) {
                return FaultProfile.CALM
                        .named("duplicates")
                        .with(new dev.rehearsal.faults.Duplicates(1, Duration.ofMillis(1)));
            }
        }

        static final class Holds implements ProfileSource {
            @Override
            public FaultProfile profile(long seed) {
                return FaultProfile.CALM
                        .named("holds")
                        .with(new dev.rehearsal.faults.Holds(0.5, Duration.ofMillis(50), 1));
            }
        }

        @Property(tries = 3)
        void isUsed(@ForAll @Faults(from = Duplicates.class) Plan plan) {
            SEEN.add(plan.profile());
        }
    }

    static class Overridden {
        @Property(tries = 3)
        void isUsed(
                @ForAll
                        @Faults(
                                value = CALM,
                                overrides = {"drop.rate=0.3", "pause.max=2s"})
                        Plan plan) {
            SEEN.add(plan.profile());
            plan.run(ONE);
        }
    }

    static class OwnProfileBroken {
        @Property(tries = 500)
        void twoCopiesAreOneRegister(@ForAll @Faults(from = OwnProfile.Holds.class) Plan plan) {
            plan.run(TWO).assertHolds();
        }
    }

    static class OwnAssertion {
        @Property(tries = 500)
        void everyOperationCompletes(@ForAll @Faults(HARSH) Plan plan) {
            SEEN.add(plan);
            assertEquals(0, plan.run(ONE).assertHolds().unknown());
        }
    }

    static class Compared {
        @Property(tries = 500)
        void asManyComplete(@ForAll @Faults(HARSH) Plan plan) {
            SEEN.add(plan);
            assertEquals(plan.run(ONE).ok(), plan.run(TWO).ok());
        }
    }

    static class TwoBugs {
        @Property(tries = 500)
        void nothingIsWrong(@ForAll @Faults(LOSSY) Plan plan) {
            SEEN.add(plan);
            assertTrue(plan.run(TOUCHY).holds());
        }
    }

    static class Predicate {
        @Property(tries = 500)
        boolean twoCopiesAreOneRegister(@ForAll @Faults(LOSSY) Plan plan) {
            SEEN.add(plan);
            return plan.run(TWO).holds();
        }
    }

    static class SeveralPlans {
        @Property(tries = 500)
        void allHold(@ForAll @Size(3) List<@Faults(HARSH) Plan> plans) {
            SEEN.addAll(plans);
            plans.forEach(plan -> plan.run(TWO).assertHolds());
        }
    }

    static class Throwing {
        @Property(tries = 500)
        void nothingIsWrong(@ForAll @Faults(LOSSY) Plan plan) {
            plan.run(TOUCHY).assertHolds();
        }
    }

    /** Refuses the finished plan of the shrinker, so that jqwik takes things away itself. */
    static class Stubborn {
        @Property(tries = 500)
        void nothingIsWrong(@ForAll @Faults(LOSSY) Plan plan) {
            SEEN.add(plan);
            PlanResult result = plan.run(TOUCHY);
            Assume.that(result.run().story().operations().size() > 4);
            assertTrue(result.holds());
        }
    }

    static class TwoScenarios {
        @Property(tries = 500)
        void bothHold(@ForAll @Faults(LOSSY) Plan plan) {
            SEEN.add(plan.run(ONE).assertHolds().run().traceHash());
            plan.run(TWO).assertHolds();
        }
    }

    static class WithNumber {
        @Property(tries = 500)
        void smallNumbersHold(
                @ForAll @Faults(LOSSY) Plan plan, @ForAll @IntRange(min = 0, max = 9) int number) {
            SEEN.add(plan);
            if (number > 3) {
                plan.run(TWO).assertHolds();
            }
        }
    }

    static class TwoPlans {
        @Property(tries = 500)
        void bothHold(@ForAll @Faults(CALM) Plan calm, @ForAll @Faults(LOSSY) Plan lossy) {
            SEEN.add(calm.seed());
            SEEN.add(lossy.seed());
            calm.run(ONE).assertHolds();
            lossy.run(TWO).assertHolds();
        }
    }

    static class Several {
        @Property(tries = 500)
        void first(@ForAll Plan plan) {
            plan.run(TWO).assertHolds();
        }

        @Property(tries = 500)
        void second(@ForAll Plan plan) {
            plan.run(TWO).assertHolds();
        }

        @Property(tries = 500)
        void third(@ForAll Plan plan) {
            plan.run(TOUCHY).assertHolds();
        }

        @Property(tries = 500)
        void fourth(@ForAll @Faults(HARSH) Plan plan) {
            assertEquals(0, plan.run(ONE).unknown());
        }
    }

    /** Fails without having been asked anything. */
    static class WithoutOperations {

        private record Counter() implements Actor<Integer, String> {
            @Override
            public Integer start(Context<String> context) {
                context.timer("count", Duration.ofMillis(1));
                return 0;
            }

            @Override
            public Integer receive(Integer count, String message, Context<String> context) {
                return count + 1;
            }
        }

        private record Counting() implements Scenario {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public String summary() {
                return "counts to one";
            }

            @Override
            public Cluster cluster(Settings settings) {
                return Cluster.builder()
                        .node("n1", new Counter())
                        .always(
                                "zero",
                                Invariant.that(
                                        "nothing is counted",
                                        world -> world.state("n1", Integer.class).contains(0)))
                        .build();
            }
        }

        @Property(tries = 1)
        void nothingIsCounted(@ForAll @Faults(CALM) Plan plan) {
            plan.run(new Counting()).assertHolds();
        }
    }

    static class NoRun {
        @Property
        void fails(@ForAll Plan plan) {
            throw new IllegalStateException("before any run");
        }
    }
}
