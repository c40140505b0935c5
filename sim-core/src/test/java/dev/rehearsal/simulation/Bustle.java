package dev.rehearsal.simulation;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Departure.Partition.Link;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.CrashOdds;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A cluster that does everything a system can do: messages within nodes and between them, timers
 * that are set, replaced and cancelled, writes and syncs, answers that come late or never.
 *
 * <p>Each group of two servers and one client keeps to itself, so that what happens in one is
 * unrelated to the others.
 */
record Bustle(int groups) implements Scenario {

    record Ask(int number) {}

    record Save(int number) {}

    record Saved(int number) {}

    record Gossip(int number) {}

    record Heard(int number) {}

    record Again(int number) {}

    record Answer(int number) {}

    record Doors(TreeMap<Integer, ActorRef<Object>> askers, int heard) {}

    /** Takes questions, has them saved, tells its peer until that has heard, answers. */
    private record Front(String node, String peer) implements Actor<Doors, Object> {
        @Override
        public Doors start(Context<Object> context) {
            context.timer(new Again(0), Duration.ofMillis(7));
            return new Doors(TreeMap.empty(), 0);
        }

        @Override
        public Doors receive(Doors state, Object message, Context<Object> context) {
            ActorRef<Object> other = ActorRef.to(peer + "/front");
            switch (message) {
                case Ask(int number) -> {
                    context.send(ActorRef.to(node + "/store"), new Save(number));
                    context.send(ActorRef.to(node + "/store"), new Save(-number));
                    return new Doors(state.askers().put(number, context.sender()), state.heard());
                }
                case Saved(int number) -> {
                    context.send(other, new Gossip(number));
                    context.timer(new Again(number), Duration.ofMillis(4));
                    state.askers()
                            .get(number)
                            .forEach(asker -> context.send(asker, new Answer(number)));
                }
                case Again(int number) -> {
                    context.report(context.now().toString());
                    context.send(other, new Gossip(number));
                    context.timer(new Again(number), Duration.ofMillis(9));
                }
                case Gossip(int number) -> context.reply(new Heard(number));
                case Heard(int number) -> {
                    context.cancel(new Again(number));
                    return new Doors(state.askers(), state.heard() + 1);
                }
                default -> throw new IllegalStateException("unknown: " + message);
            }
            return state;
        }
    }

    private record Store() implements Actor<Integer, Object> {
        @Override
        public Integer start(Context<Object> context) {
            return context.disk().read("log").map(bytes -> bytes.length).getOrElse(0);
        }

        @Override
        public Integer receive(Integer size, Object message, Context<Object> context) {
            Save save = (Save) message;
            context.disk().append("log", new byte[] {(byte) save.number()});
            if (save.number() > 0) {
                context.disk().sync("log");
                context.disk().syncFolder();
                context.reply(new Saved(save.number()));
            }
            return size + 1;
        }
    }

    private record Asker(int group) implements Client<Integer, Option<Integer>, Object> {
        @Override
        public Option<Integer> start(ClientContext<Object> context) {
            return Option.none();
        }

        @Override
        public Option<Integer> invoke(
                Option<Integer> open, int index, Integer input, ClientContext<Object> context) {
            String server = input % 2 == 0 ? "a" : "b";
            context.send(ActorRef.to(server + group + "/front"), new Ask(index));
            return Option.some(index);
        }

        @Override
        public Option<Integer> receive(
                Option<Integer> open, Object message, ClientContext<Object> context) {
            if (message instanceof Answer(int number) && open.contains(number)) {
                context.complete(number);
                return Option.none();
            }
            return open;
        }

        @Override
        public Option<Integer> abandon(Option<Integer> open) {
            return Option.none();
        }
    }

    @Override
    public String name() {
        return "bustle";
    }

    @Override
    public String summary() {
        return "everything at once";
    }

    @Override
    public Cluster cluster(Settings settings) {
        Cluster.Builder cluster = Cluster.builder();
        for (int group = 1; group <= groups; group++) {
            server(cluster, "a" + group, "b" + group);
            server(cluster, "b" + group, "a" + group);
            cluster.client("c" + group, new Asker(group));
        }
        return cluster.workload(
                        new Workload(
                                Integer.class,
                                4,
                                Duration.ofMillis(5),
                                Duration.ofMillis(30),
                                (_, _, draw) -> draw.below(10)))
                .survives(2 * groups)
                .build();
    }

    private static void server(Cluster.Builder cluster, String name, String peer) {
        cluster.node(name, LinkedHashMap.of("front", new Front(name, peer), "store", new Store()));
    }

    /** Decides everything that can be decided from the key alone. */
    record Harsh(Draw draw, boolean related, boolean cruel) implements Adversary {

        static Harsh of(long seed) {
            return new Harsh(Draw.seed(seed).in("harsh"), true, false);
        }

        /**
         * With cuts of turns, and everything that befalls disks, clocks and links; without the
         * points that tie one group to another.
         */
        static Harsh cruel(long seed) {
            return new Harsh(Draw.seed(seed).in("harsh"), false, true);
        }

