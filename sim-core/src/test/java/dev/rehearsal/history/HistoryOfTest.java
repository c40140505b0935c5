package dev.rehearsal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Histories from finished operations are held to the rules of the builder. */
class HistoryOfTest {

    private static Operation<String, String> operation(
            int number, int process, int invokedAt, int completedAt) {
        return new Operation<>(number, process, "in", Outcome.OK, "out", invokedAt, completedAt);
    }

    private static void assertRefused(String sentence, List<Operation<String, String>> operations) {
        MalformedHistoryException refused =
                assertThrows(MalformedHistoryException.class, () -> History.of(operations));
        assertEquals(sentence, refused.getMessage());
    }

    @Test
    void operations_withEventsOfTheirOwn_areAHistory() {
        assertEquals(
                2,
                History.of(List.of(operation(0, 1, 0, 2), operation(1, 2, 1, 3)))
                        .operations()
                        .size());
    }

    @Test
    void twoInvocations_atOneIndex_areRefused() {
        assertRefused(
                "event 4: two events have this index",
                List.of(operation(0, 1, 4, 6), operation(1, 2, 4, 7)));
    }

    @Test
    void twoCompletions_atOneIndex_areRefused() {
        assertRefused(
                "event 6: two events have this index",
                List.of(operation(0, 1, 1, 6), operation(1, 2, 4, 6)));
    }

    @Test
    void completionAndInvocation_atOneIndex_areRefused() {
        assertRefused(
                "event 6: two events have this index",
                List.of(operation(0, 1, 1, 6), operation(1, 2, 6, 7)));
    }

    @Test
    void end_atItsOwnBeginning_isRefused() {
        assertRefused("event 3: two events have this index", List.of(operation(0, 1, 3, 3)));
    }

    @Test
    void end_beforeTheBeginning_isRefused() {
        assertRefused(
                "event 2: operation 0 ends before it is invoked", List.of(operation(0, 1, 3, 2)));
    }

    @Test
    void operationsWithoutAnEnd_areManyAtOnce() {
        assertEquals(
                2,
                History.of(
                                List.of(
                                        operation(0, 1, 0, Operation.OPEN),
                                        new Operation<>(
                                                1,
                                                2,
                                                "in",
                                                Outcome.UNKNOWN,
                                                null,
                                                1,
                                                Operation.OPEN)))
                        .operations()
                        .size());
    }
}
