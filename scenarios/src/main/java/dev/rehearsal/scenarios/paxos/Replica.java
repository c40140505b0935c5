package dev.rehearsal.scenarios.paxos;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Accept;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Accepted;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Ask;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Ballot;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Beat;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Behind;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Chosen;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Elect;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Prepare;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Promise;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Refused;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Retry;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Told;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Vote;
import dev.rehearsal.scenarios.replication.Command;
import dev.rehearsal.scenarios.replication.Machine;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Acceptor, learner and, when nobody else is, leader.
 *
 * <p>A leader runs phase 1 once for all places of the log that it does not know, proposes again
 * what was voted for there, and from then on runs phase 2 alone, for reads as for writes. What is
 * chosen it tells with its heartbeat; who has not voted for it asks all for it. It leads until it
 * hears from no majority any more, or of a higher ballot.
 *
 * <p>Who finds that some of its votes are damaged has no vote any more, for it may have given one
 * that it does not know. It still learns what is chosen, and asks when it hears no leader. That
 * another takes its place is a change of the configuration, which is not here.
 *
 * @param number of this server, from 1
 * @param servers the paths of all, by number
 * @param bug what is wrong with it
 */
record Replica(int number, Vector<String> servers, Bug bug)
        implements Actor<Replica.State, PaxosMessage> {

    private static final Duration BEAT = Duration.ofMillis(30);
    private static final Duration PATIENCE = Duration.ofMillis(70);
    private static final int BEATS_UNHEARD = 3;
    private static final Role NOBODY = new Role.Follower(Ballot.NONE);

    /** How a server can be wrong. */
    enum Bug {
        NONE,
        /** A promise is not written down. */
        FORGETS_PROMISES,
        /** A new leader does not propose again what others have voted for. */
        IGNORES_VOTES,
        /** A server that had promised itself to lead does so after a restart, without phase 1. */
        REUSES_BALLOT,
        /** A server without its votes votes again when it has learned what a leader says. */
        REJOINS,
        /** A damaged line ends the journal of votes. */
        ENDS_AT_DAMAGE
    }

    /**
     * What it knows.
     *
     * @param votes none when some of them are damaged
     * @param chosen the log, as far as it is known without a gap
     * @param machine what it makes
     * @param round the highest that it has heard of
     */
    record State(
            Option<Votes> votes, Vector<Command> chosen, Machine machine, int round, Role role) {

        State as(Role other) {
            return new State(votes, chosen, machine, round, other);
        }

        State having(Votes other) {
            int highest = Math.max(round, other.promised().round());
            return new State(Option.some(other), chosen, machine, highest, role);
        }

        State hearing(Ballot ballot) {
            return new State(votes, chosen, machine, Math.max(round, ballot.round()), role);
        }

        State learning(Command command) {
            return new State(votes, chosen.append(command), machine.after(command), round, role);
        }
    }

    /** What a server is besides an acceptor and a learner. */
    sealed interface Role {
        /**
         * Nothing.
         *
         * @param leader under which ballot somebody leads that it hears; {@link Ballot#NONE} when
         *     nobody does
         */
        record Follower(Ballot leader) implements Role {}

        /**
         * It is in phase 1.
         *
         * @param promised who has promised
         * @param votes the highest vote of each place
         */
        record Candidate(Ballot ballot, TreeSet<String> promised, TreeMap<Integer, Vote> votes)
                implements Role {}

        /**
         * It is in phase 2.
         *
         * @param open what is not chosen, or is behind what is not
         * @param heard who has answered since the beats were counted anew
         */
        record Leader(
                Ballot ballot, TreeMap<Integer, Proposal> open, TreeSet<String> heard, int beats)
                implements Role {}
    }

    /** What a leader wants accepted, and who has. */
    record Proposal(Command command, TreeSet<String> accepted) {}

    @Override
    public State start(Context<PaxosMessage> context) {
        Option<Votes> votes =
                bug == Bug.ENDS_AT_DAMAGE
                        ? Option.some(Votes.recallBeginning(context.disk()))
                        : Votes.recall(context.disk());
        State state =
                new State(
                        votes,
                        Vector.empty(),
                        Machine.NEW,
                        votes.map(known -> known.promised().round()).getOrElse(0),
                        NOBODY);
        if (bug == Bug.REUSES_BALLOT
                && votes.exists(known -> known.promised().server() == number)) {
            Votes known = votes.get();
            return lead(state, known.promised(), known.votes(), context);
        }
        context.timer(new Elect(), patience());
        return state;
    }

    /** The servers lose it one after the other. */
    private Duration patience() {
        return PATIENCE.plusMillis(20L * number);
    }

    @Override
    public State receive(State state, PaxosMessage message, Context<PaxosMessage> context) {
        return switch (message) {
            case Ask(Command command) -> ask(state, command, context);
            case Prepare prepare -> prepare(state, prepare, context);
            case Promise(Ballot ballot, var votes) -> promise(state, ballot, votes, context);
            case Accept accept -> accept(state, accept, context);
            case Accepted(Ballot ballot, var places) -> accepted(state, ballot, places, context);
            case Refused(Ballot promised) -> refused(state, promised, context);
            case Behind(int chosen) -> {
                context.reply(new Chosen(chosen, state.chosen().drop(chosen)));
                yield state;
            }
            case Chosen(int before, var commands) -> learn(state, before, commands);
            case Beat() -> beat(state, context);
            case Elect() -> elect(state, context);
            case Told _, Retry _ -> state;
        };
    }

    private int majority() {
        return servers.size() / 2 + 1;
    }

    private String self() {
        return servers.get(number - 1);
    }

    private void tellOthers(PaxosMessage message, Context<PaxosMessage> context) {
        servers.remove(self()).forEach(path -> context.send(ActorRef.to(path), message));
    }

    // ------------------------------------------------------------------------------------ phase 1

    private State elect(State state, Context<PaxosMessage> context) {
        if (state.role() instanceof Role.Leader) {
            return state;
        }
        context.timer(new Elect(), patience());
        if (state.votes().isEmpty()) {
            tellOthers(new Behind(state.chosen().size()), context);
            return state.as(NOBODY);
        }
        Ballot ballot = new Ballot(state.round() + 1, number);
        Votes votes = promise(state.votes().get(), ballot, context);
        int from = state.chosen().size() + 1;
        tellOthers(new Prepare(ballot, from), context);
        Role candidate = new Role.Candidate(ballot, TreeSet.of(self()), votes.from(from));
        return state.having(votes).as(candidate);
    }

    private Votes promise(Votes votes, Ballot ballot, Context<PaxosMessage> context) {
        return bug == Bug.FORGETS_PROMISES
                ? votes.promisingForNow(ballot)
                : votes.promising(ballot, context.disk());
    }

    private State prepare(State state, Prepare prepare, Context<PaxosMessage> context) {
        Ballot ballot = prepare.ballot();
        if (state.votes().isEmpty()) {
            return state;
        }
        Votes votes = state.votes().get();
        if (!votes.promised().isBelow(ballot)) {
            context.reply(new Refused(votes.promised()));
            return state;
        }
        Votes promised = promise(votes, ballot, context);
        context.reply(new Promise(ballot, promised.from(prepare.from())));
        return deposed(state.having(promised), context);
    }

    private State promise(
            State state,
            Ballot ballot,
            TreeMap<Integer, Vote> votes,
            Context<PaxosMessage> context) {
        if (!(state.role() instanceof Role.Candidate candidate)
                || !candidate.ballot().equals(ballot)) {
            return state;
        }
        TreeSet<String> promised = candidate.promised().add(context.sender().path());
        TreeMap<Integer, Vote> highest =
                candidate
                        .votes()
                        .merge(votes, (one, two) -> one.ballot().isBelow(two.ballot()) ? two : one);
        return promised.size() < majority()
                ? state.as(new Role.Candidate(ballot, promised, highest))
                : lead(state, ballot, highest, context);
    }

    /** Proposes again what was voted for, and nothing at the places in between. */
    private State lead(
            State state,
            Ballot ballot,
            TreeMap<Integer, Vote> voted,
            Context<PaxosMessage> context) {
        context.cancel(new Elect());
        context.timer(new Beat(), BEAT);
        Role leader = new Role.Leader(ballot, TreeMap.empty(), TreeSet.empty(), 0);
        int last = bug == Bug.IGNORES_VOTES ? 0 : voted.keySet().max().getOrElse(0);
        Vector<Command> commands =
                Vector.rangeClosed(state.chosen().size() + 1, last)
                        .map(place ->
                                voted.get(place).map(Vote::command).getOrElse(Command.NOTHING));
        return propose(state.as(leader), commands, context);
    }

    // ------------------------------------------------------------------------------------ phase 2

    private State ask(State state, Command command, Context<PaxosMessage> context) {
        if (!(state.role() instanceof Role.Leader leader)) {
            return state;
        }
        if (state.machine().has(command)) {
            answer(state, command, context);
            return state;
        }
        return leader.open().values().exists(proposal -> proposal.command().equals(command))
                ? state
                : propose(state, Vector.of(command), context);
    }

    private static void answer(State state, Command command, Context<PaxosMessage> context) {
        state.machine()
                .answer(command)
                .forEach(answer ->
                        context.send(
                                ActorRef.to(command.client()), new Told(command.index(), answer)));
    }

    /** Proposes commands at the next places; its own vote comes last, while the others write. */
    private State propose(State state, Vector<Command> commands, Context<PaxosMessage> context) {
        if (!(state.role() instanceof Role.Leader leader)) {
            return state;
        }
        int next = leader.open().keySet().max().getOrElse(state.chosen().size()) + 1;
        TreeMap<Integer, Command> proposals = TreeMap.empty();
        TreeMap<Integer, Proposal> open = leader.open();
        for (Command command : commands) {
            proposals = proposals.put(next, command);
            open = open.put(next++, new Proposal(command, TreeSet.of(self())));
        }
        tellOthers(new Accept(leader.ballot(), state.chosen().size(), proposals), context);
        Votes votes = state.votes().get().voting(leader.ballot(), proposals, context.disk());
        return state.having(votes)
                .as(new Role.Leader(leader.ballot(), open, leader.heard(), leader.beats()));
    }

    private State accept(State state, Accept accept, Context<PaxosMessage> context) {
        Ballot ballot = accept.ballot();
        if (state.votes().isEmpty()) {
            return rejoin(follow(state.hearing(ballot), accept, context), accept, context);
        }
        Votes votes = state.votes().get();
        if (ballot.isBelow(votes.promised())) {
            context.reply(new Refused(votes.promised()));
            return state;
        }
        Votes voted = votes.voting(ballot, accept.proposals(), context.disk());
        context.reply(new Accepted(ballot, Vector.ofAll(accept.proposals().keySet())));
        return follow(state.having(voted), accept, context);
    }

    private State rejoin(State state, Accept accept, Context<PaxosMessage> context) {
        return bug == Bug.REJOINS && state.chosen().size() == accept.chosen()
                ? state.having(Votes.anew(context.disk()))
                : state;
    }

    /**
     * Knows what is chosen where it voted as this leader proposed, and else asks. Whoever knows may
     * tell: the leader that it hears may not hear it.
     */
    private State follow(State state, Accept accept, Context<PaxosMessage> context) {
        context.cancel(new Beat());
        context.timer(new Elect(), patience());
        State next = state.as(new Role.Follower(accept.ballot()));
        while (next.chosen().size() < accept.chosen()) {
            int place = next.chosen().size() + 1;
            Vote vote =
                    next.votes()
                            .flatMap(votes -> votes.votes().get(place))
                            .filter(own -> own.ballot().equals(accept.ballot()))
                            .getOrNull();
            if (vote == null) {
                tellOthers(new Behind(next.chosen().size()), context);
                return next;
            }
            next = next.learning(vote.command());
        }
        return next;
    }

    private State accepted(
            State state, Ballot ballot, Vector<Integer> places, Context<PaxosMessage> context) {
        if (!(state.role() instanceof Role.Leader leader) || !leader.ballot().equals(ballot)) {
            return state;
        }
        String voter = context.sender().path();
        TreeMap<Integer, Proposal> open = leader.open();
        for (int place : places) {
            for (Proposal proposal : open.get(place)) {
                open =
                        open.put(
                                place,
                                new Proposal(proposal.command(), proposal.accepted().add(voter)));
            }
        }
        State next = state;
        while (open.get(next.chosen().size() + 1)
                .exists(proposal -> proposal.accepted().size() >= majority())) {
            int place = next.chosen().size() + 1;
            Command command = open.get(place).get().command();
            next = next.learning(command);
            answer(next, command, context);
            open = open.remove(place);
        }
        return next.as(new Role.Leader(ballot, open, leader.heard().add(voter), leader.beats()));
    }

    /** Says again what has not been accepted, unless it has heard from too few for too long. */
    private State beat(State state, Context<PaxosMessage> context) {
        if (!(state.role() instanceof Role.Leader leader)) {
            return state;
        }
        boolean isHeard = leader.heard().size() + 1 >= majority();
        if (!isHeard && leader.beats() == BEATS_UNHEARD) {
            return deposed(state, context);
        }
        context.timer(new Beat(), BEAT);
        tellOthers(
                new Accept(
                        leader.ballot(),
                        state.chosen().size(),
                        leader.open().mapValues(Proposal::command)),
                context);
        return state.as(
                new Role.Leader(
                        leader.ballot(),
                        leader.open(),
                        isHeard ? TreeSet.empty() : leader.heard(),
                        isHeard ? 0 : leader.beats() + 1));
    }

    /** Somebody leads, or wants to lead, under a higher ballot. */
    private State refused(State state, Ballot promised, Context<PaxosMessage> context) {
        State next = state.hearing(promised);
        boolean isLower =
                switch (state.role()) {
                    case Role.Leader leader -> leader.ballot().isBelow(promised);
                    case Role.Candidate candidate -> candidate.ballot().isBelow(promised);
                    case Role.Follower _ -> false;
                };
        return isLower ? deposed(next, context) : next;
    }

    /** Follows, whoever it is that leads. Who led is patient anew; the others have waited. */
    private State deposed(State state, Context<PaxosMessage> context) {
        if (state.role() instanceof Role.Leader) {
            context.cancel(new Beat());
            context.timer(new Elect(), patience());
        }
        return state.as(NOBODY);
    }

    // ----------------------------------------------------------------------------------- learning

    /** A leader knows what is chosen by its own counting alone. */
    private static State learn(State state, int before, Vector<Command> commands) {
        int known = state.chosen().size();
        return state.role() instanceof Role.Leader || known < before
                ? state
                : commands.drop(known - before).foldLeft(state, State::learning);
    }
}
