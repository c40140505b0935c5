package dev.rehearsal.campaign;

/**
 * How long nothing was heard of a worker, in nanoseconds of time in which its owner listened. When
 * a whole machine stands still, suspended or moved, its processes are silent together, and none of
 * them is to blame.
 */
final class Silence {

    /** Whoever listens asks several times a second; who has not for that long stood still. */
    static final long STILL_NANOS = 10_000_000_000L;

    private volatile long heard;
    private long asked;

    Silence(long now) {
        heard = now;
        asked = now;
    }

    /** Something was heard. */
    void end(long now) {
        heard = now;
    }

    /** How long it has lasted; asked by one thread. */
    long nanos(long now) {
        if (now - asked > STILL_NANOS) {
            heard = now;
        }
        asked = now;
        return now - heard;
    }
}
