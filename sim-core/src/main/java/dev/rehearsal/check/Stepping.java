package dev.rehearsal.check;

import dev.rehearsal.check.Move.PowerCut;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.View;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Takes every step that can be taken from a state of a system of actors, and undoes it.
 *
 * <p>An action is applied by the world and nobody else; here it is only decided which actions there
 * are, and what of the outcome is a step. A message that its receiver ignores is one where it comes
 * in order, for what its sender says later comes behind it, and where something must come, for it
 * may come to nothing by being heard too early. Elsewhere it is none, and neither is a timer that
 * only sets itself again.
 */
final class Stepping {

    /** The kinds of actions that are not put off for ever. */
    private static final long DELIVERY = 1;

    private static final long TIMER = 2;
    private static final long SYNC = 3;
    private static final long BOOT = 4;

    private final ActorSpace space;
    private final Trouble trouble;
    private final Choosing choosing = new Choosing();
    private final Interruption interruption;
    private final Moment moment;
    private final Soup soup;
    private final World world;
    private final Events events;
    private final Specifications specifications;
    private final @Nullable Occurrences order;

    /** The nodes whose steps are taken, as bits. */
    long asked = Commutation.ALL;

    /** Where steps are told, in the order in which they are taken; null nowhere. */
    @Nullable List<Move> moves;

    /** Where it is told what is chosen before all can begin; null nowhere. */
    @Nullable List<Vector<Move.Choice>> begun;

    /** Whether a message can be delivered or a sync can end in the state that is expanded. */
    private boolean busy;

    /**
     * Steps in a world of its own.
     *
     * @param known which steps make no difference to each other; null where nobody asks
     */
    Stepping(ActorSpace space, @Nullable Commutation known) {
        this.space = space;
        this.trouble = space.trouble;
        interruption = new Interruption(space.system.rootExit(), trouble.crashes(), choosing);
        moment = new Moment(space, interruption);
        soup = moment.soup;
        world = moment.world;
        events = moment.events;
        if (known == null) {
            order = null;
        } else {
            order = new Occurrences(known, world, soup, events, trouble.crashes());
            soup.note();
        }
        specifications = new Specifications(space.refinements, world, soup);
    }

    /** Where the steps are taken. */
    Moment moment() {
        return moment;
    }

    /** What is known of the steps; null where nobody asks. */
    @Nullable Occurrences order() {
        return order;
    }

    /** Steps go on from a state. */
    void at(Snapshot state) {
        moment.load(state);
        if (moment.strayed == null) {
            specifications.at();
        }
    }

    /** Applies an action and all that belongs to the same step. */
    private void apply(Action action) {
        world.apply(action);
        moment.settle();
    }

    /** Every way in which all can begin. */
    void initial(Space.Sink<Snapshot> sink) {
        eachWay(() -> {
            moment.clear();
            interruption.begin();
            moment.begin();
            moment.strayed = specifications.begin();
            if (hand(sink) && begun != null) {
                begun.add(choosing.told());
            }
        });
    }

    /** Does something that begins a step once for each way in which its handlers can choose. */
    private void eachWay(Runnable step) {
        choosing.first();
        do {
            step.run();
        } while (choosing.next());
    }

    private boolean hand(Space.Sink<Snapshot> sink) {
        if (space.system.within().isDefined() && !isWithin(space.system.within().get())) {
            sink.outside();
            return false;
        }
        if (sink.step(moment.fingerprint())) {
            sink.reached(moment.save());
        }
        return true;
    }

    private boolean isWithin(Predicate<View> boundary) {
        if (order == null) {
            return boundary.test(world);
        }
        Glance glance = new Glance(world);
        boolean within = boundary.test(glance);
        order.tells(glance.nodesSeen());
        return within;
    }

    private boolean isAsked(int node) {
        return (asked & 1L << node) != 0;
    }

    /** What follows is an action that is not put off for ever once nothing goes wrong any more. */
    private void taking(Space.Sink<Snapshot> sink, long kind, long what) {
        if (moment.calm) {
            sink.taking(Visited.key(Fingerprint.fold(what, kind)));
        }
    }

    /** Every step from a state, of the nodes that are asked. */
    void steps(Snapshot state, Space.Sink<Snapshot> sink) {
        busy = false;
        messages(state, sink);
        if (trouble.crashes()) {
            syncs(state, sink);
        }
        if (!busy || !space.system.timersLast()) {
            timers(state, sink);
        }
        powers(state, sink);
        if (space.isLiving() && !moment.calm) {
            moment.calm = true;
            moment.drops = 0;
            moment.crashes = 0;
            step(state, sink, Move.Calmed::new);
        }
    }

