package dev.rehearsal.cli;

import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.failure.Replay;
import dev.rehearsal.failure.StepHashes;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.story.StoryText;
import dev.rehearsal.supervisor.SupervisionTree;

import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** {@code replay}: the same run again, every event a line, then the diagram. */
@Command(
        name = "replay",
        header = "Show a run again, every event and the diagram.",
        description = {
            "Run a failure file, or one seed of a scenario, again and show every event and the"
                + " sequence diagram. On code that has changed the file is run as far as it goes:"
                + " the step where the run departs from the recorded one is named, and the verdict"
                + " is that of the new run.",
            "",
            "Exit code: 0 holds, 1 violated, 2 wrong call, 3 inconclusive."
        },
        footer = {
            "  ./rehearse replay .rehearsal/failures/NAME.json",
            "  ./rehearse replay .rehearsal/failures/NAME.json --until 12 --diagram=mermaid",
            "  ./rehearse replay replicated-register --seed 0x2a",
            "  ./rehearse replay supervised-kv --seed 0x2a --tree --until 200"
        })
final class ReplayCommand extends Verb {

    @Parameters(
            index = "0",
            paramLabel = "FILE|SCENARIO",
            description = "A failure file; or a scenario, with --seed.")
    private String subject = "";

    @Mixin private final DrawOptions draw = new DrawOptions();
    @Mixin private final SettingsOptions options = new SettingsOptions();
    @Mixin private final ClassPathOption classPath = new ClassPathOption();

    @picocli.CommandLine.Option(
            names = "--until",
            paramLabel = "STEP",
            order = 14,
            description = "Show the run up to that step; the verdict is that of the whole run.")
    private @Nullable String until;

    @picocli.CommandLine.Option(
            names = "--tree",
            order = 15,
            description = "Show the supervision tree at that step, else at the end of the run.")
    private boolean tree;

    @Mixin private final DiagramOption diagram = new DiagramOption();

    ReplayCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        diagram.check(json);
        if (tree && json) {
            throw new Refusal("--json prints one object and no tree: leave --tree out, or --json");
        }
        long last = until == null ? Long.MAX_VALUE : Counts.parse("--until", until, Long.MAX_VALUE);
        Catalogue catalogue = classPath.catalogue(shell);
        return isFile() ? replayFile(catalogue, last) : replaySeed(catalogue, last);
    }

    /** What exists as a file is one; so is what looks like one, to be refused as such. */
    private boolean isFile() {
        return Files.isRegularFile(shell.resolve(Path.of(subject)))
                || subject.endsWith(".json")
                || subject.contains("/");
    }

    // -------------------------------------------------------------------------------------- a file

    private int replayFile(Catalogue catalogue, long last) {
        if (draw.seed != null || draw.faults != null || !options.isEmpty()) {
            throw new Refusal(
                    "a failure file says itself what is run: leave out --seed, --faults, --set and"
                            + " --variant");
        }
        Failure failure = FailureFile.read(shell.resolve(Path.of(subject)), catalogue);
        Systems.simulation(failure.settings(), "replay");
        long start = CpuTime.nanos();
        Replay replay = Replay.of(failure);
        RunReport report =
                new RunReport(
                        replay.run(),
                        failure.origin().map(Failure.Origin::seed),
                        failure.origin().map(Failure.Origin::faults),
                        Option.none(),
                        CpuTime.nanos() - start,
                        replay.run().violation().map(_ -> subject));
        List<String> remarks = remarks(failure, replay);
        if (json) {
            remarks.forEach(shell::err);
            answer(RunReport.SCHEMA, report::write);
        } else {
            tell(report.withoutOrigin(), last, remarks);
            shell.out(shell.command("replay", words(List.of(subject))));
        }
        return report.exitCode();
    }

    /** What is to be said about a run beside its recording. */
    private static List<String> remarks(Failure failure, Replay replay) {
        List<String> remarks = new ArrayList<>();
        for (Failure.Origin origin : failure.origin()) {
            remarks.add(
                    "found with seed " + Seeds.text(origin.seed()) + ", faults " + origin.faults());
        }
        for (StepHashes.Departed departed : replay.departed()) {
            remarks.add(
                    "the code has changed: the run departs from the recorded one at "
                            + departed
                            + " of "
                            + failure.hashes().steps()
                            + "; trace hash "
                            + HexFormat.of().toHexDigits(replay.run().traceHash())
                            + ", recorded "
                            + HexFormat.of().toHexDigits(failure.traceHash())
                            + " by version "
                            + failure.version());
        }
        boolean fails = replay.run().fails(failure.signature());
        if (replay.departed().isEmpty()) {
            remarks.add(
                    fails
                            ? "the same run as recorded, step by step"
                            : "the same steps as recorded, to other states or judged otherwise");
        }
        if (!fails) {
            remarks.add("the recorded failure does not show any more: " + failure.signature());
        }
        replay.run()
                .unused()
                .forEach(departure ->
                        remarks.add("unused, its message was never sent: " + departure));
        return remarks;
    }

    // -------------------------------------------------------------------------------------- a seed

    private int replaySeed(Catalogue catalogue, long last) {
        Settings settings = options.settings(catalogue, subject);
        if (draw.seed == null) {
            throw new Refusal(
                    "replay needs a failure file, or a scenario with --seed: scenario=" + subject);
        }
        long seed = draw.seed(shell);
        FaultChoice faults = draw.choice(shell);
        Simulation simulation = Systems.simulation(faults.settings(settings, seed), "replay");
        long start = CpuTime.nanos();
        Run run = faults.run(simulation.with(Simulation.Options.DEFAULT.verbose()), seed);
        long cpu = CpuTime.nanos() - start;
        Option<String> file = run.violation().flatMap(_ -> file(run, seed)).map(Path::toString);
        RunReport report =
                new RunReport(
                        run,
                        Option.some(seed),
                        Option.some(draw.faults()),
                        Option.none(),
                        cpu,
                        file);
        if (json) {
            answer(RunReport.SCHEMA, report::write);
        } else {
            tell(report, last, List.of());
            file.forEach(path -> {
                shell.out("failure file: " + path + "; make it small:");
                shell.out(shell.command("shrink", words(List.of(path))));
            });
            List<String> words = new ArrayList<>(List.of(subject));
            words.addAll(draw.words(seed));
            words.addAll(options.words());
            shell.out(shell.command("replay", words(words)));
        }
        return report.exitCode();
    }

    /** The file of the failure; one that {@code run} has shrunk already is left as it is. */
    private Option<Path> file(Run run, long seed) {
        Failures failures = new Failures(shell);
        Failure failure = Failure.of(run).from(seed, draw.faults());
        Path file = Failures.FOLDER.resolve(failure.fileName());
        return failures.exists(file) ? Option.some(file) : failures.save(failure, file);
    }

    // --------------------------------------------------------------------------------------- lines

    private void tell(RunReport report, long last, List<String> remarks) {
        Run run = report.run();
        for (TraceEvent event : run.trace().events()) {
            if (event.step() <= last) {
                shell.out(EventText.line(event));
            }
        }
        if (last < run.steps()) {
            shell.out("  (shown up to step " + last + " of " + run.steps() + ")");
        }
        shell.out("");
        if (last >= run.steps()) {
            StoryText.lines(run).forEach(shell::out);
            shell.out("");
        }
        if (Math.min(last, run.steps()) > FailureReport.STEPS_MAX) {
            shell.out(
                    "no diagram of so many steps: draw the first "
                            + FailureReport.STEPS_MAX
                            + " or fewer by --until");
        } else {
            diagram.draw(Diagram.of(run).until(last)).lines().forEach(shell::out);
        }
        shell.out("");
        if (tree) {
            tree(run, Math.min(last, run.steps())).forEach(shell::out);
            shell.out("");
        }
        if (run.violation().isDefined()) {
            report.violation(shell, run).forEach(shell::out);
            report.figures().forEach(shell::out);
        } else {
            report.verdict(shell).forEach(shell::out);
        }
        remarks.forEach(remark -> shell.out("  " + remark));
    }

    private static List<String> tree(Run run, long step) {
        String text = SupervisionTree.at(run.trace(), step);
        List<String> lines = new ArrayList<>();
        lines.add(
                text.isEmpty()
                        ? "no supervisor lives at step " + step
                        : "supervision at step " + step + ":");
        text.lines().map(line -> "  " + line).forEach(lines::add);
        return lines;
    }

    private List<String> words(List<String> first) {
        List<String> words = new ArrayList<>(first);
        words.addAll(classPath.words());
        return words;
    }
}
