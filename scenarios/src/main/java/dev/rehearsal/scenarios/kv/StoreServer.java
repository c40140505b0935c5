package dev.rehearsal.scenarios.kv;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.kv.JournalServer.Entry;
import dev.rehearsal.scenarios.kv.JournalServer.Request;
import dev.rehearsal.supervisor.Server;
import dev.rehearsal.supervisor.ServerContext;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * The values, in memory. It begins with what the journal holds, and a write counts when the journal
 * has it: until then the next request waits. Without a journal it has nothing to say and ends. What
 * it cannot do ends it, too, and is forgotten with it.
 *
 * @param journal the path of the journal
 * @param forgets whether it begins empty, which is wrong
 * @param answersPath whether it answers whoever lives at a caller's path now, which is wrong
 * @param keepsFirst whether it keeps a write before it knows that it can do it, which is wrong
 */
record StoreServer(String journal, boolean forgets, boolean answersPath, boolean keepsFirst)
        implements Server<StoreServer.State, StoreServer.Question> {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What sessions ask. */
    sealed interface Question {
        /** Who is it that lives here? */
        record Hello() implements Question {}

        /** Do what a client asks, who is to be told by the session. */
        record Serve(KvMessage.Ask ask, ActorRef<KvMessage> client) implements Question {}
    }

    record Waiting(KvMessage.Ask ask, From from) {}

    /**
     * What it knows.
     *
     * @param contents none until the journal has told
     * @param waiting what was asked and not answered, the oldest first
     * @param isWriting whether the journal has the first of them
     */
    record State(Option<Contents> contents, Vector<Waiting> waiting, boolean isWriting) {}

    @Override
    public State init(ServerContext<Question> context) {
        if (forgets) {
            return new State(Option.some(Contents.EMPTY), Vector.empty(), false);
        }
        context.call(ActorRef.to(journal), new Request.Load(), PATIENCE);
        return new State(Option.none(), Vector.empty(), false);
    }

    @Override
    public State call(State state, Question question, From from, ServerContext<Question> context) {
        return switch (question) {
            case Question.Hello() -> {
                context.reply(from, context.actor().self());
                yield state;
            }
            case Question.Serve(KvMessage.Ask ask, _) -> {
                From asker =
                        answersPath
                                ? new From(ActorRef.to(from.caller().path()), from.tag())
                                : from;
                var waiting = state.waiting().append(new Waiting(ask, asker));
                yield serve(new State(state.contents(), waiting, state.isWriting()), context);
            }
        };
    }

    /** Answers what waits, up to the first write. */
    private State serve(State state, ServerContext<Question> context) {
        if (state.contents().isEmpty() || state.isWriting() || state.waiting().isEmpty()) {
            return state;
        }
        Contents contents = state.contents().get();
        Waiting first = state.waiting().head();
        KvMessage.Ask ask = first.ask();
        if (ask.call() instanceof KvCall.Get(String key)) {
            context.reply(first.from(), Answer.value(contents.value(key)));
        } else if (contents.done(ask).isDefined()) {
            contents.done(ask)
                    .filter(done -> done.index() == ask.index())
                    .forEach(done -> context.reply(first.from(), done.answer()));
        } else {
            var entry = new Entry(ask.client(), ask.index(), ask.call());
            if (!keepsFirst) {
                contents.with(entry);
            }
            context.call(ActorRef.to(journal), new Request.Append(entry), PATIENCE);
            return new State(state.contents(), state.waiting(), true);
        }
        return serve(new State(state.contents(), state.waiting().tail(), false), context);
    }

    @Override
    @SuppressWarnings("unchecked")
    public State answered(
            State state, Object request, Outcome outcome, ServerContext<Question> context) {
        if (!(outcome instanceof Outcome.Replied(Object reply))) {
            context.stop(new ExitReason.Because("no journal"));
            return state;
        }
        if (request instanceof Request.Append(Entry entry)) {
            return serve(
                    new State(
                            state.contents().map(known -> known.with(entry)),
                            state.waiting(),
                            false),
                    context);
        }
        var entries = (Vector<Entry>) reply;
        return serve(
                new State(
                        Option.some(entries.foldLeft(Contents.EMPTY, Contents::with)),
                        state.waiting(),
                        false),
                context);
    }
}
