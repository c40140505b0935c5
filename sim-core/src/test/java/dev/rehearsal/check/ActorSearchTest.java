package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Result.End;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.View;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Systems of actors in the search of all states. */
class ActorSearchTest {

    /** Remembers what it received, in order, and does what a script says. */
    private record Scripted(
            Consumer<Context<String>> onStart, BiConsumer<Context<String>, String> onMessage)
            implements Actor<Vector<String>, String> {

        static Scripted starting(Consumer<Context<String>> onStart) {
            return new Scripted(onStart, (_, _) -> {});
        }

        static Scripted silent() {
            return starting(_ -> {});
        }

        @Override
        public Vector<String> start(Context<String> context) {
            onStart.accept(context);
            return Vector.empty();
        }

        @Override
        public Vector<String> receive(
                Vector<String> heard, String message, Context<String> context) {
            onMessage.accept(context, message);
            return heard.append(message);
        }
    }

    /** A node with one actor for each, called n1, n2, … */
    private static ActorSystem system(Set<String> seen, Scripted... actors) {
        Vector<Topology.Node> nodes =
                Vector.of(actors)
                        .zipWithIndex((actor, n) ->
                                new Topology.Node(
                                        "n" + (n + 1),
                                        Vector.of(new Topology.Server("n" + (n + 1), actor))));
        return ActorSystem.of(new Topology(nodes))
                .crashing(nodes.map(Topology.Node::name))
                .within(world -> seen.add(states(world)) || true);
    }

    private static String states(View world) {
        return Vector.range(0, world.actors())
                .map(actor -> String.valueOf(world.state(actor)).replace("Vector", ""))
                .mkString(" ");
    }

    private static Set<String> seen() {
        return ConcurrentHashMap.newKeySet();
    }

    private static final Options ALL = Options.DEFAULT.keepingGoing();

    private static Result search(ActorSystem system, Trouble trouble) {
        return Search.with(ALL).run(system, trouble);
    }

    private static void send(Context<String> context, String to, String... messages) {
        for (String message : messages) {
            context.send(ActorRef.to(to), message);
        }
    }

    @Test
    void messagesBetweenNodes_comeInAnyOrderExceptOnAnOrderedNetwork() {
        Scripted sender = Scripted.starting(context -> send(context, "n2", "a", "b"));
        Set<String> any = seen();
        Set<String> ordered = seen();

        assertEquals(5, search(system(any, sender, Scripted.silent()), Trouble.NONE).distinct());
        assertEquals(
                3,
                search(
                                system(ordered, sender, Scripted.silent()),
                                Trouble.NONE.over(Network.ORDERED))
                        .distinct());
        assertTrue(any.contains("() (b, a)"), any::toString);
        assertEquals(Set.of("() ()", "() (a)", "() (a, b)"), ordered);
    }

    @Test
    void messagesWithinANode_comeOnceAndInOrderOnAnyNetwork() {
        for (Network network : Network.values()) {
            Set<String> seen = seen();
            Scripted parent =
                    Scripted.starting(context -> {
                        context.spawn("child", Scripted.silent());
                        send(context, "n1/child", "a", "b");
                    });
            Result result =
                    search(
                            system(seen, parent),
                            Trouble.NONE.over(network).drops(Trouble.UNLIMITED));
            assertEquals(End.EXHAUSTED, result.end());
            assertEquals(Set.of("() null", "() ()", "() (a)", "() (a, b)"), seen);
        }
    }

    @Test
    void timersOfSeveralActors_eachSetOrNot_areTwoToTheirNumber() {
        for (int n = 1; n <= 5; n++) {
            Scripted[] actors = new Scripted[n];
            for (int a = 0; a < n; a++) {
                actors[a] =
                        Scripted.starting(context -> context.timer("tick", Duration.ofMillis(1)));
            }
            assertEquals(1L << n, search(system(seen(), actors), Trouble.NONE).distinct());
        }
    }

    @Test
    void timerThatOnlySetsItselfAgain_isNoStep() {
        Actor<Integer, String> ticking =
                new Actor<>() {
                    @Override
                    public Integer start(Context<String> context) {
                        context.timer("tick", Duration.ofMillis(1));
                        return 0;
                    }

                    @Override
                    public Integer receive(Integer state, String message, Context<String> context) {
                        context.timer("tick", Duration.ofMillis(1));
                        return state;
                    }
                };
        ActorSystem system =
                ActorSystem.of(
                        new Topology(
                                Vector.of(
                                        new Topology.Node(
                                                "n1",
                                                Vector.of(new Topology.Server("n1", ticking))))));

        Result result = search(system, Trouble.NONE);

        assertEquals(1, result.distinct());
        assertEquals(1, result.generated());
        assertEquals(1, result.terminal());
    }

    @Test
    void handlerThatThrows_isAViolationWithItsActor() {
        Scripted sender = Scripted.starting(context -> send(context, "n2", "a", "bad"));
        Scripted fragile =
                new Scripted(
                        _ -> {},
                        (_, message) -> {
                            if (message.equals("bad")) {
                                throw new IllegalStateException("bad luck");
                            }
                        });
        Result.Verdict verdict =
                Search.with(Options.DEFAULT)
                        .run(system(seen(), sender, fragile), Trouble.NONE)
                        .verdict(ActorSystem.NO_HANDLER_THROWS);

        assertEquals(Finding.VIOLATED, verdict.finding());
        assertEquals("n2 threw java.lang.IllegalStateException: bad luck", verdict.message());
        assertEquals(Vector.of("deliver bad n1→n2"), verdict.path().get().actions());
    }

    @Test
    void handlerThatAsksForTheTime_isRefusedWithItsActor() {
        Scripted sender = Scripted.starting(context -> send(context, "n2", "now"));
        Scripted late = new Scripted(_ -> {}, (context, _) -> context.monotonic());

        TimeAskedException refused =
                assertThrows(
                        TimeAskedException.class,
                        () -> search(system(seen(), sender, late), Trouble.NONE));
        assertEquals(
                "a search of all states knows no time, and a handler asked for it: actor=n2",
                refused.getMessage());
    }

    @Test
    void crashBetweenTwoSends_letsTheFirstArriveAlone() {
        Scripted trigger = Scripted.starting(context -> send(context, "n2", "go"));
        Scripted relay =
                new Scripted(_ -> {}, (context, _) -> send(context, "n3", "first", "second"));
        ActorSystem system = system(seen(), trigger, relay, Scripted.silent());

        Result result =
                search(
                        system.crashing(Vector.of("n2")).within(world -> !onlyFirst(world)),
                        Trouble.NONE.over(Network.ORDERED).crashes(1, 1));
        Result all =
                search(
                        system.crashing(Vector.of("n2")).within(_ -> true),
                        Trouble.NONE.over(Network.ORDERED).crashes(1, 1));

        assertTrue(result.distinct() < all.distinct());
    }

    /** The relay is down or has begun again, and only its first message has come. */
    private static boolean onlyFirst(View world) {
        return !world.isUp(1) && Vector.of("first").equals(world.state(2));
    }

    @Test
    void crashesWithoutLimit_ofSilentActors_comeBackToTheSameStates() {
        Result ever =
                search(
                        system(seen(), Scripted.silent(), Scripted.silent()),
                        Trouble.NONE.crashes(Trouble.UNLIMITED, 1));

        assertEquals(3, ever.distinct());
        assertEquals(End.EXHAUSTED, ever.end());
    }
}
