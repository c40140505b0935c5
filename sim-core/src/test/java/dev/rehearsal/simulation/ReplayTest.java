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
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Bustle.Harsh;

import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A run is a function of its story, and of nothing else. */
class ReplayTest {

    private static final Simulation.Options VERBOSE = Simulation.Options.DEFAULT.verbose();

    private static Simulation simulation() {
        return Simulation.of(new Bustle(2).settings()).with(VERBOSE);
    }

    private static Harsh adversary(long seed, boolean cruel) {
        return cruel ? Harsh.cruel(seed) : Harsh.of(seed);
    }

    @Property(tries = 100)
    void sameSeed_runTwice_givesSameTraceHash(@ForAll long seed, @ForAll boolean cruel) {
        Run first = simulation().run(seed, adversary(seed, cruel));
        Run second = simulation().run(seed, adversary(seed, cruel));
        assertSameRun(first, second);
    }

    @Property(tries = 100)
    void story_replayedWithoutASeed_isTheSameRun(@ForAll long seed, @ForAll boolean cruel) {
        Simulation simulation = simulation();
        Run run = simulation.run(seed, adversary(seed, cruel));
        Run replayed = simulation.run(run.story());
        assertSameRun(run, replayed);
        assertEquals(Vector.empty(), replayed.unused());
    }

    /** One field after the other, the events first: a difference shows where it begins. */
    private static void assertSameRun(Run first, Run second) {
        for (int i = 0; i < first.trace().events().size(); i++) {
            int at = i;
            assertEquals(
                    first.trace().events().get(i),
                    i < second.trace().events().size() ? second.trace().events().get(i) : null,
                    () -> "event " + at);
        }
        assertEquals(first.stepHashes(), second.stepHashes());
        assertEquals(first.traceHash(), second.traceHash());
        assertEquals(first.steps(), second.steps());
        assertEquals(first.nanos(), second.nanos());
        assertEquals(first.story(), second.story());
        assertEquals(first.injected(), second.injected());
        assertEquals(first.effective(), second.effective());
        assertEquals(first.ok(), second.ok());
        assertEquals(first.unknown(), second.unknown());
        assertEquals(first.history(), second.history());
        assertEquals(first.violation(), second.violation());
    }

    /** Counts, in a place that outlives the run, how often it was asked. */
    private record Leaky() implements Scenario {

        private static int asked;

        private record Counter() implements Actor<Integer, Object> {
            @Override
            public Integer start(Context<Object> context) {
                context.send(context.self(), ++asked);
                return 0;
            }

            @Override
            public Integer receive(Integer state, Object message, Context<Object> context) {
                return state;
            }
        }

        @Override
        public String name() {
            return "leaky";
        }

        @Override
        public String summary() {
            return "a state outside of the run";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("s1", new Counter()).build();
        }
    }

    @Test
    void actor_thatRemembersOtherRuns_givesAnotherTraceHash() {
        var leaky = Simulation.of(new Leaky().settings());
        assertNotEquals(
                leaky.run(1, Adversary.CALM).traceHash(), leaky.run(1, Adversary.CALM).traceHash());
    }

    /** The teeth of the above: what happens in the runs, and that seeds differ. */
    @Test
    void bustle_overSomeSeeds_showsEveryKindOfEventAndFault() {
        Simulation simulation = simulation();
        Set<Class<?>> kinds = HashSet.empty();
        Set<FaultKind> injected = HashSet.empty();
        Set<FaultKind> effective = HashSet.empty();
        Set<Long> hashes = HashSet.empty();
        Set<Class<?>> points = HashSet.empty();
        int unknown = 0;
        for (long seed = 0; seed < 100; seed++) {
            Run run = simulation.run(seed, seed % 2 == 0 ? Harsh.of(seed) : Harsh.cruel(seed));
            kinds = kinds.addAll(run.trace().events().map(Object::getClass));
            injected = injected.addAll(run.injected().keySet());
            effective = effective.addAll(run.effective().keySet());
            hashes = hashes.add(run.traceHash());
            unknown += run.unknown();
            for (Departure departure : run.story().departures()) {
                points =
                        switch (departure) {
                            case Departure.Held held -> points.add(held.until().getClass());
                            case Departure.Again again -> points.add(again.until().getClass());
                            case Departure.Incident incident ->
                                    points.add(incident.at().getClass());
                            case Departure.Drop _,
                                    Departure.Corrupt _,
                                    Departure.Cut _,
                                    Departure.Hang _,
                                    Departure.OfDisk _,
                                    Departure.OfOccasion _ ->
                                    points;
                        };
            }
        }
        Set<FaultKind> there =
                HashSet.ofAll(FaultKind.FAULTS)
                        .remove(FaultKind.RESTORE)
                        .remove(FaultKind.RESET)
                        .remove(FaultKind.MISTIMED)
                        .remove(FaultKind.CORRUPT)
                        .remove(FaultKind.HANG)
                        .remove(FaultKind.BUGGIFY);
        assertEquals(there, injected, "all but those that the tests of the profiles show");
        assertEquals(there, effective);
        assertEquals(100, hashes.size());
        assertTrue(unknown > 0);
        assertEquals(
                HashSet.of(TraceEvent.class.getPermittedSubclasses())
                                .flatMap(type ->
                                        type.isSealed()
                                                ? HashSet.of(type.getPermittedSubclasses())
                                                : HashSet.of(type))
                                .size()
                        - 3,
                kinds.size(),
                () -> "all but a spawn, a choice and a heal");
        assertEquals(4, points.size());
    }

