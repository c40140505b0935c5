package dev.rehearsal.cli;

import dev.rehearsal.diagram.Brief;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a verb runs in: its streams, its folder, its environment.
 *
 * <p>Results go to {@link #out}, progress and logs to {@link #err}. Texts are turned to ASCII where
 * the stream knows nothing else.
 */
final class Shell {

    private final PrintStream out;
    private final PrintStream err;
    private final Path folder;
    private final Map<String, String> environment;
    private final boolean terminal;
    private final LongSupplier seeds;
    private volatile @Nullable Supplier<String> saved;

    /**
     * A shell.
     *
     * @param folder that relative paths are relative to
     * @param terminal whether somebody watches, who may see colours and redrawn lines
     * @param seeds where a seed comes from that nobody chose
     */
    Shell(
            PrintStream out,
            PrintStream err,
            Path folder,
            Map<String, String> environment,
            boolean terminal,
            LongSupplier seeds) {
        this.out = out;
        this.err = err;
        this.folder = folder;
        this.environment = environment;
        this.terminal = terminal;
        this.seeds = seeds;
    }

    /** That of this process. */
    static Shell ofProcess() {
        var console = System.console();
        return new Shell(
                System.out,
                System.err,
                Path.of(""),
                System.getenv(),
                console != null && console.isTerminal(),
                () -> new SecureRandom().nextLong());
    }

    /** Prints a line of the result. */
    void out(String line) {
        out.println(readable(out, line));
    }

    /** Prints a line for whoever watches. */
    void err(String line) {
        err.println(readable(err, line));
    }

    PrintStream errors() {
        return err;
    }

    private static String readable(PrintStream stream, String line) {
        return stream.charset().newEncoder().canEncode(line)
                ? line
                : line.lines().map(Brief::ascii).reduce((a, b) -> a + "\n" + b).orElse("");
    }

    /** Redraws the line of progress, where somebody watches. */
    void progress(String line) {
        if (isLive()) {
            err.print("\r\u001b[K" + readable(err, line));
            err.flush();
        }
    }

    /** Whether lines may be redrawn. */
    boolean isLive() {
        return terminal && !isSet("CI") && !"dumb".equals(environment.get("TERM"));
    }

    /** Whether there may be colours. */
    boolean hasColours() {
        return isLive() && !isSet("NO_COLOR");
    }

    boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    /** The value of a variable of the environment; empty when it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** A word that weighs: red when it is bad, else green. */
    String strong(String word, boolean bad) {
        return hasColours() ? "\u001b[1;" + (bad ? 31 : 32) + "m" + word + "\u001b[0m" : word;
    }

    /**
     * A command line that works where the user stands: the launcher says by {@code
     * REHEARSE_COMMAND} how it was called.
     */
    String command(String verb, List<String> words) {
        return Words.command(launcher(), verb, words);
    }

    String launcher() {
        return isSet("REHEARSE_COMMAND") ? environment.get("REHEARSE_COMMAND") : Words.LAUNCHER;
    }

    /** A path that the user named. */
    Path resolve(Path path) {
        return folder.resolve(path);
    }

    long randomSeed() {
        return seeds.getAsLong();
    }

    /** Says what is safe when the process is interrupted from now on. */
    void savedSoFar(@Nullable String summary) {
        saved = summary == null ? null : () -> summary;
    }

    /**
     * What is to be done when the process is interrupted from now on; it says what is safe then.
     */
    void whenInterrupted(Supplier<String> end) {
        saved = end;
    }

    /** What to tell somebody who interrupts now. */
    String interrupted() {
        Supplier<String> summary = saved;
        return "interrupted: "
                + (summary == null ? "nothing was found yet, nothing is saved" : summary.get());
    }
}
