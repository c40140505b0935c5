package dev.rehearsal.faults;

import java.time.Duration;

/**
 * When the faults of a run stop, and who comes back.
 *
 * @param after the start of the run: the heal time; usually 2 s
 * @param quorumRate at the heal time, instead of everything, only a quorum is healed: of between
 *     one and as many servers as the cluster survives, drawn for the run, each either loses power
 *     and never boots again, or runs on and stays broken for good, half of its links cut, each
 *     direction by itself. A probability for the whole run; usually 0
 * @param quorumProtected whether only a minority, as many servers as the cluster survives, drawn
 *     for the run, crashes, stands still or is cut off, so that a quorum can always work; usually
 *     not
 */
public record Healing(Duration after, double quorumRate, boolean quorumProtected) {

    /** After 2 s, everything. */
    public static final Healing USUAL = new Healing(Duration.ofSeconds(2), 0, false);

    /** Refuses a time that is not positive and what is no probability. */
    public Healing {
        Options.requirePositive("after", after);
        Options.requireRate("quorumRate", quorumRate);
    }
}
