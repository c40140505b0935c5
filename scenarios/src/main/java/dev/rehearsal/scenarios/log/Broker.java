package dev.rehearsal.scenarios.log;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.log.LogMessage.Alter;
import dev.rehearsal.scenarios.log.LogMessage.Beat;
import dev.rehearsal.scenarios.log.LogMessage.Consume;
import dev.rehearsal.scenarios.log.LogMessage.Consumed;
import dev.rehearsal.scenarios.log.LogMessage.Entry;
import dev.rehearsal.scenarios.log.LogMessage.Fetch;
import dev.rehearsal.scenarios.log.LogMessage.Fetched;
import dev.rehearsal.scenarios.log.LogMessage.Item;
import dev.rehearsal.scenarios.log.LogMessage.Leads;
import dev.rehearsal.scenarios.log.LogMessage.Parted;
import dev.rehearsal.scenarios.log.LogMessage.Ping;
import dev.rehearsal.scenarios.log.LogMessage.Produce;
import dev.rehearsal.scenarios.log.LogMessage.Produced;
import dev.rehearsal.scenarios.log.LogMessage.Reign;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Leads or follows, as the controller says.
 *
 * <p>A follower fetches what the leader has, and so says what it has itself: everything below the
 * offset that it asks for, durably. Where its log has parted from the leader's, by the epochs of
 * the entries, it is cut back. The leader commits what all have that are in sync or may be by now:
 * below this mark it answers producers, and lets consumers read. It wants those in sync that fetch
 * and have come up to the mark, and to where its log ended when it learned that it leads: for its
 * mark may be behind the one of the leader before, or its own from before a restart.
 *
 * @param self its path
 * @param brokers all paths
 * @param controller the path of the controller
 * @param bug what is wrong with it
 */
