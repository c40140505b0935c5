package dev.rehearsal.scenarios.crdt;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Ask;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Change;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Collect;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Dot;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Effect;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Entry;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Gossip;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Have;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Made;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Update;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Updates;
import dev.rehearsal.scenarios.crdt.CrdtMessage.Whole;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import java.time.Duration;
import java.time.Instant;

/**
 * Makes each change at once and alone, and tells the others sooner or later.
 *
 * <p>By operations: each replica keeps all updates and says now and then how many of each other
 * replica it has; who has more sends them. An update is taken once, behind the one made before it
 * at the same replica. By states: each sends all it has now and then, and merges what it receives.
 *
 * @param number its number, from 0
 * @param replicas the paths of all
 * @param states whether it replicates by states, not by operations
 * @param bug what is wrong with it
 */
record Replica(int number, Vector<String> replicas, boolean states, Bug bug)
        implements Actor<Replica.State, CrdtMessage> {

    private static final Cell<State> KEPT = Cell.of("kept", State.class);
    private static final Duration GOSSIP = Duration.ofMillis(40);
    private static final Duration COLLECT = Duration.ofMillis(100);

    /** How a replica can be wrong. */
    enum Bug {
        NONE,
        /** An update that comes again is taken again. */
        TAKES_AGAIN,
        /** Values of the map are stamped with the wall clock. */
        WALL_CLOCK,
        /** What was removed is forgotten after a while. */
        COLLECTS,
        /** Of two counts of one replica the sum is taken. */
        ADDS_COUNTS
    }

    /**
     * What it has; all of it is on the disk.
     *
     * @param log the updates that it has made and, by operations, those that it was sent
     */
    record State(Contents contents, Vector<Update> log) {

        State with(Update update) {
            boolean isNew = update.dot().number() > contents.seen(update.dot().replica());
            return new State(contents.with(update), isNew ? log.append(update) : log);
        }
    }

    @Override
    public State start(Context<CrdtMessage> context) {
        context.timer(new Gossip(), GOSSIP);
        if (bug == Bug.COLLECTS) {
            context.timer(new Collect(), COLLECT);
        }
        return KEPT.recover(context.disk()).getOrElse(new State(Contents.EMPTY, Vector.empty()));
    }

    @Override
    public State receive(State state, CrdtMessage message, Context<CrdtMessage> context) {
        return switch (message) {
            case Ask(String id, Change change) -> make(state, id, change, context);
            case Updates(Vector<Update> updates) -> {
                State next = state;
                for (Update update : updates) {
                    next = takes(next.contents(), update.dot()) ? next.with(update) : next;
                }
                yield keep(state, next, context);
            }
            case Have(TreeMap<Integer, Integer> seen) -> {
                Vector<Update> missing =
                        state.log()
                                .filter(update ->
                                        update.dot().number()
                                                > seen.get(update.dot().replica()).getOrElse(0));
                if (!missing.isEmpty()) {
                    context.reply(new Updates(missing));
                }
                yield state;
            }
            case Whole(Contents contents) -> {
                Contents merged =
                        state.contents()
                                .merge(
                                        contents,
                                        bug == Bug.ADDS_COUNTS ? Integer::sum : Integer::max);
                yield keep(state, new State(merged, state.log()), context);
            }
            case Gossip() -> {
                tellOthers(
                        states ? new Whole(state.contents()) : new Have(state.contents().seen()),
                        context);
                context.timer(new Gossip(), GOSSIP);
                yield state;
            }
            case Collect() -> {
                context.timer(new Collect(), COLLECT);
                yield keep(state, new State(state.contents().collected(), state.log()), context);
            }
            case Made _ -> state;
        };
    }

    private State make(State state, String id, Change change, Context<CrdtMessage> context) {
        Update known = state.log().find(update -> update.id().equals(id)).getOrNull();
        if (known != null) {
            context.reply(new Made(known));
            return state;
        }
        Dot dot = new Dot(number, state.contents().seen(number) + 1);
        Update update = new Update(dot, id, effect(state.contents(), dot, change, context));
        State next = keep(state, state.with(update), context);
        context.reply(new Made(update));
        if (!states) {
            tellOthers(new Updates(Vector.of(update)), context);
        }
        return next;
    }

    private Effect effect(Contents contents, Dot dot, Change change, Context<CrdtMessage> context) {
        return switch (change) {
            case Change.Increment(int amount) -> new Effect.Counted(amount);
            case Change.Add(String element) -> new Effect.Added(element);
            case Change.Remove(String element) ->
                    new Effect.Removed(element, contents.dotsOf(element));
            case Change.Put(String key, String value) -> {
                long stamp =
                        bug == Bug.WALL_CLOCK
                                ? Duration.between(Instant.EPOCH, context.now()).toNanos()
                                : contents.nextStamp();
                yield new Effect.Written(
                        key,
                        new Entry(value, stamp, dot),
                        contents.entries().get(key).map(Entry::dot));
            }
        };
    }

    private boolean takes(Contents contents, Dot dot) {
        int next = contents.seen(dot.replica()) + 1;
        return bug == Bug.TAKES_AGAIN ? dot.number() <= next : dot.number() == next;
    }

    private void tellOthers(CrdtMessage message, Context<CrdtMessage> context) {
        for (int other = 0; other < replicas.size(); other++) {
            if (other != number) {
                context.send(ActorRef.to(replicas.get(other)), message);
            }
        }
    }

    private static State keep(State state, State next, Context<CrdtMessage> context) {
        if (!next.equals(state)) {
            KEPT.write(context.disk(), next);
        }
        return next;
    }
}
