package dev.rehearsal.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Occasion;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What went wrong, as it is told; of a turn that is cut with what it had done. */
class StoryTextTest {

    private static final long MS = 1_000_000;

    private static final ActorRef<Word> CLERK = ActorRef.to("office/clerk");
    private static final ActorRef<Word> SAFE = ActorRef.to("safe");

    private sealed interface Word {}

    private record Post() implements Word {}

    private record Letter(int number) implements Word {}

    private record Filed() implements Word {}

    /** A clerk posts letters to a safe, which writes each down before it says so. */
    private record Office(int room) implements Scenario {

        @Override
        public String name() {
            return "office";
        }

        @Override
        public String summary() {
            return "for sentences";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("office", LinkedHashMap.of("clerk", new Clerk()))
                    .node("safe", new Safe(room))
                    .survives(1)
                    .survivesExits()
                    .build();
        }
    }

    private record Clerk() implements Actor<Integer, Word> {

        @Override
        public Integer start(Context<Word> context) {
            context.timer(new Post(), Duration.ofMillis(10));
            return 0;
        }

        @Override
        public Integer receive(Integer posted, Word word, Context<Word> context) {
            if (!(word instanceof Post) || posted == 2) {
                return posted;
            }
            int number = posted + 1;
            context.report("letter " + number);
            context.timer(new Post(), Duration.ofMillis(10));
            if (context.buggify("posted-twice")) {
                context.send(SAFE, new Letter(number));
            }
            context.send(SAFE, new Letter(number));
            return number;
        }
    }

    private record Safe(int room) implements Actor<Integer, Word> {

        @Override
        public Integer start(Context<Word> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer held, Word word, Context<Word> context) {
            if (word instanceof Letter(int number)) {
                if (number > room) {
                    throw new IllegalStateException("full");
                }
                context.disk().append("letters", new byte[] {(byte) number});
                context.disk().sync("letters");
                if (number == 2) {
                    context.disk().syncFolder();
                }
                context.send(CLERK, new Filed());
                context.report("filed " + number);
                return held + 1;
            }
            return held;
        }
    }

    /** The sentences of a story without operations. */
    private static Vector<String> told(Departure... departures) {
        return told(2, departures);
    }

    /** With a safe that throws when it is full. */
    private static Vector<String> told(int room, Departure... departures) {
        Settings settings = new Office(room).settings();
        Run run =
                Simulation.of(settings)
                        .with(Simulation.Options.DEFAULT.verbose())
                        .run(new Story(settings, Vector.empty(), Vector.of(departures)));
        assertEquals(Vector.empty(), run.unused());
        return StoryText.of(run);
    }

    private static void assertTold(String sentence, Departure departure) {
        assertEquals(Vector.of(sentence), told(departure));
    }

    private static MessageName letter(int number) {
        return MessageName.parse(
                "office/clerk.Post#" + number + " / office/clerk→safe : Letter ~ 1");
    }

    private static Departure killed(TurnName turn, int at) {
        return new Departure.Cut(turn, at, new Departure.Cut.Exit(new ExitReason.Killed()));
    }

    private static Departure powerLoss(TurnName turn, int at) {
        return new Departure.Cut(
                turn, at, new Departure.Cut.PowerLoss(5 * MS, Aftermath.parse("+")));
    }

    @Test
    void run_inWhichNothingHappens_isToldInOneSentence() {
        assertEquals(Vector.of("Nothing is asked and nothing goes wrong."), told());
    }

    /** The first letter, when it is cut at that time and place. */
    private static void assertCut(int at, String time, String place) {
        assertTold(
                "At "
                        + time
                        + " safe ends with killed as it handles the Letter from office/clerk for"
                        + " the timer Post of office/clerk, "
                        + place,
                killed(TurnName.of(letter(1), 0), at));
    }

    @Test
    void turn_cutInAllItsPlaces_isToldByWhatItHadDone() {
        assertCut(0, "11ms", "before writing 1 byte to letters.");
        assertCut(1, "11ms", "after writing 1 byte to letters, before syncing letters.");
        assertCut(
                2,
                "11.1ms",
                "after writing 1 byte to letters and syncing letters, before sending Filed to"
                        + " office/clerk.");
        String all =
                "after writing 1 byte to letters, syncing letters and sending Filed to"
                        + " office/clerk, before its new state counts.";
        assertCut(3, "11.1ms", all);
        assertCut(4, "11.1ms", all);
    }

