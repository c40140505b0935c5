package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
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

    private static final Variant FORGETS =
            new Variant(
                            "read-without-write-back",
                            "a get is answered without making a majority hold the value")
                    .known(
                            "A1",
                            Vector.of("linearizable"),
                            "a slow put, and two gets that meet different majorities",
                            "Attiya, Bar-Noy, Dolev: Sharing Memory Robustly, JACM 1995");
    private static final Variant GUESSES =
            new Variant(
                            "write-without-query",
                            "a put takes the next clock that its server knows of, and asks nobody")
                    .known(
                            "A2",
                            Vector.of("linearizable"),
                            "two writers at two servers",
                            "Lynch, Shvartsman: Robust Emulation of Shared Memory, FTCS 1997");

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
    public Vector<Variant> variants() {
        return Vector.of(FORGETS, GUESSES);
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
                ? new DurableAbd(
                        number,
                        peers,
                        Cell.of("register", DurableAbd.Durable.class),
                        settings.has(GUESSES),
                        settings.has(FORGETS))
                : new TextbookAbd(number, peers, Cell.of("register", Stamped.class));
    }

    @Override
    boolean keepsRequests(Settings settings) {
        return settings.get(DEDUP);
    }

    @Override
    int survives(int servers) {
        return servers - (servers / 2 + 1);
    }
}
