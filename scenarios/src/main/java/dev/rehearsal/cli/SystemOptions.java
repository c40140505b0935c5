package dev.rehearsal.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** The options that say what can happen to a system of actors while all its states are searched. */
final class SystemOptions {

    @Option(
            names = "--network",
            paramLabel = "KIND",
            order = 20,
            description =
                    "unordered, ordered or unordered-duplicating (default: unordered); for systems"
                            + " of actors.")
    private @Nullable String network;

    @Option(
            names = "--lossy",
            order = 21,
            description = "Any message may be lost; for systems of actors.")
    private boolean lossy;

    @Option(
            names = "--max-drops",
            paramLabel = "N",
            order = 22,
            description = "At most so many messages are lost; for systems of actors.")
    private @Nullable String drops;

    @Option(
            names = "--max-crashes",
            paramLabel = "N",
            order = 23,
            description = "Nodes crash at most so often in total; for systems of actors.")
    private @Nullable String crashes;

    @Option(
            names = "--max-down",
            paramLabel = "N",
            order = 24,
            description = "At most so many nodes are down at once; for systems of actors.")
    private @Nullable String down;

    @Option(
            names = "--partial-order",
            order = 25,
            description = "Leave out orders that make no difference; for systems of actors.")
    private boolean partialOrder;

    @Option(
            names = "--history",
            paramLabel = "KIND",
            order = 26,
            description =
                    "What a state keeps of the history: possibilities or recorded (default:"
                            + " possibilities); without effect where there is none.")
    private @Nullable String history;

    /** Refuses whatever only a system of actors has. */
    void refuseForModel(String scenario) {
        checkHistory();
        refuse(network != null, "--network", scenario);
        refuse(lossy, "--lossy", scenario);
        refuse(drops != null, "--max-drops", scenario);
        refuse(crashes != null, "--max-crashes", scenario);
        refuse(down != null, "--max-down", scenario);
        refuse(partialOrder, "--partial-order", scenario);
    }

    private void checkHistory() {
        if (history != null && !history.matches("possibilities|recorded")) {
            throw new Refusal("--history must be possibilities or recorded: --history=" + history);
        }
    }

    private static void refuse(boolean given, String option, String scenario) {
        if (given) {
            throw new Refusal(
                    option
                            + " needs messages and nodes, and "
                            + scenario
                            + " is a plain model; leave the option out");
        }
    }
}
