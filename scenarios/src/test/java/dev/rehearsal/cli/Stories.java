package dev.rehearsal.cli;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.kv.SupervisedKv;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

import java.nio.file.Path;

/** Failures written by hand, which no tuning of a fault profile changes. */
final class Stories {

    private static final long MS = 1_000_000;

    private Stories() {}

    /** A put that has reached one server only, and two gets that disagree, among other things. */
    static Failure staleRead() {
        Settings settings = new ReplicatedRegister().settings();
        Vector<PlannedOperation> operations =
                Vector.of(
                        operation("c1", 1, new Register.Write<>(7), MS),
                        operation("c1", 2, new Register.Read<Integer>(), 60 * MS),
                        operation("c2", 2, new Register.Read<Integer>(), 4 * MS),
                        operation("c3", 2, new Register.Read<Integer>(), 8 * MS),
                        operation("c3", 3, new Register.Write<>(9), 50 * MS));
        Vector<Departure> departures =
                Vector.of(
                        new Departure.Held(
                                MessageName.parse("c1#1 / s1→s2 : Replicate ~ 1"),
                                new Point.After(30 * MS)),
                        new Departure.Again(
                                MessageName.parse("c3#2 / c3→s2 : Get ~ 1"),
                                new Point.After(5 * MS)),
                        new Departure.Drop(MessageName.parse("c3#3 / s1→c3 : PutOk ~ 1")));
        Run run =
                Simulation.of(settings)
                        .with(Simulation.Options.DEFAULT.verbose())
                        .run(new Story(settings, operations, departures));
        return Failure.of(run).from(0x2a, "lossy");
    }

    /** Its file. */
    static Path staleRead(Path folder) {
        Path file = folder.resolve("stale-read.json");
        FailureFile.write(staleRead(), file);
        return file;
    }

    /** A store that is killed, and sessions that keep the reference to it. */
    static Path deadReference(Path folder) {
        Settings settings =
                new SupervisedKv()
                        .settings()
                        .withVariant("dead-reference")
                        .with("nodes", "1")
                        .with("clients", "1");
        Departure kill =
                new Departure.Kill(
                        "s1/kv/store", 0, new Point.At(10 * MS), new ExitReason.Killed());
        Run run =
                Simulation.of(settings)
                        .with(Simulation.Options.DEFAULT.verbose())
                        .run(new Story(settings, Vector.empty(), Vector.of(kill), Heal.USUAL));
        Path file = folder.resolve("dead-reference.json");
        FailureFile.write(Failure.of(run), file);
        return file;
    }

    private static PlannedOperation operation(
            String client, int index, Register.Call<Integer> call, long nanos) {
        return new PlannedOperation(client, index, call, nanos);
    }
}
