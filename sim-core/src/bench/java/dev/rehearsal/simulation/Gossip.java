package dev.rehearsal.simulation;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.value.Fingerprint;

import java.time.Duration;

/**
 * Nodes that tell two others, drawn by name and round, the largest number that they have heard of:
 * once a second, each at its own moment.
 *
 * @param nodes how many
 */
record Gossip(int nodes) implements Scenario {

    sealed interface Message {}

    record Tick() implements Message {}

    record Rumour(long best) implements Message {}

    record Heard(int round, long best) {}

    record Node(int number, int nodes) implements Actor<Heard, Message> {
        @Override
        public Heard start(Context<Message> context) {
            long within = Long.remainderUnsigned(Fingerprint.mix(number), 1_000_000_000);
            context.timer(new Tick(), Duration.ofNanos(1 + within));
            return new Heard(0, number);
        }

        @Override
        public Heard receive(Heard state, Message message, Context<Message> context) {
            return switch (message) {
                case Tick() -> {
                    for (int k = 0; k < 2; k++) {
                        long drawn = Fingerprint.fold(number * 2L + k, state.round);
                        long to = Long.remainderUnsigned(drawn, nodes);
                        context.send(ActorRef.<Message>to("n" + to), new Rumour(state.best));
                    }
                    context.timer(new Tick(), Duration.ofSeconds(1));
                    yield new Heard(state.round + 1, state.best);
                }
                case Rumour(long best) -> best > state.best ? new Heard(state.round, best) : state;
            };
        }
    }

    @Override
    public String name() {
        return "gossip-of-many";
    }

    @Override
    public String summary() {
        return "how many nodes fit?";
    }

    @Override
    public Cluster cluster(Settings settings) {
        Cluster.Builder cluster = Cluster.builder();
        for (int number = 0; number < nodes; number++) {
            cluster.node("n" + number, new Node(number, nodes));
        }
        return cluster.build();
    }
}