        @Override
        public boolean cutsTurns() {
            return cruel;
        }

        @Override
        public Departure.@Nullable Cut cut(
                long key, Supplier<TurnName> name, int effects, long nowNanos) {
            Draw own = draw.in("cut").in(key);
            if (!own.in("whether").chance(0.02)) {
                return null;
            }
            return new Departure.Cut(
                    name.get(),
                    own.in("at").below(effects + 1),
                    own.in("how").chance(0.2)
                            ? new Departure.Cut.Exit(new ExitReason.Because("cut"))
                            : new Departure.Cut.PowerLoss(
                                    1 + own.in("down").below(8_000_000), Aftermath.NONE));
        }

        @Override
        public Aftermath aftermath(Departure loss, Aftermath planned, DiskImage disk) {
            return cruel ? disk.aftermath(draw.in(loss.toString()), CrashOdds.DEFAULT) : planned;
        }

        @Override
        public boolean troublesDisks() {
            return cruel;
        }

        @Override
        public Departure.@Nullable OfDisk disk(long key, Supplier<DiskName> name, long nowNanos) {
            Draw own = draw.in("disk").in(key);
            if (!own.in("whether").chance(0.1)) {
                return null;
            }
            return switch (own.in("how").below(6)) {
                case 0 -> new Departure.DiskTrouble(name.get(), new DiskFault.Fails(1));
                case 1 -> new Departure.DiskTrouble(name.get(), new DiskFault.Vanishes());
                case 2 -> new Departure.DiskTrouble(name.get(), new DiskFault.GoesTo("log", 0));
                default -> new Departure.Stall(name.get(), 1 + own.in("long").below(3_000_000));
            };
        }

        private Vector<Departure.Incident> cruelties(String node, int slot) {
            Draw own = draw.in("cruelty").in(node).in(slot);
            Point at = new Point.At(own.in("at").below(30_000_000));
            long nanos = 1 + own.in("nanos").below(8_000_000);
            String store = node + "/store";
            return switch (own.in("which").below(12)) {
                case 0 -> Vector.of(new Departure.Pause(node, slot, at, nanos));
                case 1 -> Vector.of(new Departure.Jump(node, slot, at, 4_000_000 - nanos));
                case 2 ->
                        Vector.of(new Departure.Drift(node, slot, at, 4_000_000 - (int) nanos / 2));
                case 3 -> Vector.of(new Departure.Stop(node, slot, at, nanos));
                case 4 -> Vector.of(new Departure.Kill(store, slot, at, new ExitReason.Killed()));
                case 5 -> Vector.of(new Departure.Fill(node, slot, at, nanos, nanos % 3));
                case 6 ->
                        Vector.of(
                                new Departure.Spoil(
                                        store, slot, at, new DiskFault.Flips("log", 0, 3)));
                case 7 ->
                        Vector.of(
                                new Departure.Spoil(
                                        store, slot, at, new DiskFault.Evicts(Aftermath.NONE)));
                case 8, 9 -> {
                    String group = node.substring(1);
                    Vector<Link> both =
                            Vector.of(
                                    new Link("a" + group, "b" + group),
                                    new Link("b" + group, "a" + group));
                    yield Vector.of(
                            new Departure.Partition(
                                    node, slot, at, nanos, both.take(1 + own.in("ways").below(2))));
                }
                default -> Vector.empty();
            };
        }

        @Override
        public void decide(Delivery message, long key, long nowNanos, Decision decision) {
            Draw own = draw.in(key);
            if (own.in("drop").chance(0.1)) {
                decision.drop();
                return;
            }
            if (own.in("hold").chance(0.3)) {
                decision.hold(point(own.in("held")));
            }
            if (own.in("again").chance(0.2)) {
                decision.again(point(own.in("until")));
            }
        }

        private Point point(Draw own) {
            return switch (related ? own.in("kind").below(5) : 0) {
                case 0, 1 -> new Point.After(1 + own.in("nanos").below(20_000_000));
                case 2 -> new Point.At(own.in("nanos").below(40_000_000));
                case 3 -> new Point.AfterOperation("c1", 1 + own.in("index").below(4));
                default -> new Point.End();
            };
        }

        @Override
        public Vector<Departure.Incident> incidents() {
            return Vector.of("a1", "b1", "a2", "b2")
                    .flatMap(node ->
                            Vector.range(0, 3)
                                    .flatMap(slot ->
                                            cruel ? cruelties(node, slot) : crash(node, slot)));
        }

        private Vector<Departure.Incident> crash(String node, int slot) {
            Draw own = draw.in("crash").in(node).in(slot);
            if (own.in("whether").chance(0.6)) {
                return Vector.empty();
            }
            Point at =
                    related && own.in("kind").chance(0.3)
                            ? new Point.AfterOperation("c1", 1 + own.in("index").below(4))
                            : new Point.At(own.in("at").below(30_000_000));
            return Vector.of(
                    new Departure.Crash(
                            node,
                            slot,
                            at,
                            1 + own.in("down").below(8_000_000),
                            Aftermath.prefix(own.in("kept").below(4))));
        }
    }
}
