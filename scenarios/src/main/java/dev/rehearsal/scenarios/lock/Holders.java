package dev.rehearsal.scenarios.lock;

import dev.rehearsal.check.Model;
import dev.rehearsal.check.Property;

import io.vavr.collection.Vector;

import java.util.function.Consumer;

/**
 * What the lock is to its users: a list of holders that only grows, each of whom lets go before the
 * next one takes it. Who waits, how long a lease lasts and who has crashed is not to be seen here.
 *
 * @param users who may hold it
 */
record Holders(Vector<String> users) implements Model<Holders.State, Holders.Move> {

    /**
     * A state.
     *
     * @param holders who has held the lock, in the order of the tokens
     * @param holding who holds it now, for all they know: one, or nobody
     */
    record State(Vector<String> holders, Vector<String> holding) {

        @Override
        public String toString() {
            return "["
                    + holders.mkString(" ")
                    + "] held by "
                    + (holding.isEmpty() ? "nobody" : holding.mkString(" and "));
        }
    }

    /** What can happen. */
    sealed interface Move {

        /** A user takes the lock. */
        record Take(String user) implements Move {
            @Override
            public String toString() {
                return user + " takes";
            }
        }

        /** The holder lets go. */
        record LetGo(String user) implements Move {
            @Override
            public String toString() {
                return user + " lets go";
            }
        }
    }

    @Override
    public Vector<State> initial() {
        return Vector.of(new State(Vector.empty(), Vector.empty()));
    }

    @Override
    public void actions(State state, Consumer<? super Move> enabled) {
        if (state.holding().isEmpty()) {
            users.forEach(user -> enabled.accept(new Move.Take(user)));
        }
        state.holding().forEach(user -> enabled.accept(new Move.LetGo(user)));
    }

    @Override
    public State next(State state, Move move) {
        return switch (move) {
            case Move.Take(String user) -> new State(state.holders().append(user), Vector.of(user));
            case Move.LetGo(String user) ->
                    new State(state.holders(), state.holding().remove(user));
        };
    }

    @Override
    public Vector<String> describeState(State state) {
        return Vector.of(state.toString());
    }

    @Override
    public Vector<Property<State>> properties() {
        return Vector.of(
                Property.always("one holder at most", state -> state.holding().size() <= 1));
    }
}
