package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.register.LeaderMessage.Ack;
import dev.rehearsal.scenarios.register.LeaderMessage.AskVote;
import dev.rehearsal.scenarios.register.LeaderMessage.Beat;
import dev.rehearsal.scenarios.register.LeaderMessage.Copy;
import dev.rehearsal.scenarios.register.LeaderMessage.Elect;
import dev.rehearsal.scenarios.register.LeaderMessage.Forward;
import dev.rehearsal.scenarios.register.LeaderMessage.Hold;
import dev.rehearsal.scenarios.register.LeaderMessage.Vote;
import dev.rehearsal.scenarios.register.RegisterMessage.Get;
import dev.rehearsal.scenarios.register.RegisterMessage.GetOk;
import dev.rehearsal.scenarios.register.RegisterMessage.Internal;
import dev.rehearsal.scenarios.register.RegisterMessage.Put;
import dev.rehearsal.scenarios.register.RegisterMessage.PutOk;

import io.vavr.Tuple;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * A leader makes a majority hold each value before it answers, and repeats to the others what they
 * are to hold; when it falls silent another is elected, which begins with the newest value of a
 * majority. A get is confirmed by a majority as a put is.
 */
public final class LeaderRegister extends RegisterScenario {

    /** The planted bug. */
    public static final Variant UNCONFIRMED_GETS =
            new Variant(
                    "unconfirmed-gets",
                    "a leader answers a get at once, though another may have been elected");

    private static final Duration BEAT = Duration.ofMillis(10);
    private static final Duration SILENCE = Duration.ofMillis(30);
    private static final Duration STAGGER = Duration.ofMillis(15);

    /** The scenario with three servers. */
    public LeaderRegister() {
        super(3, 2);
    }

    @Override
    public String name() {
        return "leader-register";
    }

    @Override
    public String summary() {
        return "a leader with heartbeats and elections: who may answer a get?";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(UNCONFIRMED_GETS);
    }

    @Override
    Actor<?, RegisterMessage> server(
            int number, Vector<ActorRef<RegisterMessage>> all, Settings settings) {
        return new Server(
                number, all.head(), all.removeAt(number), !settings.has(UNCONFIRMED_GETS));
    }

    @Override
    int survives(int servers) {
        return 0;
    }

    private sealed interface Role {}

    private record Following(Option<ActorRef<RegisterMessage>> leader) implements Role {}

    private record Standing(TreeMap<String, Copy> votes) implements Role {}

    /** The requests that wait for a majority, by the number of the copy that it is to hold. */
    private record Leading(TreeMap<Integer, Open> open) implements Role {}

    private record Open(
            int request,
            ActorRef<RegisterMessage> client,
            Option<Integer> read,
            TreeSet<String> holders) {

        Open heldBy(String server) {
            return new Open(request, client, read, holders.add(server));
        }

        RegisterMessage answer() {
            return read.<RegisterMessage>map(value -> new GetOk(request, value))
                    .getOrElse(new PutOk(request));
        }
    }

    /**
     * What a server knows.
     *
     * @param term the newest election that it has heard of
     * @param seen the requests that it has served or forwarded
     */
    private record State(int term, Role role, Copy held, TreeSet<Integer> seen) {

        State as(Role next) {
            return new State(term, next, held, seen);
        }

        State holding(Copy copy) {
            return new State(term, role, copy, seen);
        }

        State inTerm(int next) {
            return new State(next, role, held, seen);
        }
    }

