package dev.rehearsal.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.counterexample.Fewest;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

/** What is measured of bugs and of healthy scenarios. */
class HunterTest {

    private static final Greeting GREETING = new Greeting("greeting", 5);
    private static final Place PLACE = new Place("0123abc", "a machine", "2026-01-01");

    private static final long STEPS = 2_000_000;
    private static final long STATES = 1_000;

    /** A hunter whose clock moves on by one nanosecond whenever it is read. */
    private static Hunter hunter(long budget) {
        return new Hunter(budget, STEPS, STATES, new AtomicLong()::getAndIncrement, PLACE);
    }

    private static Bug bug(Variant variant) {
        return new Bug(GREETING, variant);
    }

    private static final Entry HUNTED = hunter(1_000).hunt(bug(Greeting.ONCE));
    private static final Hunter.Told TOLD = hunter(1_000).shrink(bug(Greeting.ONCE), HUNTED).get();
    private static final Entry ONCE = TOLD.entry();

    @Test
    void bugThatIsThere_isFoundByAllHuntsAndShrunk() {
        Entry entry = ONCE;

        assertEquals(Hunter.HUNTS, entry.found(bug(Greeting.ONCE)));
        assertTrue(entry.isDetected(bug(Greeting.ONCE)));
        assertEquals(
                entry.hunts().map(Hunt::seeds).sorted().get(2),
                entry.seedsMedian(bug(Greeting.ONCE)).get());
        assertEquals("answered", entry.smallest().get().property());
        assertEquals(0, entry.smallest().get().operations());
        assertEquals(1, entry.smallest().get().decisions());
        assertTrue(entry.smallest().get().oneMinimal());
        Failure story = TOLD.story();
        Simulation simulation = Simulation.of(story.settings());
        Run again = simulation.run(story.story());
        assertTrue(again.fails(story.signature()));
        assertTrue(Shrinker.of(simulation).isOneMinimal(again));
    }

    @Test
    void sameBug_measuredTwice_givesTheSame() {
        assertEquals(HUNTED, hunter(1_000).hunt(bug(Greeting.ONCE)));
        assertEquals(TOLD, hunter(1_000).shrink(bug(Greeting.ONCE), HUNTED).get());
    }

    @Test
    void find_isToldOnceItsStoryIsMinimalOrHadAsManySteps() {
        Bug bug = bug(Greeting.ONCE);
        Hunter poor = new Hunter(1_000, 1, STATES, new AtomicLong()::getAndIncrement, PLACE);
        Entry poorly = poor.shrink(bug, HUNTED).get().entry();

        assertFalse(hunter(1_000).isTold(HUNTED, bug));
        assertTrue(hunter(1_000).isTold(ONCE, bug));
        assertFalse(poorly.smallest().get().oneMinimal());
        assertTrue(poor.isTold(poorly, bug));
        assertFalse(hunter(1_000).isTold(poorly, bug));
        assertTrue(hunter(1_000).isTold(hunter(10).hunt(bug(Greeting.HARMLESS)), bug));
    }

    @Test
    void bugThatIsNotThere_isGivenUpWhenTheMedianIsSettled() {
        Entry entry = hunter(10).hunt(bug(Greeting.HARMLESS));

        assertEquals(3, entry.hunts().size());
        assertEquals(Vector.of(10L, 10L, 10L), entry.hunts().map(Hunt::seeds));
        assertFalse(entry.isDetected(bug(Greeting.HARMLESS)));
        assertEquals(Option.none(), entry.seedsMedian(bug(Greeting.HARMLESS)));
        assertEquals(Option.none(), entry.smallest());
    }

    @Test
    void violationOfAnotherProperty_isNoFindOfTheBug() {
        Bug bug = bug(Greeting.ELSEWHERE);
        Entry entry = hunter(1_000).hunt(bug);

        assertEquals(0, entry.found(bug));
        assertFalse(entry.isDetected(bug));
        assertEquals(Vector.of("answered"), entry.others(bug).map(Hunt.Find::property).distinct());
    }

