package dev.rehearsal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.value.NotAValueException;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What each action means to a world. Over 500 lines: every meaning is tried at the same small
 * world.
 */
class WorldTest {

    private static final ActorRef<Object> A = ActorRef.to("a");
    private static final ActorRef<Object> B = ActorRef.to("b");
    private static final ActorRef<Object> C = ActorRef.to("c");

    /** What an actor does with a message. */
    private interface Handler {
        Object handle(Object state, Object message, Context<Object> context);
    }

    private interface Start {
        Object start(Context<Object> context);
    }

    private record Acting(Start begin, Handler handler) implements Actor<Object, Object> {
        @Override
        public Object start(Context<Object> context) {
            return begin.start(context);
        }

        @Override
        public Object receive(Object state, Object message, Context<Object> context) {
            return handler.handle(state, message, context);
        }
    }

    private static Acting acting(Handler handler) {
        return new Acting(_ -> Vector.empty(), handler);
    }

    /** Its state is every message it has received, in order. */
    private static Acting listener() {
        return acting((state, message, _) -> heard(state).append(message));
    }

    @SuppressWarnings("unchecked")
    private static Vector<Object> heard(@Nullable Object state) {
        return (Vector<Object>) state;
    }

    /**
     * Everything waits until the test chooses it. As a medium it is told first of what is sent,
     * armed and synced; the second call is the observer's.
     */
    private static final class Waiting implements Medium, Observer {
        final List<Delivery> mail = new ArrayList<>();
        final List<Firing> timers = new ArrayList<>();
        final List<Completion> syncs = new ArrayList<>();
        final List<String> log = new ArrayList<>();
        final List<Throwable> exits = new ArrayList<>();

        @Override
        public void sent(Delivery delivery) {
            if (!mail.contains(delivery)) {
                mail.add(delivery);
            } else {
                log.add("sent " + delivery.message());
            }
        }

        @Override
        public void armed(Firing firing) {
            if (!timers.contains(firing)) {
                timers.add(firing);
                log.add("armed " + firing.message());
            }
        }

        @Override
        public void syncing(Completion completion) {
            if (!syncs.contains(completion)) {
                syncs.add(completion);
                log.add("syncing");
            }
        }

        @Override
        public void idle(int actor) {
            log.add("idle " + actor);
        }

        @Override
        public void gone(int actor) {
            log.add("gone " + actor);
        }

        @Override
        public void delivered(Delivery delivery) {
            log.add("delivered " + delivery.message());
        }

        @Override
        public void lost(Delivery delivery) {
            log.add("lost " + delivery.message());
        }

        @Override
        public void cancelled(Firing firing) {
            log.add("cancelled " + firing.message());
        }

        @Override
        public void wrote(int actor, DiskOp operation) {
            log.add("wrote " + operation.getClass().getSimpleName());
        }

        @Override
        public void synced(Completion completion) {
            log.add("synced");
        }

        @Override
        public void turned(int actor, @Nullable Object before, Object after, int effects) {
            log.add("turned " + actor + " " + effects);
        }

        @Override
        public void exited(int actor, ExitReason reason, @Nullable Throwable thrown, boolean tied) {
            log.add("exited " + actor);
            exits.add(java.util.Objects.requireNonNull(thrown));
        }

        @Override
        public void completed(int client, Object result) {
            log.add("completed " + result);
        }

        @Override
        public void failed(int client) {
            log.add("failed");
        }
    }

    private final Waiting waiting = new Waiting();

    private static Topology.Node node(String name, Acting actor) {
        return new Topology.Node(name, Vector.of(new Topology.Server(name, actor)));
    }

    /** Node m with the actors a and b, and node n with the actor c; all booted. */
    private World world(Acting a, Acting b, Acting c) {
        var world =
                new World(
                        new Topology(
                                Vector.of(
                                        new Topology.Node(
                                                "m",
                                                Vector.of(
                                                        new Topology.Server("a", a),
                                                        new Topology.Server("b", b))),
                                        new Topology.Node(
                                                "n", Vector.of(new Topology.Server("c", c))))),
                        waiting,
                        waiting);
        boot(world, 0);
        boot(world, 1);
        waiting.log.clear();
        return world;
    }

    private World world(Acting a) {
        return world(a, listener(), listener());
    }

    private static void boot(World world, int node) {
        world.apply(new Action.Boot(node, null));
    }

