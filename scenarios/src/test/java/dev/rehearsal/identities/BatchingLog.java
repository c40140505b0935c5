package dev.rehearsal.identities;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.AppendLog;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * A leader gathers what clients append, sends at each tick what is new to four followers, and
 * answers when a majority of the five stores it. A follower that is to read asks the leader how far
 * it has answered, and waits until it stores that much.
 */
public final class BatchingLog implements Scenario {

    static final Variant STALE_BATCHES =
            new Variant(
                    "stale-batches", "a batch that comes late replaces what was stored after it");

    static final Variant STALE_INDEX =
            new Variant(
                    "stale-index",
                    "a follower takes the answer to an earlier question for the present one");

    static final Parameter.Flag LINGER =
            new Parameter.Flag(
                    "linger",
                    "it ticks only while a follower lacks something; false: it always ticks",
                    false);

    static final Parameter.Flag READS =
            new Parameter.Flag(
                    "reads", "six in ten operations read; false: all of them append", true);

    private static final int CLIENTS = 3;
    private static final int MAJORITY = 3;
    private static final int PATIENCE_TICKS = 24;
    private static final Duration TICK = Duration.ofMillis(5);
    private static final ActorRef<Message> LEADER = ActorRef.to("s1");
    private static final Vector<ActorRef<Message>> FOLLOWERS =
            Vector.rangeClosed(2, 5).map(i -> ActorRef.to("s" + i));

    @Override
    public String name() {
        return "batching-log";
    }

    @Override
    public String summary() {
        return "appends go to the followers in batches: do reads there see all of them?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(LINGER, READS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(STALE_INDEX, STALE_BATCHES);
    }

    @Override
    public Cluster cluster(Settings settings) {
        double readRate = settings.get(READS) ? 0.6 : 0;
        Cluster.Builder cluster =
                Cluster.builder().node(LEADER.path(), new Leader(settings.get(LINGER)));
        FOLLOWERS.forEach(follower ->
                cluster.node(
                        follower.path(),
                        new Follower(!settings.has(STALE_INDEX), settings.has(STALE_BATCHES))));
        for (int client = 0; client < CLIENTS; client++) {
            cluster.client("c" + (client + 1), new User(client));
        }
        return cluster.workload(
                        new Workload(
                                AppendLog.Call.class,
                                5,
                                Duration.ofMillis(5),
                                Duration.ofMillis(200),
                                (client, index, draw) ->
                                        draw.chance(readRate)
                                                ? new AppendLog.Read<Integer>(0)
                                                : new AppendLog.Append<>(index * CLIENTS + client)))
                .always("answered is stored by a majority", BatchingLog::unstored)
                .linearizable(AppendLog.<Integer>empty())
                .build();
    }

    private static Option<String> unstored(View world) {
        int answered =
                world.state(LEADER.path(), Leading.class).map(Leading::answered).getOrElse(0);
        int stored = 1 + FOLLOWERS.count(follower -> stored(world, follower) >= answered);
        return stored >= MAJORITY
                ? Option.none()
                : Option.some("values answered: " + answered + ", by servers stored: " + stored);
    }

    private static int stored(View world, ActorRef<Message> follower) {
        return world.state(follower.path(), Stock.class)
                .map(stock -> stock.values().size())
                .getOrElse(0);
    }

    /** What clients, leader and followers say. */
    sealed interface Message {}

    /** Append this value. */
    record Append(int value) implements Message {}

    /** It is appended. */
    record Appended(int value) implements Message {}

    /** What is in the log? */
    record Read(int request) implements Message {}

    /** This. */
    record Found(int request, Vector<Integer> values) implements Message {}

    /** How many values are answered? */
    record AskIndex(int request) implements Message {}

    /** So many. */
    record Index(int request, int answered) implements Message {}

    /** Store these values, from that position on. */
    record Store(int from, Vector<Integer> values) implements Message {}

    /** So many values are stored. */
    record Stored(int count) implements Message {}

    /** A batch came too early, for only so many values are stored. */
    record Lacking(int count) implements Message {}

    /** Time to send what has gathered. */
    record Tick() implements Message {}

    private record Entry(ActorRef<Message> client, int value) {}

