package dev.rehearsal.zoo;

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
 * One greets another until it is answered.
 *
 * @param name two of them are two scenarios
 * @param everyMillis how often it greets
 */
public record Greeting(String name, int everyMillis) implements Scenario {

    /** As the command line makes it. */
    public Greeting() {
        this("greeting", 5);
    }

    static final Variant ONCE =
            new Variant("once", "greets once")
                    .known("X1", Vector.of("answered"), "a lost greeting", "everybody");
    static final Variant ELSEWHERE =
            new Variant("elsewhere", "the same, thought to break something else")
                    .known("X2", Vector.of("settles"), "a lost greeting", "nobody");
    static final Variant HARMLESS = new Variant("harmless", "no bug at all");

    @Override
    public String summary() {
        return "one greets another";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(ONCE, ELSEWHERE, HARMLESS);
    }

    @Override
    public Cluster cluster(Settings settings) {
        boolean again = !settings.has(ONCE) && !settings.has(ELSEWHERE);
        return Cluster.builder()
                .node("a", new Greeter(again, everyMillis))
                .node("b", new Greeter(again, everyMillis))
                .eventually(
                        "answered",
                        world ->
                                world.state("a", Boolean.class).getOrElse(false)
                                        ? Option.none()
                                        : Option.some("nobody has answered"))
                .within(Duration.ofSeconds(1))
                .build();
    }

    private record Greeter(boolean again, int everyMillis) implements Actor<Boolean, String> {
        @Override
        public Boolean start(Context<String> context) {
            if (context.self().path().equals("a")) {
                context.timer("greet", Duration.ofMillis(everyMillis));
            }
            return false;
        }

        @Override
        public Boolean receive(Boolean answered, String message, Context<String> context) {
            if (message.equals("greeting")) {
                context.reply("answer");
            } else if (message.equals("greet") && !answered) {
                context.send(ActorRef.to("b"), "greeting");
                if (again) {
                    context.timer("greet", Duration.ofMillis(everyMillis));
                }
            }
            return answered || message.equals("answer");
        }
    }
}
