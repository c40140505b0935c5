package dev.rehearsal.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.failure.Replay;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;

/** What a search takes for a failure, beside its story. */
class FewestTest {

    private static final long STATES = 20_000;

    private static final Catalogue CATALOGUE = Catalogue.of(FewestTest.class.getClassLoader());

    private static final Path STORIES =
            Path.of(System.getProperty("basedir", "."), "src/test/resources/zoo");

    private static Run story(String name) {
        return Replay.of(FailureFile.read(STORIES.resolve(name + ".json"), CATALOGUE)).run();
    }

    /** As it was found, with operations and faults that have nothing to do with the failure. */
    @Test
    void failureThatNeedsOneOperation_fromAStoryWithMany_isReachedWithThatOne() {
        Settings settings =
                CATALOGUE.named("lock-handover").settings().withVariant("wrong-successor");
        FaultChoice swarm = FaultChoice.named("swarm");
        Run found = null;
        for (long seed = 0; found == null && seed < 1_000; seed++) {
            Run run = swarm.run(swarm.simulation(settings, seed), seed);
            found =
                    run.verdict() == Run.Verdict.VIOLATED && run.story().operations().size() > 1
                            ? run
                            : null;
        }

        Fewest fewest = Fewest.of(found, STATES);

        Fewest.Reached reached = assertInstanceOf(Fewest.Reached.class, fewest);
        assertEquals(1, reached.operations());
        assertEquals(0, reached.faults());
        assertEquals(2, reached.steps());
    }

    @Test
    void failureThatNeedsACrash_isReachedWithOneFault() {
        Run run = story("bank-forgets-what-arrived");

        Fewest.Reached reached = assertInstanceOf(Fewest.Reached.class, Fewest.of(run, STATES));

        assertEquals(1, reached.operations());
        assertEquals(1, reached.faults());
        assertFalse(reached.isLeast(), "the search without faults has no end");
        assertEquals("at most 1 operation, 1 fault", reached.toString());
    }

    @Test
    void search_thatIsCut_saysSo() {
        assertEquals(new Fewest.Missed(true), Fewest.of(story("bank-forgets-what-arrived"), 1));
    }

    @Test
    void handlerThatAsksForTheTime_isRefusedWithTheReason() {
        Fewest.Refused refused =
                assertInstanceOf(
                        Fewest.Refused.class,
                        Fewest.of(story("crdt-stamped-by-wall-clock"), STATES));

        assertTrue(refused.why().contains("knows no time"), refused::why);
    }

    private sealed interface Word {
        record Write() implements Word {}
    }

    /** Takes it for granted that a write does not fail. */
    private record Scribe() implements Actor<Integer, Word> {

        @Override
        public Integer start(Context<Word> context) {
            context.disk().append("book", new byte[] {1});
            return 0;
        }

        @Override
        public Integer receive(Integer written, Word word, Context<Word> context) {
            return written;
        }
    }

    private record Office() implements Scenario {

        @Override
        public String name() {
            return "office";
        }

        @Override
        public String summary() {
            return "one disk";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("a", new Scribe()).survives(1).survivesExits().build();
        }
    }

    /**
     * No fault that a search knows, and it has seen everything; the property is one that all have.
     */
    @Test
    void failureThatNeedsAFaultOfADisk_isMissed() {
        Settings settings = new Office().settings();
        DiskName write = new DiskName("a!1", "a", DiskFailed.Operation.WRITE, "book", 1);
        Run run =
                Simulation.of(settings)
                        .run(
                                new Story(
                                        settings,
                                        Vector.empty(),
                                        Vector.of(
                                                new Departure.DiskTrouble(
                                                        write, new DiskFault.Fails(0)))));
        assertEquals("no-exit-unheard", run.violation().get().property());

        assertEquals(new Fewest.Missed(false), Fewest.of(run, STATES));
    }

    private sealed interface Parcel {
        record Bomb() implements Parcel {}

        record Letter() implements Parcel {}

        record Second() implements Parcel {}
    }

    /** Sends a bomb and a letter to one, or a letter to each of two. */
    private record Sender(boolean isAngry) implements Actor<Integer, Parcel> {

        @Override
        public Integer start(Context<Parcel> context) {
            context.send(ActorRef.to("b"), isAngry ? new Parcel.Bomb() : new Parcel.Letter());
            context.send(ActorRef.to(isAngry ? "b" : "c"), new Parcel.Letter());
            return 0;
        }

        @Override
        public Integer receive(Integer state, Parcel parcel, Context<Parcel> context) {
            return state;
        }
    }

    /** Reads a letter in two turns. */
    private record Reader() implements Actor<Integer, Parcel> {

        @Override
        public Integer start(Context<Parcel> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer read, Parcel parcel, Context<Parcel> context) {
            return switch (parcel) {
                case Parcel.Bomb() -> throw new IllegalStateException("bang");
                case Parcel.Letter() -> {
                    if (read == 0) {
                        context.send(context.self(), new Parcel.Second());
                    }
                    yield Math.max(read, 1);
                }
                case Parcel.Second() -> 2;
            };
        }
    }

    private record Post(boolean isAngry) implements Scenario {

        @Override
        public String name() {
            return "post";
        }

        @Override
        public String summary() {
            return "two parcels";
        }

        @Override
        public Cluster cluster(Settings settings) {
            Cluster.Builder cluster =
                    Cluster.builder()
                            .node("a", new Sender(isAngry))
                            .node("b", new Reader())
                            .node("c", new Reader());
            return isAngry
                    ? cluster.always(
                                    "unread",
                                    Invariant.that("nothing is read", world -> !isRead(world)))
                            .build()
                    : cluster.eventually("read", Invariant.that("something is read", Post::isRead))
                            .within(Duration.ofSeconds(1))
                            .build();
        }

        private static boolean isRead(View world) {
            return world.states(Integer.class).contains(2);
        }
    }

    private static Run post(boolean isAngry, String... lost) {
        Settings settings = new Post(isAngry).settings();
        Vector<Departure> losses =
                Vector.of(lost).map(name -> new Departure.Drop(MessageName.parse(name)));
        return Simulation.of(settings)
                .run(new Story(settings, Vector.empty(), losses).withHeal(Heal.at(50_000_000)));
    }

    /** The search ends where the bomb goes off, one step before the letter is read. */
    @Test
    void propertyOfAllThatBreaksFirst_doesNotHideTheOther() {
        Run run = post(true, "a!1 / a→b : Bomb ~ 1");
        assertEquals("unread", run.violation().get().property());

        Fewest.Reached reached = assertInstanceOf(Fewest.Reached.class, Fewest.of(run, STATES));

        assertEquals(0, reached.faults());
        assertTrue(reached.isLeast());
    }

    @Test
    void failureThatNeedsTwoLosses_isReachedWithTwoFaults() {
        Run run = post(false, "a!1 / a→b : Letter ~ 1", "a!1 / a→c : Letter ~ 1");
        assertEquals("read", run.violation().get().property());

        Fewest.Reached reached = assertInstanceOf(Fewest.Reached.class, Fewest.of(run, STATES));

        assertEquals("0 operations, 2 faults", reached.toString());
    }

    @Test
    void clusterThatIsToBeJudgedByWhatItDoesNotHave_isRefused() {
        Cluster cluster = new Post(true).settings().cluster();

        String refusal =
                assertThrows(IllegalArgumentException.class, () -> cluster.judging("red"))
                        .getMessage();

        assertEquals(
                "a property must be one of the cluster's: property=red properties=unread", refusal);
    }
}
