package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.NotAValueException;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.function.Supplier;

/** What handlers choose in a simulation. */
class ChoiceTest {

    private static final Vector<String> COLOURS = Vector.of("red", "green", "blue");
    private static final int TICKS = 30;

    /** Chooses at every tick; {@code odd} does so twice at every second one. */
    private record Painter(Seq<?> colours, boolean odd) implements Actor<Vector<Object>, Integer> {
        @Override
        public Vector<Object> start(Context<Integer> context) {
            context.timer(1, Duration.ofMillis(1));
            return Vector.empty();
        }

        @Override
        public Vector<Object> receive(Vector<Object> had, Integer tick, Context<Integer> context) {
            if (tick < TICKS) {
                context.timer(tick + 1, Duration.ofMillis(1));
            }
            Object colour = context.choose("colour", colours);
            return had.append(
                    odd && tick % 2 == 1 ? colour + "" + context.choose("tone", COLOURS) : colour);
        }
    }

    /** Chooses among what is no value. */
    private record Vandal() implements Actor<Integer, Integer> {
        @Override
        public Integer start(Context<Integer> context) {
            return context.choose("tin", Vector.of(new int[] {1}, new int[] {2}))[0];
        }

        @Override
        public Integer receive(Integer state, Integer message, Context<Integer> context) {
            return state;
        }
    }

    private record Tick() {}

    private record Go() {}

    /**
     * A choice, a fault point and a timer of one name, and whatever else a name may be taken for.
     */
    private record Namesake() implements Actor<Integer, Object> {
        @Override
        public Integer start(Context<Object> context) {
            context.timer(new Tick(), Duration.ofMillis(1));
            return 0;
        }

        @Override
        public Integer receive(Integer fired, Object message, Context<Object> context) {
            if (message instanceof Tick) {
                context.timer(new Tick(), Duration.ofMillis(1));
                context.send(context.self(), new Go());
                return fired;
            }
            boolean fires = context.buggify("Tick") | context.buggify("tone?");
            String tone = context.choose("tone", COLOURS);
            return fires && tone.equals("red") ? fired : Math.min(fired + 1, TICKS);
        }
    }

    /** Draws choices, fault points and timers by their names. */
    private record Troubled(Drawn drawn) implements Adversary {
        @Override
        public void decide(Delivery message, long key, long nowNanos, Decision decision) {}

        @Override
        public Vector<Departure.Incident> incidents() {
            return Vector.empty();
        }

        @Override
        public Heal heal() {
            return Heal.at(60_000_000);
        }

        @Override
        public int choose(long key, Supplier<Occasion> name, int options, long nowNanos) {
            return drawn.choose(key, name, options, nowNanos);
        }

        @Override
        public boolean fires(long key, Supplier<Occasion> name, String site, long nowNanos) {
            return drawn.below(key + 1, 2) == 0;
        }

        @Override
        public boolean mistimes() {
            return true;
        }

        @Override
        public Departure.@Nullable Mistimed timer(
                long key, Supplier<Occasion> name, Firing timer, long nowNanos) {
            return drawn.seed() > 0 && drawn.below(key + 2, 3) == 0
                    ? new Departure.Mistimed(name.get(), 3_000_000)
                    : null;
        }
    }

    private record Studio(Actor<?, ?>... painters) implements Scenario {
        @Override
        public String name() {
            return "studio";
        }

        @Override
        public String summary() {
            return "which colour?";
        }

        @Override
        public Cluster cluster(Settings settings) {
            Cluster.Builder cluster = Cluster.builder();
            for (int n = 0; n < painters.length; n++) {
                cluster.node("s" + n, painters[n]);
            }
            return cluster.build();
        }
    }

    /** Draws choices by their names, and nothing else. */
    private record Drawn(long seed) implements Adversary {
        @Override
        public void decide(Delivery message, long key, long nowNanos, Decision decision) {}

        @Override
        public Vector<Departure.Incident> incidents() {
            return Vector.empty();
        }

        @Override
        public Heal heal() {
            return Heal.at(10_000_000);
        }

        @Override
        public int choose(long key, Supplier<Occasion> name, int options, long nowNanos) {
            return below(key, options);
        }

        int below(long key, int bound) {
            return (int) Long.remainderUnsigned(Fingerprint.fold(seed, key), bound);
        }
    }

