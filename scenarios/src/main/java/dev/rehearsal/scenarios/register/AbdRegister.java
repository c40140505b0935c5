package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.AbdMessage.Stamped;

import io.vavr.collection.Vector;

/**
 * ABD: every operation first asks a majority for the newest value and then makes a majority hold
 * the value that it writes or returns. Two majorities share a server, so no get can see the past.
 */
public final class AbdRegister extends RegisterScenario {

    private static final Parameter.Flag DEDUP =
            new Parameter.Flag(
                    "dedup",
                    "serve each request once, queue and re-send; false is the textbook protocol",
                    true);

    /** The scenario with three servers. */
    public AbdRegister() {
        super(3, 2);
    }

    @Override
    public String name() {
        return "abd-register";
    }

    @Override
    public String summary() {
        return "query, then record, both at a majority: what repairs the replicated register?";
    }

    @Override
    Vector<Parameter<?>> further() {
        return Vector.of(DEDUP);
    }

    @Override
    Actor<?, RegisterMessage> server(
            int number, Vector<ActorRef<RegisterMessage>> all, Settings settings) {
        Vector<ActorRef<RegisterMessage>> peers = all.removeAt(number);
        return settings.get(DEDUP)
                ? new DurableAbd(number, peers, Cell.of("register", DurableAbd.Durable.class))
                : new TextbookAbd(number, peers, Cell.of("register", Stamped.class));
    }

    @Override
    int survives(int servers) {
        return servers - (servers / 2 + 1);
    }
}
