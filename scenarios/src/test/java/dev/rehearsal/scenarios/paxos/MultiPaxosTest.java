package dev.rehearsal.scenarios.paxos;

import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.scenarios.SwarmContract;

import org.junit.jupiter.api.Test;

import java.util.Set;

/** What is chosen stays, and the planted bugs are found. */
class MultiPaxosTest extends SwarmContract {

    MultiPaxosTest() {
        super(new MultiPaxos(), 20, "votes-ignored", "ballot-reused");
    }

    @Override
    protected Set<String> unfound() {
        return Set.of("promise-not-persisted");
    }

    /**
     * s1 leads and is cut off; s3 promises s2 to listen to nobody else, and has forgotten it when
     * s1 comes back.
     */
    @Test
    void promiseNotPersisted_acceptorThatRestartsBetweenTwoLeaders_choosesTwice() {
        Planned.of(new MultiPaxos(), "promise-not-persisted", "servers=3 clients=2")
                .asks("c1", 250, new Register.Write<>(1))
                .asks("c2", 258, new Register.Write<>(2))
                .assertBreaks("agreement");
    }

    /**
     * s2 loses its power when its vote is on the disk and not counted yet, and when it is back says
     * that it has accepted. Then that vote, its last, is damaged: s2 must see that it has lost one.
     */
    @Test
    void vote_thatACrashLeftUncounted_isCountedBeforeItIsTold() {
        Planned.of(new MultiPaxos(), "vote-behind-the-count", "servers=3 clients=1")
                .asks("c1", 150, new Register.Write<>(1))
                .asks("c1", 290, new Register.Read<>())
                .assertHolds();
    }

    /**
     * s2 leads, s3 has forgotten what s1 had chosen before, and s2 is left so that it hears s1
     * alone.
     */
    @Test
    void followerThatItsLeaderDoesNotHear_learnsFromAnotherWhatIsChosen() {
        Planned.of(new MultiPaxos(), "leader-that-does-not-hear", "servers=3 clients=1")
                .asks("c1", 150, new Register.Write<>(1))
                .assertHolds();
    }

    /**
     * s1 loses its power before its own vote, s3 when it has voted. Nobody asks for that command
     * any more, and the leader that s1 and s2 elect knows nothing of it: that is no fault of
     * theirs.
     */
    @Test
    void vote_ofOneServerAlone_mayBeLeftBehind() {
        Planned.of(new MultiPaxos(), "vote-of-a-few", "servers=3 clients=1")
                .asks("c1", 150, new Register.Write<>(1))
                .assertHolds();
    }

    /** s5 has lost its votes, and does not hear s1, which leads all others. */
    @Test
    void serverWithoutVotes_thatHearsNoLeader_asksTheOthersWhatIsChosen() {
        Planned.of(new MultiPaxos(), "without-votes-and-leader", "servers=5 clients=1")
                .asks("c1", 150, new Register.Write<>(1))
                .assertHolds();
    }
}
