package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.examples.E02_FirstActor.Word.Answer;
import dev.rehearsal.examples.E02_FirstActor.Word.Greet;
import dev.rehearsal.examples.E02_FirstActor.Word.Hello;
import dev.rehearsal.plain.Rehearsal;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Is whoever says hello answered in the end? */
public final class E02_FirstActor implements Scenario {

    // @start region=protocol
    /** All that a greeter hears; a timer is a message, too. */
    sealed interface Word {
        record Greet() implements Word {}

        record Hello() implements Word {}

        record Answer() implements Word {}
    }

    // @end

    // @start region=actor
    /** Says hello until it is answered. Its state is whether it was. */
    record Greeter(String other, boolean persistent) implements Actor<Boolean, Word> {

        @Override
        public Boolean start(Context<Word> context) {
            context.timer(new Greet(), Duration.ofMillis(5));
            return false;
        }

        @Override
        public Boolean receive(Boolean answered, Word word, Context<Word> context) {
            return switch (word) {
                case Greet() -> {
                    if (!answered) {
                        context.send(ActorRef.to(other), new Hello());
                        if (persistent) {
                            context.timer(new Greet(), Duration.ofMillis(5));
                        }
                    }
                    yield answered;
                }
                case Hello() -> {
                    context.reply(new Answer());
                    yield answered;
                }
                case Answer() -> true;
            };
        }
    }

    // @end

    @Override
    public String name() {
        return "first-actor";
    }

    @Override
    public String summary() {
        return "two that greet each other: is each of them answered?";
    }

    // @start region=variant
    private static final Variant ONCE = new Variant("once", "says hello once and waits for ever");

    @Override
    public Vector<Variant> variants() {
        return Vector.of(ONCE);
    }

    // @end

    // @start region=cluster
    @Override
    public Cluster cluster(Settings settings) {
        boolean persistent = !settings.has(ONCE);
        return Cluster.builder()
                .node("ann", new Greeter("bob", persistent))
                .node("bob", new Greeter("ann", persistent))
                .eventually(
                        "answered",
                        Invariant.that(
                                "both were answered",
                                world -> world.states(Boolean.class).forAll(answered -> answered)))
                .within(Duration.ofSeconds(1))
                .build();
    }

    // @end

    // @start region=tests
    @Test
    void greeters_underAnyFaults_areAnsweredInTheEnd() {
        Rehearsal.simulate(this).under("swarm").seeds(0, 100).assertHolds();
    }

    @Test
    void whoGreetsOnce_isCaught() {
        Rehearsal once = Rehearsal.simulate(settings().withVariant("once")).under("swarm");

        String story = assertThrows(AssertionError.class, once::assertHolds).getMessage();

        assertTrue(story.contains("answered"), story);
    }
    // @end
}
