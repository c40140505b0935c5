package dev.rehearsal.counterexample;

import dev.rehearsal.check.Move;
import dev.rehearsal.check.Property;
import dev.rehearsal.check.Result.Path;
import dev.rehearsal.check.Result.Verdict;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Violation;

import io.vavr.collection.Vector;

/**
 * A path of the search as the simulation takes it: with the same operations, and with messages held
 * and lost, turns cut, nodes crashed and timers late so that the same happens in the same order.
 *
 * <p>What is told was run twice: once following the path, and once more from the story that came of
 * it, with the same violation of the same property and the same trace.
 *
 * <p>Not every path has a run. A search gives messages within a node any time to arrive, and lets
 * timers of clients fire at any time; in a simulation both come when they come. A path that goes
 * round for ever is told to the end of its first round: then the faults stop, and the run goes on
 * as calm runs do, each message a base latency after it was sent, which may be another way.
 */
public sealed interface Retelling {

    /** More than a run takes that follows a path, and few enough for many attempts. */
    long STEPS_MAX = 100_000;

    /** The run that was found. */
    record Told(Run run) implements Retelling {}

    /**
     * There is no such run, or none was found.
     *
     * @param why one sentence
     */
    record Untold(String why) implements Retelling {}

    /** Tells the counterexample of a verdict. */
    static Retelling of(Settings settings, Trouble trouble, Verdict verdict) {
        Path path = verdict.path().get();
        Simulation simulation =
                Simulation.of(settings).with(Simulation.Options.DEFAULT.steps(STEPS_MAX));
        Cluster cluster = simulation.cluster();
        int down = downAtOnce(path.moves());
        if (down > cluster.crashesAtOnce()) {
            return new Untold(
                    "nodes down at once must be at most what the scenario declares to survive:"
                            + " down="
                            + down
                            + " survives="
                            + cluster.crashesAtOnce());
        }
        Vector<PlannedOperation> operations =
                cluster.system()
                        .operations()
                        .toVector()
                        .flatMap(asked ->
                                asked._2.zipWithIndex((operation, i) ->
                                        new PlannedOperation(asked._1, i + 1, operation, 0)));
        boolean eventually = verdict.kind() != Property.Kind.ALWAYS;
        Timetable timetable = new Timetable(cluster, path.moves());
        for (int attempt = 0; attempt <= path.moves().size(); attempt++) {
            Heal heal = eventually ? Heal.at(timetable.endNanos()) : Heal.NEVER;
            Guide guide = new Guide(trouble, path, timetable, heal);
            Run run = simulation.run(operations, guide);
            if (shows(run, verdict, path.moves())) {
                Run again = simulation.run(run.story());
                return again.traceHash() == run.traceHash() && again.unused().isEmpty()
                        ? new Told(again)
                        : new Untold("its story, run again, is another run");
            }
            Timetable tighter = guide.tighter();
            if (tighter == null) {
                if (path.loop().isDefined() && run.violation().isEmpty()) {
                    return new Untold(
                            "it goes round for ever, and a simulation that has taken the same steps"
                                    + " goes another way once the faults have stopped");
                }
                return new Untold(
                        run.violation()
                                .map(other ->
                                        "taking the same steps, a simulation fails otherwise: "
                                                + other.signature())
                                .getOrElse(
                                        "a simulation does not take these steps: "
                                                + guide.firstMissed()));
            }
            timetable = tighter;
        }
        return new Untold("a simulation does not take these steps in this order");
    }

    /** Whether a run fails as the path does, as far as the path can tell. */
    private static boolean shows(Run run, Verdict verdict, Vector<Move> moves) {
        Violation found = run.violation().getOrNull();
        if (found == null || !found.property().equals(verdict.name())) {
            return false;
        }
        // What a search does in one step, a sync within a turn, takes a step of its own there.
        return !found.kind().equals("invariant")
                || found.place().equals(place(moves))
                || found.place().equals("Completion");
    }

    /** Where an invariant is broken: the type of what is handled last. */
    private static String place(Vector<Move> moves) {
        Move last = moves.lastOption().getOrNull();
        return switch (last) {
            case null -> "Boot";
            case Move.Delivered(_, _, Object message, _, _) -> message.getClass().getSimpleName();
            case Move.Fired(_, Object message, _, _) -> message.getClass().getSimpleName();
            case Move.Synced _ -> "Completion";
            case Move.Crashed _ -> "Crash";
            case Move.Booted _ -> "Boot";
            case Move.Dropped _, Move.Calmed _ -> "";
        };
    }

    private static int downAtOnce(Vector<Move> moves) {
        int down = 0;
        int most = 0;
        for (Move move : moves) {
            if (Guide.crash(move) != null) {
                most = Math.max(most, ++down);
            } else if (move instanceof Move.Booted) {
                down--;
            }
        }
        return most;
    }
}
