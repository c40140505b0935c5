package dev.rehearsal.cli;

import dev.rehearsal.check.ActorSystem;
import dev.rehearsal.check.Model;
import dev.rehearsal.check.NotDeterministicException;
import dev.rehearsal.check.NotExchangeableException;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.TimeAskedException;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.cli.CheckReport.Told;
import dev.rehearsal.counterexample.Counterexample;
import dev.rehearsal.counterexample.Retelling;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.kernel.StackExhaustedException;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** {@code check}: every state. */
@Command(
        name = "check",
        header = "Visit every state of a small scenario.",
        description = {
            "Search all states that a scenario can reach. A property holds when every state was"
                    + " visited; where it is violated, or a goal found, breadth-first search shows"
                    + " one of the shortest ways there.",
            "",
            "Exit code: 0 holds, 1 violated, 2 wrong call, 3 a limit was reached first."
        },
        footer = {
            "  ./rehearse check two-phase-commit",
            "  ./rehearse check two-phase-commit --set rms=8 --symmetry --threads 2",
            "  ./rehearse check abd-register --set dedup=false --set servers=2 --set clients=2",
            "  ./rehearse check increment --set threads=3 --keep-going --json"
        })
final class CheckCommand extends Verb {

    @Parameters(
            index = "0",
            paramLabel = "SCENARIO",
            description = "A name that list shows, or a class on --classpath.")
    private String scenario = "";

    @Mixin private final SettingsOptions options = new SettingsOptions();
    @Mixin private final SearchOptions search = new SearchOptions();
    @Mixin private final SystemOptions system = new SystemOptions();
    @Mixin private final ClassPathOption classPath = new ClassPathOption();

    @Spec private @Nullable CommandSpec called;

    CheckCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Settings settings = options.settings(classPath.catalogue(shell), scenario);
        Model<?, ?> model = Systems.model(settings).getOrElse((Model<?, ?>) null);
        if (model == null) {
            return ofActors(settings);
        }
        system.refuseForModel(settings.scenario().name());
        if (search.isSymmetric() && model.symmetry().isEmpty()) {
            throw new Refusal(
                    "--symmetry needs parts that "
                            + settings.scenario().name()
                            + " declares interchangeable, and it declares none; leave the option"
                            + " out");
        }
        Search how = Search.with(search.options()).telling(this::progress);
        return report(settings, null, timed(() -> how.run(model)), LinkedHashMap.empty());
    }

    private Integer ofActors(Settings settings) {
        String name = settings.scenario().name();
        Cluster cluster = Systems.simulation(settings, "check").cluster();
        Trouble trouble = system.trouble(name, cluster.servers().size(), cluster.crashesAtOnce());
        ActorSystem actors;
        try {
            actors = cluster.system();
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage() + "; run it with ./rehearse run " + name, e);
        }
        if (search.isSymmetric()) {
            refuseSymmetry(name, actors, trouble);
        }
        Search plain = Search.with(search.options()).telling(this::progress);
        Search how = system.isPartialOrder() ? plain.partialOrder() : plain;
        try {
            Timed timed = timed(() -> how.run(actors, trouble));
            return report(
                    settings, trouble.network().label(), timed, told(settings, trouble, timed));
        } catch (TimeAskedException e) {
            throw new Refusal(e.getMessage() + "; run it with ./rehearse run " + name, e);
        } catch (NotDeterministicException e) {
            throw new Refusal(
                    e.getMessage()
                            + ": "
                            + shell.command(
                                    "doctor",
                                    Vector.of(scenario).appendAll(classPath.words()).asJava()),
                    e);
        } catch (NotExchangeableException | StackExhaustedException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    private void refuseSymmetry(String name, ActorSystem actors, Trouble trouble) {
        if (actors.interchange().isEmpty()) {
            throw new Refusal(
                    "--symmetry needs parts that "
                            + name
                            + " declares interchangeable, and it declares none; leave the option"
                            + " out");
        }
        if (system.isPartialOrder() || trouble.crashesMax() > 0) {
            throw new Refusal(
                    "--symmetry goes neither with --partial-order nor with crashes for systems of"
                            + " actors; leave one of them out");
        }
    }

    // ------------------------------------------------------------------------------------- stories

    /** The counterexamples as failures that anybody can replay, by the name of their property. */
    private Map<String, Told> told(Settings settings, Trouble trouble, Timed timed) {
        Map<String, Told> all = LinkedHashMap.empty();
        for (Result.Verdict verdict : timed.result().verdicts()) {
            if (verdict.finding() == Result.Finding.VIOLATED) {
                all = all.put(verdict.name(), told(settings, trouble, verdict));
            }
        }
        return all;
    }

    private Told told(Settings settings, Trouble trouble, Result.Verdict verdict) {
        shell.progress("");
        Counterexample counterexample = Counterexample.of(settings, trouble, verdict);
        return switch (counterexample.retelling()) {
            case Retelling.Untold(String why) ->
                    new Told(why, Option.none(), Option.none(), Option.none());
            case Retelling.Told(Run run) -> {
                Failures failures = new Failures(shell);
                Failure failure = Failure.of(run);
                Path file = Failures.FOLDER.resolve(failure.fileName());
                Option<Path> saved = failures.save(failure, file);
                Simulation simulation = Simulation.of(settings);
                Vector<Departure> chosen =
                        run.story().departures().filter(Departure.Chooses.class::isInstance);
                Shrunk shrunk = failures.shrinkKeeping(simulation, run, chosen);
                if (saved.isDefined()) {
                    saved = failures.save(Failure.of(shrunk), file);
                }
                Run traced = Failures.traced(simulation, shrunk.after());
                yield new Told(
                        "",
                        Option.some(traced),
                        Option.some(counterexample.likeness(traced)),
                        saved.map(Path::toString));
            }
        };
    }

    /** The words of this call, which finds the same again. */
    private List<String> again() {
        CommandSpec spec = Objects.requireNonNull(called);
        List<String> words = spec.commandLine().getParseResult().originalArgs();
        return words.subList(words.indexOf(spec.name()) + 1, words.size());
    }

    private static Timed timed(Supplier<Result> search) {
        long start = System.nanoTime();
        Result result = search.get();
        return new Timed(result, System.nanoTime() - start);
    }

    private record Timed(Result result, long nanos) {}

    private void progress(long distinct, long generated, int depth, long waiting) {
        String line =
                Amount.of(distinct, "state")
                        + ", "
                        + Amount.of(generated, "step")
                        + ", depth "
                        + depth
                        + ", "
                        + Amount.of(waiting, "state")
                        + " waiting";
        shell.progress(line);
        shell.savedSoFar("no verdict after " + line + "; nothing is saved");
    }

    private int report(
            Settings settings, @Nullable String network, Timed timed, Map<String, Told> told) {
        CheckReport report =
                new CheckReport(settings, Option.of(network), timed.result(), timed.nanos(), told);
        shell.progress("");
        if (json) {
            answer(CheckReport.SCHEMA, report::write);
        } else {
            report.lines(shell).forEach(shell::out);
            for (String file : told.values().flatMap(Told::file)) {
                List<String> words = new ArrayList<>(List.of(file));
                words.addAll(classPath.words());
                shell.out("see it in a simulation:");
                shell.out(shell.command("replay", words));
            }
            if (report.exitCode() == Exit.VIOLATED && network == null) {
                shell.out("see it again:");
                shell.out(shell.command("check", again()));
            }
        }
        return report.exitCode();
    }
}