    @Test
    void turn_cutBehindManyEffects_isToldByTheLastOfThem() {
        assertTold(
                "At 21.2ms safe ends with killed as it handles the Letter from office/clerk for the"
                        + " 2nd timer Post of office/clerk, after doing 4 things, sending Filed to"
                        + " office/clerk the last of them, before its new state counts.",
                killed(TurnName.of(letter(2), 0), 4));
    }

    @Test
    void turnThatThrows_isToldByWhatItThrows() {
        assertEquals(Vector.of("At 11ms safe threw IllegalStateException: full."), told(0));
        assertEquals(
                Vector.of(
                        "At 11ms safe ends with killed as it handles the Letter from office/clerk"
                                + " for the timer Post of office/clerk, before ending with"
                                + " IllegalStateException."),
                told(0, killed(TurnName.of(letter(1), 0), 0)));
    }

    @Test
    void nodeThatLosesPowerInATurn_isToldWithTheActorAndWhatSurvives() {
        assertTold(
                "At 11ms safe loses power as it handles the Letter from office/clerk for the timer"
                    + " Post of office/clerk, after writing 1 byte to letters, before syncing"
                    + " letters, and boots 5ms later; of the changes that were not synced survive"
                    + " +.",
                powerLoss(TurnName.of(letter(1), 0), 1));
        assertTold(
                "At 20ms office loses power as the 2nd timer Post of office/clerk fires, before"
                        + " setting its timer Post, and boots 5ms later.",
                powerLoss(new TurnName("office/clerk.Post#2"), 0));
    }

    @Test
    void turnsOfEveryKind_areToldByWhatBeganThem() {
        assertTold(
                "At 10ms office/clerk ends with killed as its timer Post fires, after setting its"
                        + " timer Post, before sending Letter to safe.",
                killed(new TurnName("office/clerk.Post#1"), 2));
        assertTold(
                "At 0ms safe ends with killed as it starts, before its new state counts.",
                killed(TurnName.start("safe!1", "safe"), 0));
        assertTold(
                "At 20ms office/clerk hears nothing for 5ms before its 2nd timer Post fires.",
                new Departure.Hang(new TurnName("office/clerk.Post#2"), 5 * MS));
        assertEquals(
                Vector.of(
                        "The Letter from office/clerk to safe for the timer Post of office/clerk is"
                                + " delivered again 3ms after it was sent.",
                        "At 13ms safe ends with killed as it handles the Letter from office/clerk"
                            + " for the timer Post of office/clerk that is delivered again, before"
                            + " writing 1 byte to letters."),
                told(
                        new Departure.Again(letter(1), new Point.After(3 * MS)),
                        killed(TurnName.of(letter(1), 1), 0)));
    }

    @Test
    void messages_areToldWithWhatBecomesOfThem() {
        String letter = "The Letter from office/clerk to safe for the timer Post of office/clerk ";
        assertTold(letter + "is lost.", new Departure.Drop(letter(1)));
        assertTold(
                letter + "does not arrive before the run ends.",
                new Departure.Held(letter(1), new Point.End()));
        assertTold(
                letter + "is delivered again at t=15ms.",
                new Departure.Again(letter(1), new Point.At(15 * MS)));
        assertTold(
                letter + "is delivered again after the end.",
                new Departure.Again(letter(1), new Point.End()));
        assertTold(
                letter + "is held until 5ms after it was sent.",
                new Departure.Held(letter(1), new Point.After(5 * MS)));
    }

    @Test
    void disksTimersAndFaultPoints_areToldWithWhoseTheyAre() {
        DiskName write =
                new DiskName(
                        "office/clerk.Post#1", "safe", DiskFailed.Operation.WRITE, "letters", 1);
        DiskName sync =
                new DiskName(
                        "office/clerk.Post#2", "safe", DiskFailed.Operation.SYNC, "letters", 1);
        assertTold(
                "At 11ms the write of letters by safe for the timer Post of office/clerk fails.",
                new Departure.DiskTrouble(write, new DiskFault.Fails(0)));
        assertTold(
                "At 21ms the sync of letters by safe for the 2nd timer Post of office/clerk takes"
                        + " 5ms longer.",
                new Departure.Stall(sync, 5 * MS));
        assertTold(
                "At 0ms office/clerk sets its timer Post, which fires 3ms later.",
                new Departure.Mistimed(
                        Occasion.parse("office!1 / office/clerk : Post ~ 1"), 3 * MS));
        assertTold(
                "At 10ms the fault point posted-twice of office/clerk for the timer Post of"
                        + " office/clerk fires.",
                new Departure.Fires(
                        Occasion.parse("office/clerk.Post#1 / office/clerk : posted-twice ~ 1")));
    }

