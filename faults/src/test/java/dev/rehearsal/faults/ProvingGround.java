package dev.rehearsal.faults;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.value.Bytes;

import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.Arrays;

/**
 * Something of everything that a fault can hit: five servers that talk, each with a supervisor of
 * two workers that write to the disk, look at the clocks and clean up when they end; and two
 * clients.
 */
final class ProvingGround implements Scenario {

    sealed interface Message {}

    record Tick() implements Message {}

    record Rotate() implements Message {}

    record Ping(int number, Bytes payload) implements Message {}

    record Ask(String name) implements Message {}

    record Answer(String name) implements Message {}

    private static final Bytes PAYLOAD = Bytes.of((byte) 1, (byte) 2, (byte) 3, (byte) 4);
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration WORK = Duration.ofMillis(10);

    /** The one actor of a node that is there from the beginning. */
    private record Root(int number) implements Actor<Integer, Message> {
        @Override
        public Integer start(Context<Message> context) {
            context.spawnLinked("sup", new Supervisor());
            context.monitor(ActorRef.<Message>to("s" + (number % 5 + 1)));
            context.timer(new Tick(), OFTEN);
            return 0;
        }

        @Override
        public Integer receive(Integer heard, Message message, Context<Message> context) {
            return switch (message) {
                case Tick _ -> {
                    for (int other = 1; other <= 5; other++) {
                        if (other != number) {
                            context.send(
                                    ActorRef.<Message>to("s" + other), new Ping(heard, PAYLOAD));
                        }
                    }
                    context.timer(new Tick(), OFTEN);
                    yield heard;
                }
                case Ask(String name) -> {
                    context.reply(new Answer(name));
                    yield heard + 1;
                }
                case Ping _, Answer _, Rotate _ -> heard + 1;
            };
        }

        @Override
        public Integer signal(Integer heard, Signal signal, Context<Message> context) {
            switch (signal) {
                case Signal.Exit(ActorRef<?> about, _) -> {
                    if (about.equals(context.self())) {
                        context.exit(new ExitReason.Shutdown());
                    } else {
                        context.spawnLinked("sup", new Supervisor());
                    }
                }
                case Signal.Down(ActorRef<?> other, _) -> {
                    context.report("lost " + other);
                    context.monitor(ActorRef.<Message>to(other.path()));
                }
                case Signal.Started _ -> {}
            }
            return heard;
        }

        @Override
        public boolean trapsExits() {
            return true;
        }
    }

    /** Starts again whoever ends, and now and then tells a worker to. */
    private record Supervisor() implements Actor<Vector<ActorRef<Message>>, Message> {
        @Override
        public Vector<ActorRef<Message>> start(Context<Message> context) {
            context.timer(new Rotate(), Duration.ofMillis(20));
            return Vector.of(worker("a", context), worker("b", context));
        }

        private static ActorRef<Message> worker(String name, Context<Message> context) {
            return context.spawnLinked(name, new Worker());
        }

        @Override
        public Vector<ActorRef<Message>> receive(
                Vector<ActorRef<Message>> workers, Message message, Context<Message> context) {
            if (message instanceof Rotate) {
                context.exit(workers.head(), new ExitReason.Shutdown());
                context.timer(new Rotate(), Duration.ofMillis(20));
            }
            return workers;
        }

        @Override
        public Vector<ActorRef<Message>> signal(
                Vector<ActorRef<Message>> workers, Signal signal, Context<Message> context) {
            if (!(signal instanceof Signal.Exit(ActorRef<?> ended, ExitReason reason))) {
                return workers;
            }
            Vector<ActorRef<Message>> left =
                    workers.filter(worker -> !worker.toString().equals(ended.toString()));
            if (left.size() == workers.size()) {
                context.exit(reason);
                return workers;
            }
            String name = ended.path().substring(ended.path().lastIndexOf('/') + 1);
            return left.append(worker(name, context));
        }

        @Override
        public boolean trapsExits() {
            return true;
        }
    }

    /** Works on its disk, and cleans up when it is told to end. */
    private record Worker() implements Actor<Integer, Message> {
        @Override
        public Integer start(Context<Message> context) {
            context.disk().list();
            byte[] log = context.disk().read("log").getOrElse(new byte[0]);
            byte[] other = context.disk().read("other").getOrElse(new byte[0]);
            context.report("found " + Arrays.hashCode(log) + " " + Arrays.hashCode(other));
            int size = log.length;
            context.timer(new Tick(), WORK);
            return size;
        }

        @Override
        public Integer receive(Integer written, Message message, Context<Message> context) {
            if (message instanceof Tick) {
                context.timer(new Tick(), WORK);
                context.report(context.now() + " " + context.monotonic());
                if (context.buggify("skip")) {
                    return written;
                }
                context.disk().append("log", new byte[] {(byte) (int) written, 1, 2, 3});
                context.disk().append("other", new byte[] {4, 5});
                context.disk().sync("log");
                context.disk().syncFolder();
                String next = "s" + ((context.self().path().charAt(1) - '0') % 5 + 1);
                context.send(ActorRef.<Message>to(next), new Ping(written, PAYLOAD));
                return written + 4;
            }
            return written;
        }

        @Override
        public Integer signal(Integer written, Signal signal, Context<Message> context) {
            if (signal instanceof Signal.Exit) {
                context.disk().append("log", new byte[] {9});
                context.disk().sync("log");
                context.exit(new ExitReason.Shutdown());
            }
            return written;
        }

        @Override
        public boolean trapsExits() {
            return true;
        }
    }

    private record User(int number) implements Client<Integer, String, Message> {
        @Override
        public String start(ClientContext<Message> context) {
            return "";
        }

        @Override
        public String invoke(
                String open, int index, Integer operation, ClientContext<Message> context) {
            String name = number + "-" + index;
            context.send(ActorRef.<Message>to("s" + operation), new Ask(name));
            return name;
        }

        @Override
        public String receive(String open, Message message, ClientContext<Message> context) {
            if (message instanceof Answer(String name) && name.equals(open)) {
                context.complete(index(name));
                return "";
            }
            return open;
        }

        private static int index(String name) {
            return Integer.parseInt(name.substring(name.indexOf('-') + 1));
        }

        @Override
        public String abandon(String open) {
            return "";
        }
    }

    @Override
    public String name() {
        return "proving-ground";
    }

    @Override
    public String summary() {
        return "something of everything that a fault can hit";
    }

    @Override
    public Cluster cluster(Settings settings) {
        return bare().survives(2).survivesLostDisks(2).survivesExits().build();
    }

    /** The same system, without saying what it survives. */
    static Cluster.Builder bare() {
        Cluster.Builder cluster = Cluster.builder();
        for (int server = 1; server <= 5; server++) {
            cluster.node("s" + server, new Root(server));
        }
        return cluster.client("c1", new User(1))
                .client("c2", new User(2))
                .workload(
                        new Workload(
                                Integer.class,
                                14,
                                Duration.ofMillis(40),
                                Duration.ofMillis(60),
                                (int _, int _, Draw draw) -> 1 + draw.below(5)));
    }
}
