package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.plain.Rehearsal;
import dev.rehearsal.scenarios.kv.SupervisedKv;

import org.junit.jupiter.api.Test;

/** A store, its journal and its sessions under supervision: is an acknowledged write ever lost? */
class E09_SupervisedStore {

    // @start region=tests
    @Test
    void store_underAnyFaults_losesNothing() {
        Rehearsal.simulate(new SupervisedKv()).under("swarm").seeds(0, 50).assertHolds();
    }

    @Test
    void storeThatBeginsEmpty_isCaught() {
        Rehearsal forgets =
                Rehearsal.simulate(
                                new SupervisedKv().settings().withVariant("store-without-journal"))
                        .under("swarm");

        String story = assertThrows(AssertionError.class, forgets::assertHolds).getMessage();

        assertTrue(story.contains("linearizable"), story);
    }
    // @end
}
