package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code shrink}: makes a failure smaller than it is. */
@Command(
        name = "shrink",
        header = "Make a failure smaller than it is.",
        description = {
            "Shrink a failure again, from the story in its file on, and rewrite the file. With"
                    + " --regression the file stays as it is and the result goes into the folder"
                    + " regressions, to be committed.",
            "",
            "Exit code: 0 done, 2 wrong call, or a failure that does not show any more."
        },
        footer = {
            "  ./rehearse shrink .rehearsal/failures/NAME.json",
            "  ./rehearse shrink .rehearsal/failures/NAME.json --budget 1e6",
            "  ./rehearse shrink .rehearsal/failures/NAME.json --regression"
        })
final class ShrinkCommand extends Verb {

    /** Five times what {@code run} spends. */
    private static final int RUNS_DEFAULT = 500_000;

    @Parameters(index = "0", paramLabel = "FILE", description = "A failure file.")
    private Path file = Path.of("");

    @picocli.CommandLine.Option(
            names = "--budget",
            paramLabel = "RUNS",
            order = 1,
            description =
                    "How many simulations the search may take (default: up to 500,000, fewer when"
                            + " the run is long).")
    private @Nullable String budget;

    @picocli.CommandLine.Option(
            names = "--regression",
            order = 2,
            description = "Write the result into regressions/ and leave FILE as it is.")
    private boolean regression;

    @Mixin private final ClassPathOption classPath = new ClassPathOption();
    @Mixin private final DiagramOption diagram = new DiagramOption();

    ShrinkCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        diagram.check(json);
        int given = budget == null ? 0 : (int) Counts.parse("--budget", budget, Integer.MAX_VALUE);
        Catalogue catalogue = classPath.catalogue(shell);
        Failure failure = FailureFile.read(shell.resolve(file), catalogue);
        Simulation simulation = Systems.simulation(failure.settings(), "shrink");
        long start = CpuTime.nanos();
        Run run = simulation.run(failure.story());
        refuseAnother(failure, run);
        shell.savedSoFar(file + " is as it was");
        Failures failures = new Failures(shell);
        Shrunk shrunk = failures.shrink(simulation, run, given > 0 ? given : RUNS_DEFAULT);
        long cpu = CpuTime.nanos() - start;
        Failure smaller = failure.shrunk(shrunk);
        Path target = regression ? Failures.REGRESSIONS.resolve(regressionName(smaller)) : file;
        Option<Path> saved = failures.save(smaller, target);
        if (saved.isEmpty()) {
            throw new Refusal("the result must be written, and " + target + " was not");
        }
        if (json) {
            answer("rehearsal.shrink/1", object -> write(object, shrunk, target, cpu));
        } else {
            tell(simulation, shrunk, target);
        }
        return Exit.HOLDS;
    }

    private void refuseAnother(Failure failure, Run run) {
        if (run.fails(failure.signature())) {
            return;
        }
        throw new Refusal(
                "only a story that fails as it did can be shrunk: "
                        + failure.signature()
                        + " is "
                        + run.violation()
                                .map(found -> "now " + found.signature())
                                .getOrElse("gone, the run holds")
                        + "; see "
                        + shell.command("replay", List.of(file.toString())));
    }

    /** Without the seed, which says nothing any more: one file for one failure. */
    private static String regressionName(Failure failure) {
        return new Failure(
                        failure.story(),
                        Option.none(),
                        failure.violation(),
                        failure.traceHash(),
                        failure.hashes(),
                        failure.found(),
                        failure.shrinking(),
                        failure.version())
                .fileName();
    }

    private static void write(JsonGenerator json, Shrunk shrunk, Path target, long cpuNanos)
            throws IOException {
        json.writeStringField("signature", shrunk.after().violation().get().signature());
        write(json, "before", Size.of(shrunk.before()));
        write(json, "after", Size.of(shrunk.after()));
        json.writeNumberField("runs", shrunk.runs());
        json.writeNumberField("cpuMillis", cpuNanos / 1_000_000);
        json.writeBooleanField("oneMinimal", shrunk.oneMinimal());
        json.writeStringField("failureFile", target.toString());
    }

    private static void write(JsonGenerator json, String name, Size size) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("operations", size.operations());
        json.writeNumberField("faults", size.faults());
        json.writeNumberField("decisions", size.decisions());
        json.writeNumberField("steps", size.steps());
        json.writeEndObject();
    }

    private void tell(Simulation simulation, Shrunk shrunk, Path target) {
        Run after = Failures.traced(simulation, shrunk.after());
        RunReport report =
                new RunReport(after, Option.none(), Option.none(), Option.none(), 0, Option.none());
        report.violation(shell, after).forEach(shell::out);
        FailureReport.story(after, diagram).forEach(shell::out);
        shell.out(shrunk.sentence());
        shell.out("failure file: " + target);
        shell.out("see it again:");
        List<String> words = new ArrayList<>(List.of(target.toString()));
        words.addAll(classPath.words());
        shell.out(shell.command("replay", words));
    }
}
