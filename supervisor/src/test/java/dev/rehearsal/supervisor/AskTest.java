package dev.rehearsal.supervisor;

import static dev.rehearsal.supervisor.Supervisor.child;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The shortest pair of a server that is asked and one that asks. */
class AskTest {

    record Get(String key) {}

    record Store() implements Server<Vector<String>, Get> {
        @Override
        public Vector<String> init(ServerContext<Get> context) {
            return Vector.of("x");
        }

        @Override
        public Vector<String> call(Vector<String> keys, Get get, From from, ServerContext<Get> c) {
            if (keys.contains(get.key())) {
                c.reply(from, 42);
            }
            return keys;
        }
    }

    record Reader(ActorRef<Object> store) implements Server<Integer, Get> {
        @Override
        public Integer init(ServerContext<Get> context) {
            context.call(store, new Get("x"), Duration.ofMillis(10));
            context.call(store, new Get("y"), Duration.ofMillis(10));
            return 0;
        }

        @Override
        public Integer answered(Integer n, Object asked, Outcome outcome, ServerContext<Get> c) {
            switch (outcome) {
                case Outcome.Replied(Object value) -> c.actor().report(asked + " is " + value);
                case Outcome.Ended _, Outcome.TimedOut _ -> c.actor().report("no " + asked);
            }
            return n + 1;
        }
    }

    private record Pair() implements Scenario {
        @Override
        public String name() {
            return "ask";
        }

        @Override
        public String summary() {
            return "a store and its reader";
        }

        @Override
        public Cluster cluster(Settings settings) {
            Supervisor top =
                    Supervisor.restForOne(
                            Flags.DEFAULT,
                            child("store", () -> new Store().actor()),
                            child("reader", () -> new Reader(ActorRef.to("n/top/store")).actor()));
            return Cluster.builder().node("n", LinkedHashMap.of("top", (Actor<?, ?>) top)).build();
        }
    }

    @Test
    void question_answeredOrNot_comesBackWithItsOutcome() {
        assertEquals(
                Vector.of("Get[key=x] is 42", "no Get[key=y]"),
                Simulation.of(new Pair().settings())
                        .with(Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000L))
                        .run(Vector.empty(), Adversary.CALM)
                        .trace()
                        .events()
                        .filter(TraceEvent.Reported.class::isInstance)
                        .map(TraceEvent.Reported.class::cast)
                        .filter(said -> said.actor().equals("n/top/reader"))
                        .map(said -> said.event().toString()));
    }
}
