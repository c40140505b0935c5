package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

/** What a supervisor answers to a {@link Request}; each is one of OTP's answers. */
public sealed interface Answer {

    /** {@code ok}: it is done. */
    record Ok() implements Answer {}

    /**
     * {@code {ok, Pid}} or {@code {ok, Pid, Info}}: the child runs.
     *
     * @param info what the child had to say at its start; null when nothing
     */
    record Started(ActorRef<?> child, @Nullable Object info) implements Answer {}

    /** {@code {ok, undefined}}: the child's start said that it is not wanted. */
    record Ignored() implements Answer {}

    /**
     * {@code {error, {Reason, Child}}} or {@code {error, Reason}}: the start failed.
     *
     * @param id of the child that was to be added and was not
     */
    record NotStarted(ExitReason reason, Option<String> id) implements Answer {}

    /** {@code {error, {already_started, Pid}}}: a child of that id runs. */
    record AlreadyStarted(ActorRef<?> child) implements Answer {}

    /** {@code {error, {Rule, Value}}}: the specification is invalid. */
    record Invalid(String rule, Object value) implements Answer {}

    /** {@code {error, …}}: it cannot be done. */
    enum Refusal implements Answer {
        /** There is no such child. */
        NOT_FOUND,
        /** As far as the supervisor knows the child runs. */
        RUNNING,
        /** A restart of the child has failed, and another attempt is pending. */
        RESTARTING,
        /** There is a child of that id, which does not run. */
        ALREADY_PRESENT,
        /** This supervisor has instances of one template. */
        SIMPLE_ONE_FOR_ONE
    }

    /** The children as the supervisor knows them. */
    record Children(Vector<Info> children) implements Answer {}

    /**
     * One of the children.
     *
     * @param id none for an instance of a template
     */
    record Info(Option<String> id, Place place, ChildType type) {}

    /**
     * How many children there are.
     *
     * @param specs how many specifications; always 1 for simple-one-for-one
     * @param active how many are alive
     * @param supervisors how many are supervisors, running or not
     * @param workers how many are workers, running or not
     */
    record Counts(int specs, int active, int supervisors, int workers) implements Answer {}

    /** {@code {ok, Spec}}, with the defaults filled in. */
    record Spec(ChildSpec.Traits spec) implements Answer {}
}
