package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;

/**
 * A register that is written once: the servers agree by Paxos on one put, and gets wait until they
 * have. Without crashes and duplicates, which it does not claim to stand.
 */
public final class PaxosRegister extends RegisterScenario {

    /** The scenario with three servers. */
    public PaxosRegister() {
        super(3, 1);
    }

    @Override
    public String name() {
        return "paxos-register";
    }

    @Override
    public String summary() {
        return "the servers agree on one put: can two of them believe in different ones?";
    }

    @Override
    Actor<?, RegisterMessage> server(
            int number, Vector<ActorRef<RegisterMessage>> all, Settings settings) {
        return new Paxos(number, all.removeAt(number));
    }

    @Override
    boolean areOthersAlike() {
        return true;
    }

    @Override
    int survives(int servers) {
        return 0;
    }
}
