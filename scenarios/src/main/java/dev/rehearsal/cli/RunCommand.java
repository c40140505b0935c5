package dev.rehearsal.cli;

import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Strategy;

import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code run}: one seed. */
@Command(
        name = "run",
        header = "Run one seed of a scenario; shrink what fails.",
        description = {
            "Run one seed of a scenario: its clients' operations, under the faults that the seed"
                + " draws. When a property is violated the story is shrunk and written to a file in"
                + " .rehearsal/failures that anybody can replay.",
            "",
            "Exit code: 0 holds, 1 violated, 2 wrong call, 3 inconclusive."
        },
        footer = {
            "  ./rehearse run replicated-register",
            "  ./rehearse run replicated-register --seed 0x2a --faults harsh --set servers=3",
            "  ./rehearse run single-copy-register --seed 7 --diagram=mermaid",
            "  ./rehearse run replicated-register --seed 3 --faults calm --strategy pct:3"
        })
final class RunCommand extends Verb {

    @Parameters(
            index = "0",
            paramLabel = "SCENARIO",
            description = "A name that list shows, or a class on --classpath.")
    private String scenario = "";

    @Mixin private final DrawOptions draw = new DrawOptions();
    @Mixin private final SettingsOptions options = new SettingsOptions();
    @Mixin private final ClassPathOption classPath = new ClassPathOption();

    @picocli.CommandLine.Option(
            names = "--strategy",
            paramLabel = "NAME",
            order = 13,
            description =
                    "Who chooses when messages arrive: time (default), random, pct:D (priorities,"
                            + " for mistakes of depth D), delay:K (time, with at most K messages"
                            + " put back), or portfolio (one of them for each seed).")
    private @Nullable String strategy;

    @Mixin private final DiagramOption diagram = new DiagramOption();

    @picocli.CommandLine.Option(
            names = "--trace",
            paramLabel = "FILE",
            order = 21,
            description = "Write every event of the run as found, one JSON object a line.")
    private @Nullable Path trace;

    @picocli.CommandLine.Option(
            names = "--paranoid",
            order = 22,
            description = "Run every handler twice; one that does not do the same is a violation.")
    private boolean paranoid;

    RunCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        diagram.check(json);
        Strategy chooser = strategy(strategy);
        long seed = draw.seed(shell);
        Settings asked = options.settings(classPath.catalogue(shell), scenario);
        FaultChoice faults = draw.choice(shell);
        Simulation simulation = Systems.simulation(faults.settings(asked, seed), "run");
        long start = CpuTime.nanos();
        Run run = faults.run(simulation.with(runOptions()), seed, chooser);
        long cpu = CpuTime.nanos() - start;
        Chosen chosen =
                new Chosen(
                        chooser.of(seed),
                        simulation.odds(seed, faults.adversary(simulation, seed), chooser));
        if (trace != null) {
            TraceFile.write(run, Option.some(seed), shell.resolve(trace));
        }
        RunReport report =
                new RunReport(
                        run,
                        Option.some(seed),
                        Option.some(draw.faults()),
                        Option.some(chosen),
                        cpu,
                        Option.none());
        if (run.violation().exists(found -> found.kind().equals("divergence"))) {
            return diverged(run, report, seed);
        }
        if (run.violation().isDefined()) {
            return violated(simulation, seed, report);
        }
        if (json) {
            answer(RunReport.SCHEMA, report::write);
        } else {
            report.verdict(shell).forEach(shell::out);
            if (diagram.isGiven()) {
                shell.out("");
                diagram.draw(Diagram.of(run)).lines().forEach(shell::out);
            }
        }
        return report.exitCode();
    }

    private Simulation.Options runOptions() {
        boolean traced = trace != null || diagram.isGiven();
        Simulation.Options usual = Simulation.Options.DEFAULT;
        Simulation.Options watched = traced ? usual.verbose() : usual;
        return paranoid ? watched.twice() : watched;
    }

    /** A handler did two things in one turn: no story to shrink or to replay from a file. */
    private int diverged(Run run, RunReport report, long seed) {
        if (json) {
            answer(RunReport.SCHEMA, report::write);
            return report.exitCode();
        }
        report.violation(shell, run).forEach(shell::out);
        report.figures().forEach(shell::out);
        if (diagram.isGiven()) {
            shell.out("");
            diagram.draw(Diagram.of(run)).lines().forEach(shell::out);
        }
        List<String> again = words(seed);
        again.add("--paranoid");
        shell.out("see it again:");
        shell.out(shell.command("run", again));
        return report.exitCode();
    }

    /** The value of {@code --strategy}, of this command and of others. */
    static Strategy strategy(@Nullable String words) {
        try {
            return words == null ? Strategy.TIME : Strategy.parse(words);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--strategy: " + e.getMessage(), e);
        }
    }

    private int violated(Simulation simulation, long seed, RunReport report) {
        Failures failures = new Failures(shell);
        Run found = report.run();
        Failure failure = Failure.of(found).from(seed, draw.faults());
        Path file = Failures.FOLDER.resolve(failure.fileName());
        Option<Path> saved = failures.save(failure, file);
        saved.forEach(path ->
                shell.savedSoFar(
                        "the failure as it was found is in "
                                + path
                                + "; make it small with "
                                + shell.command("shrink", words(path))));
        Shrunk shrunk = failures.shrink(simulation, found);
        if (saved.isDefined()) {
            saved = failures.save(Failure.of(shrunk).from(seed, draw.faults()), file);
        }
        RunReport filed =
                new RunReport(
                        found,
                        report.seed(),
                        report.faults(),
                        report.chosen(),
                        report.cpuNanos(),
                        saved.map(Path::toString));
        if (json) {
            answer(RunReport.SCHEMA, filed::write);
        } else {
            tell(simulation, shrunk, filed, saved, seed);
        }
        return filed.exitCode();
    }

    private void tell(
            Simulation simulation, Shrunk shrunk, RunReport report, Option<Path> saved, long seed) {
        Run after = Failures.traced(simulation, shrunk.after());
        report.violation(shell, after).forEach(shell::out);
        FailureReport.story(after, diagram).forEach(shell::out);
        shell.out(shrunk.sentence());
        shell.out("found in:");
        if (!after.violation().equals(report.run().violation())) {
            shell.out("  " + report.run().violation().get().message());
        }
        report.figures().forEach(shell::out);
        saved.forEach(path -> shell.out("failure file: " + path));
        shell.out("see it again:");
        shell.out(
                saved.map(path -> shell.command("replay", words(path)))
                        .getOrElse(() ->
                                shell.command(strategy == null ? "replay" : "run", words(seed))));
    }

    private List<String> words(Path file) {
        List<String> words = new ArrayList<>(List.of(file.toString()));
        words.addAll(classPath.words());
        return words;
    }

    private List<String> words(long seed) {
        List<String> words = new ArrayList<>(List.of(scenario));
        words.addAll(draw.words(seed));
        if (strategy != null) {
            words.addAll(List.of("--strategy", strategy));
        }
        words.addAll(options.words());
        words.addAll(classPath.words());
        return words;
    }
}
