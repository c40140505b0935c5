package dev.rehearsal.campaign;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A server that counts to ten for whoever asks, and in its variants does what no server should. */
public final class Planted implements Scenario {

    static final Variant HANG = new Variant("hang", "a handler waits for ever");
    static final Variant LOOP = new Variant("loop", "a handler computes for ever");
    static final Variant STORM = new Variant("storm", "a server writes to itself for ever");
    static final Variant HOG = new Variant("hog", "a handler wants more memory than there is");
    static final Variant DEATH = new Variant("death", "a handler ends the process");
    static final Variant THROW = new Variant("throw", "a handler throws");
    static final Variant MENDED = new Variant("mended", "somebody changes the code meanwhile");

    /** What {@code mended} does at present. */
    private static volatile Runnable today = () -> {};

    /** What comes of something as long as the code of {@code mended} is that. */
    static <T> T whileMendedIs(Runnable code, Supplier<T> work) {
        Runnable before = today;
        today = code;
        try {
            return work.get();
        } finally {
            today = before;
        }
    }

    private static final int EVIL = 7;

    /** The healthy scenario. */
    public Planted() {}

    @Override
    public String name() {
        return "planted";
    }

    @Override
    public String summary() {
        return "what becomes of a process whose handlers misbehave?";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(HANG, LOOP, STORM, HOG, DEATH, THROW, MENDED);
    }

    @Override
    public Cluster cluster(Settings settings) {
        return Cluster.builder()
                .node("server", new Server(settings.variant().getOrElse("")))
                .client("client", new Asker(ActorRef.to("server")))
                .workload(
                        new Workload(
                                Count.class,
                                1,
                                Duration.ofMillis(5),
                                Duration.ofMinutes(1),
                                (_, _, draw) -> new Count(draw.below(10))))
                .sometimes(
                        "asked-for-nine", view -> view.state("server", Integer.class).contains(9))
                .always("never-eleven", _ -> Option.none())
                .build();
    }

    /** What is asked for. */
    record Count(int to) {}

    /** What is sent to and fro. */
    sealed interface Message {
        /** A question. */
        record Ask(int to) implements Message {}

        /** Its answer. */
        record Told(int to) implements Message {}
    }

    private record Server(String variant) implements Actor<Integer, Message> {

        @Override
        public Integer start(Context<Message> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer last, Message message, Context<Message> context) {
            if (!(message instanceof Message.Ask(int to))) {
                return last;
            }
            if (to == EVIL && variant.equals(STORM.name())) {
                context.send(context.self(), message);
                return to;
            }
            if (to == EVIL) {
                misbehave();
            }
            context.reply(new Message.Told(to));
            return to;
        }

        private void misbehave() {
            switch (variant) {
                case "hang" -> {
                    while (true) {
                        LockSupport.park();
                    }
                }
                case "loop" -> {
                    for (long spun = 0; spun >= 0; spun = spun + 1 & Long.MAX_VALUE) {
                        Thread.onSpinWait();
                    }
                }
                case "hog" -> {
                    var hoard = new ArrayList<byte[]>();
                    while (true) {
                        hoard.add(new byte[1 << 20]);
                    }
                }
                case "death" -> Runtime.getRuntime().halt(Worker.STOPPED);
                case "mended" -> today.run();
                case "throw" -> throw new IllegalStateException("<b>seven & \"eight\"</b>");
                default -> {}
            }
        }
    }

    private record Asker(ActorRef<Message> server) implements Client<Count, Integer, Message> {

        @Override
        public Integer start(ClientContext<Message> context) {
            return 0;
        }

        @Override
        public Integer invoke(
                Integer state, int index, Count count, ClientContext<Message> context) {
            context.send(server, new Message.Ask(count.to()));
            return count.to();
        }

        @Override
        public Integer receive(Integer state, Message message, ClientContext<Message> context) {
            if (message instanceof Message.Told) {
                context.complete("counted");
            }
            return state;
        }

        @Override
        public Integer abandon(Integer state) {
            return state;
        }
    }
}
