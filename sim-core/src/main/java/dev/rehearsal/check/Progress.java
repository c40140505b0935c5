package dev.rehearsal.check;

/** Who is told, now and then, how far a search has come. */
@FunctionalInterface
public interface Progress {

    /** Nobody. */
    Progress NONE = (_, _, _, _) -> {};

    /**
     * A part of the search is done.
     *
     * @param distinct different states so far
     * @param generated initial states and steps so far
     * @param depth of the states that are being expanded, along the paths on which they were found
     * @param waiting states that are still to be expanded
     */
    void at(long distinct, long generated, int depth, long waiting);
}
