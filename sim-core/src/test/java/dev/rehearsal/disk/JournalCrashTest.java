package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

class JournalCrashTest {

    private static final Vector<Vector<String>> ONE_BY_ONE =
            Vector.of("a", "b", "c", "d").map(Vector::of);
    private static final Vector<Vector<String>> BATCHES =
            Vector.of(Vector.of("a"), Vector.of("b", "c"), Vector.of("d"));

    private static int explored(
            Supplier<Exploration.Log> log,
            Tearing tearing,
            Vector<Vector<String>> groups,
            int depth) {
        var exploration = new Exploration(log, tearing);
        exploration.crashes(groups, depth);
        return exploration.crashes();
    }

    @Test
    void journal_ofFourSyncedAppends_losesAndInventsNothingAtAnyCrash() {
        assertEquals(54, explored(Logs::journal, Tearing.ENDS, ONE_BY_ONE, 1));
    }

    @Test
    void journal_tornAtEveryByte_losesAndInventsNothing() {
        assertEquals(260, explored(Logs::journal, Tearing.EVERYWHERE, ONE_BY_ONE, 1));
    }

    @Test
    void journal_ofBatches_losesAndInventsNothingAtTwoCrashesInARow() {
        assertEquals(1_971, explored(Logs::journal, Tearing.ENDS, BATCHES, 2));
    }

    @Test
    @Tag("long")
    void journal_ofABatchOfThree_losesAndInventsNothingAtThreeCrashesInARow() {
        assertEquals(
                14_858,
                explored(Logs::journal, Tearing.NEVER, Vector.of(Vector.of("a", "b", "c")), 3));
    }

    @Test
    @Tag("long")
    void journal_ofABatchTornAtEveryByte_losesAndInventsNothing() {
        assertEquals(
                905,
                explored(Logs::journal, Tearing.EVERYWHERE, Vector.of(Vector.of("a", "b")), 1));
    }

    @Test
    void journal_whoseSyncsFailInTurn_keepsWhatItsNextStartReturned() {
        var exploration = new Exploration(Logs::journal, Tearing.ENDS);
        exploration.failedSyncs(BATCHES);
        assertEquals(697, exploration.crashes());
    }

    private static String caught(Runnable exploration) {
        return String.valueOf(assertThrows(AssertionError.class, exploration::run).getMessage());
    }

    @Test
    void journal_withoutSync_isCaught() {
        String found =
                caught(() ->
                        explored(
                                () ->
                                        new Logs.OfJournal(
                                                UnaryOperator.identity(), Logs.NoSync::new),
                                Tearing.ENDS,
                                ONE_BY_ONE,
                                1));
        assertTrue(found.startsWith("lost: acknowledged=Vector(a) found=Vector()"), found);
    }

    @Test
    void journal_whoseNewFileIsNotSynced_isCaught() {
        assertTrue(
                caught(() ->
                                explored(
                                        () ->
                                                new Logs.OfJournal(
                                                        Logs.NoSync::new, UnaryOperator.identity()),
                                        Tearing.ENDS,
                                        ONE_BY_ONE,
                                        1))
                        .startsWith("refused"));
    }

    @Test
    void journal_whoseNameIsNotSynced_isCaught() {
        assertTrue(
                caught(() ->
                                explored(
                                        () ->
                                                new Logs.OfJournal(
                                                        Logs.NoFolderSync::new,
                                                        UnaryOperator.identity()),
                                        Tearing.ENDS,
                                        ONE_BY_ONE,
                                        1))
                        .startsWith("lost"));
    }

    @Test
    void journal_thatGoesOnBeforeItsCutIsDurable_isCaught() {
        assertTrue(
                caught(() ->
                                explored(
                                        () ->
                                                new Logs.OfJournal(
                                                        Logs.CutNotSynced::new,
                                                        UnaryOperator.identity()),
                                        Tearing.ENDS,
                                        BATCHES,
                                        2))
                        .startsWith("invented"));
    }

    @Test
    void journal_thatTrustsTheSyncAfterAFailedOne_isCaught() {
        var exploration =
                new Exploration(
                        () -> new Logs.OfJournal(Logs.TrustsTheSync::new, UnaryOperator.identity()),
                        Tearing.ENDS);
        assertTrue(caught(() -> exploration.failedSyncs(BATCHES)).startsWith("lost"));
    }
}
