package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenarios.register.AbdMessage.AckQuery;
import dev.rehearsal.scenarios.register.AbdMessage.AckRecord;
import dev.rehearsal.scenarios.register.AbdMessage.Query;
import dev.rehearsal.scenarios.register.AbdMessage.Record;
import dev.rehearsal.scenarios.register.AbdMessage.Resend;
import dev.rehearsal.scenarios.register.AbdMessage.Stamped;
import dev.rehearsal.scenarios.register.AbdPhase.Querying;
import dev.rehearsal.scenarios.register.AbdPhase.Recording;
import dev.rehearsal.scenarios.register.RegisterMessage.Get;
import dev.rehearsal.scenarios.register.RegisterMessage.GetOk;
import dev.rehearsal.scenarios.register.RegisterMessage.Internal;
import dev.rehearsal.scenarios.register.RegisterMessage.Put;
import dev.rehearsal.scenarios.register.RegisterMessage.PutOk;
import dev.rehearsal.scenarios.register.RegisterMessage.Request;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * A server of ABD that stands drops, duplicates, reorders, crashes and restarts.
 *
 * <p>What the textbook leaves out: requests that come while one is served wait in a queue; an open
 * phase asks again those who have not answered; and a request is served once. For that the server
 * remembers durably which requests it has accepted, in the same write as the value, before the
 * first {@code Record} leaves: a put that is delivered again after a crash would otherwise give its
 * old value a newer clock.
 *
 * <p>A request whose queries were under way when the server crashed was never accepted, and is
 * served when it comes again. Of the answers to its earlier queries that may still arrive none is
 * older than the request itself, so they count.
 *
 * @param number its number, from 0
 * @param guesses whether a put takes the next clock that this server knows of, and asks nobody for
 *     a newer one, which is wrong
 * @param forgets whether a get is answered without making a majority hold the value, which is wrong
 */
