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

/**
 * A server of ABD as the textbook has it: query a majority for the newest value, then record the
 * value at a majority.
 *
 * <p>It serves one request at a time and ignores others meanwhile; it sends each message once; it
 * does not know a request when it comes again, so that a put delivered twice writes twice.
 *
 * <p>Source: Attiya, Bar-Noy, Dolev, <i>Sharing Memory Robustly in Message-Passing Systems</i>,
 * JACM 1995.
 *
 * @param number its number, from 0
 */
record TextbookAbd(int number, Vector<ActorRef<RegisterMessage>> peers, Cell<Stamped> cell)
        implements Actor<TextbookAbd.State, RegisterMessage> {

    record State(Stamped held, Option<AbdPhase> phase) {

        State phase(AbdPhase next) {
            return new State(held, Option.some(next));
        }
    }

    @Override
    public State start(Context<RegisterMessage> context) {
        Stamped held =
                cell.recover(context.disk())
                        .getOrElse(new Stamped(0, number, RegisterScenario.INITIAL));
        return new State(held, Option.none());
    }

    @Override
    public State receive(State state, RegisterMessage message, Context<RegisterMessage> context) {
        return switch (message) {
            case Put(int request, int value) -> query(state, request, Option.some(value), context);
            case Get(int request) -> query(state, request, Option.none(), context);
            case Query(int request) -> {
                context.reply(new AckQuery(request, state.held()));
                yield state;
            }
            case AckQuery(int request, Stamped held) -> answered(state, request, held, context);
            case Record(int request, Stamped value) -> {
                State next = adopt(state, value, context);
                context.reply(new AckRecord(request));
                yield next;
            }
            case AckRecord(int request) -> acknowledged(state, request, context);
            case Resend _, PutOk _, GetOk _, Request _, Internal _ -> state;
        };
    }

    private State query(
            State state, int request, Option<Integer> written, Context<RegisterMessage> context) {
        if (state.phase().isDefined()) {
            return state;
        }
        peers.forEach(peer -> context.send(peer, new Query(request)));
        TreeMap<String, Stamped> own = TreeMap.of(context.self().path(), state.held());
        return state.phase(new Querying(request, context.sender(), written, own));
    }

    private State answered(
            State state, int request, Stamped held, Context<RegisterMessage> context) {
        if (!(state.phase().getOrNull() instanceof Querying open) || open.request() != request) {
            return state;
        }
        TreeMap<String, Stamped> responses = open.responses().put(context.sender().path(), held);
        if (responses.size() != majority()) {
            return state.phase(new Querying(request, open.requester(), open.written(), responses));
        }
        Stamped newest = responses.values().reduce(Stamped::newest);
        Stamped value =
                open.written()
                        .map(w -> new Stamped(newest.clock() + 1, number, w))
                        .getOrElse(newest);
        State adopted = adopt(state, value, context);
        peers.forEach(peer -> context.send(peer, new Record(request, value)));
        Option<Integer> read =
                open.written().isDefined() ? Option.none() : Option.some(value.value());
        return adopted.phase(
                new Recording(
                        request, open.requester(), read, value, TreeSet.of(context.self().path())));
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
        context.send(
                open.requester(),
                open.read()
                        .<RegisterMessage>map(value -> new GetOk(request, value))
                        .getOrElse(new PutOk(request)));
        return new State(state.held(), Option.none());
    }

    private State adopt(State state, Stamped value, Context<RegisterMessage> context) {
        if (!value.isNewerThan(state.held())) {
            return state;
        }
        cell.write(context.disk(), value);
        return new State(value, state.phase());
    }

    private int majority() {
        return (peers.size() + 1) / 2 + 1;
    }
}
