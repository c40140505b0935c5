package dev.rehearsal.kernel;

/**
 * Why something happens: the outside stimulus that an activity serves.
 *
 * <p>The driver makes causes and gives one to each stimulus; the kernel hands it on with every
 * message, unread.
 */
public interface Cause {}
