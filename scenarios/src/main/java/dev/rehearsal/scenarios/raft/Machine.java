package dev.rehearsal.scenarios.raft;

import dev.rehearsal.history.model.Answer;

import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

/**
 * The state machine: some keys, and a session for each client that remembers its last answer, so
 * that what a client asks again is not done again (dissertation, 6.3).
 *
 * @param applied the index of the last entry that was applied
 * @param executed how many requests have been executed
 */
record Machine(
        int applied,
        TreeMap<String, Integer> values,
        TreeMap<String, Session> sessions,
        int executed) {

    static final Machine EMPTY = new Machine(0, TreeMap.empty(), TreeMap.empty(), 0);

    /** What a client asked last, and what it was told. */
    record Session(int number, Answer<Integer> answer) {}

    int value(String key) {
        return values.getOrElse(key, 0);
    }

    /** What the client was told about this request, or a later one. */
    Option<Session> session(String client, int number) {
        return sessions.get(client).filter(session -> session.number() >= number);
    }

    /** With the next entry applied. */
    Machine apply(Command command, Option<Bug> bug) {
        return switch (command) {
            case Command.NoOp _, Command.Reconfigure _ ->
                    new Machine(applied + 1, values, sessions, executed);
            case Command.Request request ->
                    session(request.client(), request.number()).isDefined()
                                    && !bug.contains(Bug.NO_SESSIONS)
                            ? new Machine(applied + 1, values, sessions, executed)
                            : execute(request);
        };
    }

    private Machine execute(Command.Request request) {
        return switch (request.call()) {
            case RaftCall.Put(String key, int value) ->
                    executed(request, values.put(key, value), Answer.done());
            case RaftCall.Add(String key, int number) -> {
                int sum = value(key) + number;
                yield executed(request, values.put(key, sum), Answer.value(sum));
            }
            case RaftCall.Get _, RaftCall.OfCluster _ ->
                    throw new IllegalStateException("not for the log: " + request);
        };
    }

    private Machine executed(
            Command.Request request, TreeMap<String, Integer> next, Answer<Integer> answer) {
        return new Machine(
                applied + 1,
                next,
                sessions.put(request.client(), new Session(request.number(), answer)),
                executed + 1);
    }
}