    @Test
    void incidents_areToldWithTheirTime() {
        assertTold(
                "safe loses power at t=15ms and boots 5ms later.",
                new Departure.Crash("safe", 0, new Point.At(15 * MS), 5 * MS, Aftermath.NONE));
        assertTold(
                "safe stands still for 5ms at t=15ms.",
                new Departure.Pause("safe", 0, new Point.At(15 * MS), 5 * MS));
        Point at = new Point.At(15 * MS);
        assertTold(
                "safe loses power at t=15ms and boots 5ms later with its disk as it was at t=3ms,"
                        + " without what was not synced then.",
                new Departure.Restore("safe", 0, at, 5 * MS, 3 * MS));
        assertTold(
                "safe loses power at t=15ms and boots 5ms later with an empty disk.",
                new Departure.Restore("safe", 0, at, 5 * MS, 0));
        assertTold(
                "The process of safe ends at t=15ms and starts 5ms later.",
                new Departure.Stop("safe", 0, at, 5 * MS));
        assertTold(
                "The process of safe is told to end at t=15ms, does at the latest 2ms later, and"
                        + " starts 5ms after that.",
                new Departure.Stop("safe", 0, at, 5 * MS, 2 * MS));
        assertTold(
                "safe ends with killed at t=15ms.",
                new Departure.Kill("safe", 0, at, new ExitReason.Killed()));
        assertTold(
                "The clock of safe jumps back by 5ms at t=15ms.",
                new Departure.Jump("safe", 0, at, -5 * MS));
        assertTold(
                "The clocks of safe begin to run 50 ppm slow at t=15ms.",
                new Departure.Drift("safe", 0, at, -50));
        assertTold(
                "The clocks of safe begin to run true at t=15ms.",
                new Departure.Drift("safe", 0, at, 0));
        assertTold(
                "The connection of safe with office breaks at t=15ms.",
                new Departure.Reset("safe", 0, at, "office"));
        assertTold(
                "The links safe→office, office→safe are cut for 5ms at t=15ms.",
                new Departure.Partition(
                        "split",
                        0,
                        at,
                        5 * MS,
                        Vector.of(
                                new Departure.Partition.Link("safe", "office"),
                                new Departure.Partition.Link("office", "safe"))));
        assertTold(
                "The disk of safe has room for 1 more byte for 5ms at t=15ms.",
                new Departure.Fill("safe", 0, at, 5 * MS, 1));
        assertTold(
                "The disk of safe flips bit 3 of byte 0 of letters at t=15ms.",
                new Departure.Spoil("safe", 0, at, new DiskFault.Flips("letters", 0, 3)));
    }

    @Test
    void lines_areNumberedBelowAHeading() {
        Settings settings = new Office(2).settings();
        Run run =
                Simulation.of(settings)
                        .with(Simulation.Options.DEFAULT.verbose())
                        .run(
                                new Story(
                                        settings,
                                        Vector.empty(),
                                        Vector.of(new Departure.Drop(letter(1)))));
        assertEquals(
                Vector.of(
                        "the story:",
                        "  1. The Letter from office/clerk to safe for the timer Post of"
                                + " office/clerk is lost."),
                StoryText.lines(run));
    }

    /** What befell somebody is no timer. */
    @Test
    void roots_areToldByWhatTheyAre() {
        Settings settings = new Office(2).settings();
        Run run = Simulation.of(settings).run(new Story(settings, Vector.empty(), Vector.empty()));
        StoryText text = new StoryText(run);

        assertEquals("the boot of safe", text.root("safe!1"));
        assertEquals("the 2nd boot of safe", text.root("safe!2"));
        assertEquals("the 3rd timer Post of office/clerk", text.root("office/clerk.Post#3"));
        assertEquals("the kill of n/top/a", text.root("n/top/a.kill#0"));
        assertEquals("the cut of split", text.root("split.cut#0"));
        assertEquals("ann#3", text.root("ann#3"));
    }
}
