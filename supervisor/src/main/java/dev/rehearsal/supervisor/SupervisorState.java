package dev.rehearsal.supervisor;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What a supervisor knows.
 *
 * @param children in start order
 * @param failing how many instances are, by OTP's count, between a failed restart and the next
 *     attempt
 * @param restarts when it restarted within the last period, the latest last
 * @param mailbox what has arrived and was not handled, the oldest first
 * @param work what it is doing
 */
record SupervisorState(
        Vector<Child> children,
        int failing,
        Vector<Long> restarts,
        Vector<Object> mailbox,
        Work work) {

    static final SupervisorState BEFORE =
            new SupervisorState(
                    Vector.empty(), 0, Vector.empty(), Vector.empty(), new Work.Waiting());

    /**
     * A child record.
     *
     * @param id of an instance: the last part of its path, a number
     * @param added the specification, when it does not stand in the declaration
     * @param argument of an instance
     * @param restarted how often it was started after its first start
     * @param failures how many starts in a row have failed
     */
    record Child(
            String id,
            Option<ChildSpec> added,
            Option<Object> argument,
            Place place,
            int restarted,
            int failures) {

        static Child of(ChildSpec spec) {
            return new Child(spec.id(), Option.none(), Option.none(), new Place.Undefined(), 0, 0);
        }

        Child at(Place other) {
            return new Child(id, added, argument, other, restarted, failures);
        }

        Child failed() {
            return new Child(id, added, argument, place, restarted, failures + 1);
        }

        Child restartedOnce() {
            return new Child(id, added, argument, place, restarted + 1, 0);
        }

        boolean isRunning() {
            return place instanceof Place.Running;
        }

        boolean isRestarting() {
            return place instanceof Place.Restarting;
        }
    }
}
