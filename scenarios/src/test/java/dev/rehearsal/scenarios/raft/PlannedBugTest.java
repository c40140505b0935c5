package dev.rehearsal.scenarios.raft;

import dev.rehearsal.scenarios.Planned;

import org.junit.jupiter.api.Test;

/**
 * The bugs of Raft that hunts miss, each where it shows: what has to come together is written down
 * in a plan. In all of them s3 is the first to lead.
 */
class PlannedBugTest {

    private static Planned planned(Bug bug, String words) {
        return Planned.of(new Raft(), bug.variant().name(), words);
    }

    /**
     * s3 asks for votes in the first term; the one of s1 comes when s3 asks in the second, in which
     * s1 is elected.
     */
    @Test
    void countsOldVotes_voteThatComesAnElectionLate_electsTwoLeaders() {
        planned(Bug.COUNTS_OLD_VOTES, "servers=3 spares=0 clients=1")
                .assertBreaks("election-safety");
    }

    /**
     * s3 has an entry of the first term, s1 leads the second, s3 the third: it brings the entry to
     * s2 and is cut off. Then s1, which has a later term at that place, leads the fourth.
     */
    @Test
    void commitsOldTerms_threeChangesOfTheLeader_loseWhatWasCommitted() {
        planned(Bug.COMMITS_OLD_TERMS, "servers=3 spares=0 clients=1 batch=1")
                .asks("c1", 200, new RaftCall.Put("x", 1))
                .assertBreaks("leader-completeness");
    }

    /**
     * s3 adds s5 and is cut off; s1 removes s3 with the vote of s2 before an entry of its own term
     * is committed. Two of three are one majority, s3, s4 and s5 of five are another.
     */
    @Test
    void changesBeforeNoOp_twoLeadersInARow_changeToMajoritiesWithNobodyInCommon() {
        planned(Bug.CHANGES_BEFORE_NO_OP, "servers=4 spares=1 clients=2")
                .asks("c1", 200, new RaftCall.AddServer("s5"))
                .asks("c2", 375, new RaftCall.RemoveServer("s3"))
                .assertBreaks("leader-completeness");
    }

    /** s3 is cut off, its clock is set back, and a client that it can hear reads. */
    @Test
    void leaseOnWallClock_clockSetBackAtALeaderThatIsCutOff_readsWhatIsOld() {
        planned(Bug.LEASE_ON_WALL_CLOCK, "servers=3 spares=0 clients=3")
                .asks("c1", 200, new RaftCall.Put("x", 1))
                .asks("c3", 250, new RaftCall.Get("x", false))
                .asks("c2", 700, new RaftCall.Put("x", 2))
                .asks("c3", 800, new RaftCall.Get("x", true))
                .assertBreaks("linearizable");
    }

    /** The disk of s3 is slow; s1 has the entry, and s3 loses power. s2 and s3 are a majority. */
    @Test
    void leaderCountsEarly_leaderLosesPowerBeforeItsSync_losesWhatWasCommitted() {
        planned(Bug.LEADER_COUNTS_EARLY, "servers=3 spares=0 clients=1")
                .asks("c1", 200, new RaftCall.Put("x", 1))
                .assertBreaks("leader-completeness");
    }

    /** s1 can be heard and does not hear, from before the faults stop to the end. */
    @Test
    void noPreVote_serverThatDoesNotHear_deposesEveryLeader() {
        planned(Bug.NO_PRE_VOTE, "servers=3 spares=0 clients=1 leases=false")
                .asks("c1", 1200, new RaftCall.Put("x", 1))
                .asks("c1", 1900, new RaftCall.Put("x", 2))
                .asks("c1", 2600, new RaftCall.Put("x", 3))
                .assertBreaks("answers");
    }

    /**
     * s2 elects s3 and forgets that when it hears from it; the request of s1 in the same term comes
     * when s2 has not heard of s3 for an election timeout.
     */
    @Test
    void stepDownForgetsVote_requestThatComesLateInTheSameTerm_electsTwoLeaders() {
        planned(Bug.STEP_DOWN_FORGETS_VOTE, "servers=3 spares=0 clients=1")
                .assertBreaks("election-safety");
    }
}