record Broker(String self, Vector<String> brokers, ActorRef<LogMessage> controller, Bug bug)
        implements Actor<Broker.State, LogMessage> {

    private static final Journal<Entry> LOG = Journal.of("log", Entry.class);
    private static final Cell<Integer> MARK = Cell.of("mark", Integer.class);
    private static final Duration BEAT = Duration.ofMillis(20);
    private static final int LAGS = 3;

    /** How a broker can be wrong. */
    enum Bug {
        NONE,
        /** Who restarts cuts its log back to the mark that it has written down. */
        CUTS_TO_MARK,
        /** A leader gives a follower what comes behind its end, whatever stands before it. */
        UNCHECKED,
        /** A leader does not wait until what it appends is durable. */
        UNSYNCED,
        /** A follower is in sync again when it has come up to the mark that the leader knows. */
        JOINS_AT_MARK
    }

    /**
     * How far a follower is.
     *
     * @param end it has everything below
     * @param silent for how many beats it has not fetched
     */
    record Progress(int end, int silent) {

        Progress silentFor(int beats) {
            return new Progress(end, beats);
        }
    }

    /**
     * What it knows.
     *
     * @param mark everything below is committed
     * @param written the mark that is on disk
     * @param from where its log ended when it learned of the epoch
     * @param asked who may be in sync by now, besides those of the reign
     * @param followers how far they are, at the leader, in its epoch
     */
    record State(
            Journal.Tail tail,
            Vector<Entry> log,
            int mark,
            int written,
            Reign reign,
            int from,
            Vector<String> asked,
            TreeMap<String, Progress> followers) {

        int end() {
            return log.size();
        }

        /** The epoch of the last entry, or 0. */
        int last() {
            return log.lastOption().map(Entry::epoch).getOrElse(0);
        }

        int epoch() {
            return reign.epoch();
        }

        /** How many entries there are of epochs up to that one. */
        int endOf(int epoch) {
            return log.count(entry -> entry.epoch() <= epoch);
        }

        State with(Journal.Tail end, Vector<Entry> entries) {
            return new State(end, entries, mark, written, reign, from, asked, followers);
        }

        State with(int newMark) {
            return new State(tail, log, newMark, written, reign, from, asked, followers);
        }

        State with(Vector<String> newAsked, TreeMap<String, Progress> newFollowers) {
            return new State(tail, log, mark, written, reign, from, newAsked, newFollowers);
        }
    }

    @Override
    public State start(Context<LogMessage> context) {
        var opened = LOG.open(context.disk()).orThrow();
        int mark = MARK.recover(context.disk()).getOrElse(0);
        State state =
                new State(
                        opened.tail(),
                        opened.records(),
                        mark,
                        mark,
                        new Reign(0, 0, "", Vector.empty()),
                        0,
                        Vector.empty(),
                        TreeMap.empty());
        return beat(bug == Bug.CUTS_TO_MARK ? cut(state, mark, context) : state, context);
    }

    @Override
    public State receive(State state, LogMessage message, Context<LogMessage> context) {
        boolean leads = state.reign().leader().equals(self);
        return switch (message) {
            case Produce(Item item) when leads -> produce(state, item, context);
            case Consume(int from) when leads -> {
                Vector<Item> items = state.log().slice(from, state.mark()).map(Entry::item);
                context.reply(new Consumed(from, items));
                yield state;
            }
            case Fetch(int epoch, int offset, int last) when leads && epoch == state.epoch() ->
                    fetch(state, offset, last, context);
            case Fetched(int epoch, int offset, Vector<Entry> entries, int mark)
                    when epoch == state.epoch() && offset == state.end() ->
                    fetched(state, entries, mark, context);
            case Parted(int epoch, int offset, int last, int agreed)
                    when epoch == state.epoch()
                            && offset == state.end()
                            && last == state.last() -> {
                State cut = cut(state, agreed, context);
                ask(cut, context);
                yield cut;
            }
            case Leads(Reign reign) when reign.version() > state.reign().version() ->
                    enter(state, reign, context);
            case Beat() -> beat(state, context);
            case Produce _,
                    Produced _,
                    Consume _,
                    Consumed _,
                    Fetch _,
                    Fetched _,
                    Parted _,
                    Leads _,
                    Ping _,
                    Alter _ ->
                    state;
        };
    }

    private State enter(State state, Reign reign, Context<LogMessage> context) {
        // What it asked for before a restart it does not know: it may be anything.
        Vector<String> asked = state.reign().version() == 0 ? brokers : Vector.empty();
        TreeMap<String, Progress> followers =
                reign.epoch() == state.epoch()
                        ? state.followers()
                        : reign.inSync()
                                .foldLeft(
                                        TreeMap.<String, Progress>empty(),
                                        (all, path) -> all.put(path, new Progress(0, 0)));
        State entered =
                new State(
                        state.tail(),
                        state.log(),
                        state.mark(),
                        state.written(),
                        reign,
                        reign.epoch() == state.epoch() ? state.from() : state.end(),
                        asked,
                        followers);
        if (reign.leader().equals(self)) {
            return commit(entered, context);
        }
        ask(entered, context);
        return entered;
    }

    // --------------------------------------------------------------------------------- the leader

    private State produce(State state, Item item, Context<LogMessage> context) {
        if (state.log().exists(entry -> entry.item().equals(item))) {
            return state;
        }
        Entry entry = new Entry(state.epoch(), item);
        Journal.Tail tail =
                bug == Bug.UNSYNCED
                        ? LOG.append(context.disk(), state.tail(), entry)
                        : LOG.appendSynced(context.disk(), state.tail(), entry);
        return commit(state.with(tail, state.log().append(entry)), context);
    }

    private State fetch(State state, int offset, int last, Context<LogMessage> context) {
        int agreed = Math.min(offset, state.endOf(last));
        if (agreed == offset && offset > 0 && state.log().get(offset - 1).epoch() != last) {
            agreed--;
        }
        if (agreed < offset && bug != Bug.UNCHECKED) {
            context.reply(new Parted(state.epoch(), offset, last, agreed));
            return state;
        }
        TreeMap<String, Progress> followers =
                state.followers().put(context.sender().path(), new Progress(offset, 0));
        State next = commit(state.with(state.asked(), followers), context);
        context.reply(new Fetched(next.epoch(), offset, next.log().drop(offset), next.mark()));
        return next;
    }

    /** Commits what all have that count, and answers for it. */
    private State commit(State state, Context<LogMessage> context) {
        int mark = state.end();
        for (String path :
                state.reign().inSync().appendAll(state.asked()).filter(p -> !p.equals(self))) {
            mark = Math.min(mark, state.followers().get(path).map(Progress::end).getOrElse(0));
        }
        if (mark <= state.mark()) {
            return state;
        }
        for (int offset = state.mark(); offset < mark; offset++) {
            Item item = state.log().get(offset).item();
            context.send(ActorRef.to(item.client()), new Produced(item, offset));
        }
        return state.with(mark);
    }

    /** Wants those in sync that fetch, and that are there already or have caught up. */
    private State alter(State state, Context<LogMessage> context) {
        TreeMap<String, Progress> followers =
                state.followers().mapValues(one -> one.silentFor(Math.min(one.silent() + 1, LAGS)));
        // What it had then may be committed, by the leader before or by itself before a restart.
        int before = bug == Bug.JOINS_AT_MARK ? 0 : state.from();
        int caughtUp = Math.max(state.mark(), before);
        Vector<String> wanted =
                brokers.filter(path ->
                        path.equals(self)
                                || followers
                                        .get(path)
                                        .exists(one ->
                                                one.silent() < LAGS
                                                        && (state.reign().inSync().contains(path)
                                                                || one.end() >= caughtUp)));
        if (wanted.equals(state.reign().inSync()) && state.asked().isEmpty()) {
            return state.with(state.asked(), followers);
        }
        context.send(controller, new Alter(state.reign().version(), wanted));
        return state.with(state.asked().appendAll(wanted).distinct(), followers);
    }

    // -------------------------------------------------------------------------------- a follower

    private void ask(State state, Context<LogMessage> context) {
        context.send(
                ActorRef.to(state.reign().leader()),
                new Fetch(state.epoch(), state.end(), state.last()));
    }

    private static State cut(State state, int offset, Context<LogMessage> context) {
        Vector<Entry> kept = state.log().take(offset);
        return state.with(LOG.replace(context.disk(), 0, kept), kept);
    }

    private State fetched(
            State state, Vector<Entry> entries, int mark, Context<LogMessage> context) {
        Journal.Tail tail = state.tail();
        for (Entry entry : entries) {
            tail = LOG.append(context.disk(), tail, entry);
        }
        Vector<Entry> log = state.log().appendAll(entries);
        State next =
                (entries.isEmpty() ? state : state.with(LOG.sync(context.disk(), tail), log))
                        .with(Math.max(state.mark(), Math.min(mark, log.size())));
        if (!entries.isEmpty()) {
            ask(next, context);
        }
        return next;
    }

    // --------------------------------------------------------------------------------------- both

    private State beat(State state, Context<LogMessage> context) {
        context.timer(new Beat(), BEAT);
        context.send(controller, new Ping());
        if (state.mark() > state.written()) {
            MARK.write(context.disk(), state.mark());
        }
        State next =
                new State(
                        state.tail(),
                        state.log(),
                        state.mark(),
                        state.mark(),
                        state.reign(),
                        state.from(),
                        state.asked(),
                        state.followers());
        if (next.reign().leader().equals(self)) {
            return alter(next, context);
        }
        if (next.reign().version() > 0) {
            ask(next, context);
        }
        return next;
    }
}