    /** A message to an actor that nobody of the topology has sent. */
    private void tell(World world, int actor, Object message) {
        ActorRef<Object> to = ActorRef.to(world.path(actor));
        world.apply(delivery(world, actor, message, to.incarnation()));
    }

    private static Delivery delivery(World world, int actor, Object message, int incarnation) {
        return new Delivery(
                actor,
                ActorRef.to("outside"),
                actor,
                incarnation,
                message,
                dev.rehearsal.value.Shape.of(message.getClass()),
                dev.rehearsal.value.Fingerprint.of(message),
                null);
    }

    @Test
    void effects_ofOneTurn_areDoneInTheOrderInWhichTheyWereIssued() {
        World world =
                world(
                        acting((state, _, context) -> {
                            context.timer("t", Duration.ofMillis(1));
                            context.send(C, "1");
                            context.disk().append("f", new byte[] {1});
                            context.send(B, "2");
                            context.disk().truncate("f", 0);
                            context.cancel("t");
                            context.send(C, "3");
                            return state;
                        }));
        tell(world, 0, "go");
        assertEquals(
                List.of(
                        "delivered go",
                        "armed t",
                        "sent 1",
                        "wrote Write",
                        "sent 2",
                        "wrote Truncate",
                        "cancelled t",
                        "sent 3",
                        "turned 0 7"),
                waiting.log);
    }

    /** Sends, syncs, sends; its state becomes the message. */
    private static Acting syncing() {
        return acting((_, message, context) -> {
            context.send(C, message + " before");
            context.disk().append("f", new byte[] {1});
            context.disk().sync("f");
            context.send(C, message + " between");
            context.disk().syncFolder();
            context.send(C, message + " after");
            return message;
        });
    }

    private List<Object> sent() {
        return waiting.mail.stream().map(Delivery::message).toList();
    }

    @Test
    void turn_withTwoSyncs_adoptsItsStateWhenTheLastEffectIsDone() {
        World world = world(syncing());
        Object before = world.state(0);
        tell(world, 0, "x");
        assertEquals(List.of("x before"), sent());
        assertEquals(before, world.state(0));
        world.apply(waiting.syncs.getFirst());
        assertEquals(List.of("x before", "x between"), sent());
        assertEquals(before, world.state(0));
        assertFalse(waiting.log.contains("idle 0"));
        world.apply(waiting.syncs.getLast());
        assertEquals(List.of("x before", "x between", "x after"), sent());
        assertEquals("x", world.state(0));
        assertEquals("idle 0", waiting.log.getLast());
    }

    @Test
    void actor_inASync_acceptsNothingWhileItsNeighboursRunOn() {
        World world = world(syncing());
        tell(world, 0, "x");
        Delivery more = delivery(world, 0, "y", ActorRef.ANY);
        assertFalse(world.accepts(more));
        assertThrows(IllegalStateException.class, () -> world.apply(more));
        tell(world, 1, "neighbour");
        assertEquals(Vector.of("neighbour"), world.state(1));
        world.apply(waiting.syncs.getFirst());
        assertFalse(world.accepts(more));
        world.apply(waiting.syncs.getLast());
        assertTrue(world.accepts(more));
    }

    @Test
    void timer_ofAnActorInASync_isAcceptedAfterItOnly() {
        World world =
                world(
                        acting((state, message, context) -> {
                            if (message.equals("arm")) {
                                context.timer("t", Duration.ofMillis(1));
                            } else if (message.equals("sync")) {
                                context.disk().syncFolder();
                            }
                            return heard(state).append(message);
                        }));
        tell(world, 0, "arm");
        tell(world, 0, "sync");
        Firing timer = waiting.timers.getFirst();
        assertTrue(timer.isSet());
        assertFalse(world.accepts(timer));
        world.apply(waiting.syncs.getFirst());
        assertTrue(world.accepts(timer));
        world.apply(timer);
        assertEquals(Vector.of("arm", "sync", "t"), world.state(0));
        assertFalse(world.accepts(timer));
    }

    @Test
    void node_crashedDuringASync_dropsTheProposedStateAndWhatWasToLeave() {
        World world = world(syncing());
        tell(world, 0, "x");
        world.apply(new Action.Crash(0, Aftermath.NONE));
        assertFalse(world.accepts(waiting.syncs.getFirst()));
        assertThrows(IllegalStateException.class, () -> world.apply(waiting.syncs.getFirst()));
        assertEquals(List.of("x before"), sent());
        boot(world, 0);
        assertEquals(Vector.empty(), world.state(0));
        assertTrue(world.disk(0).list("a").isEmpty());
        tell(world, 0, "y");
        world.apply(waiting.syncs.getLast());
        world.apply(waiting.syncs.getLast());
        assertEquals(List.of("x before", "y before", "y between", "y after"), sent());
        assertEquals("y", world.state(0));
    }