    /** The step is over: it is handed on, and undone. */
    private void step(Snapshot state, Space.Sink<Snapshot> sink, Supplier<Move> what) {
        if (order != null) {
            order.learn(state);
        }
        moment.strayed = specifications.wrong();
        Move move = moves == null ? null : what.get();
        if (hand(sink) && move != null && moves != null) {
            moves.add(move);
        }
        moment.load(state);
    }

    private void messages(Snapshot state, Space.Sink<Snapshot> sink) {
        int count = soup.size();
        for (int i = 0; i < count; i++) {
            Delivery delivery = soup.flight(i);
            if (!soup.isNext(i) || !isAsked(world.nodeOf(delivery.receiver()))) {
                continue;
            }
            if (world.isUp(world.nodeOf(delivery.receiver()))) {
                taking(sink, DELIVERY, delivery.envelope());
                if (world.accepts(delivery)) {
                    deliver(state, sink, delivery, i);
                } else if (moment.calm) {
                    sink.waits();
                }
            }
            if (moment.drops > 0 && isLossy(delivery)) {
                soup.remove(i);
                moment.drops -= moment.drops == Trouble.UNLIMITED ? 0 : 1;
                step(
                        state,
                        sink,
                        () ->
                                new Move.Dropped(
                                        delivery.senderRef().path(),
                                        world.path(delivery.receiver()),
                                        delivery.message()));
            }
        }
    }

    private void deliver(Snapshot state, Space.Sink<Snapshot> sink, Delivery delivery, int index) {
        Runnable start =
                () -> {
                    soup.delivered(index);
                    moment.mentions.current = delivery;
                    world.apply(delivery);
                };
        Function<@Nullable PowerCut, Move> move =
                cut ->
                        new Move.Delivered(
                                delivery.senderRef().path(),
                                world.path(delivery.receiver()),
                                delivery.message(),
                                choosing.told(),
                                Option.of(cut));
        boolean mustGo = soup.isQueued(delivery) || space.isLiving() && soup.leaves(index);
        eachWay(() -> {
            interruption.begin();
            if (order != null) {
                order.happens(delivery);
            }
            start.run();
            moment.settle();
            if (!mustGo && isIgnored(state, delivery.receiver())) {
                didNot(state, sink);
                return;
            }
            busy = true;
            step(state, sink, start, () -> move.apply(null), (_, cut) -> move.apply(cut));
        });
    }

    /** What was begun is no step. */
    private void didNot(Snapshot state, Space.Sink<Snapshot> sink) {
        if (moment.calm) {
            sink.idles();
        }
        if (order != null) {
            order.didNot();
        }
        moment.load(state);
    }

    /** The step is over, and the same is taken once more for each cut of one of its turns. */
    private void step(
            Snapshot state,
            Space.Sink<Snapshot> sink,
            Runnable start,
            Supplier<Move> whole,
            BiFunction<Integer, PowerCut, Move> cut) {
        List<Interruption.Turned> turns = interruption.turns();
        step(state, sink, whole);
        if (!turns.isEmpty()) {
            cuts(state, sink, turns, start, cut);
        }
    }

    private boolean isLossy(Delivery delivery) {
        return !delivery.isNotice() && !soup.isLocal(delivery);
    }

    private boolean isIgnored(Snapshot state, int receiver) {
        return events.turns == 1
                && events.effects == 0
                && events.deaths == 0
                && world.image(receiver).fingerprint() == state.actors()[receiver].fingerprint();
    }

    private void timers(Snapshot state, Space.Sink<Snapshot> sink) {
        for (int a : moment.ordered()) {
            int count = isAsked(world.nodeOf(a)) ? world.timers(a).length : 0;
            for (int i = 0; i < count; i++) {
                Firing timer = world.timers(a)[i];
                taking(sink, TIMER, Fingerprint.fold(world.pathHash(a), timer.fingerprint()));
                if (world.accepts(timer)) {
                    fire(state, sink, a, i);
                } else if (moment.calm) {
                    sink.waits();
                }
            }
        }
    }

    private void fire(Snapshot state, Space.Sink<Snapshot> sink, int actor, int index) {
        Object message = world.timers(actor)[index].message();
        String path = world.path(actor);
        Runnable start = () -> world.apply(world.timers(actor)[index]);
        eachWay(() -> {
            interruption.begin();
            if (order != null) {
                order.happens(world.timers(actor)[index]);
            }
            start.run();
            moment.settle();
            if (events.turns == 1
                    && events.effects == 1
                    && world.image(actor).fingerprint() == state.actors()[actor].fingerprint()
                    && soup.size() == state.flights().length) {
                didNot(state, sink);
                return;
            }
            step(
                    state,
                    sink,
                    start,
                    () -> new Move.Fired(path, message, choosing.told(), Option.none()),
                    (_, cut) -> new Move.Fired(path, message, choosing.told(), Option.some(cut)));
        });
    }

