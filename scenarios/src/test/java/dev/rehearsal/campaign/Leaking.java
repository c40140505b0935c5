package dev.rehearsal.campaign;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Two actors that greet each other ten times a second, and keep the last few greetings; in a
 * variant one of them also keeps every thousandth.
 */
public final class Leaking implements Scenario {

    static final Variant LEAK = new Variant("leak", "one entry for a thousand messages stays");
    static final Variant LOG =
            new Variant("log", "the same, and the cluster says that it may grow");

    private static final int KEPT = 20;

    /** The healthy scenario. */
    public Leaking() {}

    @Override
    public String name() {
        return "leaking";
    }

    @Override
    public String summary() {
        return "is a state that grows slowly seen?";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(LEAK, LOG);
    }

    @Override
    public Cluster cluster(Settings settings) {
        boolean keeps = settings.variant().isDefined();
        Cluster.Builder cluster =
                Cluster.builder()
                        .node("left", new Greeter(ActorRef.to("right"), keeps))
                        .node("right", new Greeter(ActorRef.to("left"), false))
                        .always("always", _ -> Option.none());
        return settings.has(LOG) ? cluster.mayGrow().build() : cluster.build();
    }

    /** What is sent. */
    sealed interface Message {
        /** It is time. */
        record Tick() implements Message {}

        /** A greeting. */
        record Hello(int number) implements Message {}
    }

    /**
     * What is kept.
     *
     * @param recent the last greetings, a number of which is forgotten now and then
     */
    record Kept(int heard, Vector<Integer> recent, Vector<Integer> forEver) {}

    private record Greeter(ActorRef<Message> other, boolean keeps) implements Actor<Kept, Message> {

        @Override
        public Kept start(Context<Message> context) {
            context.timer(new Message.Tick(), Duration.ofMillis(100));
            return new Kept(0, Vector.empty(), Vector.empty());
        }

        @Override
        public Kept receive(Kept kept, Message message, Context<Message> context) {
            return switch (message) {
                case Message.Tick tick -> {
                    context.send(other, new Message.Hello(kept.heard));
                    context.timer(tick, Duration.ofMillis(100));
                    yield kept;
                }
                case Message.Hello(int number) ->
                        new Kept(
                                kept.heard + 1,
                                kept.recent.size() < (keeps ? 1 : 100) * KEPT
                                        ? kept.recent.append(number)
                                        : kept.recent.append(number).takeRight(KEPT),
                                keeps && kept.heard % 1_000 == 0
                                        ? kept.forEver.append(number)
                                        : kept.forEver);
            };
        }
    }
}
