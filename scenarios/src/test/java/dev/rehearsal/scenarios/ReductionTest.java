package dev.rehearsal.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Options.Strategy;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The systems of the catalogue with and without reduction: the same verdicts, fewer states. */
class ReductionTest {

    private static final Options ALL = Options.DEFAULT.keepingGoing();

    @ParameterizedTest
    @CsvSource({
        "single-copy-register servers=1 clients=2, UNORDERED, 0, true",
        "single-copy-register servers=2 clients=2, UNORDERED, 0, true",
        "replicated-register servers=3 clients=2, UNORDERED, 0, true",
        "abd-register dedup=false servers=2 clients=2, UNORDERED, 0, true",
        "abd-register dedup=false servers=3 clients=1, UNORDERED, 0, true",
        "abd-register dedup=false servers=3 clients=1, ORDERED, 0, true",
        "paxos-register servers=3 clients=1, UNORDERED, 0, true",
        "paxos-register servers=3 clients=1, UNORDERED, 1, false",
        "ping-pong max=5, UNORDERED, 0, false"
    })
    void partialOrder_hasTheSameVerdicts(
            String words, Network network, int drops, boolean isFewer) {
        Trouble trouble = Trouble.NONE.over(network).drops(drops);
        Result all = Search.with(ALL).run(SettingsInWords.of(words).cluster().system(), trouble);
        Result some =
                Search.with(ALL)
                        .partialOrder()
                        .run(SettingsInWords.of(words).cluster().system(), trouble);

        assertEquals(End.EXHAUSTED, some.end());
        assertEquals(
                all.verdicts().map(Result.Verdict::finding),
                some.verdicts().map(Result.Verdict::finding));
        assertTrue(some.distinct() <= all.distinct());
        assertTrue(!isFewer || some.distinct() < all.distinct(), some::toString);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"replicated-register servers=2 clients=3", "paxos-register servers=3 clients=2"})
    void partialOrder_ofLargerSystems_hasTheSameVerdicts(String words) {
        partialOrder_hasTheSameVerdicts(words, Network.UNORDERED, 0, true);
    }

    @ParameterizedTest
    @CsvSource({
        "single-copy-register servers=1 clients=2, UNORDERED, false, 0",
        "single-copy-register servers=1 clients=2, UNORDERED, true, 0",
        "single-copy-register servers=1 clients=3, UNORDERED, false, 0",
        "single-copy-register servers=1 clients=2, UNORDERED_DUPLICATING, false, 0",
        "single-copy-register servers=1 clients=2, UNORDERED, true, 1",
        "replicated-register servers=4 clients=1, UNORDERED, false, 0",
        "replicated-register servers=5 clients=1, UNORDERED, true, 0",
        "replicated-register servers=4 clients=1, ORDERED, false, 1",
        "paxos-register servers=4 clients=1, UNORDERED, false, 0"
    })
    void symmetry_hasTheSameVerdictsWithFewerStatesInAnyOrder(
            String words, Network network, boolean recorded, int drops) {
        Trouble plain = Trouble.NONE.over(network).drops(drops);
        Trouble trouble = recorded ? plain.recording() : plain;
        Result all = Search.with(ALL).run(SettingsInWords.of(words).cluster().system(), trouble);
        long orbits = -1;
        for (Strategy strategy : Strategy.values()) {
            for (int threads : new int[] {1, 2}) {
                Result some =
                        Search.with(ALL.symmetric().strategy(strategy).threads(threads))
                                .run(SettingsInWords.of(words).cluster().system(), trouble);
                assertEquals(
                        all.verdicts().map(Result.Verdict::finding),
                        some.verdicts().map(Result.Verdict::finding));
                assertTrue(orbits < 0 || orbits == some.distinct());
                orbits = some.distinct();
            }
        }
        assertTrue(orbits < all.distinct(), orbits + " of " + all.distinct());
    }
}
