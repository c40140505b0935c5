package dev.rehearsal.scenarios.handover;

import dev.rehearsal.check.Model;
import dev.rehearsal.check.Property;

import io.vavr.collection.Vector;

import java.util.function.Consumer;

/**
 * What the lock service is to its users: a list of holders that only grows, by one server after the
 * other in the order of the ring, each of which releases the lock before the next one takes it.
 *
 * @param ring the servers in their order; the first holds the lock in the beginning
 */
record Tenure(Vector<String> ring) implements Model<Tenure.State, Tenure.Move> {

    /**
     * A state.
     *
     * @param holders who has held the lock, in order; the n-th in epoch n
     * @param holding who holds it now: one, or nobody while it is on its way
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

        /** The holder lets the lock go. */
        record Release(String server) implements Move {
            @Override
            public String toString() {
                return server + " releases";
            }
        }

        /** The next server of the ring takes it. */
        record Take(String server) implements Move {
            @Override
            public String toString() {
                return server + " takes";
            }
        }
    }

    // @start region=specification
    @Override
    public Vector<State> initial() {
        Vector<String> first = ring.take(1);
        return Vector.of(new State(first, first));
    }

    @Override
    public void actions(State state, Consumer<? super Move> enabled) {
        enabled.accept(
                state.holding().isEmpty()
                        ? new Move.Take(next(state.holders().last()))
                        : new Move.Release(state.holding().head()));
    }

    private String next(String server) {
        return ring.get((ring.indexOf(server) + 1) % ring.size());
    }

    @Override
    public State next(State state, Move move) {
        return switch (move) {
            case Move.Release(String server) ->
                    new State(state.holders(), state.holding().remove(server));
            case Move.Take(String server) ->
                    new State(state.holders().append(server), Vector.of(server));
        };
    }

    // @end

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
