package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.kernel.Topology;

import io.vavr.collection.Vector;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Within a node messages come in order, and one that is ignored keeps none behind it from coming.
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

    @ParameterizedTest
    @EnumSource(Network.class)
    void message_behindThoseThatAreIgnored_isDelivered(Network network) {
        Topology topology =
                new Topology(
                        Vector.of(
                                new Topology.Node(
                                        "n", Vector.of(new Topology.Server("n", new Parent())))));
        ActorSystem system =
                ActorSystem.of(topology)
                        .having(
                                Vector.of(
                                        Property.eventually(
                                                "the parent hears",
                                                world ->
                                                        world.states(String.class)
                                                                .contains("heard"))));

        Result result = Search.with(Options.DEFAULT).run(system, Trouble.NONE.over(network));

        assertEquals(Result.End.EXHAUSTED, result.end(), result::toString);
        assertEquals(
                Result.Finding.HOLDS,
                result.verdict("the parent hears").finding(),
                result::toString);
    }
}
