package dev.rehearsal.actor;

/**
 * An event that somebody reads a run for: a decision, and why it was taken. Reported by {@link
 * Context#report}, it stands in the diagrams of a run as well as in its trace, in the words of its
 * {@code toString}.
 */
public interface Note {}