    private static Map<MessageName, Set<Departure>> fates(Run run) {
        Map<MessageName, Set<Departure>> fates = HashMap.empty();
        for (TraceEvent event : run.trace().events()) {
            if (event instanceof TraceEvent.Sent sent && sent.name() != null) {
                assertTrue(!fates.containsKey(sent.name()), () -> "sent twice: " + sent.name());
                fates = fates.put(sent.name(), HashSet.empty());
            }
        }
        for (Departure departure : run.story().departures()) {
            if (departure instanceof Departure.OfMessage of) {
                Set<Departure> known = fates.get(of.message()).get();
                fates = fates.put(of.message(), known.add(departure));
            }
        }
        return fates;
    }

    @Property(tries = 100)
    void operation_takenAway_leavesTheFateOfEveryMessageThatIsStillSent(
            @ForAll long seed, @ForAll @IntRange(max = 7) int which) {
        Simulation simulation = simulation();
        Run whole = simulation.run(seed, Harsh.of(seed));
        Vector<PlannedOperation> fewer = whole.story().operations().removeAt(which);
        Run without = simulation.run(fewer, Harsh.of(seed));
        assertSameFates(fates(whole), fates(without), Option.none());
    }

    /** The adversary, but for one message. */
    private record Sparing(Adversary adversary, long spared) implements Adversary {
        @Override
        public void decide(Delivery message, long key, long nowNanos, Decision decision) {
            if (key != spared) {
                adversary.decide(message, key, nowNanos, decision);
            }
        }

        @Override
        public Vector<Departure.Incident> incidents() {
            return adversary.incidents();
        }
    }

    @Property(tries = 100)
    void departure_takenAway_leavesTheFateOfEveryOtherMessageThatIsStillSent(
            @ForAll long seed, @ForAll @IntRange(max = 10_000) int which) {
        Simulation simulation = simulation();
        Run whole = simulation.run(seed, Harsh.of(seed));
        Vector<MessageName> fated =
                whole.story()
                        .departures()
                        .flatMap(departure ->
                                departure instanceof Departure.OfMessage of
                                        ? Vector.of(of.message())
                                        : Vector.empty());
        if (fated.isEmpty()) {
            return;
        }
        MessageName spared = fated.get(which % fated.size());
        Run without =
                simulation.run(
                        whole.story().operations(), new Sparing(Harsh.of(seed), spared.key()));
        assertSameFates(fates(whole), fates(without), Option.some(spared));
    }

    private static void assertSameFates(
            Map<MessageName, Set<Departure>> whole,
            Map<MessageName, Set<Departure>> without,
            Option<MessageName> spared) {
        for (MessageName name : whole.keySet()) {
            if (without.containsKey(name) && !spared.contains(name)) {
                assertEquals(whole.get(name), without.get(name), name::toString);
            }
        }
        spared.forEach(name -> assertEquals(HashSet.empty(), without.get(name).get()));
    }

    private static final Pattern OF_TWO = Pattern.compile("[^:]*[abc]2");
    private static final Pattern STEP = Pattern.compile("step=\\d+, ");
    private static final Pattern ID = Pattern.compile("id=\\d+, ");

    /** What happened in a group, without the numbers that count over all. */
    private static Vector<String> group(Run run, String group) {
        Predicate<String> isOfGroup =
                Pattern.compile("[=/→ ][abc]" + group + "[^0-9]").asPredicate();
        return run.trace()
                .events()
                .map(Object::toString)
                .filter(isOfGroup)
                .map(text -> ID.matcher(STEP.matcher(text).replaceFirst("")).replaceFirst(""));
    }

    /** The run ends with the last operation of all, so that one may be longer than the other. */
    private static void assertOneGoesOnAsTheOther(Vector<String> left, Vector<String> right) {
        int both = Math.min(left.size(), right.size());
        assertEquals(left.take(both).mkString("\n"), right.take(both).mkString("\n"));
        assertTrue(both > 20, () -> "too little in common: " + both);
    }

