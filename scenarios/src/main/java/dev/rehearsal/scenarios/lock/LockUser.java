package dev.rehearsal.scenarios.lock;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.lock.LockMessage.Acquire;
import dev.rehearsal.scenarios.lock.LockMessage.AskAgain;
import dev.rehearsal.scenarios.lock.LockMessage.Grant;
import dev.rehearsal.scenarios.lock.LockMessage.LetGo;
import dev.rehearsal.scenarios.lock.LockMessage.Read;
import dev.rehearsal.scenarios.lock.LockMessage.Release;
import dev.rehearsal.scenarios.lock.LockMessage.Value;
import dev.rehearsal.scenarios.lock.LockMessage.Write;
import dev.rehearsal.scenarios.lock.LockMessage.Written;

import io.vavr.collection.TreeSet;

import java.time.Duration;

/**
 * Takes the lock, reads, writes behind what it has read, and releases the lock.
 *
 * <p>It counts its lease from when it asked, which is before it was granted, and uses less than
 * half of it: the rest is for clocks that drift and timers that are late. When that is over it lets
 * go, whatever it was doing.
 */
record LockUser(String name, ActorRef<LockMessage> server, ActorRef<LockMessage> resource)
        implements Client<LockUser.Update, LockUser.State, LockMessage> {

    private static final Duration HOLD = LockServer.LEASE.multipliedBy(2).dividedBy(5);
    private static final Duration AGAIN = Duration.ofMillis(20);

    /** Read, and write behind what was read, while nobody else does. */
    record Update() {
        @Override
        public String toString() {
            return "update";
        }
    }

    /**
     * What it is doing.
     *
     * @param request what it wants the lock for, or the empty string
     * @param attempt how often it has asked for it
     * @param asked when it did so last
     * @param token of the lease that it has for all it knows, or 0
     * @param held the tokens of all leases that it has had
     * @param written the tokens with which it was told that it has written
     */
    record State(
            String request,
            int attempt,
            Duration asked,
            int token,
            TreeSet<Integer> held,
            TreeSet<Integer> written) {

        boolean waits() {
            return !request.isEmpty() && token == 0;
        }

        State idle() {
            return new State("", 0, Duration.ZERO, 0, held, written);
        }
    }

    @Override
    public State start(ClientContext<LockMessage> context) {
        return new State("", 0, Duration.ZERO, 0, TreeSet.empty(), TreeSet.empty());
    }

    @Override
    public State invoke(State state, int index, Update update, ClientContext<LockMessage> context) {
        return ask(state, name + "#" + index, 1, context);
    }

    @Override
    public State receive(State state, LockMessage message, ClientContext<LockMessage> context) {
        return switch (message) {
            case AskAgain(String request) when state.waits() && request.equals(state.request()) ->
                    ask(state, request, state.attempt() + 1, context);
            case Grant grant when state.waits() && isFor(state, grant) ->
                    hold(state, grant.token(), context);
            case Value(int token, int writes) when token == state.token() -> {
                context.send(resource, new Write(token, writes));
                yield state;
            }
            case Written(int token) when token == state.token() -> {
                context.cancel(new LetGo(token));
                context.send(server, new Release(token));
                context.complete(Answer.done());
                yield new State("", 0, Duration.ZERO, 0, state.held(), state.written().add(token));
            }
            case LetGo(int token) when token == state.token() -> state.idle();
            case Acquire _, Grant _, Release _, LockMessage.RunsOut _ -> state;
            case Read _, Value _, Write _, Written _, AskAgain _, LetGo _ -> state;
        };
    }

    @Override
    public State abandon(State state) {
        return state.idle();
    }

    private State ask(
            State state, String request, int attempt, ClientContext<LockMessage> context) {
        context.send(server, new Acquire(request, attempt));
        context.timer(new AskAgain(request), AGAIN);
        return new State(request, attempt, context.monotonic(), 0, state.held(), state.written());
    }

    private static boolean isFor(State state, Grant grant) {
        return grant.request().equals(state.request()) && grant.attempt() == state.attempt();
    }

    private State hold(State state, int token, ClientContext<LockMessage> context) {
        Duration left = state.asked().plus(HOLD).minus(context.monotonic());
        if (!left.isPositive()) {
            return state;
        }
        context.cancel(new AskAgain(state.request()));
        context.timer(new LetGo(token), left);
        context.send(resource, new Read(token));
        return new State(
                state.request(),
                state.attempt(),
                state.asked(),
                token,
                state.held().add(token),
                state.written());
    }
}
