package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.plain.Rehearsal;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenarios.raft.Raft;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers agree by Raft, each a tree of supervised actors: is anything ever lost or done twice? */
class E12_RaftGroup {

    // @start region=tests
    private final Scenario raft = new Raft();

    @Test
    void raftGroup_underAnyFaults_keepsEveryPromise() {
        Rehearsal.simulate(raft).under("swarm").seeds(0, 6).assertHolds();
    }

    @Test
    @Tag("long")
    void groupWithoutSessions_doesARequestTwice() {
        Rehearsal forgetful =
                Rehearsal.simulate(raft.settings().withVariant("no-sessions"))
                        .under("swarm")
                        .seeds(0, 100);

        String story = assertThrows(AssertionError.class, forgetful::assertHolds).getMessage();

        assertTrue(story.startsWith("exactly-once does not hold"), story);
    }
    // @end
}
