package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.RegisterMessage.Get;
import dev.rehearsal.scenarios.register.RegisterMessage.GetOk;
import dev.rehearsal.scenarios.register.RegisterMessage.Put;
import dev.rehearsal.scenarios.register.RegisterMessage.PutOk;

import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

/**
 * One copy that remembers which puts it has accepted, durably and together with the value, before
 * it answers. It stands duplicates, losses and crashes; with two servers there are two registers.
 */
public final class DedupRegister extends RegisterScenario {

    /** The scenario with one server. */
    public DedupRegister() {
        super(1, 1);
    }

    @Override
    public String name() {
        return "dedup-register";
    }

    @Override
    public String summary() {
        return "one durable copy that accepts each put once: right on one server, and on two?";
    }

    @Override
    Actor<?, RegisterMessage> server(
            int number, Vector<ActorRef<RegisterMessage>> all, Settings settings) {
        return new Server(Cell.of("register", Held.class));
    }

    @Override
    boolean keepsRequests(Settings settings) {
        return true;
    }

    @Override
    int survives(int servers) {
        return servers;
    }

    /** The value, and the puts that made it. */
    record Held(int value, TreeSet<Integer> accepted) {}

    private record Server(Cell<Held> cell) implements Actor<Held, RegisterMessage> {

        @Override
        public Held start(Context<RegisterMessage> context) {
            return cell.recover(context.disk()).getOrElse(new Held(INITIAL, TreeSet.empty()));
        }

        @Override
        public Held receive(Held held, RegisterMessage message, Context<RegisterMessage> context) {
            return switch (message) {
                case Put(int request, int value) -> {
                    Held next = held;
                    if (!held.accepted().contains(request)) {
                        next = new Held(value, held.accepted().add(request));
                        cell.write(context.disk(), next);
                    }
                    context.reply(new PutOk(request));
                    yield next;
                }
                case Get(int request) -> {
                    context.reply(new GetOk(request, held.value()));
                    yield held;
                }
                case PutOk _, GetOk _, RegisterMessage.Internal _ -> held;
            };
        }
    }
}
