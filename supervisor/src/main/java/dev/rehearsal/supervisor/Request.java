package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;

/**
 * What a supervisor can be asked, by a {@link Call}. It answers in the order of arrival, and not
 * before it has done what it was doing.
 */
public sealed interface Request {

    /**
     * Starts another child, at the end of the order.
     *
     * <p>Answers: {@link Answer.Started}; {@link Answer.Ignored}, and the specification is kept
     * unless it is temporary; {@link Answer.NotStarted} with the id, and the specification is not
     * kept; {@link Answer.AlreadyStarted}; {@link Answer.Refusal#ALREADY_PRESENT}; {@link
     * Answer.Invalid}.
     */
    record StartChild(ChildSpec spec) implements Request {}

    /**
     * Starts an instance of the template of a simple-one-for-one supervisor.
     *
     * <p>Answers: {@link Answer.Started}, {@link Answer.Ignored}, {@link Answer.NotStarted} without
     * an id; only in the first case is anything kept.
     *
     * @param argument an immutable value, from which the template makes the actor
     */
    record StartInstance(Object argument) implements Request {}

    /**
     * Stops a child and leaves it undefined; a temporary one is removed. It never counts as a
     * restart and never shuts the supervisor down; attempts to restart the child are given up, and
     * with them, under one-for-all and rest-for-one, the starts of those after it.
     *
     * <p>Answers: {@link Answer.Ok}, {@link Answer.Refusal#NOT_FOUND}, {@link
     * Answer.Refusal#SIMPLE_ONE_FOR_ONE}.
     */
    record TerminateChild(String id) implements Request {}

    /**
     * Stops an instance of a simple-one-for-one supervisor and forgets it.
     *
     * <p>Answers: {@link Answer.Ok}, also when it is dead, whoever it was; {@link
     * Answer.Refusal#NOT_FOUND} when it lives and is none.
     */
    record TerminateInstance(ActorRef<?> instance) implements Request {}

    /**
     * Starts a child that is undefined. It does not count as a restart, and there is no second
     * attempt.
     *
     * <p>Answers: {@link Answer.Started}, {@link Answer.Ignored}; {@link Answer.NotStarted} without
     * an id, and the child stays undefined; {@link Answer.Refusal#RUNNING}, {@link
     * Answer.Refusal#RESTARTING}, {@link Answer.Refusal#NOT_FOUND}, {@link
     * Answer.Refusal#SIMPLE_ONE_FOR_ONE}.
     */
    record RestartChild(String id) implements Request {}

    /**
     * Forgets a child that is undefined.
     *
     * <p>Answers: {@link Answer.Ok}, {@link Answer.Refusal#RUNNING}, {@link
     * Answer.Refusal#RESTARTING}, {@link Answer.Refusal#NOT_FOUND}, {@link
     * Answer.Refusal#SIMPLE_ONE_FOR_ONE}.
     */
    record DeleteChild(String id) implements Request {}

    /** Answers {@link Answer.Children}: the last one first. */
    record WhichChildren() implements Request {}

    /** Answers {@link Answer.Counts}. */
    record CountChildren() implements Request {}

    /** Answers {@link Answer.Spec} or {@link Answer.Refusal#NOT_FOUND}. */
    record GetChildSpec(String id) implements Request {}

    /** The same for an instance of a simple-one-for-one supervisor. */
    record GetInstanceSpec(ActorRef<?> instance) implements Request {}
}