    @Test
    void measurement_isSettledUntilTheCodeOrTheBudgetIsAnother() {
        Bug found = bug(Greeting.ONCE);
        Bug missed = bug(Greeting.HARMLESS);
        Entry foundOnce = ONCE;
        Entry missedOnce = hunter(10).hunt(missed);

        assertTrue(hunter(2_000).isSettled(foundOnce, found));
        assertTrue(hunter(10).isSettled(missedOnce, missed));
        assertFalse(hunter(11).isSettled(missedOnce, missed));
        Bug changed = new Bug(new Greeting("greeting", 6), Greeting.ONCE);
        assertFalse(hunter(1_000).isSettled(foundOnce, changed));
    }

    @Test
    void healthyScenario_watchedInParts_isWatchedAsInOne() {
        Watch half = hunter(1_000).watch(GREETING, Vector.empty(), 10);
        Watch more = hunter(1_000).watch(GREETING, Vector.of(half), 25);
        Watch whole = hunter(1_000).watch(GREETING, Vector.empty(), 25);

        assertEquals(10, half.seeds());
        assertEquals(10, more.first());
        assertEquals(Vector.of(whole), Records.NONE.with(half).with(more).watches());
        assertEquals(0, hunter(1_000).watch(GREETING, Vector.of(whole), 20).seeds());
    }

    @Test
    void healthyScenarioThatHasChanged_isWatchedAnewBehindTheSeedsThatWereRun() {
        Watch before = hunter(1_000).watch(GREETING, Vector.empty(), 10);
        Watch after = hunter(1_000).watch(new Greeting("greeting", 6), Vector.of(before), 5);

        assertEquals(10, after.first());
        assertEquals(5, after.seeds());
        assertEquals(Vector.of(before, after), Records.NONE.with(before).with(after).watches());
    }

    @Test
    void healthyScenario_withinABudget_isWatchedAsFarAsItLasts() {
        assertEquals(20, hunter(20).watch(GREETING, Vector.empty(), 1_000).seeds());
    }

    @Test
    void ledgers_ofTwoPlaces_areAddedWithoutCountingASeedTwice() {
        Watch ours = hunter(1_000).watch(GREETING, Vector.empty(), 10);
        Watch next = hunter(1_000).watch(GREETING, Vector.of(ours), 20);
        Place elsewhere = new Place("0123abc", "another machine", "2026-01-02");
        Hunter other =
                new Hunter(1_000, STEPS, STATES, new AtomicLong()::getAndIncrement, elsewhere);
        Records theirs =
                Records.NONE
                        .with(other.hunt(bug(Greeting.ONCE)))
                        .with(other.watch(GREETING, Vector.of(ours), 15));

        Records both = Records.NONE.with(ONCE).with(ours).with(theirs);
        assertEquals(Vector.of(elsewhere), both.entries().map(Entry::place));
        assertEquals(Vector.of(0L, 10L), both.watches().map(Watch::first));
        assertEquals(Vector.of(PLACE, elsewhere), both.watches().map(Watch::place));
        assertEquals(both, both.with(theirs));
        assertEquals(
                Vector.of(20L),
                Records.NONE.with(ours).with(next).with(theirs).watches().map(Watch::seeds));
    }

    @Test
    void records_writtenAndRead_areTheSame() {
        Records records =
                Records.NONE
                        .with(ONCE)
                        .with(hunter(10).hunt(bug(Greeting.HARMLESS)))
                        .with(hunter(10).watch(GREETING, Vector.empty(), 5))
                        .with(
                                new Watch(
                                        "other",
                                        -1,
                                        0,
                                        7,
                                        Vector.of(3L),
                                        Vector.of(new Hunt.Find(-2, "p", "p/x/y")),
                                        8,
                                        PLACE));

        assertEquals(records, Records.read(records.text()));
        assertEquals(records.text(), Records.read(records.text()).text());
    }

