package dev.rehearsal.plain;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;

import io.vavr.control.Option;

import java.time.Duration;

/**
 * One greets another.
 *
 * @param again whether it does until it is answered, or only once
 */
record Greeting(boolean again) implements Scenario {

    /** Greets until it is answered, or only once. */
    private record Greeter(boolean again) implements Actor<Boolean, String> {
        @Override
        public Boolean start(Context<String> context) {
            context.timer("greet", Duration.ofMillis(5));
            return false;
        }

        @Override
        public Boolean receive(Boolean answered, String message, Context<String> context) {
            if (message.equals("answer")) {
                return true;
            }
            if (message.equals("greeting")) {
                context.reply("answer");
            } else if (!answered && context.self().path().equals("a")) {
                context.send(ActorRef.to("b"), "greeting");
                if (again) {
                    context.timer("greet", Duration.ofMillis(5));
                }
            }
            return answered;
        }
    }

    @Override
    public String name() {
        return "greeting";
    }

    @Override
    public String summary() {
        return "one greets another";
    }

    @Override
    public Cluster cluster(Settings settings) {
        return Cluster.builder()
                .node("a", new Greeter(again))
                .node("b", new Greeter(again))
                .eventually(
                        "answered",
                        world ->
                                world.state("a", Boolean.class).getOrElse(false)
                                        ? Option.none()
                                        : Option.some("nobody has answered"))
                .within(Duration.ofSeconds(1))
                .build();
    }
}
