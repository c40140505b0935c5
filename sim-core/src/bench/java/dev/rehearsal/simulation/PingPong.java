package dev.rehearsal.simulation;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Point;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * The system of the benchmark: nodes in pairs; the even one of a pair pings, the odd one answers,
 * the even one pings again. A retransmission timer is set for each ping and never cancelled; one
 * that fires late is ignored.
 *
 * @param nodes how many, an even number
 * @param tick the unit of all times: a message takes 1..1000 ticks, a ping is sent again after 5000
 */
record PingPong(int nodes, Duration tick) implements Scenario {

    private static final int TIMEOUT_TICKS = 5_000;

    sealed interface Message {}

    record Ping(long n) implements Message {}

    record Pong(long n) implements Message {}

    record Retransmit(long n) implements Message {}

    record State(long n, long handled, long retries, long stale) {}

    record Pinger(ActorRef<Message> peer, Duration timeout) implements Actor<State, Message> {

        @Override
        public State start(Context<Message> context) {
            return ping(new State(0, 0, 0, 0), context);
        }

        private State ping(State state, Context<Message> context) {
            context.send(peer, new Ping(state.n));
            context.timer(new Retransmit(state.n), timeout);
            return state;
        }

        @Override
        public State receive(State state, Message message, Context<Message> context) {
            return switch (message) {
                case Pong(long n) when n == state.n ->
                        ping(
                                new State(n + 1, state.handled + 1, state.retries, state.stale),
                                context);
                case Pong _ -> new State(state.n, state.handled, state.retries, state.stale + 1);
                case Retransmit(long n) when n == state.n ->
                        ping(new State(n, state.handled, state.retries + 1, state.stale), context);
                case Retransmit _, Ping _ -> state;
            };
        }
    }

    record Ponger() implements Actor<State, Message> {

        @Override
        public State start(Context<Message> context) {
            return new State(0, 0, 0, 0);
        }

        @Override
        public State receive(State state, Message message, Context<Message> context) {
            return switch (message) {
                case Ping(long n) -> {
                    context.reply(new Pong(n));
                    yield new State(Math.max(state.n, n), state.handled + 1, 0, 0);
                }
                case Pong _, Retransmit _ -> state;
            };
        }
    }

    @Override
    public String name() {
        return "ping-pong";
    }

    @Override
    public String summary() {
        return "how many events a second?";
    }

    @Override
    public Cluster cluster(Settings settings) {
        Cluster.Builder cluster = Cluster.builder();
        Duration timeout = tick.multipliedBy(TIMEOUT_TICKS);
        for (int node = 0; node < nodes; node += 2) {
            ActorRef<Message> odd = ActorRef.to("n" + (node + 1));
            cluster.node("n" + node, new Pinger(odd, timeout));
            cluster.node(odd.path(), new Ponger());
        }
        return cluster.build();
    }

    /** Counts what has been delivered; loses 1 % of the messages, repeats 1 %, delays all. */
    static final class Network implements Adversary {
        private final long seed;
        private final long tickNanos;
        long sent;

        Network(long seed, Duration tick) {
            this.seed = seed;
            this.tickNanos = tick.toNanos();
        }

        @Override
        public void decide(Delivery message, long key, long nowNanos, Decision decision) {
            long random = Fingerprint.mix(key ^ seed);
            sent++;
            if ((random & 0x3FF) < 10) {
                sent--;
                decision.drop();
                return;
            }
            decision.hold(new Point.After(delay(random)));
            if ((random >>> 10 & 0x3FF) < 10) {
                sent++;
                decision.again(new Point.After(delay(Fingerprint.mix(random))));
            }
        }

        private long delay(long random) {
            return (1 + ((random >>> 32) * 1000 >>> 32)) * tickNanos;
        }

        @Override
        public Vector<Departure.Incident> incidents() {
            return Vector.empty();
        }
    }
}
