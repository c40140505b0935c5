package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Ask;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Redirected;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Relayed;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Retry;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Told;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Welcome;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Asks the server that led last, goes where it is sent, and asks the next one when nobody answers
 * (dissertation, 6.2). What it asks again has the same number, so that it is not done again.
 *
 * @param servers their names
 */
record RaftClient(String name, Vector<String> servers)
        implements Client<RaftCall, RaftClient.State, SessionMessage> {

    private static final Duration RETRY = Duration.ofMillis(100);

    /**
     * What it is doing.
     *
     * @param open the number of the operation that it waits for, or 0
     * @param target the server that it asks
     * @param wasSent whether a server has sent it elsewhere since it last lost its patience: two
     *     servers that take each other for the leader must not keep it running
     * @param isRetry whether it has lost its patience with this operation: perhaps it cannot reach
     *     the leader, and whoever it asks now is to do so
     */
    record State(
            int open, Option<RaftCall> call, String target, boolean wasSent, boolean isRetry) {}

    @Override
    public State start(ClientContext<SessionMessage> context) {
        return new State(0, Option.none(), servers.head(), false, false);
    }

    @Override
    public State invoke(
            State state, int index, RaftCall call, ClientContext<SessionMessage> context) {
        return ask(new State(index, Option.some(call), state.target(), false, false), context);
    }

    private State ask(State state, ClientContext<SessionMessage> context) {
        state.call()
                .forEach(call ->
                        context.send(
                                ActorRef.<SessionMessage>to(Raft.sessions(state.target())),
                                new Ask(name, state.open(), call, state.isRetry())));
        context.timer(new Retry(state.open()), RETRY);
        return state;
    }

    @Override
    public State receive(
            State state, SessionMessage message, ClientContext<SessionMessage> context) {
        return switch (message) {
            case Told told when told.number() == state.open() -> {
                context.cancel(new Retry(state.open()));
                context.complete(told.answer());
                yield abandon(state);
            }
            case Redirected(_, int number, Option<String> leader)
                    when number == state.open() && leader.isDefined() && !state.wasSent() ->
                    ask(
                            new State(number, state.call(), leader.get(), true, state.isRetry()),
                            context);
            case Retry(int number) when number == state.open() ->
                    ask(
                            new State(number, state.call(), next(state.target()), false, true),
                            context);
            case Told _, Redirected _, Retry _, Ask _, Relayed _, Welcome _ -> state;
        };
    }

    private String next(String server) {
        return servers.get((servers.indexOf(server) + 1) % servers.size());
    }

    @Override
    public State abandon(State state) {
        return new State(0, Option.none(), state.target(), false, false);
    }
}
