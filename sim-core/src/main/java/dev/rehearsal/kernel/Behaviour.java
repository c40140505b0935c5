package dev.rehearsal.kernel;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.value.Configuration;
import dev.rehearsal.value.Fingerprint;
import dev.rehearsal.value.NotAValueException;

import java.util.function.Consumer;

/**
 * The handlers of a resident with its types erased: actors and clients take their turns in the same
 * way.
 */
sealed interface Behaviour {

    Object start(Turn turn);

    Object receive(Object state, Object message, Turn turn);

    Object signal(Object state, Signal signal, Turn turn);

    boolean trapsExits();

    boolean startsLater();

    /** Tells the configurations of spawned actors apart, as far as they are values. */
    default long fingerprint() {
        Object configured = configured();
        try {
            return Fingerprint.of(configured);
        } catch (NotAValueException refused) {
            return Fingerprint.of(configured.getClass().getName());
        }
    }

    /** Shows the references to actors in what it is configured with. */
    default void mentions(Consumer<Object> each) {
        Configuration.parts(
                configured(),
                part -> {
                    if (part instanceof ActorRef<?>) {
                        each.accept(part);
                    }
                });
    }

    private Object configured() {
        return switch (this) {
            case OfActor(Actor<Object, Object> actor) -> actor;
            case OfClient(Client<Object, Object, Object> client) -> client;
        };
    }

    @SuppressWarnings("unchecked")
    static Behaviour of(Topology.Resident resident) {
        return switch (resident) {
            case Topology.Server server -> new OfActor((Actor<Object, Object>) server.actor());
            case Topology.User user -> new OfClient((Client<Object, Object, Object>) user.client());
        };
    }

    record OfActor(Actor<Object, Object> actor) implements Behaviour {
        @Override
        public Object start(Turn turn) {
            return actor.start(turn);
        }

        @Override
        public Object receive(Object state, Object message, Turn turn) {
            return actor.receive(state, message, turn);
        }

        @Override
        public Object signal(Object state, Signal signal, Turn turn) {
            return actor.signal(state, signal, turn);
        }

        @Override
        public boolean trapsExits() {
            return actor.trapsExits();
        }

        @Override
        public boolean startsLater() {
            return actor.startsLater();
        }
    }

    record OfClient(Client<Object, Object, Object> client) implements Behaviour {
        @Override
        public Object start(Turn turn) {
            return client.start(turn);
        }

        @Override
        public Object receive(Object state, Object message, Turn turn) {
            return switch (message) {
                case Action.Invoke invoke ->
                        client.invoke(state, invoke.index(), invoke.operation(), turn);
                case Action.Abandon _ -> client.abandon(state);
                default -> client.receive(state, message, turn);
            };
        }

        @Override
        public Object signal(Object state, Signal signal, Turn turn) {
            return state;
        }

        @Override
        public boolean trapsExits() {
            return false;
        }

        @Override
        public boolean startsLater() {
            return false;
        }
    }
}