    private static Hunter searching(long states) {
        return new Hunter(1_000, STEPS, states, new AtomicLong()::getAndIncrement, PLACE);
    }

    private static Entry searchedWithin(long states) {
        return searching(states).searched(TOLD).entry();
    }

    /** A lost message is what it takes; the story says so by one that never arrives. */
    @Test
    void story_isHeldAgainstASearchOfAllStates() {
        Entry.Smallest small = searchedWithin(STATES).smallest().get();

        Fewest.Reached least = small.reached().get();
        assertEquals(0, least.operations());
        assertEquals(1, least.faults());
        assertTrue(least.isLeast());
        assertTrue(small.isNearTheLeast());
    }

    @Test
    void story_isSearchedOnceItIsReachedOrHadAsManyStates() {
        Entry cut = searchedWithin(1);
        Entry never =
                ONCE.told(
                        searching(0)
                                .shrink(bug(Greeting.ONCE), HUNTED)
                                .get()
                                .entry()
                                .smallest()
                                .get());

        assertEquals(Option.none(), never.smallest().get().searched());
        assertFalse(searching(1).isSearched(never));
        assertTrue(searching(0).isSearched(never));
        assertEquals(new Fewest.Missed(true), cut.smallest().get().searched().get().fewest());
        assertTrue(searching(1).isSearched(cut));
        assertFalse(searching(2).isSearched(cut));
        assertTrue(searching(1_000_000).isSearched(searchedWithin(STATES)));
        assertTrue(searching(1).isSearched(HUNTED));
    }

    @Test
    void page_comparesStoriesWithSearches() {
        Entry.Smallest large =
                new Entry.Smallest("answered", 1, 1, 2, 3, 1, 9, true, false, Option.none());
        Entry.Smallest reached =
                large.with(new Entry.Searched(7, new Fewest.Reached(0, 1, 4, true)));
        Entry.Smallest refused =
                large.with(new Entry.Searched(7, new Fewest.Refused("it knows no time: actor=a")));

        String page = page(ONCE.told(reached));
        assertTrue(
                page.contains("| 1 operation, 2 faults, 1 held message | 0 operations, 1 fault | "),
                page);
        assertTrue(
                page.contains("Of 1 story, a search reaches 1 within 7 states without faults"),
                page);
        assertTrue(
                page.contains(
                        " 0 of them have at most one operation or fault more than it took, all"
                                + " but"),
                page);
        assertTrue(
                page.contains(
                        "- `greeting/once`: 1 operation, 2 faults, 1 held message (1 for good);"
                                + " search: 0 operations, 1 fault\n"),
                page);
        assertTrue(
                page(ONCE.told(refused)).contains("- it knows no time: `greeting/once`\n"), page);
        assertTrue(
                page(searchedWithin(1))
                        .contains("- a search was ended by its limit: `greeting/once`\n"));
        for (Entry entry : Vector.of(ONCE.told(reached), ONCE.told(refused), searchedWithin(1))) {
            Records records = Records.NONE.with(entry);
            assertEquals(records, Records.read(records.text()));
        }
    }

    private static String page(Entry entry) {
        return new ZooPage(Bug.of(Vector.of(GREETING)), Records.NONE.with(entry), HashMap.empty())
                .text();
    }

    @Test
    void recordsOfAnotherSchema_areRefused() {
        String text = Records.NONE.text().replace(Records.SCHEMA, "rehearsal.zoo-records/1");

        assertThrows(IllegalArgumentException.class, () -> Records.read(text));
    }

    @Test
    void page_whereNoHealthySeedWasRun_saysNotMeasured() {
        String page =
                new ZooPage(Bug.of(Vector.of(GREETING)), Records.NONE.with(ONCE), HashMap.empty())
                        .text();

        assertTrue(page.contains("False alarms are not measured yet."), page);
        assertTrue(page.contains("## The healthy scenarios\n\nNot measured yet.\n"), page);
        assertFalse(page.contains("0 seeds"), page);
        assertFalse(page.contains("0 false alarms"), page);
    }

