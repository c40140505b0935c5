package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Ask;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Redirected;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Retry;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Told;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage.Welcome;

/**
 * What clients talk to. It hands what they ask to the one incarnation of the replica that it knows,
 * and what that says to the client. It stands behind the replica in a rest-for-one tree, and so
 * never outlives the one that it knows.
 *
 * <p>Its state is that replica; a path until it has said welcome.
 *
 * @param replica its path
 */
record SessionActor(String replica) implements Actor<ActorRef<RaftMessage>, SessionMessage> {

    @Override
    public ActorRef<RaftMessage> start(Context<SessionMessage> context) {
        ActorRef<RaftMessage> whoever = ActorRef.to(replica);
        context.send(whoever, new RaftMessage.Hello());
        return whoever;
    }

    @Override
    public ActorRef<RaftMessage> receive(
            ActorRef<RaftMessage> known, SessionMessage message, Context<SessionMessage> context) {
        switch (message) {
            case Welcome() -> {
                return ActorRef.to(replica, context.sender().incarnation());
            }
            case Ask(String client, int number, RaftCall call) ->
                    context.send(known, new RaftMessage.Serve(client, number, call));
            case Told told -> context.send(ActorRef.<SessionMessage>to(told.client()), told);
            case Redirected redirected ->
                    context.send(ActorRef.<SessionMessage>to(redirected.client()), redirected);
            case Retry _ -> {}
        }
        return known;
    }
}