    @Test
    void node_crashedBetweenTwoSyncs_keepsWhatTheFirstMadeDurable() {
        World world = world(syncing());
        tell(world, 0, "x");
        world.apply(waiting.syncs.getFirst());
        world.apply(new Action.Crash(0, Aftermath.prefix(1)));
        assertEquals(
                Vector.of((byte) 1),
                Vector.ofAll(world.disk(0).read("a", "f").getOrElse(new byte[0])));
    }

    @Test
    void handler_thatThrows_hasDoneWhatItIssuedBefore() {
        var planted = new IllegalStateException("planted");
        World world =
                world(
                        acting((_, _, context) -> {
                            context.send(C, "1");
                            context.disk().append("f", new byte[] {1});
                            context.timer("t", Duration.ofMillis(1));
                            throw planted;
                        }));
        tell(world, 0, "go");
        assertEquals(List.of("1"), sent());
        assertEquals(1, world.disk(0).list("a").size());
        assertEquals(
                List.of("delivered go", "sent 1", "wrote Write", "armed t", "exited 0", "gone 0"),
                waiting.log);
        assertEquals(List.of(planted), waiting.exits);
        assertFalse(world.isAlive(0));
        assertNull(world.state(0));
        assertFalse(world.accepts(waiting.timers.getFirst()), "a dead actor's timer");
        tell(world, 0, "again");
        assertEquals("lost again", waiting.log.getLast());
        assertTrue(world.isUp(0));
        tell(world, 1, "neighbour");
        assertEquals(Vector.of("neighbour"), world.state(1));
        world.apply(new Action.Crash(0, Aftermath.NONE));
        boot(world, 0);
        assertTrue(world.isAlive(0));
    }

    @Test
    void handler_thatThrowsAfterASync_exitsWhenTheSyncIsDone() {
        World world =
                world(
                        acting((_, _, context) -> {
                            context.disk().syncFolder();
                            context.send(C, "1");
                            throw new IllegalStateException("planted");
                        }));
        tell(world, 0, "go");
        assertTrue(world.isAlive(0));
        assertEquals(List.of(), waiting.exits);
        world.apply(waiting.syncs.getFirst());
        assertEquals(List.of("1"), sent());
        assertEquals(1, waiting.exits.size());
        assertFalse(world.isAlive(0));
    }

    @Test
    void handler_thatReturnsNothing_exits() {
        World world = world(new Acting(_ -> 0, (_, _, _) -> null));
        tell(world, 0, "go");
        assertFalse(world.isAlive(0));
        assertTrue(
                String.valueOf(waiting.exits.getFirst().getMessage())
                        .contains("must return a state: actor=a"));
    }

    @Test
    void start_thatThrows_leavesItsActorDeadAndItsNeighboursAlive() {
        World world =
                world(
                        new Acting(
                                _ -> {
                                    throw new IllegalStateException("planted");
                                },
                                (state, _, _) -> state));
        assertFalse(world.isAlive(0));
        assertTrue(world.isAlive(1));
    }

    @Test
    void timer_setAgainWithAnEqualMessage_isReplaced() {
        World world =
                world(
                        acting((state, message, context) -> {
                            if (message instanceof Integer millis) {
                                context.timer("t", Duration.ofMillis(millis));
                                context.timer("u", Duration.ofMillis(millis));
                            }
                            return heard(state).append(message);
                        }));
        tell(world, 0, 1);
        tell(world, 0, 2);
        assertEquals(
                List.of(false, false, true, true),
                waiting.timers.stream().map(Firing::isSet).toList());
        assertThrows(IllegalStateException.class, () -> world.apply(waiting.timers.getFirst()));
        world.apply(waiting.timers.get(2));
        assertEquals(Vector.of(1, 2, "t"), world.state(0));
        assertFalse(world.accepts(waiting.timers.get(2)), "a timer fires once");
    }

