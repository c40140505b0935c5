package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.determinism.Scan;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Simulation;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Is the same seed the same run? One that waits for a time that is drawn, in two ways. */
public final class E13_Determinism implements Scenario {

    // @start region=leak
    /** Tries again after a while that is drawn: with Math.random() no two runs are the same. */
    record Careless() implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            context.timer("again", Duration.ofNanos((long) (100_000_000 * Math.random())));
            return 0;
        }

        @Override
        public Integer receive(Integer tries, String again, Context<String> context) {
            return tries + 1;
        }
    }

    // @end

    // @start region=mended
    /**
     * Waits twice as long each time; where a choice is to be made, it is the context that makes it.
     */
    record Patient() implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            context.timer("again", Duration.ofMillis(context.buggify("slow-start") ? 80 : 10));
            return 0;
        }

        @Override
        public Integer receive(Integer tries, String again, Context<String> context) {
            if (tries < 3) {
                context.timer("again", Duration.ofMillis(10L << tries));
            }
            return tries + 1;
        }
    }

    // @end

    /** The same system, mended. */
    public static final class Mended implements Scenario {
        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("n1", new Patient()).build();
        }
    }

    @Override
    public Cluster cluster(Settings settings) {
        return Cluster.builder().node("n1", new Careless()).build();
    }

    // @start region=tests
    @Test
    void whoeverDrawsByItself_isNamedByTheScan() {
        String found = Scan.of(this).report().calls().mkString("\n");

        assertTrue(found.contains("java.lang.Math.random()"), found);
        assertTrue(found.contains("Careless"), found);
    }

    @Test
    void whoeverAsksTheContext_isTheSameAgain() {
        assertTrue(Scan.of(new Mended()).report().calls().isEmpty());
        assertEquals(hash(new Mended()), hash(new Mended()));
    }

    private static long hash(Scenario scenario) {
        Simulation simulation = Simulation.of(scenario.settings());
        return simulation.run(7, FaultProfile.HARSH.adversary(simulation.cluster(), 7)).traceHash();
    }
    // @end
}
