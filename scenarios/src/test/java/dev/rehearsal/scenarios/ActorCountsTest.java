package dev.rehearsal.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Options.Strategy;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of states of systems of actors that are known from elsewhere. */
class ActorCountsTest {

    private static final Options ALL = Options.DEFAULT.keepingGoing();

    private static Result search(Options options, String words, Trouble trouble) {
        return Search.with(options).run(SettingsInWords.of(words).cluster().system(), trouble);
    }

    @ParameterizedTest
    @CsvSource({
        "single-copy-register servers=1 clients=1, UNORDERED, false, 5, 5, 4",
        "single-copy-register servers=1 clients=2, UNORDERED, false, 93, 121, 8",
        "single-copy-register servers=1 clients=1, UNORDERED, true, 8, 9, 4",
        "single-copy-register servers=1 clients=1, UNORDERED_DUPLICATING, false, 5, 11, 4",
        "abd-register dedup=false servers=2 clients=2, UNORDERED, false, 544, 875, 24",
        "paxos-register servers=3 clients=1, UNORDERED, false, 265, 482, 13",
        "ping-pong max=1, UNORDERED_DUPLICATING, true, 14, 21, 5",
        "ping-pong max=5, UNORDERED, false, 11, 11, 10"
    })
    void anySearch_hasTheReferenceCounts(
            String words,
            Network network,
            boolean lossy,
            long distinct,
            long generated,
            int depth) {
        Trouble trouble =
                Trouble.NONE.over(network).drops(lossy ? Trouble.UNLIMITED : 0).recording();
        for (int threads : new int[] {1, 2}) {
            for (Strategy strategy : Strategy.values()) {
                Result result = search(ALL.threads(threads).strategy(strategy), words, trouble);
                assertEquals(End.EXHAUSTED, result.end());
                assertEquals(distinct, result.distinct());
                assertEquals(generated, result.generated());
                assertTrue(result.depth().forAll(steps -> steps == depth), result::toString);
                assertTrue(
                        result.verdicts().forAll(verdict -> verdict.finding() == Finding.HOLDS),
                        result::toString);
            }
        }
    }

    @Test
    void possibilities_giveTheSameVerdictsWithNoMoreStates() {
        for (String words :
                new String[] {
                    "single-copy-register servers=1 clients=2",
                    "single-copy-register servers=2 clients=2",
                    "abd-register dedup=false servers=2 clients=2",
                    "replicated-register servers=2 clients=2",
                    "paxos-register servers=3 clients=1"
                }) {
            Result recorded = search(ALL, words, Trouble.NONE.recording());
            Result possible = search(ALL, words, Trouble.NONE);
            assertEquals(
                    recorded.verdicts().map(Result.Verdict::finding),
                    possible.verdicts().map(Result.Verdict::finding));
            assertTrue(possible.distinct() <= recorded.distinct(), words);
        }
    }

    @Test
    void twoSingleCopies_areRefutedInFourActions() {
        for (int threads : new int[] {1, 2}) {
            Result result =
                    search(
                            Options.DEFAULT.threads(threads),
                            "single-copy-register servers=2 clients=2",
                            Trouble.NONE);
            assertEquals(End.VIOLATED, result.end());
            assertEquals(4, result.verdict("linearizable").path().get().actions().size());
        }
    }

    @Tag("long")
    @Test
    void paxosWithThreeClients_isLinearizableInEveryState() {
        Result result =
                search(
                        Options.DEFAULT.threads(2),
                        "paxos-register servers=3 clients=3",
                        Trouble.NONE.recording());

        assertEquals(1_194_428, result.distinct());
        assertEquals(Finding.HOLDS, result.verdict("linearizable").finding());
    }
}
