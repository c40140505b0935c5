package dev.rehearsal.examples;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.plain.Rehearsal;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.supervisor.ChildSpec;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Workers die for no reason of their own: is everybody back in the end? */
public final class E06_Supervision implements Scenario {

    private static final Variant TEMPORARY =
            new Variant("temporary", "a worker that has ended is not started again");

    // @start region=worker
    /** Counts the ticks of its own timer. */
    record Worker() implements Actor<Integer, String> {

        @Override
        public Integer start(Context<String> context) {
            context.timer("tick", Duration.ofMillis(10));
            return 0;
        }

        @Override
        public Integer receive(Integer ticks, String tick, Context<String> context) {
            if (ticks < 20) {
                context.timer("tick", Duration.ofMillis(10));
            }
            return ticks + 1;
        }
    }

    // @end

    @Override
    public String name() {
        return "supervised-workers";
    }

    @Override
    public String summary() {
        return "workers that are killed: is everybody back in the end?";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(TEMPORARY);
    }

    // @start region=cluster
    @Override
    public Cluster cluster(Settings settings) {
        Supervisor tree =
                Supervisor.oneForOne(
                        intensity(10, Duration.ofSeconds(1)),
                        worker("left", settings),
                        worker("right", settings));
        return Cluster.builder()
                .node("app", LinkedHashMap.of("tree", (Actor<?, ?>) tree))
                .eventually(
                        "everybody-lives",
                        Invariant.that(
                                "both workers live",
                                world ->
                                        world.isAlive("app/tree/left")
                                                && world.isAlive("app/tree/right")))
                .within(Duration.ofSeconds(1))
                .survivesExits()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static ChildSpec worker(String name, Settings settings) {
        ChildSpec worker = child(name, new Worker());
        return settings.has(TEMPORARY) ? worker.temporary() : worker.permanent();
    }

    // @end

    @Test
    void workers_underAnyFaults_areBackInTheEnd() {
        Rehearsal.simulate(this).under("swarm").seeds(0, 200).assertHolds();
    }

    @Test
    void workersThatAreNotRestarted_areMissed() {
        Rehearsal temporary =
                Rehearsal.simulate(settings().withVariant("temporary"))
                        .under("swarm")
                        .seeds(0, 500);

        String story = assertThrows(AssertionError.class, temporary::assertHolds).getMessage();

        assertTrue(story.contains("everybody-lives"), story);
    }
}