    @Test
    void page_withRowsOfTwoPlaces_saysWhichRowIsFromWhere() {
        Place elsewhere = new Place("4567def", "another machine", "2026-01-02");
        Entry missed =
                new Hunter(10, STEPS, STATES, new AtomicLong()::getAndIncrement, elsewhere)
                        .hunt(bug(Greeting.HARMLESS));
        String page =
                new ZooPage(
                                Bug.of(Vector.of(GREETING)),
                                Records.NONE.with(missed).with(ONCE),
                                HashMap.empty())
                        .text();

        assertTrue(page.contains("1. version 0123abc, 0 CPU seconds for each hunt; a machine;"));
        assertTrue(page.contains("2. version 4567def, 0 CPU seconds for each hunt; another"));
        assertTrue(page.lines().anyMatch(row -> row.matches("\\| `greeting/once` .*\\| 1 \\|")));
        assertTrue(
                page.lines().anyMatch(row -> row.matches("\\| `greeting/harmless` .*\\| 2 \\|")));
    }

    @Test
    void page_saysWhatWasNotFoundAndWhy() {
        Vector<Bug> bugs = Bug.of(Vector.of(GREETING));
        Records records =
                Records.NONE
                        .with(ONCE)
                        .with(hunter(10).hunt(bug(Greeting.HARMLESS)))
                        .with(hunter(10).watch(GREETING, Vector.empty(), 5));

        String page =
                new ZooPage(
                                bugs,
                                records,
                                ZooPage.notes("# Notes\n\n## greeting/harmless\n\nNo bug.\n"))
                        .text();

        assertTrue(page.contains("**1 of 2 found**"), page);
        assertTrue(page.contains("| `greeting/once` | X1 | 5 of 5 | "), page);
        assertTrue(
                page.contains(
                        "| 0 operations, 0 faults, 1 held message, canonical | 0 operations, 1"
                                + " fault | "),
                page);
        assertTrue(page.contains("found by 0 of 3 hunts, in 30 seeds. No bug.\n"), page);
        assertTrue(page.contains("Not measured yet: `greeting/elsewhere`"), page);
        assertTrue(page.contains("0 false alarms in 5 seeds of 1 healthy scenario."), page);
        assertTrue(
                page.contains("| `greeting` | 5 | 5 | none | none | 0 to 4, 0123abc, 2026-01-01 |"),
                page);
        assertEquals(
                HashMap.of("a/b", "text\nmore").toJavaMap(),
                ZooPage.notes("## a/b\n\ntext\nmore\n").toJavaMap());
    }

    @Test
    void seedThatFailed_isAFalseAlarmUnlessItsFlawIsTold() {
        Watch watch = hunter(10).watch(GREETING, Vector.empty(), 5);
        Watch failing =
                new Watch(
                        watch.scenario(),
                        watch.probe(),
                        watch.first(),
                        watch.seeds(),
                        watch.inconclusive(),
                        Vector.of(
                                new Hunt.Find(2, "answered", "answered/liveness/greeting"),
                                new Hunt.Find(4, "answered", "answered/liveness/greeting")),
                        watch.cpuNanos(),
                        watch.place());

        String page =
                new ZooPage(
                                Bug.of(Vector.of(GREETING)),
                                Records.NONE.with(failing),
                                ZooPage.notes(
                                        "## greeting\n\nSeed 0x0000000000000002: no hello.\n"))
                        .text();

        assertTrue(
                page.contains(
                        "1 false alarm in 5 seeds of 1 healthy scenario; 1 other seed failed by"),
                page);
        assertTrue(page.contains("| none | 1: 0x0000000000000004 | 0 to 4"), page);
        assertTrue(
                page.contains("- `greeting`, `answered`. Seed 0x0000000000000002: no hello.\n"),
                page);
    }
}
