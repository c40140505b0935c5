package dev.rehearsal.simulation;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.lang.management.ManagementFactory;

/**
 * Events per CPU second of the process, garbage collection and compiler included. JMH divides a
 * counter by the wall time of the iteration; so it is given the number of events times wall time
 * over CPU time.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class CpuEvents {
    private long actions;
    private long delivered;
    private long wall;
    private long cpu;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        actions = 0;
        delivered = 0;
        wall = System.nanoTime();
        cpu = cpu();
    }

    void add(long ofRun, long deliveredOfRun) {
        actions += ofRun;
        delivered += deliveredOfRun;
    }

    /** Messages, timers and operations. */
    public double actions() {
        return actions * share();
    }

    /** Messages. */
    public double delivered() {
        return delivered * share();
    }

    private double share() {
        return (double) (System.nanoTime() - wall) / (cpu() - cpu);
    }

    static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
