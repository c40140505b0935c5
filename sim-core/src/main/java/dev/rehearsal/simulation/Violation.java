package dev.rehearsal.simulation;

/**
 * The first way in which a run failed.
 *
 * @param property the name of the property that does not hold
 * @param kind how it fails: {@code history}, {@code model}, {@code handler}, {@code exit}, {@code
 *     invariant}, {@code refinement}, {@code liveness}, {@code unsettled}, {@code livelock}, {@code
 *     divergence}
 * @param place where: the type of the operation, the path of the actor, the type of the message
 *     after which an invariant was broken, else the scenario
 * @param message one sentence for people
 * @param step the number of the action, from 1
 * @param nanos since the start of the run
 */
public record Violation(
        String property, String kind, String place, String message, long step, long nanos) {

    /** {@code one-leader does not hold: s1 and s2 lead in term 3}. */
    public String sentence() {
        String verb = "does not hold: ";
        return property + " " + (message.startsWith(verb) ? "" : verb) + message;
    }

    /** What makes two failures the same failure. */
    public String signature() {
        return property + "/" + kind + "/" + place;
    }
}