    @Property(tries = 40)
    void operation_takenAway_leavesEverythingInAnotherGroupAsItWas(
            @ForAll long seed, @ForAll @IntRange(max = 3) int which) {
        Simulation simulation = simulation();
        Run whole = simulation.run(seed, Harsh.cruel(seed));
        Run without = simulation.run(whole.story().operations().removeAt(which), Harsh.cruel(seed));
        assertOneGoesOnAsTheOther(group(whole, "2"), group(without, "2"));
    }

    @Property(tries = 40)
    void departures_ofOneGroup_takenAway_leaveEverythingInAnotherAsItWas(@ForAll long seed) {
        Simulation simulation = simulation();
        Run whole = simulation.run(seed, Harsh.cruel(seed));
        Story story = whole.story();
        Run without =
                simulation.run(
                        story.withDepartures(
                                story.departures()
                                        .filter(departure ->
                                                OF_TWO.matcher(departure.toString()).lookingAt())));
        assertOneGoesOnAsTheOther(group(whole, "2"), group(without, "2"));
    }

    /** Every name of a traced run is the key that the agenda asks the script with. */
    @Property(tries = 5)
    void script_thatDropsAMessageByItsName_dropsThatOneAndNoOther(@ForAll long seed) {
        Simulation simulation = simulation();
        Run calm = simulation.run(seed, Adversary.CALM);
        for (MessageName name : fates(calm).keySet()) {
            var script = new Script(Vector.of(new Departure.Drop(name)));
            Run run = simulation.run(calm.story().operations(), script);
            assertEquals(
                    Vector.of(name),
                    run.trace()
                            .events()
                            .flatMap(event ->
                                    event instanceof TraceEvent.Sent sent && sent.dropped()
                                            ? Vector.of(sent.name())
                                            : Vector.empty()));
            assertEquals(Vector.of(new Departure.Drop(name)), run.story().departures());
            assertEquals(Vector.empty(), script.unused());
        }
    }

    @Test
    void departures_whoseMessageIsNeverSent_areReportedAsUnused() {
        Simulation simulation = simulation();
        Run calm = simulation.run(1, Adversary.CALM);
        MessageName known = MessageName.parse("c1#1 / c1→a1/front : Ask ~ 1");
        MessageName other = MessageName.parse("c1#1 / c1→b1/front : Ask ~ 1");
        MessageName used = fates(calm).containsKey(known) ? known : other;
        MessageName never = used.equals(known) ? other : known;
        Vector<Departure> departures =
                Vector.of(
                        new Departure.Held(never, new Point.End()),
                        new Departure.Held(used, new Point.After(5)),
                        new Departure.Drop(MessageName.parse("c9#1 / c1→a1 : Ask ~ 1")));
        Run run = simulation.run(calm.story().withDepartures(departures));
        assertEquals(Vector.of(departures.get(0), departures.get(2)), run.unused());
        assertEquals(Vector.of(departures.get(1)), run.story().departures());
    }

    @Test
    void twoDeparturesOfOneKind_theLaterCountsButEachRepetitionDoes() {
        Simulation simulation = simulation();
        Run calm = simulation.run(1, Adversary.CALM);
        MessageName name =
                calm.trace()
                        .events()
                        .find(event -> event instanceof TraceEvent.Sent s && s.name() != null)
                        .map(event -> ((TraceEvent.Sent) event).name())
                        .get();
        var late = new Departure.Held(name, new Point.After(7));
        Run run =
                simulation.run(
                        calm.story()
                                .withDepartures(
                                        Vector.of(
                                                new Departure.Held(name, new Point.After(5)),
                                                late,
                                                new Departure.Again(name, new Point.After(9)),
                                                new Departure.Again(name, new Point.After(8)))));
        assertEquals(
                Vector.of(
                        late,
                        new Departure.Again(name, new Point.After(9)),
                        new Departure.Again(name, new Point.After(8))),
                run.story().departures());
        assertEquals(Vector.empty(), run.unused());
    }

    @Test
    void story_ofOtherSettings_isRefused() {
        Run run = simulation().run(1, Adversary.CALM);
        var other = Simulation.of(new Renamed().settings());
        assertThrows(IllegalArgumentException.class, () -> other.run(run.story()));
        assertNotEquals(new Renamed().settings(), run.story().settings());
    }

    private record Renamed() implements Scenario {
        @Override
        public String name() {
            return "renamed";
        }

        @Override
        public String summary() {
            return "another";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return new Bustle(2).cluster(settings);
        }
    }
}
