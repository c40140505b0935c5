package dev.rehearsal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.KeyValue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** A budget is what a verdict costs at most, whatever the parts and stages of the check. */
class BudgetTest {

    @Property(tries = 6_000, edgeCases = EdgeCasesMode.NONE)
    void anyVerdict_randomHistoryAndBudget_costsAtMostTheBudget(
            @ForAll("samples") Sample<?, ?, ?> sample,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 14) int size,
            @ForAll @IntRange(min = 0, max = 12) int budget) {
        within(sample, seed, size, budget);
    }

    private static <S, I, O> void within(Sample<S, I, O> sample, long seed, int size, int budget) {
        History<I, O> history = sample.history(seed, size);
        for (Consistency<S, I, O> check :
                List.of(
                        Consistency.linearizable(sample.model()),
                        Consistency.sequential(sample.model()))) {
            Verdict<S, I, O> verdict = check.budget(budget).check(history);
            assertTrue(verdict.configurations() <= budget, () -> history + " " + verdict);
        }
    }

    @Test
    void budgetOfOne_keyWhoseBadPrefixIsLookedFor_leavesNoMoreThanOneToTheNextKey() {
        History.Builder<KeyValue.Call<String, Integer>, Answer<Integer>> builder =
                History.builder();
        openPutsThenGets(builder, "x", 0, 6, 1, 2, 1);
        openPutsThenGets(builder, "y", 20, 9, 9, 9, 9);
        Verdict<?, ?, ?> verdict =
                Consistency.linearizable(KeyValue.<String, Integer>empty())
                        .budget(1)
                        .check(builder.build());
        var violated = assertInstanceOf(Verdict.Violated.class, verdict);
        assertTrue(violated.probed() > 0, () -> "nothing was looked for: " + verdict);
        assertTrue(verdict.configurations() <= 1, () -> verdict.toString());
        assertEquals("x", violated.first().part());
    }

    private static void openPutsThenGets(
            History.Builder<KeyValue.Call<String, Integer>, Answer<Integer>> builder,
            String key,
            int process,
            int puts,
            int... seen) {
        List<Integer> open = new ArrayList<>();
        for (int put = 1; put <= puts; put++) {
            open.add(builder.invoke(process + put, new KeyValue.Put<>(key, put)));
        }
        open.forEach(put -> builder.ok(put, Answer.done()));
        for (int value : seen) {
            builder.ok(builder.invoke(process, new KeyValue.Get<>(key)), Answer.value(value));
        }
    }

    @Provide
    Arbitrary<Sample<?, ?, ?>> samples() {
        return Arbitraries.of(Sample.all());
    }
}
