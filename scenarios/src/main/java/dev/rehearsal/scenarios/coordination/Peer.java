package dev.rehearsal.scenarios.coordination;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Acked;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Ask;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Beat;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Item;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Lonely;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.NewEpoch;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.NewLeader;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Promised;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Propose;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Refused;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Told;
import dev.rehearsal.scenarios.coordination.CoordinationMessage.Txn;
import dev.rehearsal.scenarios.coordination.Role.Following;
import dev.rehearsal.scenarios.coordination.Role.Gathering;
import dev.rehearsal.scenarios.coordination.Role.Leading;
import dev.rehearsal.scenarios.coordination.Role.Looking;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * One of the servers, which leads or follows.
 *
 * <p><b>Discovery.</b> Who hears from no leader calls a new epoch. Who promises it tells its
 * history, with the epoch that it is of; of a majority's histories the newest becomes that of the
 * new epoch. <b>Synchronisation.</b> Each follower makes its own history the same, and then it is
 * of the new epoch. <b>Broadcast.</b> When a majority is, the leader proposes what clients ask, one
 * after the other; what a majority has is committed, in that order.
 *
 * <p>Who is synchronised heeds no call to a new epoch until it is lonely, and a leader none while a
 * majority answers it: so a server that hears nobody and shouts disturbs nobody. Who calls an epoch
 * too low is told and calls a higher one, lest a server that only some can hear stays ahead for
 * ever.
 *
 * @param self its path
 * @param peers the paths of all, its own too
 * @param bug what is wrong with it
 */