    @Test
    void timer_cancelled_doesNotFire() {
        World world =
                world(
                        acting((state, message, context) -> {
                            context.timer("t", Duration.ofMillis(1));
                            context.timer("u", Duration.ofMillis(1));
                            context.cancel("t");
                            context.cancel("never set");
                            return state;
                        }));
        tell(world, 0, "go");
        assertEquals(List.of(false, true), waiting.timers.stream().map(Firing::isSet).toList());
    }

    @Test
    void timers_ofANodeThatCrashes_areForgotten() {
        World world =
                world(
                        acting((state, message, context) -> {
                            context.timer("t", Duration.ofMillis(1));
                            return state;
                        }));
        tell(world, 0, "go");
        world.apply(new Action.Crash(0, Aftermath.NONE));
        boot(world, 0);
        assertFalse(world.accepts(waiting.timers.getFirst()));
    }

    @Test
    void message_toAnIncarnationThatIsDead_isLost() {
        World world = world(listener());
        Delivery first = delivery(world, 0, "to the first", 1);
        Delivery second = delivery(world, 0, "to the second", 2);
        Delivery whoever = delivery(world, 0, "to whoever", ActorRef.ANY);
        world.apply(first);
        world.apply(second);
        assertEquals(Vector.of("to the first"), world.state(0));
        world.apply(new Action.Crash(0, Aftermath.NONE));
        world.apply(whoever);
        boot(world, 0);
        world.apply(first);
        world.apply(second);
        world.apply(whoever);
        assertEquals(Vector.of("to the second", "to whoever"), world.state(0));
        assertEquals(
                List.of("lost to the second", "lost to whoever", "lost to the first"),
                waiting.log.stream().filter(line -> line.startsWith("lost")).toList());
    }

    @Test
    void messageWithinANode_isLostWithTheNodesMemory() {
        Acting chatty =
                acting((state, message, context) -> {
                    context.send(B, message + " near");
                    context.send(C, message + " far");
                    return state;
                });
        World world = world(chatty, listener(), listener());
        tell(world, 0, "first");
        world.apply(new Action.Crash(0, Aftermath.NONE));
        boot(world, 0);
        tell(world, 0, "second");
        List.copyOf(waiting.mail).forEach(world::apply);
        assertEquals(Vector.of("second near"), world.state(1));
        assertEquals(Vector.of("first far", "second far"), world.state(2));
    }

    @Test
    void messageWithinANode_outlivesTheActorThatSentIt() {
        Acting last =
                acting((_, _, context) -> {
                    context.send(B, "last words");
                    throw new IllegalStateException("planted");
                });
        World world = world(last, listener(), listener());
        tell(world, 0, "go");
        assertFalse(world.isAlive(0));
        world.apply(waiting.mail.getFirst());
        assertEquals(Vector.of("last words"), world.state(1));
    }

    @Test
    void reply_toAnActorThatHasBootedSince_isLost() {
        World world =
                world(
                        acting((state, message, context) -> {
                            if (message.equals("ask")) {
                                context.send(C, "question");
                            }
                            return heard(state).append(message);
                        }),
                        listener(),
                        acting((state, message, context) -> {
                            context.reply("answer to " + context.sender());
                            return state;
                        }));
        tell(world, 0, "ask");
        world.apply(waiting.mail.getFirst());
        assertEquals("answer to a!1", waiting.mail.getLast().message());
        world.apply(new Action.Crash(0, Aftermath.NONE));
        boot(world, 0);
        world.apply(waiting.mail.getLast());
        assertEquals("lost answer to a!1", waiting.log.getLast());
    }

    @Test
    void references_toOneself_areOfTheIncarnationThatRuns() {
        World world = world(acting((_, _, context) -> context.self()));
        tell(world, 0, "go");
        assertEquals(ActorRef.to("a", 1), world.state(0));
        world.apply(new Action.Crash(0, Aftermath.NONE));
        boot(world, 0);
        tell(world, 0, "go");
        assertEquals(ActorRef.to("a", 2), world.state(0));
    }

    @Test
    void mutableMessage_isRefusedAtSendWithItsPath() {
        record Envelope(Object payload) {}
        for (Handler bad :
                List.<Handler>of(
                        (state, _, context) -> {
                            context.send(C, new Envelope(new int[1]));
                            return state;
                        },
                        (state, _, context) -> {
                            context.timer(new Envelope(new int[1]), Duration.ZERO);
                            return state;
                        },
                        (state, _, context) -> {
                            context.cancel(new Envelope(new int[1]));
                            return state;
                        })) {
            World world = world(acting(bad));
            String message =
                    assertThrows(NotAValueException.class, () -> tell(world, 0, "go")).getMessage();
            assertTrue(message.startsWith("Envelope.payload: int[] is mutable"), message);
        }
    }

