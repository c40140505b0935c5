package dev.rehearsal.scenarios.kv;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.kv.StoreServer.Question;
import dev.rehearsal.supervisor.Server;
import dev.rehearsal.supervisor.ServerContext;

import java.time.Duration;

/**
 * What clients talk to. It asks the store at its start who it is and keeps the reference, which
 * names one incarnation; that is right because it stands behind the store in a rest-for-one tree,
 * and so never outlives the store that it knows.
 *
 * <p>It keeps nothing of a request: the outcome of a call comes with what was asked, and that names
 * the client. A call that ends in any other way than with a reply is not answered, since nobody
 * knows whether it was done.
 *
 * @param store the path of the store
 */
record SessionServer(String store) implements Server<SessionServer.State, Object> {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** The store that it asks; a path until it knows better. */
    record State(ActorRef<Object> store) {}

    @Override
    public State init(ServerContext<Object> context) {
        State state = new State(ActorRef.to(store));
        context.call(state.store(), new Question.Hello(), PATIENCE);
        return state;
    }

    @Override
    public State info(State state, Object message, ServerContext<Object> context) {
        if (message instanceof KvMessage.Ask ask) {
            var client = ActorRef.<KvMessage>to(context.actor().sender().path());
            context.call(state.store(), new Question.Serve(ask, client), PATIENCE);
        }
        return state;
    }

    @Override
    @SuppressWarnings("unchecked")
    public State answered(
            State state, Object request, Outcome outcome, ServerContext<Object> context) {
        return switch ((Question) request) {
            case Question.Hello() -> {
                if (outcome instanceof Outcome.Replied(ActorRef<?> self)) {
                    yield new State((ActorRef<Object>) self);
                }
                context.stop(new ExitReason.Because("no store"));
                yield state;
            }
            case Question.Serve(KvMessage.Ask ask, ActorRef<KvMessage> client) -> {
                if (outcome instanceof Outcome.Replied(Answer<?> answer)) {
                    context.actor()
                            .send(
                                    client,
                                    new KvMessage.Told(ask.index(), (Answer<Integer>) answer));
                }
                yield state;
            }
        };
    }
}
