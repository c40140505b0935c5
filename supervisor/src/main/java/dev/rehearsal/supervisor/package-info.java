/**
 * Supervision trees as Erlang/OTP 25 defines them, on the kernel's actors. This text is the
 * specification; the recorded cases of OTP's own supervisor in the tests hold the code to it.
 *
 * <p>Inside: {@link dev.rehearsal.supervisor.Supervisor}, a declaration and the actor that it
 * makes; {@link dev.rehearsal.supervisor.ChildSpec} and {@link dev.rehearsal.supervisor.Flags},
 * what it is made of; {@link dev.rehearsal.supervisor.Request} and {@link
 * dev.rehearsal.supervisor.Answer}, what can be asked of it; {@link
 * dev.rehearsal.supervisor.SupervisorEvent}, what it says in the trace; {@link
 * dev.rehearsal.supervisor.SupervisionTree}, the tree of a run at any step as text; and the
 * behaviours of its children, {@link dev.rehearsal.supervisor.Server}, {@link
 * dev.rehearsal.supervisor.StateMachine} and {@link dev.rehearsal.supervisor.EventManager}.
 * Deliberately not here: any knowledge of the kernel's inside. A supervisor is an actor like any
 * other and uses spawn, link, monitor, exit signals and timers.
 *
 * <p>Read {@link dev.rehearsal.supervisor.Supervisor} first.
 *
 * <h2>Defaults</h2>
 *
 * <p>One-for-one with one restart within 5 seconds, no automatic shutdown. A child is permanent and
 * not significant; a worker has 5 seconds to stop, a supervisor has no limit. Time is that of the
 * node's monotonic clock.
 *
 * <h2>One thing at a time</h2>
 *
 * <p>A supervisor is sequential. While it waits for a child to start or to stop it handles nothing
 * else; what arrives waits and is handled in the order of arrival. It traps exits and is linked to
 * each child and to its parent. Exits are matched by incarnation: that of an earlier one, or of a
 * stranger, is ignored.
 *
 * <h2>Start</h2>
 *
 * <p>Children start one after the other in the order of the declaration; the next is spawned when
 * the one before has said that it {@linkplain dev.rehearsal.actor.Context#started() has started}. A
 * start that ends with {@link dev.rehearsal.actor.ExitReason.Ignored} is a success without an
 * actor: the child is undefined, a temporary one is dropped. Any other end before that is a
 * failure: the children started so far are stopped in reverse order, and the supervisor ends with
 * {@code shutdown} and {@link dev.rehearsal.supervisor.FailedToStart}. A child that ends while
 * later ones are still starting is dealt with when the start is complete.
 *
 * <h2>The end of a child</h2>
 *
 * <p>An end is normal when its reason is {@code normal}, {@code ignore}, {@code shutdown} or {@code
 * shutdown} with a detail; everything else is abnormal, {@code kill} and {@code noproc} included. A
 * permanent child is restarted after both, a transient one after an abnormal end, a temporary one
 * never: it is removed. A transient child that ended normally is undefined, and its specification
 * stays.
 *
 * <h2>Restart</h2>
 *
 * <p>First it is counted, see below. Then one-for-one starts the child again; one-for-all stops all
 * others in reverse order and starts all in order; rest-for-one does so with the child and those
 * after it. In such a group temporary children are stopped and removed, and all others are started,
 * also those that did not run before: stopped on request, ended normally, ignored. Members whose
 * end still waits in the mailbox are found dead and belong to the same restart; under one-for-one
 * each end is handled and counted by itself. An ignored start is a success.
 *
 * <p>When a start fails during a restart, that child is <em>restarting</em>, and another attempt is
 * put at the end of the mailbox. Whatever already waits is handled first; then, if the child is
 * still restarting, it is a new restart of the child <em>that failed</em>, which counts again and
 * follows the strategy again. In a group those before it have been started and run, those after it
 * are undefined meanwhile. A child that was stopped on request in between is restarting no more:
 * the attempt is dropped, and <em>those after it stay undefined</em> until they are started on
 * request or by the next restart of the group. There is no pause between attempts, unless a
 * {@linkplain dev.rehearsal.supervisor.BackOff back-off} is set, which is ours and not OTP's.
 *
 * <p>A restarted child is a new incarnation at the same path: state, mailbox, timers and links of
 * the old one are gone, its disk stays; references to the old one are dead, and the path leads to
 * the new one. A restarted supervisor begins from its declaration: children that were added are
 * forgotten, children that were deleted are there again, and nothing has been counted.
 *
 * <h2>Intensity</h2>
 *
 * <p>Restarts of all children, failed attempts included, are counted together; a group counts once.
 * Those longer ago than the period are dropped; one exactly a period ago counts. If there are then
 * more than the intensity, the restart is not performed: all children are stopped in reverse order,
 * and the supervisor ends with {@code shutdown}. For a supervisor above that is a normal end: it
 * restarts a permanent child supervisor, and does not restart a transient one. There is no other
 * escalation. Not counted: ends that lead to no restart, and what is done on request.
 *
 * <h2>Stop</h2>
 *
 * <p>Children are stopped one after the other, the next when the one before is dead. A child is
 * monitored and told {@code shutdown}, or killed at once; when its time is over it is killed and
 * waited for without limit. Instances of a template are told all at once and have one common time.
 *
 * <p>A supervisor ends, after it has stopped its children, when its parent sends it an exit signal
 * (with that reason, {@code normal} included), when the intensity is exceeded, and by automatic
 * shutdown (both with {@code shutdown}). A killed supervisor stops nobody: children that do not
 * trap exits die of their links, others see the exit of their parent, and one that ignores it lives
 * on as an orphan beside its replacement, which then lives at the path {@code name~2}.
 *
 * <h2>Automatic shutdown</h2>
 *
 * <p>It is considered only when a significant child has ended by itself and is not restarted: with
 * any such end, or when no significant child is left that is not undefined. Stopping a child on
 * request or in a group restart, and an ignored start, never cause it.
 *
 * <h2>Where we are not OTP</h2>
 *
 * <ul>
 *   <li>The clock of the intensity is read exactly; {@link
 *       dev.rehearsal.supervisor.Flags#inWholeSeconds} reads it in whole seconds as OTP does.
 *   <li>A start runs in the child, not in the supervisor, and counts from its spawn: a start that
 *       throws fails with {@link dev.rehearsal.actor.ExitReason.Threw}, where OTP says {@code
 *       {'EXIT', Reason}}.
 *   <li>An instance whose restart is ignored stays listed and counted as active, as in OTP; but
 *       stopping the supervisor then works, where OTP's crashes.
 *   <li>An invalid declaration is refused when it is built, before anything runs.
 * </ul>
 */
@NullMarked
package dev.rehearsal.supervisor;

import org.jspecify.annotations.NullMarked;
