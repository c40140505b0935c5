package dev.rehearsal.scenarios.saga;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.saga.SagaMessage.Again;
import dev.rehearsal.scenarios.saga.SagaMessage.Begin;
import dev.rehearsal.scenarios.saga.SagaMessage.Do;
import dev.rehearsal.scenarios.saga.SagaMessage.Done;
import dev.rehearsal.scenarios.saga.SagaMessage.Outcome;
import dev.rehearsal.scenarios.saga.SagaMessage.Refused;
import dev.rehearsal.scenarios.saga.SagaMessage.Undo;
import dev.rehearsal.scenarios.saga.SagaMessage.Undone;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Has the steps of a saga done, one service after the other, and undone if one of them fails.
 *
 * <p>That a saga has begun, that it is to be undone, and how it ended are in the journal before
 * anybody acts on it. How far it has come is not: after a restart it is gone through from the first
 * step on, for services do nothing twice. A service that does not answer may have done its step, or
 * may do it yet; so the saga is undone there, too, and at all that may have been asked before a
 * restart.
 *
 * @param services their paths, in the order of the steps
 * @param bug what is wrong with it
 */
record Orchestrator(Vector<String> services, Bug bug)
        implements Actor<Orchestrator.State, SagaMessage> {

    private static final Journal<Note> NOTES = Journal.of("notes", Note.class);
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final int PATIENCE = 4;

    /** How an orchestrator can be wrong. */
    enum Bug {
        NONE,
        /** A step that is not answered in time is taken for one that has not happened. */
        TIMEOUT_FAILS,
        /** Nothing is written down. */
        FORGETS
    }

    /** How far a saga is. */
    enum Phase {
        RUNNING,
        UNDOING,
        WHOLE,
        UNDONE
    }

    /**
     * A line of the journal.
     *
     * @param client the path of who wants it
     * @param reach at how many services, from the first, it is to be undone
     */
    record Note(String saga, int amount, String client, Phase phase, int reach) {

        Note to(Phase next, int services) {
            return new Note(saga, amount, client, next, services);
        }
    }

    /**
     * A saga.
     *
     * @param step the step that is asked for, from 0
     * @param asked how often
     * @param undone the services where it is undone
     */
    record Saga(Note note, int step, int asked, TreeSet<String> undone) {

        static Saga of(Note note) {
            return new Saga(note, 0, 1, TreeSet.empty());
        }
    }

    record State(Journal.Tail tail, TreeMap<String, Saga> sagas) {

        State with(Saga saga) {
            return new State(tail, sagas.put(saga.note().saga(), saga));
        }
    }

    @Override
    public State start(Context<SagaMessage> context) {
        var opened = NOTES.open(context.disk()).orThrow();
        State state = new State(opened.tail(), TreeMap.empty());
        for (Note note : opened.records()) {
            state = state.with(Saga.of(note));
        }
        state.sagas().values().forEach(saga -> ask(saga, context));
        return state;
    }

    @Override
    public State receive(State state, SagaMessage message, Context<SagaMessage> context) {
        Saga saga = state.sagas().get(message.saga()).getOrNull();
        if (saga == null) {
            return message instanceof Begin begin ? begin(state, begin, context) : state;
        }
        Phase phase = saga.note().phase();
        return switch (message) {
            case Begin _ -> {
                tell(saga.note(), context);
                yield state;
            }
            case Done _ when isOfStep(saga, context) ->
                    saga.step() + 1 == services.size()
                            ? advance(state, saga.note().to(Phase.WHOLE, 0), context)
                            : further(state, saga, saga.step() + 1, 1, context);
            case Refused _ when isOfStep(saga, context) ->
                    advance(state, saga.note().to(Phase.UNDOING, saga.step()), context);
            case Undone _ when phase == Phase.UNDOING -> undone(state, saga, context);
            case Again _ when phase == Phase.RUNNING && saga.asked() == PATIENCE -> {
                int reach = bug == Bug.TIMEOUT_FAILS ? saga.step() : services.size();
                yield advance(state, saga.note().to(Phase.UNDOING, reach), context);
            }
            case Again _ -> further(state, saga, saga.step(), saga.asked() + 1, context);
            case Done _, Refused _, Undone _, Outcome _, Do _, Undo _ -> state;
        };
    }

    private State begin(State state, Begin begin, Context<SagaMessage> context) {
        String client = context.sender().path();
        return advance(
                state, new Note(begin.saga(), begin.amount(), client, Phase.RUNNING, 0), context);
    }

    /** Whether the answer is that of the service that is asked. */
    private boolean isOfStep(Saga saga, Context<SagaMessage> context) {
        return saga.note().phase() == Phase.RUNNING
                && services.get(saga.step()).equals(context.sender().path());
    }

    private State further(
            State state, Saga saga, int step, int asked, Context<SagaMessage> context) {
        Saga next = new Saga(saga.note(), step, asked, saga.undone());
        ask(next, context);
        return state.with(next);
    }

    private State undone(State state, Saga saga, Context<SagaMessage> context) {
        TreeSet<String> all = saga.undone().add(context.sender().path());
        return services.take(saga.note().reach()).forAll(all::contains)
                ? advance(state, saga.note().to(Phase.UNDONE, 0), context)
                : state.with(new Saga(saga.note(), saga.step(), saga.asked(), all));
    }

    /** Writes down how far the saga is, and acts on it. */
    private State advance(State state, Note note, Context<SagaMessage> context) {
        if (note.phase() == Phase.UNDOING && note.reach() == 0) {
            return advance(state, note.to(Phase.UNDONE, 0), context);
        }
        Journal.Tail tail =
                bug == Bug.FORGETS
                        ? state.tail()
                        : NOTES.appendSynced(context.disk(), state.tail(), note);
        Saga saga = Saga.of(note);
        tell(note, context);
        ask(saga, context);
        return new State(tail, state.sagas()).with(saga);
    }

    /** Asks those whose turn it is and who have not answered, and looks again later. */
    private void ask(Saga saga, Context<SagaMessage> context) {
        Note note = saga.note();
        Again again = new Again(note.saga());
        switch (note.phase()) {
            case RUNNING -> {
                Do step = new Do(note.saga(), note.amount());
                context.send(ActorRef.to(services.get(saga.step())), step);
                context.timer(again, AGAIN);
            }
            case UNDOING -> {
                services.take(note.reach())
                        .reject(saga.undone()::contains)
                        .forEach(path -> context.send(ActorRef.to(path), new Undo(note.saga())));
                context.timer(again, AGAIN);
            }
            case WHOLE, UNDONE -> context.cancel(again);
        }
    }

    /** Tells the client how the saga has ended, if it has. */
    private static void tell(Note note, Context<SagaMessage> context) {
        if (note.phase() == Phase.WHOLE || note.phase() == Phase.UNDONE) {
            Outcome outcome = new Outcome(note.saga(), note.phase() == Phase.WHOLE);
            context.send(ActorRef.to(note.client()), outcome);
        }
    }
}
