package dev.rehearsal.scenarios.commit;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.commit.CommitMessage.Again;
import dev.rehearsal.scenarios.commit.CommitMessage.Ask;
import dev.rehearsal.scenarios.commit.CommitMessage.Begin;
import dev.rehearsal.scenarios.commit.CommitMessage.Decide;
import dev.rehearsal.scenarios.commit.CommitMessage.Done;
import dev.rehearsal.scenarios.commit.CommitMessage.Outcome;
import dev.rehearsal.scenarios.commit.CommitMessage.Prepare;
import dev.rehearsal.scenarios.commit.CommitMessage.Vote;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Asks all participants, decides, and tells them until each has done it.
 *
 * <p>A decision is in the journal before anybody hears of it. What it was asking when it crashed is
 * forgotten; a participant that asks about such a transaction makes it decide to abort.
 *
 * @param participants their paths
 * @param hasty whether a decision is told before it is durable, which is wrong
 */
record Coordinator(Vector<String> participants, boolean hasty)
        implements Actor<Coordinator.State, CommitMessage> {

    private static final Journal<Decide> DECIDED = Journal.of("decided", Decide.class);
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final int PATIENCE = 5;

    /**
     * A transaction on which not all have voted.
     *
     * @param client who is to be told
     * @param asked how often
     */
    record Voting(String key, String client, TreeSet<String> yes, int asked) {}

    /**
     * A transaction that is decided.
     *
     * @param done who has done it
     */
    record Decided(boolean commits, TreeSet<String> done) {}

    record State(
            Journal.Tail tail, TreeMap<String, Voting> voting, TreeMap<String, Decided> decided) {

        State done(String transaction, Decided known, String participant) {
            Decided further = new Decided(known.commits(), known.done().add(participant));
            return new State(tail, voting, decided.put(transaction, further));
        }
    }

    @Override
    public State start(Context<CommitMessage> context) {
        var opened = DECIDED.open(context.disk()).orThrow();
        TreeMap<String, Decided> decided = TreeMap.empty();
        for (Decide one : opened.records()) {
            decided = decided.put(one.transaction(), new Decided(one.commits(), TreeSet.empty()));
            tell(one.transaction(), decided.get(one.transaction()).get(), context);
        }
        return new State(opened.tail(), TreeMap.empty(), decided);
    }

    @Override
    public State receive(State state, CommitMessage message, Context<CommitMessage> context) {
        String transaction = message.transaction();
        return switch (message) {
            case Begin begin -> begin(state, begin, context);
            case Vote(_, boolean yes) -> vote(state, transaction, yes, context);
            case Ask _ -> {
                if (state.voting().containsKey(transaction)) {
                    yield state;
                }
                State decided =
                        state.decided().containsKey(transaction)
                                ? state
                                : decide(state, transaction, false, context);
                boolean commits = decided.decided().get(transaction).get().commits();
                context.reply(new Decide(transaction, commits));
                yield decided;
            }
            case Done _ ->
                    state.decided()
                            .get(transaction)
                            .map(known -> state.done(transaction, known, context.sender().path()))
                            .getOrElse(state);
            case Again _ -> again(state, transaction, context);
            case Outcome _, Prepare _, Decide _ -> state;
        };
    }

    private State begin(State state, Begin begin, Context<CommitMessage> context) {
        String transaction = begin.transaction();
        if (state.decided().containsKey(transaction)) {
            boolean commits = state.decided().get(transaction).get().commits();
            context.reply(new Outcome(transaction, commits));
            return state;
        }
        if (state.voting().containsKey(transaction)) {
            return state;
        }
        Voting voting = new Voting(begin.key(), context.sender().path(), TreeSet.empty(), 1);
        ask(transaction, voting, context);
        return new State(state.tail(), state.voting().put(transaction, voting), state.decided());
    }

    private State vote(
            State state, String transaction, boolean yes, Context<CommitMessage> context) {
        Voting voting = state.voting().get(transaction).getOrNull();
        if (voting == null) {
            return state;
        }
        if (!yes) {
            return decide(state, transaction, false, context);
        }
        TreeSet<String> all = voting.yes().add(context.sender().path());
        if (all.size() == participants.size()) {
            return decide(state, transaction, true, context);
        }
        Voting more = new Voting(voting.key(), voting.client(), all, voting.asked());
        return new State(state.tail(), state.voting().put(transaction, more), state.decided());
    }

    private State decide(
            State state, String transaction, boolean commits, Context<CommitMessage> context) {
        Decided decided = new Decided(commits, TreeSet.empty());
        if (hasty) {
            tell(transaction, decided, context);
        }
        Journal.Tail tail =
                DECIDED.appendSynced(
                        context.disk(), state.tail(), new Decide(transaction, commits));
        tell(transaction, decided, context);
        state.voting()
                .get(transaction)
                .forEach(voting ->
                        context.send(
                                ActorRef.to(voting.client()), new Outcome(transaction, commits)));
        return new State(
                tail,
                state.voting().remove(transaction),
                state.decided().put(transaction, decided));
    }

    private State again(State state, String transaction, Context<CommitMessage> context) {
        Decided decided = state.decided().get(transaction).getOrNull();
        if (decided != null) {
            tell(transaction, decided, context);
            return state;
        }
        Voting voting = state.voting().get(transaction).getOrNull();
        if (voting == null) {
            return state;
        }
        if (voting.asked() == PATIENCE) {
            return decide(state, transaction, false, context);
        }
        Voting more = new Voting(voting.key(), voting.client(), voting.yes(), voting.asked() + 1);
        ask(transaction, more, context);
        return new State(state.tail(), state.voting().put(transaction, more), state.decided());
    }

    /** Asks those who have not said yes, and looks again later. */
    private void ask(String transaction, Voting voting, Context<CommitMessage> context) {
        participants
                .reject(voting.yes()::contains)
                .forEach(path ->
                        context.send(ActorRef.to(path), new Prepare(transaction, voting.key())));
        context.timer(new Again(transaction), AGAIN);
    }

    /** Tells those who have not done it, and looks again later if there are any. */
    private void tell(String transaction, Decided decided, Context<CommitMessage> context) {
        Vector<String> left = participants.reject(decided.done()::contains);
        left.forEach(path ->
                context.send(ActorRef.to(path), new Decide(transaction, decided.commits())));
        if (!left.isEmpty()) {
            context.timer(new Again(transaction), AGAIN);
        }
    }
}