    private static final Simulation.Options TRACED =
            Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000L);

    private static Simulation studio(Actor<?, ?>... painters) {
        return Simulation.of(new Studio(painters).settings()).with(TRACED);
    }

    private static Run run(Simulation simulation, long seed) {
        return simulation.run(Vector.empty(), new Drawn(seed));
    }

    private static Vector<Object> colours(Run run, String actor) {
        return run.trace()
                .events()
                .filter(TraceEvent.Chosen.class::isInstance)
                .map(TraceEvent.Chosen.class::cast)
                .filter(chosen -> chosen.actor().equals(actor) && chosen.site().equals("colour"))
                .map(TraceEvent.Chosen::value);
    }

    @Test
    void choices_inTheCalmWorld_areTheFirstOptions() {
        Run run = studio(new Painter(COLOURS, false)).run(Vector.empty(), Adversary.CALM);

        assertEquals(Vector.fill(TICKS, "red"), colours(run, "s0"));
        assertEquals(Vector.empty(), run.story().departures());
    }

    @Test
    void occasionsOfOneName_areCountedApart_soThatAStoryIsTheSameWithoutTheOthers() {
        for (long seed = 0; seed < 10; seed++) {
            Simulation studio = studio(new Namesake());
            Run found = studio.run(Vector.empty(), new Troubled(new Drawn(seed)));
            Run again = studio.run(found.story());

            assertEquals(found.traceHash(), again.traceHash());
            assertEquals(Vector.empty(), again.unused());
            Vector<Departure.OfOccasion> occasions =
                    found.story()
                            .departures()
                            .filter(Departure.OfOccasion.class::isInstance)
                            .map(Departure.OfOccasion.class::cast);
            assertEquals(Vector.empty(), occasions.filter(d -> d.occasion().occurrence() != 1));
            assertEquals(
                    Vector.of(FaultKind.BUGGIFY, FaultKind.CHOICE)
                            .appendAll(seed == 0 ? Vector.empty() : Vector.of(FaultKind.MISTIMED))
                            .toSortedSet(),
                    occasions.map(Departure::kind).toSortedSet());
        }
    }

    @Test
    void choices_underSeeds_takeEveryOptionBeforeTheHealTimeAndAfterIt() {
        Run run = run(studio(new Painter(COLOURS, false)), 1);

        assertEquals(TICKS, colours(run, "s0").size());
        assertEquals(3, colours(run, "s0").take(9).distinct().size());
        assertEquals(3, colours(run, "s0").drop(10).distinct().size());
        assertNotEquals(
                colours(run, "s0"), colours(run(studio(new Painter(COLOURS, false)), 2), "s0"));
    }

    @Test
    void story_keepsWhatIsNotTheFirstOption_andIsTheSameRunWithoutTheSeed() {
        Simulation simulation = studio(new Painter(COLOURS, true));
        Run run = run(simulation, 3);

        Run again = simulation.run(run.story());

        assertEquals(run.traceHash(), again.traceHash());
        assertEquals(run.trace(), again.trace());
        assertEquals(Vector.empty(), again.unused());
        assertTrue(
                run.story().departures().forAll(d -> d.kind() == FaultKind.CHOICE),
                run.story()::toString);
        assertEquals(
                colours(run, "s0").count(colour -> !colour.equals("red")),
                run.story()
                        .departures()
                        .count(d -> d.toString().contains(": colour? ~ 1: chooses")));
        assertTrue(run.injected().isEmpty(), "a choice is no fault");
    }

    @Test
    void storyWithoutOneChoice_leavesTheOthersAsTheyWere() {
        Simulation simulation = studio(new Painter(COLOURS, false), new Painter(COLOURS, false));
        Run run = run(simulation, 4);
        Vector<Departure> departures = run.story().departures();

        Run fewer = simulation.run(run.story().withDepartures(departures.removeAt(3)));

        assertEquals(departures.removeAt(3), fewer.story().departures());
    }

    @Test
    void choicesOfOneActor_doNotDependOnThoseOfAnother() {
        Run alone = run(studio(new Painter(COLOURS, false), new Painter(COLOURS, false)), 5);
        Run other = run(studio(new Painter(COLOURS, true), new Painter(COLOURS, false)), 5);

        assertEquals(colours(alone, "s1"), colours(other, "s1"));
        assertEquals(colours(alone, "s0"), colours(other, "s0"), "nor on those at another site");
    }

    @Test
    void handlerThatIsRunTwice_choosesTheSameTwice() {
        Simulation simulation = studio(new Painter(COLOURS, true));
        Run once = run(simulation, 6);

        Run twice = run(simulation.with(TRACED.twice()), 6);

        assertEquals(Run.Verdict.HOLDS, twice.verdict(), twice.violation()::toString);
        assertEquals(once.traceHash(), twice.traceHash());
        assertEquals(once.trace(), twice.trace());
    }

    @Test
    void departureWhoseOptionIsNotThere_takesTheFirstAndIsReportedAsUnused() {
        Run many = run(studio(new Painter(COLOURS, false)), 7);
        Departure blue =
                many.story().departures().find(d -> d.toString().endsWith("option 3")).get();
        Simulation few = studio(new Painter(COLOURS.take(2), false));

        Run run = few.run(new Story(few.settings(), Vector.empty(), Vector.of(blue), Heal.NEVER));

        assertEquals(Vector.fill(TICKS, "red"), colours(run, "s0"));
        assertEquals(Vector.of(blue), run.unused());
    }

    @Test
    void choiceWithoutOptions_isRefusedByNameWithWhatToDo() {
        Run run = run(studio(new Painter(Vector.empty(), false)), 1);

        assertEquals("no-handler-throws", run.violation().get().property());
        assertTrue(
                run.violation()
                        .get()
                        .message()
                        .contains(
                                "a choice must have an option, give one at least, the simplest"
                                        + " first: choice=colour actor=s0"),
                run.violation()::toString);
    }

    @Test
    void choiceAmongWhatIsNoValue_isRefused() {
        Simulation simulation = studio(new Vandal());

        assertThrows(NotAValueException.class, () -> run(simulation, 1));
    }
}