    /** The same step, with one of its turns cut by a crash of the node before an effect. */
    private void cuts(
            Snapshot state,
            Space.Sink<Snapshot> sink,
            List<Interruption.Turned> turns,
            Runnable start,
            BiFunction<Integer, PowerCut, Move> move) {
        Choosing.Way way = choosing.way();
        Set<Long> outcomes = new HashSet<>();
        for (Interruption.Turned turn : turns) {
            if (!mayCrash(world.nodeOf(turn.actor()))) {
                continue;
            }
            boolean reached = true;
            for (int at = 0; at < turn.effects() && reached; at++) {
                int which = 0;
                do {
                    choosing.follow(way);
                    do {
                        interruption.begin(turn.actor(), at, which);
                        start.run();
                        reached = interruption.end();
                        if (!reached) {
                            moment.load(state);
                            break;
                        }
                        crashed();
                        moment.settle();
                        if (!outcomes.add(moment.fingerprint())) {
                            moment.load(state);
                            continue;
                        }
                        PowerCut cut =
                                new PowerCut(
                                        world.name(world.nodeOf(turn.actor())),
                                        at,
                                        interruption.aftermath());
                        step(state, sink, () -> move.apply(turn.actor(), cut));
                    } while (choosing.next());
                } while (reached && ++which < interruption.outcomes());
            }
        }
        choosing.resume(way);
    }

    private void crashed() {
        moment.crashes -= moment.crashes == Trouble.UNLIMITED ? 0 : 1;
        events.deaths++;
    }

    private void syncs(Snapshot state, Space.Sink<Snapshot> sink) {
        for (int a : moment.ordered()) {
            Completion sync = world.awaited(a);
            if (sync != null && sync.isAwaited() && isAsked(world.nodeOf(a))) {
                busy = true;
                taking(sink, SYNC, world.pathHash(a));
                complete(state, sink, a);
            }
        }
    }

    private void complete(Snapshot state, Space.Sink<Snapshot> sink, int actor) {
        String path = world.path(actor);
        Runnable start = () -> world.apply(awaited(actor));
        eachWay(() -> {
            interruption.begin();
            if (order != null) {
                order.happens(awaited(actor));
            }
            start.run();
            moment.settle();
            step(
                    state,
                    sink,
                    start,
                    () -> new Move.Synced(path, choosing.told(), Option.none()),
                    (_, cut) -> new Move.Synced(path, choosing.told(), Option.some(cut)));
        });
    }

    private Completion awaited(int actor) {
        return Objects.requireNonNull(world.awaited(actor), "an actor must wait for a sync");
    }

    /** Whether the node can crash, now or in the step that boots it. */
    private boolean mayCrash(int node) {
        if (moment.crashes == 0 || !trouble.crashes() || !space.crashing.contains(node)) {
            return false;
        }
        int down = 0;
        for (int other = 0; other < world.nodes(); other++) {
            down += other == node || world.isUp(other) ? 0 : 1;
        }
        return down < trouble.downMax();
    }

    private void powers(Snapshot state, Space.Sink<Snapshot> sink) {
        for (int node = 0; node < world.nodes(); node++) {
            if (!isAsked(node)) {
                continue;
            }
            if (!world.isUp(node)) {
                if ((events.lost & 1L << node) == 0) {
                    taking(sink, BOOT, node);
                    boot(state, sink, node);
                }
            } else if (mayCrash(node)) {
                for (Aftermath aftermath : ActorSpace.aftermaths(world.disk(node))) {
                    String name = world.name(node);
                    interruption.begin();
                    crashed();
                    apply(new Action.Crash(node, aftermath));
                    step(state, sink, () -> new Move.Crashed(name, aftermath));
                }
            }
        }
    }

    private void boot(Snapshot state, Space.Sink<Snapshot> sink, int node) {
        String name = world.name(node);
        Runnable start = () -> world.apply(new Action.Boot(node, null));
        eachWay(() -> {
            interruption.begin();
            if (order != null) {
                order.happens(node);
            }
            start.run();
            moment.settle();
            step(
                    state,
                    sink,
                    start,
                    () -> new Move.Booted(name, choosing.told(), Option.none()),
                    (actor, cut) ->
                            new Move.Booted(
                                    name,
                                    choosing.told(),
                                    Option.some(new Move.BootCut(world.path(actor), cut))));
        });
    }
}
