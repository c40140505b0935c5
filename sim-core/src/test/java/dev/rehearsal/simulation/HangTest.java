package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.function.Supplier;

/** An actor that hangs before a turn: whatever waits behind that comes after it, in order. */
class HangTest {

    private static final int NUMBERS = 40;

    /** What the one says and the other hears. */
    sealed interface Said {
        /** A number. */
        record Number(int n) implements Said {}

        /** The next number is to be said. */
        record Next(int n) implements Said {}
    }

    private record Teller(Duration pace) implements Actor<Integer, Said> {
        @Override
        public Integer start(Context<Said> context) {
            context.timer(new Said.Next(1), pace);
            return 0;
        }

        @Override
        public Integer receive(Integer said, Said message, Context<Said> context) {
            if (message instanceof Said.Next(int n)) {
                context.send(ActorRef.<Said>to("n/hearer"), new Said.Number(n));
                if (n < NUMBERS) {
                    context.timer(new Said.Next(n + 1), pace);
                }
            }
            return said + 1;
        }
    }

    /** Writes each number down, so that others wait while it does. */
    private record Hearer() implements Actor<Vector<Integer>, Said> {
        @Override
        public Vector<Integer> start(Context<Said> context) {
            return Vector.empty();
        }

        @Override
        public Vector<Integer> receive(Vector<Integer> heard, Said message, Context<Said> context) {
            if (!(message instanceof Said.Number(int n))) {
                return heard;
            }
            if (n % 3 != 0) {
                context.disk().append("heard", new byte[] {(byte) n});
                context.disk().sync("heard");
            }
            return heard.append(n);
        }
    }

    private record Talk(Duration pace) implements Scenario {
        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node(
                            "n",
                            LinkedHashMap.<String, Actor<?, ?>>of(
                                    "teller", new Teller(pace), "hearer", new Hearer()))
                    .build();
        }
    }

    /** Has the hearer hang before one turn in three, for up to eight times the pace. */
    private record Hangs(long seed, long pace) implements Adversary {
        @Override
        public void decide(Delivery message, long key, long nowNanos, Decision decision) {}

        @Override
        public boolean cutsTurns() {
            return true;
        }

        @Override
        public Departure.@Nullable Hang hang(
                Action action, long key, Supplier<TurnName> name, long nowNanos) {
            long random = Fingerprint.mix(key ^ seed);
            return name.get().text().contains("Number") && random % 3 == 0
                    ? new Departure.Hang(name.get(), (1 + (random >>> 40) % 8) * pace)
                    : null;
        }

        @Override
        public Vector<Departure.Incident> incidents() {
            return Vector.empty();
        }
    }

    private static Run run(long seed, Duration pace) {
        return Simulation.of(new Talk(pace).settings())
                .with(Simulation.Options.DEFAULT.verbose())
                .run(Vector.empty(), new Hangs(seed, pace.toNanos()));
    }

    private static Vector<Integer> heard(Run run) {
        return run.trace()
                .events()
                .filter(TraceEvent.Delivered.class::isInstance)
                .map(event -> ((TraceEvent.Delivered) event).message())
                .filter(Said.Number.class::isInstance)
                .map(message -> ((Said.Number) message).n());
    }

    /** With a pace that a sync and a hang are multiples of, much is due at one instant. */
    @ParameterizedTest
    @ValueSource(longs = {1_000, 20_000, 33_333, 100_000})
    void messagesOfOneSender_toAnActorThatHangs_areHeardInTheOrderOfSending(long paceNanos) {
        for (long seed = 0; seed < 100; seed++) {
            Run run = run(seed, Duration.ofNanos(paceNanos));
            assertEquals(Vector.rangeClosed(1, NUMBERS), heard(run), "seed " + seed);
        }
    }

    @Test
    void actor_hangsOnceBeforeOneTurn() {
        int hangs = 0;
        for (long seed = 0; seed < 100; seed++) {
            Vector<Departure> departures =
                    Vector.ofAll(run(seed, Duration.ofNanos(20_000)).story().departures());
            assertEquals(departures.distinct(), departures, "seed " + seed);
            hangs += departures.size();
        }
        assertTrue(hangs > 100, "hangs " + hangs);
    }
}
