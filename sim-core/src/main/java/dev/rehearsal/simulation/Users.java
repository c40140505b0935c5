package dev.rehearsal.simulation;

import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.history.History;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Outcome;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.World;
import dev.rehearsal.scenario.Cluster;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the clients of a run have still to ask, what they are asking, and the history of what they
 * have asked.
 *
 * <p>Order: a client is handed its next operation at its own time, or when the operation has ended
 * that it waits for, or when its last one has ended, whichever is later.
 */
final class Users {

    private static final class User {
        final String path;
        final int actor;
        final List<PlannedOperation> operations = new ArrayList<>();
        final Root.Stem stem;
        int next;
        int process;
        int open = -1;
        long invokedNanos;
        boolean gone;

        User(String path, int actor, int process) {
            this.path = path;
            this.actor = actor;
            this.process = process;
            this.stem = new Root.Stem(path + "#");
        }

        PlannedOperation current() {
            return operations.get(next);
        }
    }

    /** An operation that its client has given up. */
    record GivenUp(String name, Object input, long invokedNanos, long step, long nanos) {}

    /** What befell one operation at one event of the history. */
    record Event(long step, long nanos) {}

    private final Cluster cluster;
    private final World world;
    private final Agenda agenda;
    private final @Nullable User[] userOf;
    private final History.Builder<Object, Object> history = History.builder();
    private final List<Event> events = new ArrayList<>();
    private final List<PlannedOperation> asked = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private int left;
    private int ok;
    private int failed;
    private int unknown;
    private @Nullable GivenUp lastGivenUp;
    private long endedNanos;

    /** The clients of a cluster, before they know what to ask. */
    Users(Cluster cluster, World world, Agenda agenda) {
        this.cluster = cluster;
        this.world = world;
        this.agenda = agenda;
        userOf = new User[world.actors()];
        int process = 0;
        for (String path : cluster.clients()) {
            int actor = world.actor(path);
            userOf[actor] = new User(path, actor, process++);
        }
    }

    /**
     * Says what they are to ask.
     *
     * @throws IllegalArgumentException when an operation names a client that the cluster does not
     *     have, or two have one name
     */
    void plan(Vector<PlannedOperation> operations) {
        for (PlannedOperation operation : operations) {
            int actor = world.actor(operation.client());
            User user = actor < 0 ? null : userOf[actor];
            if (user == null) {
                throw new IllegalArgumentException(
                        "an operation must be of a client of the cluster: operation="
                                + operation.name()
                                + " clients="
                                + cluster.clients().mkString(", "));
            }
            user.operations.add(operation);
            left++;
        }
        for (String path : cluster.clients()) {
            User user = user(world.actor(path));
            user.operations.sort(Comparator.comparingInt(PlannedOperation::index));
            for (int i = 1; i < user.operations.size(); i++) {
                PlannedOperation operation = user.operations.get(i);
                if (operation.index() == user.operations.get(i - 1).index()) {
                    throw new IllegalArgumentException(
                            "a client's operations must have different indexes: operation="
                                    + operation.name());
                }
            }
            next(user);
        }
    }

    private User user(int actor) {
        return Objects.requireNonNull(userOf[actor]);
    }

    private void next(User user) {
        if (user.next < user.operations.size()) {
            PlannedOperation operation = user.current();
            Root root = new Root(user.stem, operation.index());
            Action.Invoke invoke =
                    new Action.Invoke(user.actor, operation.index(), operation.input(), root);
            if (operation.begin() instanceof Point.AfterOperation other
                    && isPlanned(other)
                    && !hasEnded(other)) {
                agenda.whenEnded(other, invoke);
            } else {
                agenda.at(operation.atNanos(), invoke);
            }
        }
    }

    private boolean isPlanned(Point.AfterOperation other) {
        int actor = world.actor(other.client());
        User user = actor < 0 ? null : userOf[actor];
        if (user != null) {
            for (PlannedOperation operation : user.operations) {
                if (operation.index() == other.index()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether operations are still to end. */
    boolean areBusy() {
        return left > 0;
    }

    /** Whether the operation that a deadline is about is still open. */
    boolean isOpen(Agenda.Deadline deadline) {
        User user = user(deadline.client());
        return user.open >= 0 && !user.gone && user.current().index() == deadline.index();
    }

    /** Whether an operation is over; one that the story does not have never is. */
    boolean hasEnded(Point.AfterOperation operation) {
        return ended.contains(operation.client() + "#" + operation.index());
    }

    /** The index of the operation that a client is at. */
    int index(int client) {
        return user(client).current().index();
    }

    // ------------------------------------------------------------------------ what befalls them

    void invoked(Action.Invoke invoke, long step) {
        User user = user(invoke.actor());
        events.add(new Event(step, agenda.now()));
        asked.add(user.current());
        user.open = history.invoke(user.process, invoke.operation());
        user.invokedNanos = agenda.now();
        agenda.at(
                agenda.later(cluster.requireWorkload().patience().toNanos()),
                new Agenda.Deadline(invoke.actor(), invoke.index()));
    }

    void completed(int client, Object result, long step) {
        User user = user(client);
        history.ok(user.open, result);
        ok++;
        end(user, step);
    }

    void failed(int client, long step) {
        User user = user(client);
        history.fail(user.open);
        failed++;
        end(user, step);
    }

    void abandoned(int client, long step) {
        User user = user(client);
        history.unknown(user.open);
        user.process += cluster.clients().size();
        unknown++;
        PlannedOperation open = user.current();
        if (lastGivenUp == null || user.invokedNanos >= lastGivenUp.invokedNanos()) {
            lastGivenUp =
                    new GivenUp(open.name(), open.input(), user.invokedNanos, step, agenda.now());
        }
        end(user, step);
    }

    private void end(User user, long step) {
        events.add(new Event(step, agenda.now()));
        String name = user.current().name();
        user.open = -1;
        user.next++;
        left--;
        endedNanos = agenda.now();
        ended.add(name);
        agenda.ended(name);
        next(user);
    }

    /** An actor has ended; a client among them asks nothing any more. */
    void exited(int actor) {
        User user = actor < userOf.length ? userOf[actor] : null;
        if (user != null) {
            user.gone = true;
            int never = user.operations.size() - user.next;
            left -= never;
            unknown += never;
        }
    }

    // ------------------------------------------------------------------------- what came of it

    History<Object, Object> history() {
        return history.build();
    }

    /** How long each operation that completed took, in the order of their beginnings. */
    Vector<Long> latencies(History<Object, Object> whole) {
        List<Long> nanos = new ArrayList<>();
        for (Operation<Object, Object> operation : whole.operations()) {
            if (operation.outcome() == Outcome.OK) {
                nanos.add(
                        event(operation.completedAt()).nanos()
                                - event(operation.invokedAt()).nanos());
            }
        }
        return Vector.ofAll(nanos);
    }

    /** The operation of that number in the history. */
    PlannedOperation asked(int number) {
        return asked.get(number);
    }

    /** What happened at an event of the history. */
    Event event(int index) {
        return events.get(index);
    }

    /** The operation that was given up and began last of these; null when none was. */
    @Nullable GivenUp lastGivenUp() {
        return lastGivenUp;
    }

    /** When the last operation ended; 0 when none has. */
    long endedNanos() {
        return endedNanos;
    }

    int ok() {
        return ok;
    }

    int failures() {
        return failed;
    }

    int unknown() {
        return unknown + left;
    }
}
