package dev.rehearsal.scenarios.viewstamped;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.replication.Command;
import dev.rehearsal.scenarios.replication.RegisterUser;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What clients and replicas say to each other. {@code lives} says how often each replica has begun
 * as far as the sender knows, itself included: the crash vector.
 */
sealed interface VrMessage {

    /** A client wants this done; only the primary listens. */
    record Ask(Command command) implements VrMessage {}

    /** It is done. */
    record Told(int index, Answer<Integer> answer) implements VrMessage, RegisterUser.Told {}

    /** The timer of a client. */
    record Retry(int index) implements VrMessage {}

    /**
     * The primary of a view extends the log, and is alive.
     *
     * @param before how much of the log comes before these commands, which may be none
     * @param committed how much of the log is committed
     */
    record Prepare(int view, int before, Vector<Command> commands, int committed)
            implements VrMessage {}

    /** A backup has so much of the log of that view. */
    record PrepareOk(int view, int length) implements VrMessage {}

    /** Let us go on to that view. */
    record StartViewChange(int view, TreeMap<String, Integer> lives) implements VrMessage {}

    /** So many want to; what a replica brings to the primary of that view. */
    record DoViewChange(int view, Brought brought, TreeMap<String, Integer> lives)
            implements VrMessage {}

    /** The view begins, with this log. */
    record StartView(int view, Vector<Command> log, int committed) implements VrMessage {}

    /** A replica lacks what comes behind so much of the log. */
    record GetState(int view, int length) implements VrMessage {}

    /** The log of that view, behind so much of it. */
    record NewState(int view, int before, Vector<Command> commands, int committed)
            implements VrMessage {}

    /** A replica has begun anew and knows nothing. */
    record Recover(int life) implements VrMessage {}

    /** What it is to know; the log from the primary of that view alone. */
    record Recovery(int view, Option<Brought> log, TreeMap<String, Integer> lives)
            implements VrMessage {}

    /** To a replica that recovers, others than the primary of that view have answered for long. */
    record OutOfReach(int view) implements VrMessage {}

    /** The timer of a primary. */
    record Beat() implements VrMessage {}

    /** The timer of everybody else. */
    record Impatient() implements VrMessage {}

    /**
     * The log of a replica.
     *
     * @param normal the last view in which it was normal
     */
    record Brought(int normal, Vector<Command> log, int committed) {}
}
