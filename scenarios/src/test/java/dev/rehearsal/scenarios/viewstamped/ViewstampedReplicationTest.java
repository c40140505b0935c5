package dev.rehearsal.scenarios.viewstamped;

import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenarios.Planned;
import dev.rehearsal.scenarios.SwarmContract;

import org.junit.jupiter.api.Test;

import java.util.Set;

/** What is committed stays, and the planted bugs are found. */
class ViewstampedReplicationTest extends SwarmContract {

    ViewstampedReplicationTest() {
        super(new ViewstampedReplication(), 20, "commits-twice", "last-normal-kept");
    }

    @Override
    protected Set<String> unfound() {
        return Set.of("no-crash-vector", "longest-log");
    }

    /**
     * s1 is cut off with two commands of its own while s2 commits another; then s2 is cut off, and
     * s3 goes on with what s1 brings.
     */
    @Test
    void longestLog_ofAPrimaryThatWasCutOff_replacesWhatWasCommitted() {
        Planned.of(new ViewstampedReplication(), "longest-log", "servers=3 clients=3")
                .asks("c1", 105, new Register.Write<>(1))
                .asks("c2", 106, new Register.Write<>(2))
                .asks("c3", 200, new Register.Write<>(3))
                .assertBreaks("agreement");
    }

    /**
     * s2 wants the next view, forgets that, and is normal again before s3 hears of it; the same
     * becomes of s3, which then helps to commit a command. What it had brought before begins the
     * view.
     */
    @Test
    void noCrashVector_whatWasBroughtInALifeBefore_beginsAViewWithoutWhatWasCommitted() {
        Planned.of(new ViewstampedReplication(), "no-crash-vector", "servers=3 clients=2")
                .asks("c1", 230, new Register.Write<>(1))
                .asks("c2", 280, new Register.Read<>())
                .assertBreaks("linearizable");
    }

    /**
     * s4 recovers with the word of s5, which has begun anew by then, and so does s3 with that of
     * s4: those two do not know it, and what s4 wanted and s3 brought in lives before must not
     * begin a view without what s3 has helped to commit since.
     */
    @Test
    void recovery_withTheWordOfALifeThatHasEnded_waitsForAnother() {
        Planned.of(
                        new ViewstampedReplication(),
                        "recovery-from-an-earlier-life",
                        "servers=5 clients=1")
                .asks("c1", 430, new Register.Write<>(1))
                .asks("c1", 560, new Register.Read<>())
                .assertHolds();
    }

    /** s1 leads and is left so that s5, which recovers, cannot hear it, and all others can. */
    @Test
    void recovery_thePrimaryIsOutOfReach_goesOnInTheNextView() {
        Planned.of(new ViewstampedReplication(), "primary-out-of-reach", "servers=5 clients=1")
                .asks("c1", 120, new Register.Write<>(1))
                .assertHolds();
    }
}
