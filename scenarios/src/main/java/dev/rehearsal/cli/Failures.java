package dev.rehearsal.cli;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where failures go, and how much may be spent on making one small. */
final class Failures {

    /** Where {@code run} puts what it finds. */
    static final Path FOLDER = Path.of(".rehearsal", "failures");

    /** Where {@code shrink --regression} puts what is to be committed. */
    static final Path REGRESSIONS = Path.of("regressions");

    private final Shell shell;

    Failures(Shell shell) {
        this.shell = shell;
    }

    /**
     * Writes a failure; none when it has no form in a file or cannot be written, which is said and
     * changes no verdict.
     */
    Option<Path> save(Failure failure, Path file) {
        try {
            FailureFile.write(failure, shell.resolve(file));
            return Option.some(file);
        } catch (IllegalArgumentException e) {
            shell.err("rehearse: no failure file: " + e.getMessage());
        } catch (UncheckedIOException e) {
            shell.err("rehearse: no failure file: " + file + " cannot be written: " + e.getCause());
        }
        return Option.none();
    }

    boolean exists(Path file) {
        return Files.exists(shell.resolve(file));
    }

    /** Makes a failing run small within the usual budget, and says meanwhile what it does. */
    Shrunk shrink(Simulation simulation, Run failing) {
        return shrinkKeeping(simulation, failing, Vector.empty());
    }

    /** The same, but these departures stay. */
    Shrunk shrinkKeeping(Simulation simulation, Run failing, Vector<Departure> departures) {
        return shrink(
                Shrinker.of(simulation).within(Shrinker.PATIENCE).keeping(departures),
                failing,
                Shrinker.RUNS_DEFAULT);
    }

    /** The same within that many runs, however long they take. */
    Shrunk shrink(Simulation simulation, Run failing, int budget) {
        return shrink(Shrinker.of(simulation).budget(budget), failing, budget);
    }

    private Shrunk shrink(Shrinker shrinker, Run failing, int budget) {
        shell.err(
                "shrinking "
                        + Amount.of(failing.story().operations().size(), "operation")
                        + " and "
                        + Amount.of(failing.story().departures().size(), "departure")
                        + ", at most "
                        + Amount.of(budget, "run"));
        return shrinker.shrink(failing);
    }

    /** The run of a story again, with its trace. */
    static Run traced(Simulation simulation, Run run) {
        return simulation.with(Simulation.Options.DEFAULT.verbose()).run(run.story());
    }
}
