package dev.rehearsal.simulation;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.kernel.Clock;

/**
 * The clocks of the nodes: exact until an incident says otherwise.
 *
 * <p>A monotonic clock shows the time since the run began, at its own rate; the wall clock is the
 * monotonic clock and an offset, which begins at midnight of 2000-01-01 UTC.
 */
final class Clocks implements Clock {

    /*
     * The reading of a clock is base + elapsed + elapsed * ppm / 10^6, rounded down, with elapsed
     * the time since the rate last changed. Whole numbers only.
     */
    private static final long MILLION = 1_000_000;
    private static final long EPOCH_NANOS = 946_684_800_000_000_000L;

    private final Agenda agenda;
    private final Stage stage;
    private final long[] base;
    private final long[] since;
    private final int[] ppm;
    private final long[] offset;
    private final boolean[] jumped;
    private final boolean[] drifted;

    Clocks(Agenda agenda, Stage stage, int nodes) {
        this.agenda = agenda;
        this.stage = stage;
        base = new long[nodes];
        since = new long[nodes];
        ppm = new int[nodes];
        offset = new long[nodes];
        jumped = new boolean[nodes];
        drifted = new boolean[nodes];
    }

    @Override
    public long nanos(int node) {
        noticed(drifted, node, FaultKind.DRIFT);
        return read(node, agenda.now());
    }

    @Override
    public long wallNanos(int node) {
        noticed(jumped, node, FaultKind.JUMP);
        return EPOCH_NANOS + offset[node] + nanos(node);
    }

    private void noticed(boolean[] departed, int node, FaultKind kind) {
        if (departed[node]) {
            departed[node] = false;
            stage.tookEffect(kind);
        }
    }

    private long read(int node, long time) {
        return base[node] + scaled(time - since[node], ppm[node]);
    }

    /** When the monotonic clock of a node will have advanced by so much, at the rate it has now. */
    long due(int node, long afterNanos) {
        if (ppm[node] == 0) {
            return agenda.later(afterNanos);
        }
        noticed(drifted, node, FaultKind.DRIFT);
        return agenda.later(real(afterNanos, ppm[node]));
    }

    void jump(int node, long nanos) {
        offset[node] += nanos;
        jumped[node] = true;
    }

    void drift(int node, int rate) {
        base[node] = read(node, agenda.now());
        since[node] = agenda.now();
        ppm[node] = rate;
        drifted[node] = true;
    }

    /** Both clocks of a node run as they should from now on, and the wall clock is right. */
    void exact(int node) {
        if (ppm[node] != 0) {
            drift(node, 0);
        }
        offset[node] = since[node] - base[node];
        drifted[node] = false;
        jumped[node] = false;
    }

    /** What a clock of that rate shows after a time. */
    static long scaled(long nanos, int ppm) {
        return nanos + nanos / MILLION * ppm + Math.floorDiv(nanos % MILLION * ppm, MILLION);
    }

    /** The shortest time after which a clock of that rate has advanced by so much. */
    static long real(long nanos, int ppm) {
        long rate = MILLION + ppm;
        long whole = nanos / rate;
        if (whole >= Long.MAX_VALUE / MILLION) {
            return Long.MAX_VALUE;
        }
        return whole * MILLION + Math.ceilDiv(nanos % rate * MILLION, rate);
    }
}
