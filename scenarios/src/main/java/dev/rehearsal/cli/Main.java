package dev.rehearsal.cli;

import dev.rehearsal.failure.FailureFileException;
import dev.rehearsal.scenario.PropertyException;
import dev.rehearsal.value.NotAValueException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command line of Rehearsal.
 *
 * <p>Results go to standard output, everything else to standard error. The exit code is that of the
 * verb, 2 for a wrong call, 70 for an error of Rehearsal itself, 130 when interrupted.
 */
@Command(
        name = "rehearse",
        description = "Rehearse a system of actors under failure, before the opening night.",
        synopsisSubcommandLabel = "VERB",
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%n",
        usageHelpWidth = 100,
        footerHeading = "%n",
        footer = {
            "Begin with:",
            "  ./rehearse list",
            "  ./rehearse run replicated-register",
            "  ./rehearse run --help"
        })
public final class Main implements Runnable {

    private final Shell shell;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private Main(Shell shell) {
        this.shell = shell;
    }

    /** The verbs, in the order of the help. */
    private static List<Object> verbs(Shell shell) {
        return List.of(
                new ListCommand(shell),
                new RunCommand(shell),
                new ReplayCommand(shell),
                new ShrinkCommand(shell),
                new CheckCommand(shell),
                new SoakCommand(shell),
                new MergeCommand(shell),
                new DoctorCommand(shell),
                new HistoryCommand(shell),
                new ZooCommand(shell));
    }

    /** Runs one verb and ends the process. */
    public static void main(String[] args) {
        Shell shell = Shell.ofProcess();
        Thread hook = new Thread(() -> shell.err(shell.interrupted()), "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = run(shell, args);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            return; // Being interrupted: the JVM ends with its own code, 130.
        }
        System.exit(code);
    }

    /** Runs one verb and returns its exit code. */
    static int run(Shell shell, String... args) {
        boolean json = Arrays.asList(args).contains("--json");
        try {
            return commandLine(shell, json).execute(withDefaults(args));
        } catch (Throwable e) {
            return failed(shell, json, e);
        }
    }

    private static CommandLine commandLine(Shell shell, boolean json) {
        CommandLine line = new CommandLine(new Main(shell));
        for (Object verb : verbs(shell)) {
            line.addSubcommand(verb);
        }
        line.setOut(new PrintWriter(new Lines(shell::out), true));
        line.setErr(new PrintWriter(new Lines(shell::err), true));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(shell.hasColours() ? Ansi.ON : Ansi.OFF));
        line.getCommandSpec().version("rehearsal " + version());
        line.setParameterExceptionHandler(
                (wrong, _) -> refuse(shell, json, Sentences.of(wrong), Exit.WRONG_CALL));
        line.setExecutionExceptionHandler((thrown, _, _) -> failed(shell, json, thrown));
        return line;
    }

    /** An option whose value may be missing would take the next word for its value. */
    private static String[] withDefaults(String... args) {
        List<String> all = new ArrayList<>();
        for (String argument : args) {
            all.add(argument.equals("--diagram") ? "--diagram=ascii" : argument);
        }
        return all.toArray(String[]::new);
    }

    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public void run() {
        throw new Refusal("a verb is needed, such as list or run; see ./rehearse --help");
    }

    // ------------------------------------------------------------------------------------- errors

    private static int failed(Shell shell, boolean json, Throwable thrown) {
        return switch (thrown) {
            case CommandLine.ExecutionException wrapped when wrapped.getCause() != null ->
                    failed(shell, json, wrapped.getCause());
            case Refusal _, FailureFileException _ ->
                    refuse(shell, json, thrown.getMessage(), Exit.WRONG_CALL);
            case NotAValueException _ ->
                    refuse(
                            shell,
                            json,
                            "a state, message or actor must be an immutable value: "
                                    + thrown.getMessage()
                                    + "; mend the scenario",
                            Exit.WRONG_CALL);
            case PropertyException _ ->
                    refuse(
                            shell,
                            json,
                            thrown.getMessage() + "; mend the scenario",
                            Exit.WRONG_CALL);
            case IOException _ ->
                    refuse(
                            shell,
                            json,
                            "a file must be readable and writable: " + thrown,
                            Exit.WRONG_CALL);
            case UncheckedIOException _ ->
                    refuse(
                            shell,
                            json,
                            "a file must be writable: " + thrown.getCause(),
                            Exit.WRONG_CALL);
            default -> {
                thrown.printStackTrace(shell.errors());
                yield refuse(
                        shell,
                        json,
                        "an internal error of Rehearsal "
                                + version()
                                + ": "
                                + thrown
                                + "; please report it with the lines above and the call",
                        Exit.INTERNAL);
            }
        };
    }

    private static int refuse(Shell shell, boolean json, String sentence, int code) {
        String line = sentence.replaceAll("\\s*\\R\\s*", " ");
        shell.err("rehearse: " + line);
        if (json) {
            shell.out(
                    Verb.object(
                            "rehearsal.error/1",
                            fields -> fields.writeStringField("message", line)));
        }
        return code;
    }
}
