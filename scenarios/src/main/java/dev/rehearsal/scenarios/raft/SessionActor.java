package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Ask;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Redirected;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Relayed;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Retry;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Told;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Welcome;

import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

/**
 * What clients talk to. It hands what they ask to the one incarnation of the replica that it knows,
 * and what that says to whoever asked. It stands behind the replica in a rest-for-one tree, and so
 * never outlives the one that it knows.
 *
 * @param server the name of its node
 */
record SessionActor(String server) implements Actor<SessionActor.State, SessionMessage> {

    /**
     * What it knows.
     *
     * @param replica a path until it has said welcome
     * @param asked what each client asked last
     */
    record State(ActorRef<RaftMessage> replica, TreeMap<String, Asked> asked) {}

    /**
     * What a client asked.
     *
     * @param by the server that asked on its behalf; none when it asked itself
     */
    record Asked(Ask ask, Option<String> by) {}

    @Override
    public State start(Context<SessionMessage> context) {
        ActorRef<RaftMessage> whoever = ActorRef.to(Raft.replica(server));
        context.send(whoever, new RaftMessage.Hello());
        return new State(whoever, TreeMap.empty());
    }

    @Override
    public State receive(State state, SessionMessage message, Context<SessionMessage> context) {
        switch (message) {
            case Welcome() -> {
                return new State(
                        ActorRef.to(Raft.replica(server), context.sender().incarnation()),
                        state.asked());
            }
            case Ask ask -> {
                return serve(state, new Asked(ask, Option.none()), context);
            }
            case Relayed(Ask ask, String by) -> {
                return serve(state, new Asked(ask, Option.some(by)), context);
            }
            case Told told ->
                    state.asked().get(told.client()).forEach(asked -> answer(asked, told, context));
            case Redirected redirected ->
                    state.asked()
                            .get(redirected.client())
                            .forEach(asked -> redirect(asked, redirected, context));
            case Retry _ -> {}
        }
        return state;
    }

    private static State serve(State state, Asked asked, Context<SessionMessage> context) {
        Ask ask = asked.ask();
        context.send(
                state.replica(), new RaftMessage.Serve(ask.client(), ask.number(), ask.call()));
        return new State(state.replica(), state.asked().put(ask.client(), asked));
    }

    private static void answer(Asked asked, Told told, Context<SessionMessage> context) {
        String to = asked.by().map(Raft::sessions).getOrElse(told.client());
        context.send(ActorRef.<SessionMessage>to(to), told);
    }

    /** Asks the leader instead of the client, once; or tells the client to. */
    private void redirect(Asked asked, Redirected redirected, Context<SessionMessage> context) {
        if (asked.by().isDefined()) {
            return;
        }
        if (!asked.ask().relay()) {
            context.send(ActorRef.<SessionMessage>to(redirected.client()), redirected);
        } else if (redirected.number() == asked.ask().number()) {
            redirected
                    .leader()
                    .forEach(leader ->
                            context.send(
                                    ActorRef.<SessionMessage>to(Raft.sessions(leader)),
                                    new Relayed(asked.ask(), server)));
        }
    }
}
