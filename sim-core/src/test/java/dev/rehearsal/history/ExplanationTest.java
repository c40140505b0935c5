package dev.rehearsal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Held;
import dev.rehearsal.history.model.Register;

import org.junit.jupiter.api.Test;

import java.util.List;

class ExplanationTest {

    private static History<Register.Call<Integer>, Answer<Integer>> staleRead() {
        History.Builder<Register.Call<Integer>, Answer<Integer>> builder = History.builder();
        int lost = builder.invoke(9, new Register.Write<>(4));
        builder.unknown(lost);
        builder.ok(builder.invoke(1, new Register.Write<>(1)), Answer.done());
        builder.ok(builder.invoke(2, new Register.Read<>()), Answer.value(1));
        builder.ok(builder.invoke(1, new Register.Write<>(2)), Answer.done());
        builder.ok(builder.invoke(2, new Register.Read<>()), Answer.value(1));
        return builder.build();
    }

    private static Explanation<Register.Call<Integer>, Answer<Integer>> explained() {
        Register<Integer> model = Register.holding(0);
        Verdict<Held<Integer>, Register.Call<Integer>, Answer<Integer>> verdict =
                Consistency.linearizable(model).check(staleRead());
        return Explanation.of(model, staleRead(), violated(verdict));
    }

    private static <S, I, O> Verdict.Violated<S, I, O> violated(Verdict<S, I, O> verdict) {
        if (verdict instanceof Verdict.Violated<S, I, O> violated) {
            return violated;
        }
        throw new AssertionError("not violated: " + verdict);
    }

    @Test
    void staleRead_namesTheEventAndWhatWasPossible() {
        Explanation<Register.Call<Integer>, Answer<Integer>> explanation = explained();
        assertEquals(9, explanation.badPrefixEnd());
        assertEquals(
                List.of("the register holds 2", "the register holds 4"), explanation.possible());
        assertEquals(1, explanation.observations().size());
        assertEquals("sequentially consistent", explanation.weaker().orElseThrow());
    }

    @Test
    void staleRead_asText_isThis() {
        assertEquals(
                """
                not linearizable: at event 9 operation 4 of process 2 ends, read → 1
                Just before, by what was seen so far:
                  the register holds 2
                  the register holds 4
                It cannot have happened:
                  read → 1: the register holds 2
                  read → 1: the register holds 4
                These observations contradict each other:
                  #4 process 2, events 8 to 9: read → 1
                A longest legal order ends with:
                  #1 write 1
                  #2 read → 1
                  #3 write 2
                It is sequentially consistent.
                """,
                explained().text(Register.holding(0)).replaceAll("(?s)\\np1 .*", "\n"));
    }

    @Test
    void lanes_fitTheirWidthAndMarkTheEvent() {
        String lanes = Lanes.draw(Register.holding(0), staleRead().operations(), 9);
        assertTrue(lanes.lines().allMatch(line -> line.length() <= Lanes.WIDTH), lanes);
        assertTrue(lanes.contains("^ event 9"), lanes);
        assertTrue(lanes.contains(">"), lanes);
    }
}