record DurableAbd(
        int number,
        Vector<ActorRef<RegisterMessage>> peers,
        Cell<DurableAbd.Durable> cell,
        boolean guesses,
        boolean forgets)
        implements Actor<DurableAbd.State, RegisterMessage> {

    private static final Duration RESEND = Duration.ofMillis(10);

    /** What survives a crash: the value, and the requests that this server has accepted. */
    record Durable(Stamped held, TreeSet<Integer> accepted) {}

    /** A request that waits for its turn. */
    record Waiting(int request, ActorRef<RegisterMessage> requester, Option<Integer> written) {}

    record State(Durable durable, Option<AbdPhase> phase, Vector<Waiting> queue) {

        Stamped held() {
            return durable.held();
        }

        State phase(AbdPhase next) {
            return new State(durable, Option.some(next), queue);
        }

        boolean knows(int request) {
            return durable.accepted().contains(request)
                    || phase.exists(open -> open.request() == request)
                    || queue.exists(waiting -> waiting.request() == request);
        }
    }

    @Override
    public State start(Context<RegisterMessage> context) {
        Durable nothing =
                new Durable(new Stamped(0, number, RegisterScenario.INITIAL), TreeSet.empty());
        return new State(
                cell.recover(context.disk()).getOrElse(nothing), Option.none(), Vector.empty());
    }

    @Override
    public State receive(State state, RegisterMessage message, Context<RegisterMessage> context) {
        return switch (message) {
            case Put(int request, int value) ->
                    asked(
                            state,
                            new Waiting(request, context.sender(), Option.some(value)),
                            context);
            case Get(int request) ->
                    asked(state, new Waiting(request, context.sender(), Option.none()), context);
            case Query(int request) -> {
                context.reply(new AckQuery(request, state.held()));
                yield state;
            }
            case AckQuery(int request, Stamped held) -> answered(state, request, held, context);
            case Record(int request, Stamped value) -> {
                State next =
                        value.isNewerThan(state.held())
                                ? keep(state, value, state.durable().accepted(), context)
                                : state;
                context.reply(new AckRecord(request));
                yield next;
            }
            case AckRecord(int request) -> acknowledged(state, request, context);
            case Resend(int request) -> resend(state, request, context);
            case PutOk _, GetOk _, Request _, Internal _ -> state;
        };
    }

    private State asked(State state, Waiting asked, Context<RegisterMessage> context) {
        if (state.knows(asked.request())) {
            return state;
        }
        return serveNext(
                new State(state.durable(), state.phase(), state.queue().append(asked)), context);
    }

    private State serveNext(State state, Context<RegisterMessage> context) {
        if (state.phase().isDefined() || state.queue().isEmpty()) {
            return state;
        }
        Waiting next = state.queue().head();
        Querying phase =
                new Querying(
                        next.request(),
                        next.requester(),
                        next.written(),
                        TreeMap.of(context.self().path(), state.held()));
        State serving = new State(state.durable(), Option.some(phase), state.queue().tail());
        if (guesses && next.written().isDefined()) {
            return record(serving, phase, phase.responses(), context);
        }
        ask(phase, context);
        return serving;
    }

    private State answered(
            State state, int request, Stamped held, Context<RegisterMessage> context) {
        if (!(state.phase().getOrNull() instanceof Querying open) || open.request() != request) {
            return state;
        }
        TreeMap<String, Stamped> responses = open.responses().put(context.sender().path(), held);
        if (responses.size() < majority()) {
            return state.phase(new Querying(request, open.requester(), open.written(), responses));
        }
        return record(state, open, responses, context);
    }

    /** Makes a majority hold what is written, or the newest that a majority has told. */
    private State record(
            State state,
            Querying open,
            TreeMap<String, Stamped> responses,
            Context<RegisterMessage> context) {
        int request = open.request();
        Stamped newest = responses.values().reduce(Stamped::newest);
        Stamped value =
                open.written()
                        .map(w -> new Stamped(newest.clock() + 1, number, w))
                        .getOrElse(newest);
        if (forgets && open.written().isEmpty()) {
            context.send(open.requester(), new GetOk(request, newest.value()));
            return serveNext(new State(state.durable(), Option.none(), state.queue()), context);
        }
        State kept =
                keep(
                        state,
                        Stamped.newest(state.held(), value),
                        state.durable().accepted().add(request),
                        context);
        Option<Integer> read =
                open.written().isDefined() ? Option.none() : Option.some(value.value());
        Recording phase =
                new Recording(
                        request, open.requester(), read, value, TreeSet.of(context.self().path()));
        ask(phase, context);
        return kept.phase(phase);
    }

    private State acknowledged(State state, int request, Context<RegisterMessage> context) {
        if (!(state.phase().getOrNull() instanceof Recording open) || open.request() != request) {
            return state;
        }
        TreeSet<String> acknowledged = open.acknowledged().add(context.sender().path());
        if (acknowledged.size() < majority()) {
            return state.phase(
                    new Recording(
                            request, open.requester(), open.read(), open.recorded(), acknowledged));
        }
        context.cancel(new Resend(request));
        context.send(
                open.requester(),
                open.read()
                        .<RegisterMessage>map(value -> new GetOk(request, value))
                        .getOrElse(new PutOk(request)));
        return serveNext(new State(state.durable(), Option.none(), state.queue()), context);
    }

    private State resend(State state, int request, Context<RegisterMessage> context) {
        state.phase().filter(open -> open.request() == request).forEach(open -> ask(open, context));
        return state;
    }

    /** Asks those who have not answered, and sets the timer to ask again. */
    private void ask(AbdPhase phase, Context<RegisterMessage> context) {
        int request = phase.request();
        switch (phase) {
            case Querying open ->
                    peers.reject(peer -> open.responses().containsKey(peer.path()))
                            .forEach(peer -> context.send(peer, new Query(request)));
            case Recording open ->
                    peers.reject(peer -> open.acknowledged().contains(peer.path()))
                            .forEach(peer ->
                                    context.send(peer, new Record(request, open.recorded())));
        }
        context.timer(new Resend(request), RESEND);
    }

    /** Makes value and accepted requests durable, together. */
    private State keep(
            State state,
            Stamped held,
            TreeSet<Integer> accepted,
            Context<RegisterMessage> context) {
        Durable durable = new Durable(held, accepted);
        cell.write(context.disk(), durable);
        return new State(durable, state.phase(), state.queue());
    }

    private int majority() {
        return (peers.size() + 1) / 2 + 1;
    }
}
