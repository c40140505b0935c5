package dev.rehearsal.simulation;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Events per CPU second of the process, of two that take turns; counted like {@link CpuEvents}. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class CpuTurns {
    private long simulated;
    private long simulatedCpu;
    private long looped;
    private long loopedCpu;
    private long wall;
    private long last;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        simulated = 0;
        simulatedCpu = 0;
        looped = 0;
        loopedCpu = 0;
        wall = System.nanoTime();
    }

    void start() {
        last = CpuEvents.cpu();
    }

    void simulated(long actions) {
        simulated += actions;
        simulatedCpu += lap();
    }

    void looped(long actions) {
        looped += actions;
        loopedCpu += lap();
    }

    private long lap() {
        long now = CpuEvents.cpu();
        long lap = now - last;
        last = now;
        return lap;
    }

    /** Of the simulation. */
    public double simulation() {
        return perCpu(simulated, simulatedCpu);
    }

    /** Of the loop. */
    public double bareLoop() {
        return perCpu(looped, loopedCpu);
    }

    private double perCpu(long actions, long cpu) {
        return cpu == 0 ? 0 : (double) actions * (System.nanoTime() - wall) / cpu;
    }
}