    /**
     * What the leader believes of a follower.
     *
     * @param stored how many values it has
     * @param sent how many it has when what is in flight has arrived
     * @param ticks since something was sent
     */
    private record Progress(int stored, int sent, int ticks) {}

    /**
     * What the leader knows.
     *
     * @param progress by the path of the follower
     * @param answered how many values from the first on
     * @param ticking whether the timer is set
     */
    private record Leading(
            Vector<Entry> log, TreeMap<String, Progress> progress, int answered, boolean ticking) {

        Leading believing(String follower, Progress next) {
            return new Leading(log, progress.put(follower, next), answered, ticking);
        }

        Leading ticking(boolean next) {
            return new Leading(log, progress, answered, next);
        }

        boolean isAhead() {
            return progress.values().exists(known -> known.stored() < log.size());
        }
    }

    private record Leader(boolean linger) implements Actor<Leading, Message> {

        @Override
        public Leading start(Context<Message> context) {
            TreeMap<String, Progress> progress =
                    FOLLOWERS.foldLeft(
                            TreeMap.<String, Progress>empty(),
                            (known, follower) -> known.put(follower.path(), new Progress(0, 0, 0)));
            return tickAgain(new Leading(Vector.empty(), progress, 0, false), context);
        }

        private Leading tickAgain(Leading state, Context<Message> context) {
            if (linger && !state.isAhead()) {
                return state.ticking(false);
            }
            context.timer(new Tick(), TICK);
            return state.ticking(true);
        }

        @Override
        public Leading receive(Leading state, Message message, Context<Message> context) {
            return switch (message) {
                case Append(int value) -> {
                    if (state.log().exists(entry -> entry.value() == value)) {
                        yield state;
                    }
                    Leading longer =
                            new Leading(
                                    state.log().append(new Entry(context.sender(), value)),
                                    state.progress(),
                                    state.answered(),
                                    state.ticking());
                    yield longer.ticking() ? longer : tickAgain(longer, context);
                }
                case Tick() -> {
                    Leading next = state;
                    for (ActorRef<Message> follower : FOLLOWERS) {
                        next = tick(next, follower, context);
                    }
                    yield tickAgain(next, context);
                }
                case Stored(int count) -> answer(stored(state, count, context), context);
                case Lacking(int count) -> lacking(state, count, context);
                case AskIndex(int request) -> {
                    context.reply(new Index(request, state.answered()));
                    yield state;
                }
                case Appended _, Read _, Found _, Index _, Store _ -> state;
            };
        }

        private static Leading tick(
                Leading state, ActorRef<Message> follower, Context<Message> context) {
            Progress known = state.progress().get(follower.path()).get();
            boolean inFlight = known.sent() > known.stored();
            boolean late = inFlight && known.ticks() == PATIENCE_TICKS;
            int from = late ? known.stored() : known.sent();
            int size = state.log().size();
            if (from == size) {
                return state.believing(
                        follower.path(),
                        new Progress(known.stored(), known.sent(), known.ticks() + 1));
            }
            context.send(follower, new Store(from, state.log().drop(from).map(Entry::value)));
            return state.believing(follower.path(), new Progress(known.stored(), size, 0));
        }

        private static Leading stored(Leading state, int count, Context<Message> context) {
            String follower = context.sender().path();
            Progress known = state.progress().get(follower).get();
            int stored = Math.max(known.stored(), count);
            int sent = Math.max(known.sent(), stored);
            return state.believing(follower, new Progress(stored, sent, known.ticks()));
        }

        private static Leading lacking(Leading state, int count, Context<Message> context) {
            return state.believing(context.sender().path(), new Progress(count, count, 0));
        }

        private static Leading answer(Leading state, Context<Message> context) {
            int everywhere =
                    state.progress()
                            .values()
                            .map(Progress::stored)
                            .sorted()
                            .get(FOLLOWERS.size() - (MAJORITY - 1));
            state.log()
                    .slice(state.answered(), everywhere)
                    .forEach(entry -> context.send(entry.client(), new Appended(entry.value())));
            return new Leading(
                    state.log(),
                    state.progress(),
                    Math.max(state.answered(), everywhere),
                    state.ticking());
        }
    }

