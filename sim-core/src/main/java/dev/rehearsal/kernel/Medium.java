package dev.rehearsal.kernel;

/**
 * Where messages, timers and syncs wait until a driver chooses them: the simulation's agenda, which
 * knows when each is due, or the checker's soup, which knows no time.
 *
 * <p>The world tells the medium what begins and ends to wait. The medium never tells the world what
 * anything means.
 */
public interface Medium {

    /** A message has left its sender. */
    void sent(Delivery delivery);

    /** A timer was set. */
    void armed(Firing firing);

    /** A sync has begun; its actor is busy until the completion is applied. */
    void syncing(Completion completion);

    /** An actor that was busy can take the next message. */
    void idle(int actor);

    /** An actor is dead: what has arrived for it and was not handled is gone. */
    void gone(int actor);
}