record Peer(String self, Vector<String> peers, Bug bug)
        implements Actor<Peer.State, CoordinationMessage> {

    private static final Duration BEAT = Duration.ofMillis(20);
    private static final int BEATS_UNHEARD = 5;

    /**
     * What it knows.
     *
     * @param committed how many of its history it knows to be committed
     * @param seen the greatest epoch that somebody has refused it for
     */
    record State(Storage storage, int committed, int seen, Role role) {

        Vector<Txn> history() {
            return storage.history();
        }

        State with(Storage other) {
            return new State(other, committed, seen, role);
        }

        State as(Role other) {
            return new State(storage, committed, seen, other);
        }

        State committed(int number) {
            return new State(storage, number, seen, role);
        }

        boolean isOf(int epoch) {
            return storage.current() == epoch;
        }
    }

    @Override
    public State start(Context<CoordinationMessage> context) {
        Storage storage = Storage.recover(context.disk(), bug);
        return look(new State(storage, 0, 0, new Looking()), context);
    }

    @Override
    public State receive(
            State state, CoordinationMessage message, Context<CoordinationMessage> context) {
        return switch (message) {
            case Ask(Item item) ->
                    state.role() instanceof Leading leading && isMajority(leading.acked().size())
                            ? ask(state, leading, item, context)
                            : state;
            case NewEpoch(int epoch) -> called(state, epoch, context);
            case Promised promised when promised.epoch() == state.storage().promised() ->
                    promised(state, promised, context);
            case Refused(int epoch) when epoch > state.storage().promised() ->
                    refused(state, epoch, context);
            case NewLeader leader when isFrom(state, leader.epoch(), context) ->
                    synchronise(state, leader, context);
            case Propose propose -> proposed(state, propose, context);
            case Acked(int epoch, int length) when epoch == state.storage().promised() ->
                    acked(state, length, context);
            case Beat() -> beat(state, context);
            case Lonely() -> call(state, context);
            case Promised _, Refused _, NewLeader _, Acked _, Told _ -> state;
        };
    }

    private boolean isMajority(int number) {
        return 2 * number > peers.size();
    }

    /** Whether it is promised to the sender, in that epoch. */
    private static boolean isFrom(State state, int epoch, Context<CoordinationMessage> context) {
        return epoch == state.storage().promised()
                && context.sender().path().equals(state.storage().leader());
    }

    // ---------------------------------------------------------------------------------- discovery

    private State look(State state, Context<CoordinationMessage> context) {
        context.cancel(new Beat());
        wait(context);
        return state.as(new Looking());
    }

    private void wait(Context<CoordinationMessage> context) {
        context.timer(new Lonely(), Duration.ofMillis(100 + 40L * peers.indexOf(self)));
    }

    /** Calls a new epoch, greater than any that it has heard of. */
    private State call(State state, Context<CoordinationMessage> context) {
        int epoch = Math.max(state.storage().promised(), state.seen()) + 1;
        Storage promised = state.storage().promise(context.disk(), epoch, self);
        wait(context);
        Promised own = new Promised(epoch, promised.current(), promised.history());
        return gather(
                beat(state.with(promised).as(new Gathering(TreeMap.of(self, own))), context),
                context);
    }

    private State called(State state, int epoch, Context<CoordinationMessage> context) {
        if (isFrom(state, epoch, context)) {
            return promise(state, context);
        }
        if (epoch <= state.storage().promised()) {
            context.reply(new Refused(state.storage().promised()));
            return state;
        }
        return isSettled(state) ? state : follow(state, epoch, context);
    }

    /** Whether there is no need for a new epoch, for all that it knows. */
    private boolean isSettled(State state) {
        return switch (state.role()) {
            case Looking(), Gathering _ -> false;
            case Following(boolean synchronised) -> synchronised;
            case Leading leading -> isMajority(leading.acked().size());
        };
    }

    private State follow(State state, int epoch, Context<CoordinationMessage> context) {
        String leader = context.sender().path();
        Storage promised = state.storage().promise(context.disk(), epoch, leader);
        return promise(look(state.with(promised), context).as(new Following(false)), context);
    }

    private static State promise(State state, Context<CoordinationMessage> context) {
        Storage storage = state.storage();
        context.reply(new Promised(storage.promised(), storage.current(), storage.history()));
        return state;
    }

    private State promised(State state, Promised promised, Context<CoordinationMessage> context) {
        String peer = context.sender().path();
        return switch (state.role()) {
            case Gathering(TreeMap<String, Promised> promises) ->
                    gather(state.as(new Gathering(promises.put(peer, promised))), context);
            case Leading leading when !leading.acked().containsKey(peer) -> {
                teach(state, peer, promised.history(), context);
                yield state;
            }
            case Looking(), Following _, Leading _ -> state;
        };
    }

    private State refused(State state, int epoch, Context<CoordinationMessage> context) {
        int seen = Math.max(epoch, state.seen());
        State wiser = new State(state.storage(), state.committed(), seen, state.role());
        return switch (state.role()) {
            case Gathering _ -> call(wiser, context);
            case Leading(TreeMap<String, Integer> acked, _, _)
                    when acked.containsKey(context.sender().path()) || !isMajority(acked.size()) ->
                    look(wiser, context);
            case Looking(), Following _, Leading _ -> wiser;
        };
    }

    // ---------------------------------------------------------------------------- synchronisation

    /** Leads when a majority has promised it, with the newest history of them all. */
    private State gather(State state, Context<CoordinationMessage> context) {
        if (!(state.role() instanceof Gathering(TreeMap<String, Promised> promises))
                || !isMajority(promises.size())) {
            return state;
        }
        Promised newest =
                promises.values().reduce((one, other) -> isNewer(other, one) ? other : one);
        Storage entered = state.storage().enter(context.disk(), newest.history(), Bug.NONE);
        context.cancel(new Lonely());
        State leading =
                state.with(entered)
                        .as(
                                new Leading(
                                        TreeMap.of(self, entered.history().size()),
                                        TreeSet.empty(),
                                        0));
        promises.remove(self)
                .forEach((peer, promised) -> teach(leading, peer, promised.history(), context));
        return commit(leading, context);
    }

    private static boolean isNewer(Promised one, Promised other) {
        if (one.current() != other.current()) {
            return one.current() > other.current();
        }
        return !one.history().isEmpty()
                && (other.history().isEmpty()
                        || one.history().last().isBehind(other.history().last()));
    }

    /** Tells a follower how its history differs. */
    private static void teach(
            State state, String peer, Vector<Txn> theirs, Context<CoordinationMessage> context) {
        Vector<Txn> ours = state.history();
        int kept = ours.zip(theirs).takeWhile(pair -> pair._1.equals(pair._2)).size();
        context.send(
                ActorRef.to(peer),
                new NewLeader(state.storage().promised(), kept, ours.drop(kept)));
    }

    private State synchronise(State state, NewLeader leader, Context<CoordinationMessage> context) {
        State entered = state;
        if (!state.isOf(leader.epoch())) {
            int kept = bug == Bug.NOT_TRUNCATED ? state.history().size() : leader.kept();
            Vector<Txn> history = state.history().take(kept).appendAll(leader.missing());
            Storage storage = state.storage();
            entered =
                    state.with(
                            bug == Bug.ACKS_FIRST
                                    ? storage.enterInMemory(history)
                                    : storage.enter(context.disk(), history, bug));
        }
        context.reply(new Acked(leader.epoch(), entered.history().size()));
        wait(context);
        return entered.as(new Following(true));
    }

    // ---------------------------------------------------------------------------------- broadcast

    private State ask(
            State state, Leading leading, Item item, Context<CoordinationMessage> context) {
        int known = state.history().indexWhere(txn -> txn.item().equals(item));
        if (known >= 0) {
            if (known < state.committed()) {
                tell(item, context);
            }
            return state;
        }
        int epoch = state.storage().current();
        int counter =
                state.history()
                                .lastOption()
                                .filter(txn -> txn.epoch() == epoch)
                                .map(Txn::counter)
                                .getOrElse(0)
                        + 1;
        Txn txn = new Txn(epoch, counter, item);
        Storage longer = state.storage().append(context.disk(), Vector.of(txn));
        Leading further = leading.having(self, longer.history().size());
        State proposed = state.with(longer).as(further);
        propose(proposed, further, context);
        return commit(proposed, context);
    }

    private static void tell(Item item, Context<CoordinationMessage> context) {
        context.send(ActorRef.to(item.client()), new Told(item.index()));
    }

    /** Sends each follower what it does not have, and how many are committed. */
    private void propose(State state, Leading leading, Context<CoordinationMessage> context) {
        leading.acked()
                .remove(self)
                .forEach((peer, length) -> propose(state, peer, length, context));
    }

    private static void propose(
            State state, String peer, int from, Context<CoordinationMessage> context) {
        context.send(
                ActorRef.to(peer),
                new Propose(
                        state.storage().promised(),
                        from,
                        state.history().drop(from),
                        state.committed()));
    }

    private State proposed(State state, Propose propose, Context<CoordinationMessage> context) {
        int epoch = propose.epoch();
        if (!isFrom(state, epoch, context)) {
            if (epoch > state.storage().promised()) {
                return follow(state, epoch, context);
            }
            context.reply(new Refused(state.storage().promised()));
            return state;
        }
        if (!state.isOf(epoch)) {
            return promise(state, context);
        }
        wait(context);
        int length = state.history().size();
        Vector<Txn> news = propose.txns().drop(length - propose.from());
        boolean fits = propose.from() <= length && !news.isEmpty();
        Storage longer = fits ? state.storage().append(context.disk(), news) : state.storage();
        context.reply(new Acked(epoch, longer.history().size()));
        int committed = Math.min(propose.committed(), longer.history().size());
        return state.with(longer)
                .committed(Math.max(state.committed(), committed))
                .as(new Following(true));
    }

    private State acked(State state, int length, Context<CoordinationMessage> context) {
        if (!(state.role() instanceof Leading leading)) {
            return state;
        }
        String peer = context.sender().path();
        State heard = state.as(leading.having(peer, length).hearing(peer));
        return commit(heard, context);
    }

    /** Commits what a majority has, and tells those who have asked for it. */
    private State commit(State state, Context<CoordinationMessage> context) {
        if (!(state.role() instanceof Leading leading) || !isMajority(leading.acked().size())) {
            return state;
        }
        int everywhere =
                leading.acked().values().toVector().sorted().reverse().get(peers.size() / 2);
        if (everywhere <= state.committed()) {
            return state;
        }
        State further = state.committed(everywhere);
        state.history()
                .slice(state.committed(), everywhere)
                .forEach(txn -> tell(txn.item(), context));
        propose(further, leading, context);
        return further;
    }

    /** Says again what has not been answered; a leader that a majority has left looks again. */
    private State beat(State state, Context<CoordinationMessage> context) {
        context.timer(new Beat(), BEAT);
        return switch (state.role()) {
            case Looking(), Following _ -> state;
            case Gathering(TreeMap<String, Promised> promises) -> {
                shout(state, peers.reject(promises::containsKey), context);
                yield state;
            }
            case Leading leading -> {
                boolean judged = leading.beats() == BEATS_UNHEARD;
                if (judged && !isMajority(leading.heard().size() + 1)) {
                    yield look(state, context);
                }
                propose(state, leading, context);
                shout(state, peers.reject(leading.acked()::containsKey), context);
                yield state.as(
                        judged
                                ? leading.counting(0, TreeSet.empty())
                                : leading.counting(leading.beats() + 1, leading.heard()));
            }
        };
    }

    private static void shout(
            State state, Vector<String> to, Context<CoordinationMessage> context) {
        to.forEach(
                peer -> context.send(ActorRef.to(peer), new NewEpoch(state.storage().promised())));
    }
}