    /** A read that a follower serves. */
    private record Reader(ActorRef<Message> client, int request) {}

    /**
     * What a follower has.
     *
     * @param asking the reads for which the leader was asked, by request
     * @param waiting the reads that may be answered when so many values are stored
     */
    private record Stock(
            Vector<Integer> values,
            TreeMap<Integer, Reader> asking,
            Vector<Tuple2<Reader, Integer>> waiting) {

        Stock holding(Vector<Integer> next) {
            return new Stock(next, asking, waiting);
        }
    }

    private record Follower(boolean matchesAnswers, boolean replaces)
            implements Actor<Stock, Message> {

        @Override
        public Stock start(Context<Message> context) {
            return new Stock(Vector.empty(), TreeMap.empty(), Vector.empty());
        }

        @Override
        public Stock receive(Stock stock, Message message, Context<Message> context) {
            return switch (message) {
                case Store(int from, Vector<Integer> values) -> {
                    if (from > stock.values().size()) {
                        context.reply(new Lacking(stock.values().size()));
                        yield stock;
                    }
                    context.reply(new Stored(from + values.size()));
                    yield answer(store(stock, from, values), context);
                }
                case Read(int request) -> {
                    context.send(LEADER, new AskIndex(request));
                    yield new Stock(
                            stock.values(),
                            stock.asking().put(request, new Reader(context.sender(), request)),
                            stock.waiting());
                }
                case Index(int request, int answered) ->
                        answer(learned(stock, request, answered), context);
                case Append _, Appended _, Found _, AskIndex _, Stored _, Lacking _, Tick _ ->
                        stock;
            };
        }

        private Stock store(Stock stock, int from, Vector<Integer> values) {
            return replaces || from + values.size() > stock.values().size()
                    ? stock.holding(stock.values().take(from).appendAll(values))
                    : stock;
        }

        private Stock learned(Stock stock, int request, int answered) {
            TreeMap<Integer, Reader> meant =
                    matchesAnswers
                            ? stock.asking().filterKeys(asked -> asked == request)
                            : stock.asking();
            return new Stock(
                    stock.values(),
                    stock.asking().removeAll(meant.keySet()),
                    stock.waiting()
                            .appendAll(meant.values().map(reader -> Tuple.of(reader, answered))));
        }

        private static Stock answer(Stock stock, Context<Message> context) {
            var ready = stock.waiting().partition(read -> read._2 <= stock.values().size());
            ready._1.forEach(read ->
                    context.send(
                            read._1.client(),
                            new Found(read._1.request(), stock.values().take(read._2))));
            return new Stock(stock.values(), stock.asking(), ready._2);
        }
    }

    /** Its requests bear the numbers of its operations among those of all clients. */
    private record User(int number)
            implements Client<AppendLog.Call<Integer>, Option<Integer>, Message> {

        @Override
        public Option<Integer> start(ClientContext<Message> context) {
            return Option.none();
        }

        @Override
        public Option<Integer> invoke(
                Option<Integer> awaited,
                int index,
                AppendLog.Call<Integer> call,
                ClientContext<Message> context) {
            int request = index * CLIENTS + number;
            switch (call) {
                case AppendLog.Append<Integer>(Integer value) ->
                        context.send(LEADER, new Append(value));
                case AppendLog.Read<Integer> _ ->
                        context.send(
                                FOLLOWERS.get((number + index) % FOLLOWERS.size()),
                                new Read(request));
            }
            return Option.some(request);
        }

        @Override
        public Option<Integer> receive(
                Option<Integer> awaited, Message message, ClientContext<Message> context) {
            return switch (message) {
                case Appended(int value) when awaited.contains(value) -> {
                    context.complete(Answer.done());
                    yield Option.none();
                }
                case Found(int request, Vector<Integer> values) when awaited.contains(request) -> {
                    context.complete(Answer.value(values));
                    yield Option.none();
                }
                case Append _,
                        Appended _,
                        Read _,
                        Found _,
                        AskIndex _,
                        Index _,
                        Store _,
                        Stored _,
                        Lacking _,
                        Tick _ ->
                        awaited;
            };
        }

        @Override
        public Option<Integer> abandon(Option<Integer> awaited) {
            return Option.none();
        }
    }
}
