package dev.rehearsal.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenarios.register.DedupRegister;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.scenarios.register.SingleCopyRegister;

import org.junit.jupiter.api.Test;

/** Simulations in a plain test. */
class RehearsalTest {

    @Test
    void scenarioThatIsRight_underManySeeds_holds() {
        Rehearsal.simulate(new DedupRegister()).seeds(0, 200).assertHolds();
        Rehearsal.simulate(new SingleCopyRegister()).under(FaultProfile.CALM).assertHolds();
    }

    @Test
    void scenarioThatIsBroken_failsWithTheSmallestStoryOfTheFirstSeed() {
        Rehearsal replicated = Rehearsal.simulate(new ReplicatedRegister());
        String text = failure(replicated.seeds(5, 100));
        assertTrue(text.startsWith("linearizable does not hold: "), text);
        assertTrue(text.contains("replicated-register servers=2 clients=3"), text);
        assertTrue(text.contains("; lossy, seed 5"), text);
        assertTrue(
                text.contains(
                        "The Replicate from s1 to s2 for c1#1 does not arrive before the run"
                                + " ends."),
                text);
        assertTrue(text.contains(" to 3 operations, 0 faults, 1 held message, "), text);
        assertTrue(text.endsWith("replay: the same with .seeds(5, 6)"), text);
        assertEquals(text, failure(replicated.seeds(5, 6)));
    }

    @Test
    void swarm_findsWhatIsBroken() {
        String text =
                failure(
                        Rehearsal.simulate(new DedupRegister().settings().with("servers", "2"))
                                .under("swarm"));
        assertTrue(text.contains("canonical"), text);
    }

    @Test
    void noSeed_isRefused() {
        Rehearsal any = Rehearsal.simulate(new SingleCopyRegister());
        assertThrows(IllegalArgumentException.class, () -> any.seeds(3, 3));
    }

    private static String failure(Rehearsal rehearsal) {
        String text = assertThrows(AssertionError.class, rehearsal::assertHolds).getMessage();
        return text == null ? "" : text;
    }
}
