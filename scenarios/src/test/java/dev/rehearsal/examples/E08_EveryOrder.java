package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.scenario.Settings;

import org.junit.jupiter.api.Test;

/** Not some orders of the messages but all of them: is the register one in each? */
class E08_EveryOrder {

    // @start region=search
    private static Result search(Settings settings) {
        return Search.with(Options.DEFAULT)
                .run(settings.cluster().system(), Trouble.NONE.over(Network.UNORDERED_DUPLICATING));
    }

    // @end

    // @start region=tests
    @Test
    void register_inEveryOrderWithRepetitions_isOneRegister() {
        assertEquals(Result.End.EXHAUSTED, search(new E03_Histories().settings()).end());
    }

    @Test
    void putThatIsTakenTwice_hasAShortestCounterexample() {
        Result result = search(new E03_Histories().settings().withVariant("takes-twice"));

        assertEquals(Result.End.VIOLATED, result.end());
        assertTrue(result.verdicts().head().path().isDefined());
    }
    // @end
}
