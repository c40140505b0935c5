package dev.rehearsal.scenarios.model;

import dev.rehearsal.check.Model;
import dev.rehearsal.check.Property;
import dev.rehearsal.check.Symmetry;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Two-phase commit with some resource managers. */
final class Commit implements Model<Commit.State, Commit.Step> {

    /*
     * A state is packed into three numbers, so that a step is a few instructions. A resource manager
     * has two bits in `managers`, one in `prepared` and one in `sent`.
     */

    private static final int WORKING = 0;
    private static final int PREPARED = 1;
    private static final int COMMITTED = 2;
    private static final int ABORTED = 3;

    /** What the transaction manager has decided. */
    enum Decision {
        INIT,
        COMMITTED,
        ABORTED
    }

    /**
     * A state.
     *
     * @param managers what each resource manager is, in two bits
     * @param prepared the resource managers that the transaction manager knows to be prepared
     * @param sent the resource managers that have said so, and two bits for commit and abort
     */
    record State(Decision decision, int managers, int prepared, int sent) {

        int manager(int rm) {
            return managers >>> 2 * rm & 3;
        }

        State manager(int rm, int next) {
            return new State(decision, managers & ~(3 << 2 * rm) | next << 2 * rm, prepared, sent);
        }
    }

    /** What can happen. */
    enum Kind {
        COMMIT,
        ABORT,
        RECORD,
        PREPARE,
        GIVE_UP,
        LEARN_COMMIT,
        LEARN_ABORT
    }

    /** What can happen to one resource manager, or to none. */
    record Step(Kind kind, int rm) {}

    private final int count;
    private final int everybody;
    private final int commit;
    private final int abort;
    private final Step[][] steps;

    Commit(int count) {
        this.count = count;
        everybody = (1 << count) - 1;
        commit = 1 << count;
        abort = 2 << count;
        steps = new Step[Kind.values().length][count];
        for (Kind kind : Kind.values()) {
            for (int rm = 0; rm < count; rm++) {
                steps[kind.ordinal()][rm] = new Step(kind, rm);
            }
        }
    }

    private Step step(Kind kind, int rm) {
        return steps[kind.ordinal()][rm];
    }

    @Override
    public Vector<State> initial() {
        return Vector.of(new State(Decision.INIT, 0, 0, 0));
    }

    @Override
    public void actions(State state, Consumer<? super Step> enabled) {
        boolean undecided = state.decision() == Decision.INIT;
        if (undecided && state.prepared() == everybody) {
            enabled.accept(step(Kind.COMMIT, 0));
        }
        if (undecided) {
            enabled.accept(step(Kind.ABORT, 0));
        }
        for (int rm = 0; rm < count; rm++) {
            if (undecided && (state.sent() & 1 << rm) != 0) {
                enabled.accept(step(Kind.RECORD, rm));
            }
            if (state.manager(rm) == WORKING) {
                enabled.accept(step(Kind.PREPARE, rm));
                enabled.accept(step(Kind.GIVE_UP, rm));
            }
            if ((state.sent() & commit) != 0) {
                enabled.accept(step(Kind.LEARN_COMMIT, rm));
            }
            if ((state.sent() & abort) != 0) {
                enabled.accept(step(Kind.LEARN_ABORT, rm));
            }
        }
    }

    @Override
    public State next(State state, Step step) {
        int rm = step.rm();
        int managers = state.managers();
        int prepared = state.prepared();
        int sent = state.sent();
        return switch (step.kind()) {
            case COMMIT -> new State(Decision.COMMITTED, managers, prepared, sent | commit);
            case ABORT -> new State(Decision.ABORTED, managers, prepared, sent | abort);
            case RECORD -> new State(state.decision(), managers, prepared | 1 << rm, sent);
            case PREPARE ->
                    new State(
                            state.decision(),
                            state.manager(rm, PREPARED).managers(),
                            prepared,
                            sent | 1 << rm);
            case GIVE_UP, LEARN_ABORT -> state.manager(rm, ABORTED);
            case LEARN_COMMIT -> state.manager(rm, COMMITTED);
        };
    }

    @Override
    public long fingerprint(State state) {
        return Fingerprint.fold(
                (long) state.managers() << 32 | state.decision().ordinal(),
                (long) state.prepared() << 32 | state.sent());
    }

    @Override
    public Vector<Property<State>> properties() {
        return Vector.of(
                Property.invariant("consistent", this::mixed),
                Property.sometimes("abort agreement", state -> all(state, ABORTED)),
                Property.sometimes("commit agreement", state -> all(state, COMMITTED)));
    }

    private boolean all(State state, int wanted) {
        for (int rm = 0; rm < count; rm++) {
            if (state.manager(rm) != wanted) {
                return false;
            }
        }
        return true;
    }

    private @Nullable String mixed(State state) {
        int committed = -1;
        int aborted = -1;
        for (int rm = 0; rm < count; rm++) {
            int manager = state.manager(rm);
            committed = manager == COMMITTED ? rm : committed;
            aborted = manager == ABORTED ? rm : aborted;
        }
        return committed < 0 || aborted < 0
                ? null
                : "none may commit while another one aborts: committed=rm"
                        + (committed + 1)
                        + " aborted=rm"
                        + (aborted + 1);
    }

    @Override
    public Option<Symmetry<State>> symmetry() {
        return Option.some(Symmetry.sorted(this::apart, this::together));
    }

    /** All that a state knows of each resource manager. */
    private Vector<Integer> apart(State state) {
        return Vector.range(0, count)
                .map(rm ->
                        state.manager(rm)
                                | (state.prepared() >>> rm & 1) << 2
                                | (state.sent() >>> rm & 1) << 3);
    }

    private State together(State state, Vector<Integer> parts) {
        int managers = 0;
        int prepared = 0;
        int sent = state.sent() & (commit | abort);
        for (int rm = 0; rm < count; rm++) {
            int part = parts.get(rm);
            managers |= (part & 3) << 2 * rm;
            prepared |= (part >>> 2 & 1) << rm;
            sent |= (part >>> 3) << rm;
        }
        return new State(state.decision(), managers, prepared, sent);
    }

    @Override
    public String describe(Step step) {
        String rm = "rm" + (step.rm() + 1);
        return switch (step.kind()) {
            case COMMIT -> "tm commits";
            case ABORT -> "tm aborts";
            case RECORD -> "tm learns that " + rm + " is prepared";
            case PREPARE -> rm + " prepares";
            case GIVE_UP -> rm + " aborts by itself";
            case LEARN_COMMIT -> rm + " learns to commit";
            case LEARN_ABORT -> rm + " learns to abort";
        };
    }

    @Override
    public Vector<String> describeState(State state) {
        String[] words = {"working", "prepared", "committed", "aborted"};
        Vector<Integer> all = Vector.range(0, count);
        return all.map(rm -> "rm" + (rm + 1) + "=" + words[state.manager(rm)])
                .prepend("tm=" + state.decision())
                .append("known={" + names(state.prepared()) + "}")
                .append("sent={" + names(state.sent()) + "}");
    }

    private String names(int bits) {
        return Vector.range(0, count)
                .map(rm -> "rm" + (rm + 1))
                .append("commit")
                .append("abort")
                .zipWithIndex()
                .filter(name -> (bits >>> name._2 & 1) != 0)
                .map(name -> name._1)
                .mkString(" ");
    }
}
