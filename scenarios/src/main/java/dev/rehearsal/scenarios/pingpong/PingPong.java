package dev.rehearsal.scenarios.pingpong;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;

/** Two actors that send a number to and fro, each counting one more. */
public final class PingPong implements Scenario {

    private static final Parameter.Count MAX =
            new Parameter.Count("max", "under check: how far the counts are followed", 5, 0, 1_000);

    /** The scenario that is followed to five. */
    public PingPong() {}

    @Override
    public String name() {
        return "ping-pong";
    }

    @Override
    public String summary() {
        return "two actors that count together: what do loss and repetition change?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(MAX);
    }

    @Override
    public Cluster cluster(Settings settings) {
        int max = settings.get(MAX);
        return Cluster.builder()
                .node("pinger", new Player(ActorRef.to("ponger"), true))
                .node("ponger", new Player(ActorRef.to("pinger"), false))
                .within(world -> isWithin(world, max))
                .build();
    }

    private static boolean isWithin(View world, int max) {
        for (int actor = 0; actor < world.actors(); actor++) {
            if (world.state(actor) instanceof Integer count && count > max) {
                return false;
            }
        }
        return true;
    }

    /** What is sent to and fro. */
    sealed interface Ball {
        /** What the sender had counted. */
        int count();

        /** From the one who begins. */
        record Ping(int count) implements Ball {}

        /** From the other one. */
        record Pong(int count) implements Ball {}
    }

    private record Player(ActorRef<Ball> other, boolean begins) implements Actor<Integer, Ball> {

        @Override
        public Integer start(Context<Ball> context) {
            if (begins) {
                context.send(other, new Ball.Ping(0));
            }
            return 0;
        }

        @Override
        public Integer receive(Integer count, Ball ball, Context<Ball> context) {
            if (ball.count() != count) {
                return count;
            }
            context.send(
                    other,
                    switch (ball) {
                        case Ball.Ping _ -> new Ball.Pong(count);
                        case Ball.Pong _ -> new Ball.Ping(count + 1);
                    });
            return count + 1;
        }
    }
}
