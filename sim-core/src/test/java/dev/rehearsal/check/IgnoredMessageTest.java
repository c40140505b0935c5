package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/**
 * A message that its receiver ignores is gone: within a node it keeps none behind it from coming,
 * and it is not heard later.
 */
class IgnoredMessageTest {

    /** Says something at once. */
    private record Child() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.send(ActorRef.<String>to("n"), "never mind");
            context.send(ActorRef.<String>to("n"), "heard");
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }
    }

    /** Ignores that its child has started, and whatever is not worth hearing. */
    private record Parent() implements Actor<String, String> {
        @Override
        public String start(Context<String> context) {
            context.spawn("child", new Child());
            return "";
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            return message.equals("heard") ? message : state;
        }
    }

    private static Topology.Node node(String name, Topology.Server... servers) {
        return new Topology.Node(name, Vector.of(servers));
    }

    private static void assertFound(
            Result.Finding finding,
            Property<View> property,
            Network network,
            Topology.Node... nodes) {
        ActorSystem system =
                ActorSystem.of(new Topology(Vector.of(nodes))).having(Vector.of(property));

        Result result = Search.with(Options.DEFAULT).run(system, Trouble.NONE.over(network));

        if (finding == Result.Finding.HOLDS) {
            assertEquals(Result.End.EXHAUSTED, result.end(), result::toString);
        }
        assertEquals(finding, result.verdict(property.name()).finding(), result::toString);
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void message_behindThoseThatAreIgnored_isDelivered(Network network) {
        assertFound(
                Result.Finding.HOLDS,
                Property.eventually(
                        "the parent hears", world -> world.states(String.class).contains("heard")),
                network,
                node("n", new Topology.Server("n", new Parent())));
    }

    /** Says two things to its neighbour, the second when it is told to. */
    private record Talker() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.send(ActorRef.<String>to("listener"), "first");
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            context.send(ActorRef.<String>to("listener"), "second");
            return state;
        }
    }

    /** Ignores the first until it is woken; then the first makes it deaf to the second. */
    private record Listener() implements Actor<String, String> {
        @Override
        public String start(Context<String> context) {
            return "asleep";
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            return switch (message) {
                case "wake" -> {
                    context.send(ActorRef.<String>to("talker"), "go on");
                    yield "awake";
                }
                case "first" -> state.equals("awake") ? "deaf" : state;
                default -> state.equals("awake") ? "second heard" : state;
            };
        }
    }

    /** Wakes the listener, from another node. */
    private record Waker() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.send(ActorRef.<String>to("listener"), "wake");
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void message_ignoredBeforeAnotherIsSent_isGoneWhenThatComes(Network network) {
        assertFound(
                Result.Finding.VIOLATED,
                Property.always(
                        "the second is never heard",
                        world -> !world.states(String.class).contains("second heard")),
                network,
                node(
                        "near",
                        new Topology.Server("talker", new Talker()),
                        new Topology.Server("listener", new Listener())),
                node("far", new Topology.Server("waker", new Waker())));
    }

    /** Hears only what comes after its timer. */
    private record Late() implements Actor<String, String> {
        @Override
        public String start(Context<String> context) {
            context.timer("ready", Duration.ofSeconds(1));
            return "early";
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            return switch (message) {
                case "ready" -> "ready";
                default -> state.equals("ready") ? "heard" : state;
            };
        }
    }

    /** Says it once. */
    private record Once() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.send(ActorRef.<String>to("late"), "once");
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void message_saidOnce_mayComeTooEarlyToBeHeard(Network network) {
        assertFound(
                Result.Finding.VIOLATED,
                Property.eventually(
                        "it is heard", world -> world.states(String.class).contains("heard")),
                network,
                node("a", new Topology.Server("late", new Late())),
                node("b", new Topology.Server("once", new Once())));
    }
}