    @Test
    void mutableState_ofAStart_isRefusedWithItsPath() {
        record Bad(Object held) {}
        String message =
                assertThrows(
                                NotAValueException.class,
                                () ->
                                        world(
                                                new Acting(
                                                        _ -> new Bad(new ArrayList<>()),
                                                        (state, _, _) -> state)))
                        .getMessage();
        assertTrue(message.startsWith("Bad.held: java.util.ArrayList is mutable"), message);
    }

    @Test
    void mistakesOfAHandler_areItsExit() {
        record Case(String part, Handler handler) {}
        for (var mistake :
                List.of(
                        new Case(
                                "a message must go to an actor that exists or existed: from=a"
                                        + " to=nobody",
                                (state, _, context) -> {
                                    context.send(ActorRef.to("nobody"), "x");
                                    return state;
                                }),
                        new Case(
                                "after must be in [0, 292 years]",
                                (state, _, context) -> {
                                    context.timer("t", Duration.ofNanos(-1));
                                    return state;
                                }),
                        new Case(
                                "sync needs an existing file: file=f folder=a",
                                (state, _, context) -> {
                                    context.disk().sync("f");
                                    return state;
                                }),
                        new Case(
                                "a file name must not be empty or hold a slash: file=../f",
                                (state, _, context) -> {
                                    context.disk().append("../f", new byte[0]);
                                    return state;
                                }),
                        new Case(
                                "offset must be in [0, 2^31-1]: offset=-1",
                                (state, _, context) -> {
                                    context.disk().write("f", -1, new byte[0]);
                                    return state;
                                }))) {
            waiting.exits.clear();
            World world = world(acting(mistake.handler()));
            tell(world, 0, "go");
            assertFalse(world.isAlive(0));
            String message = String.valueOf(waiting.exits.getFirst().getMessage());
            assertTrue(message.contains(mistake.part()), message);
        }
    }

    @Test
    void sender_outsideTheTurnOfAMessage_isRefused() {
        World world =
                world(
                        acting((state, message, context) -> {
                            if (message.equals("arm")) {
                                context.timer("t", Duration.ZERO);
                                return state;
                            }
                            return context.sender();
                        }));
        tell(world, 0, "arm");
        world.apply(waiting.timers.getFirst());
        assertTrue(
                String.valueOf(waiting.exits.getFirst().getMessage())
                        .contains("sender() is of use only in the turn of a message: actor=a"));
    }

    @Test
    void context_afterItsTurn_isOfNoUse() {
        List<Context<Object>> leaked = new ArrayList<>();
        World world =
                world(
                        acting((state, _, context) -> {
                            leaked.add(context);
                            return state;
                        }));
        tell(world, 0, "go");
        Context<Object> context = leaked.getFirst();
        assertThrows(IllegalStateException.class, context::self);
        assertThrows(IllegalStateException.class, context::sender);
        assertThrows(IllegalStateException.class, () -> context.send(C, "x"));
        assertThrows(IllegalStateException.class, () -> context.disk().list());
    }

    @Test
    void actor_readsItsOwnWritesOfTheSameTurnAndNobodyElses() {
        Handler write =
                (_, message, context) -> {
                    var disk = context.disk();
                    if (message.equals("read")) {
                        return disk.list();
                    }
                    disk.append("f", new byte[] {1, 2});
                    disk.rename("f", "g");
                    disk.write("g", 1, new byte[] {3});
                    byte[] read = disk.read("g").get();
                    byte[] given = {9};
                    disk.append("g", given);
                    given[0] = 0;
                    disk.read("g").get()[0] = 77;
                    return Vector.ofAll(disk.read("g").get()).prependAll(Vector.ofAll(read));
                };
        World world = world(acting(write), acting(write), listener());
        tell(world, 0, "go");
        assertEquals(Vector.of(1, 3, 1, 3, 9), heard(world.state(0)).map(b -> (int) (Byte) b));
        tell(world, 1, "read");
        assertEquals(Vector.empty(), world.state(1));
        tell(world, 0, "read");
        assertEquals(Vector.of("g"), world.state(0));
    }

