package dev.rehearsal.cli;

import dev.rehearsal.check.Options;
import dev.rehearsal.check.Options.Strategy;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options that say how all states are searched, and how far. */
final class SearchOptions {

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)([kmg]?)");

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            order = 30,
            description =
                    "bfs, nearest first, with the shortest counterexamples, or dfs (default: bfs).")
    private @Nullable String strategy;

    @Option(
            names = "--symmetry",
            order = 31,
            description = "Take states for one that differ by an exchange of equal parts.")
    private boolean symmetry;

    @Option(
            names = "--threads",
            paramLabel = "N",
            order = 32,
            description = "How many threads search; the result is the same (default: 1).")
    private @Nullable String threads;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            order = 33,
            description = "Stop after so many different states.")
    private @Nullable String states;

    @Option(
            names = "--max-depth",
            paramLabel = "N",
            order = 34,
            description = "Go no further than so many steps.")
    private @Nullable String depth;

    @Option(
            names = "--max-memory",
            paramLabel = "SIZE",
            order = 35,
            description = "Stop when the tables of states take more, such as 512m or 4g.")
    private @Nullable String memory;

    @Option(
            names = "--max-time",
            paramLabel = "DURATION",
            order = 36,
            description = "Stop after so long, such as 30s or 8h.")
    private @Nullable String time;

    @Option(names = "--keep-going", order = 37, description = "Do not stop at the first violation.")
    private boolean keepGoing;

    boolean isSymmetric() {
        return symmetry;
    }

    Options options() {
        Options options = Options.DEFAULT;
        if (strategy != null) {
            options =
                    options.strategy(
                            switch (strategy) {
                                case "bfs" -> Strategy.BREADTH_FIRST;
                                case "dfs" -> Strategy.DEPTH_FIRST;
                                default ->
                                        throw new Refusal(
                                                "--strategy must be bfs or dfs: --strategy="
                                                        + strategy);
                            });
        }
        if (symmetry) {
            options = options.symmetric();
        }
        if (threads != null) {
            options = options.threads((int) Counts.parse("--threads", threads, 1024));
        }
        if (states != null) {
            options = options.states(Counts.parse("--max-states", states, Long.MAX_VALUE));
        }
        if (depth != null) {
            options = options.depth((int) Counts.parse("--max-depth", depth, 1_000_000_000));
        }
        if (memory != null) {
            options = options.memory(bytes("--max-memory", memory));
        }
        if (time != null) {
            options = options.nanos(Durations.parse("--max-time", time).toNanos());
        }
        return keepGoing ? options.keepingGoing() : options;
    }

    private static long bytes(String option, String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (size.matches()) {
            long unit =
                    switch (size.group(2)) {
                        case "k" -> 1L << 10;
                        case "m" -> 1L << 20;
                        case "g" -> 1L << 30;
                        default -> 1;
                    };
            BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit));
            if (bytes.compareTo(BigDecimal.ONE) >= 0
                    && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                return bytes.longValue();
            }
        }
        throw new Refusal(option + " must be a size such as 512m or 4g: " + option + "=" + text);
    }
}
