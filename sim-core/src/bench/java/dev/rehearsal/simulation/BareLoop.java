package dev.rehearsal.simulation;

import java.util.PriorityQueue;

/**
 * The work of {@link PingPong} written by hand as one writes it when nothing but speed counts: a
 * binary heap of events, mutable nodes, a running 64-bit hash, random numbers from a stream. No
 * names, no replay, no faults but those of the network.
 */
final class BareLoop {

    private static final int DELAY_TICKS = 1_000;
    private static final int TIMEOUT_TICKS = 5_000;

    private sealed interface Message {}

    private record Ping(long n) implements Message {}

    private record Pong(long n) implements Message {}

    private record Retransmit(long n) implements Message {}

    private record Event(long due, long number, int from, int to, Message message)
            implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return due != other.due
                    ? Long.compare(due, other.due)
                    : Long.compare(number, other.number);
        }
    }

    private static final class Node {
        long n;
        long handled;
        long retries;
        long stale;
    }

    private final Node[] nodes;
    private final long tickNanos;
    private final PriorityQueue<Event> queue = new PriorityQueue<>(1024);
    private long random;
    private long now;
    private long added;
    private long hash = 1;
    long delivered;

    BareLoop(int nodes, long tickNanos, long seed) {
        this.nodes = new Node[nodes];
        this.tickNanos = tickNanos;
        this.random = seed;
        for (int node = 0; node < nodes; node++) {
            this.nodes[node] = new Node();
        }
        for (int node = 0; node < nodes; node += 2) {
            ping(node);
        }
    }

    private long random() {
        random += 0x9E3779B97F4A7C15L;
        return mix(random);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long delay(long random) {
        return (1 + ((random >>> 32) * DELAY_TICKS >>> 32)) * tickNanos;
    }

    private void send(int from, int to, Message message) {
        long fate = random();
        if ((fate & 0x3FF) < 10) {
            return;
        }
        queue.add(new Event(now + delay(fate), added++, from, to, message));
        if ((fate >>> 10 & 0x3FF) < 10) {
            queue.add(new Event(now + delay(random()), added++, from, to, message));
        }
    }

    private void ping(int node) {
        long n = nodes[node].n;
        send(node, node + 1, new Ping(n));
        queue.add(
                new Event(now + TIMEOUT_TICKS * tickNanos, added++, node, node, new Retransmit(n)));
    }

    /** Runs that many events, and gives the hash. */
    long run(long events) {
        for (long i = 0; i < events; i++) {
            step(queue.remove());
        }
        return hash;
    }

    private void step(Event event) {
        now = event.due;
        Node node = nodes[event.to];
        switch (event.message) {
            case Ping ping -> {
                fold(event, 1, ping.n);
                delivered++;
                node.n = Math.max(node.n, ping.n);
                node.handled++;
                send(event.to, event.from, new Pong(ping.n));
            }
            case Pong pong -> {
                fold(event, 2, pong.n);
                delivered++;
                if (pong.n == node.n) {
                    node.handled++;
                    node.n++;
                    ping(event.to);
                } else {
                    node.stale++;
                }
            }
            case Retransmit retransmit -> {
                fold(event, 3, retransmit.n);
                if (retransmit.n == node.n) {
                    node.retries++;
                    ping(event.to);
                }
            }
        }
    }

    private void fold(Event event, int kind, long n) {
        hash =
                mix(
                        hash
                                ^ (now * 0x9E3779B97F4A7C15L
                                        + ((long) event.from << 34 ^ (long) event.to << 4 ^ kind)
                                        + n * 0xD6E8FEB86659FD93L));
    }
}