    @Test
    void writes_thatWereNotSynced_surviveTheEndOfAnActorButNotOfItsNode() {
        World world =
                world(
                        acting((state, message, context) -> {
                            context.disk().append("f", new byte[] {1});
                            throw new IllegalStateException("planted");
                        }));
        tell(world, 0, "go");
        assertEquals(Vector.of("f"), world.disk(0).list("a"));
        world.apply(new Action.Crash(0, Aftermath.NONE));
        assertEquals(Vector.empty(), world.disk(0).list("a"));
    }

    /** Ends its operation as the message says, and even twice. */
    private record Asker() implements Client<Object, Object, Object> {
        @Override
        public Object start(ClientContext<Object> context) {
            return "idle";
        }

        @Override
        public Object invoke(
                Object state, int index, Object operation, ClientContext<Object> context) {
            return "asked " + index + " " + operation;
        }

        @Override
        public Object receive(Object state, Object message, ClientContext<Object> context) {
            switch (String.valueOf(message)) {
                case "answer" -> context.complete(42);
                case "refusal" -> context.fail();
                case "both" -> {
                    context.complete(1);
                    context.fail();
                }
                default -> {}
            }
            return message;
        }

        @Override
        public Object abandon(Object state) {
            return "gave up after " + state;
        }
    }

    private World askers() {
        var world =
                new World(
                        new Topology(
                                Vector.of(
                                        new Topology.Node(
                                                "c1",
                                                Vector.of(new Topology.User("c1", new Asker()))))),
                        waiting,
                        waiting);
        boot(world, 0);
        waiting.log.clear();
        return world;
    }

    @Test
    void client_hasOneOperationOpenAtATime() {
        World world = askers();
        var first = new Action.Invoke(0, 1, "op", null);
        var second = new Action.Invoke(0, 2, "op", null);
        assertFalse(world.accepts(new Action.Abandon(0)));
        world.apply(first);
        assertEquals("asked 1 op", world.state(0));
        assertFalse(world.accepts(second));
        tell(world, 0, "answer");
        assertEquals("completed 42", waiting.log.get(waiting.log.size() - 2));
        assertFalse(world.accepts(new Action.Abandon(0)));
        world.apply(second);
        tell(world, 0, "refusal");
        assertEquals("failed", waiting.log.get(waiting.log.size() - 2));
        world.apply(new Action.Invoke(0, 3, "op", null));
        world.apply(new Action.Abandon(0));
        assertEquals("gave up after asked 3 op", world.state(0));
        tell(world, 0, "answer");
        assertTrue(
                String.valueOf(waiting.exits.getFirst().getMessage())
                        .contains("complete() needs an open operation: client=c1"));
    }

    @Test
    void client_thatEndsAnOperationTwice_exits() {
        World world = askers();
        world.apply(new Action.Invoke(0, 1, "op", null));
        tell(world, 0, "both");
        assertTrue(
                String.valueOf(waiting.exits.getFirst().getMessage())
                        .contains("fail() needs an open operation: client=c1"));
        assertTrue(waiting.log.contains("completed 1"));
        assertFalse(world.accepts(new Action.Invoke(0, 2, "op", null)), "it is dead");
    }

    @Test
    void boot_ofANodeThatIsUp_andCrashOfOneThatIsDown_areNotAccepted() {
        World world = world(listener());
        assertFalse(world.accepts(new Action.Boot(0, null)));
        world.apply(new Action.Crash(0, Aftermath.NONE));
        assertFalse(world.accepts(new Action.Crash(0, Aftermath.NONE)));
        assertTrue(world.isUp(1));
        boot(world, 0);
        assertEquals(2, world.boots(0));
        assertEquals(1, world.boots(1));
    }

    @Test
    void topology_withBadOrDoubledNames_isRefused() {
        for (String bad : List.of("", "a b", "a→b", "ä", "a#1", "a!1", "a:b", "a\0")) {
            String message =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new Topology(Vector.of(node(bad, listener()))))
                            .getMessage();
            assertTrue(String.valueOf(message).contains("a name must be made of letters"), message);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new Topology(Vector.of(node("s1", listener()), node("s1", listener()))));
        var twice = new Topology.Server("same", listener());
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        new Topology(
                                                Vector.of(
                                                        new Topology.Node("m", Vector.of(twice)),
                                                        new Topology.Node("n", Vector.of(twice)))))
                        .getMessage();
        assertEquals("path must be unique: path=same", message);
        assertEquals(1, new Topology(Vector.of(node("A-z0.9_/x", listener()))).nodes().size());
    }
}
