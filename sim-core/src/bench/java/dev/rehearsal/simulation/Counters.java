package dev.rehearsal.simulation;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;

import io.vavr.control.Option;

import java.time.Duration;

/**
 * Servers that count, each with a client that adds and hears the sum: operations with a history,
 * and an invariant over the first server and its client.
 *
 * @param pairs how many servers, and as many clients
 * @param operations of each client
 */
record Counters(int pairs, int operations) implements Scenario {

    record Add(int number) {}

    record Sum(int index, long sum) {}

    private record Server() implements Actor<Long, Object> {
        @Override
        public Long start(Context<Object> context) {
            return 0L;
        }

        @Override
        public Long receive(Long sum, Object message, Context<Object> context) {
            Add add = (Add) message;
            context.reply(new Sum(add.number(), sum + 1));
            return sum + 1;
        }
    }

    record Waiting(int index, long known) {}

    private record Adder(String server) implements Client<Integer, Waiting, Object> {
        @Override
        public Waiting start(ClientContext<Object> context) {
            return new Waiting(0, 0);
        }

        @Override
        public Waiting invoke(
                Waiting state, int index, Integer input, ClientContext<Object> context) {
            context.send(ActorRef.<Object>to(server), new Add(index));
            return new Waiting(index, state.known);
        }

        @Override
        public Waiting receive(Waiting state, Object message, ClientContext<Object> context) {
            Sum sum = (Sum) message;
            if (sum.index() == state.index) {
                context.complete(sum.sum());
                return new Waiting(0, sum.sum());
            }
            return state;
        }

        @Override
        public Waiting abandon(Waiting state) {
            return new Waiting(0, state.known);
        }
    }

    @Override
    public String name() {
        return "counters";
    }

    @Override
    public String summary() {
        return "how much does it cost to watch?";
    }

    @Override
    public Cluster cluster(Settings settings) {
        Cluster.Builder cluster = Cluster.builder();
        for (int pair = 0; pair < pairs; pair++) {
            cluster.node("s" + pair, new Server());
            cluster.client("c" + pair, new Adder("s" + pair));
        }
        return cluster.workload(
                        new Workload(
                                Integer.class,
                                operations,
                                Duration.ofNanos(1),
                                Duration.ofSeconds(10),
                                (_, index, _) -> index))
                .always(
                        "nothing is known that was not counted",
                        Invariant.that(
                                "known is at most counted",
                                world -> {
                                    Option<Waiting> client = world.state("c0", Waiting.class);
                                    Option<Long> server = world.state("s0", Long.class);
                                    return client.isEmpty()
                                            || server.isEmpty()
                                            || client.get().known() <= server.get();
                                }))
                .build();
    }
}
