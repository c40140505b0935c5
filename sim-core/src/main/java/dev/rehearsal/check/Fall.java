package dev.rehearsal.check;

/**
 * An actor has ended, and nobody was there to do something about it.
 *
 * @param threw whether its handler threw, rather than that it ended with a reason
 * @param place the path of the actor, with the class of what was thrown
 * @param message one sentence
 */
record Fall(boolean threw, String place, String message) {}