    /**
     * A server.
     *
     * @param first who leads in the first term
     */
    private record Server(
            int number,
            ActorRef<RegisterMessage> first,
            Vector<ActorRef<RegisterMessage>> peers,
            boolean confirmsGets)
            implements Actor<State, RegisterMessage> {

        @Override
        public State start(Context<RegisterMessage> context) {
            Copy initial = new Copy(1, 1, INITIAL);
            Role role;
            if (number == 0) {
                role = new Leading(TreeMap.empty());
                context.timer(new Beat(), BEAT);
            } else {
                role = new Following(Option.some(first));
                awaitLeader(context);
            }
            return new State(1, role, initial, TreeSet.empty());
        }

        private void awaitLeader(Context<RegisterMessage> context) {
            context.timer(new Elect(), SILENCE.plus(STAGGER.multipliedBy(number)));
        }

        @Override
        public State receive(
                State state, RegisterMessage message, Context<RegisterMessage> context) {
            return switch (message) {
                case Put(int request, int value) ->
                        asked(state, request, Option.some(value), context.sender(), context);
                case Get(int request) ->
                        asked(state, request, Option.none(), context.sender(), context);
                case PutOk _, GetOk _ -> state;
                case LeaderMessage internal -> receive(state, internal, context);
                case Internal _ -> state;
            };
        }

        private State receive(
                State state, LeaderMessage message, Context<RegisterMessage> context) {
            return switch (message) {
                case Forward(int request, var written, var client) ->
                        asked(state, request, written, client, context);
                case Hold(Copy copy) -> hold(state, copy, context);
                case Ack(int term, int copy) ->
                        state.role() instanceof Leading leading && term == state.term()
                                ? acknowledged(state, leading, copy, context)
                                : state;
                case AskVote(int term) -> {
                    if (term <= state.term()) {
                        yield state;
                    }
                    context.reply(new Vote(term, state.held()));
                    awaitLeader(context);
                    yield state.inTerm(term).as(new Following(Option.none()));
                }
                case Vote(int term, Copy held) ->
                        state.role() instanceof Standing standing && term == state.term()
                                ? voted(state, standing, held, context)
                                : state;
                case Beat() -> {
                    if (state.role() instanceof Leading) {
                        tell(state.held(), context);
                        context.timer(new Beat(), BEAT);
                    }
                    yield state;
                }
                case Elect() -> {
                    if (state.role() instanceof Leading) {
                        yield state;
                    }
                    int term = state.term() + 1;
                    peers.forEach(peer -> context.send(peer, new AskVote(term)));
                    awaitLeader(context);
                    yield state.inTerm(term)
                            .as(new Standing(TreeMap.of(context.self().path(), state.held())));
                }
            };
        }

        private void tell(Copy copy, Context<RegisterMessage> context) {
            peers.forEach(peer -> context.send(peer, new Hold(copy)));
        }

        /** A request counts once, however often it comes. */
        private State asked(
                State state,
                int request,
                Option<Integer> written,
                ActorRef<RegisterMessage> client,
                Context<RegisterMessage> context) {
            if (state.seen().contains(request)) {
                return state;
            }
            State next =
                    new State(state.term(), state.role(), state.held(), state.seen().add(request));
            return switch (next.role()) {
                case Following(var leader) -> {
                    leader.forEach(to -> context.send(to, new Forward(request, written, client)));
                    yield next;
                }
                case Standing _ -> next;
                case Leading leading -> lead(next, leading, request, written, client, context);
            };
        }

        private State lead(
                State state,
                Leading leading,
                int request,
                Option<Integer> written,
                ActorRef<RegisterMessage> client,
                Context<RegisterMessage> context) {
            Copy held = state.held();
            if (written.isEmpty() && !confirmsGets) {
                context.send(client, new GetOk(request, held.value()));
                return state;
            }
            Copy copy = new Copy(state.term(), held.number() + 1, written.getOrElse(held.value()));
            tell(copy, context);
            Option<Integer> read = written.isEmpty() ? Option.some(copy.value()) : Option.none();
            Open open = new Open(request, client, read, TreeSet.of(context.self().path()));
            return state.holding(copy).as(new Leading(leading.open().put(copy.number(), open)));
        }

        private State hold(State state, Copy copy, Context<RegisterMessage> context) {
            if (copy.term() < state.term()) {
                return state;
            }
            context.reply(new Ack(copy.term(), copy.number()));
            awaitLeader(context);
            return state.inTerm(copy.term())
                    .holding(Copy.newest(state.held(), copy))
                    .as(new Following(Option.some(context.sender())));
        }

        /** Who holds a copy has no need of those before it. */
        private State acknowledged(
                State state, Leading leading, int number, Context<RegisterMessage> context) {
            String holder = context.sender().path();
            TreeMap<Integer, Open> open =
                    leading.open()
                            .map((copy, waiting) ->
                                    Tuple.of(
                                            copy,
                                            copy <= number ? waiting.heldBy(holder) : waiting));
            open.values()
                    .filter(this::isHeldByMajority)
                    .forEach(held -> context.send(held.client(), held.answer()));
            return state.as(new Leading(open.filterValues(held -> !isHeldByMajority(held))));
        }

        private boolean isHeldByMajority(Open open) {
            return open.holders().size() >= majority();
        }

        private State voted(
                State state, Standing standing, Copy held, Context<RegisterMessage> context) {
            TreeMap<String, Copy> votes = standing.votes().put(context.sender().path(), held);
            if (votes.size() < majority()) {
                return state.as(new Standing(votes));
            }
            Copy copy = new Copy(state.term(), 1, votes.values().reduce(Copy::newest).value());
            tell(copy, context);
            context.timer(new Beat(), BEAT);
            context.cancel(new Elect());
            return state.holding(copy).as(new Leading(TreeMap.empty()));
        }

        private int majority() {
            return (peers.size() + 1) / 2 + 1;
        }
    }
}
