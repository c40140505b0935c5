package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenarios.register.PaxosMessage.Accept;
import dev.rehearsal.scenarios.register.PaxosMessage.Accepted;
import dev.rehearsal.scenarios.register.PaxosMessage.Ballot;
import dev.rehearsal.scenarios.register.PaxosMessage.Decided;
import dev.rehearsal.scenarios.register.PaxosMessage.Prepare;
import dev.rehearsal.scenarios.register.PaxosMessage.Prepared;
import dev.rehearsal.scenarios.register.PaxosMessage.Proposal;
import dev.rehearsal.scenarios.register.PaxosMessage.Vote;
import dev.rehearsal.scenarios.register.RegisterMessage.Get;
import dev.rehearsal.scenarios.register.RegisterMessage.GetOk;
import dev.rehearsal.scenarios.register.RegisterMessage.Put;
import dev.rehearsal.scenarios.register.RegisterMessage.PutOk;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A server of single-decree Paxos, proposer and acceptor in one: the first put that a majority
 * accepts is the value for ever.
 *
 * <p>In memory only, each message sent once: it stands losses and reorders, and no crash.
 *
 * <p>Source: Lamport, <i>Paxos Made Simple</i>, 2001.
 *
 * @param number its number, from 0
 */
record Paxos(int number, Vector<ActorRef<RegisterMessage>> peers)
        implements Actor<Paxos.State, RegisterMessage> {

    /**
     * What a server knows.
     *
     * @param ballot the greatest that it has heard of
     * @param proposal what it proposes
     * @param prepares what the servers that follow its ballot have accepted before, by path
     * @param accepts the paths of the servers that have accepted its proposal
     * @param accepted what it has accepted last
     */
    record State(
            Ballot ballot,
            Option<Proposal> proposal,
            TreeMap<String, Option<Vote>> prepares,
            TreeSet<String> accepts,
            Option<Vote> accepted,
            boolean decided) {

        State follow(Ballot greater) {
            return new State(greater, proposal, prepares, accepts, accepted, decided);
        }

        State vote(Ballot in, Proposal chosen, boolean last) {
            return new State(
                    in, proposal, prepares, accepts, Option.some(new Vote(in, chosen)), last);
        }
    }

    @Override
    public State start(Context<RegisterMessage> context) {
        return new State(
                new Ballot(0, 0),
                Option.none(),
                TreeMap.empty(),
                TreeSet.empty(),
                Option.none(),
                false);
    }

    @Override
    public State receive(State state, RegisterMessage message, Context<RegisterMessage> context) {
        if (state.decided()) {
            if (message instanceof Get(int request)) {
                context.reply(new GetOk(request, state.accepted().get().proposal().value()));
            }
            return state;
        }
        return switch (message) {
            case Put(int request, int value) ->
                    state.proposal().isDefined()
                            ? state
                            : propose(
                                    state, new Proposal(request, context.sender(), value), context);
            case Prepare(Ballot ballot) -> {
                if (!ballot.isGreaterThan(state.ballot())) {
                    yield state;
                }
                context.reply(new Prepared(ballot, state.accepted()));
                yield state.follow(ballot);
            }
            case Prepared(Ballot ballot, Option<Vote> accepted) ->
                    ballot.equals(state.ballot()) ? prepared(state, accepted, context) : state;
            case Accept(Ballot ballot, Proposal proposal) -> {
                if (state.ballot().isGreaterThan(ballot)) {
                    yield state;
                }
                context.reply(new Accepted(ballot));
                yield state.vote(ballot, proposal, false);
            }
            case Accepted(Ballot ballot) ->
                    ballot.equals(state.ballot()) ? accepted(state, context) : state;
            case Decided(Ballot ballot, Proposal proposal) -> state.vote(ballot, proposal, true);
            case Get _, PutOk _, GetOk _, RegisterMessage.Internal _ -> state;
        };
    }

    private State propose(State state, Proposal proposal, Context<RegisterMessage> context) {
        Ballot own = new Ballot(state.ballot().round() + 1, number);
        broadcast(new Prepare(own), context);
        return new State(
                own,
                Option.some(proposal),
                TreeMap.of(context.self().path(), state.accepted()),
                TreeSet.empty(),
                state.accepted(),
                false);
    }

    private State prepared(State state, Option<Vote> accepted, Context<RegisterMessage> context) {
        TreeMap<String, Option<Vote>> prepares =
                state.prepares().put(context.sender().path(), accepted);
        if (prepares.size() != majority()) {
            return new State(
                    state.ballot(),
                    state.proposal(),
                    prepares,
                    state.accepts(),
                    state.accepted(),
                    false);
        }
        Proposal chosen =
                prepares.values()
                        .flatMap(vote -> vote)
                        .reduceOption(Vote::greater)
                        .map(Vote::proposal)
                        .getOrElse(() -> state.proposal().get());
        broadcast(new Accept(state.ballot(), chosen), context);
        return new State(
                state.ballot(),
                Option.some(chosen),
                prepares,
                state.accepts().add(context.self().path()),
                Option.some(new Vote(state.ballot(), chosen)),
                false);
    }

    private State accepted(State state, Context<RegisterMessage> context) {
        TreeSet<String> accepts = state.accepts().add(context.sender().path());
        boolean decided = accepts.size() == majority();
        if (decided) {
            Proposal chosen = state.proposal().get();
            broadcast(new Decided(state.ballot(), chosen), context);
            context.send(chosen.requester(), new PutOk(chosen.request()));
        }
        return new State(
                state.ballot(),
                state.proposal(),
                state.prepares(),
                accepts,
                state.accepted(),
                decided);
    }

    private void broadcast(PaxosMessage message, Context<RegisterMessage> context) {
        peers.forEach(peer -> context.send(peer, message));
    }

    private int majority() {
        return (peers.size() + 1) / 2 + 1;
    }
}
