package dev.rehearsal.kernel;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Client;

/**
 * The handlers of a resident with its types erased: actors and clients take their turns in the same
 * way.
 */
sealed interface Behaviour {

    Object start(Turn turn);

    Object receive(Object state, Object message, Turn turn);

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
    }
}
