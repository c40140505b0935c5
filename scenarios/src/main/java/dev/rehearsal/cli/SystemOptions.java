package dev.rehearsal.cli;

import dev.rehearsal.check.Network;
import dev.rehearsal.check.Trouble;

import io.vavr.collection.Vector;

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
            description =
                    "At most so many nodes are down at once (default: as many as the scenario"
                            + " survives, at least 1); for systems of actors.")
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

    /** Whether orders that make no difference are left out. */
    boolean isPartialOrder() {
        return partialOrder;
    }

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

    /** How messages travel. */
    Network network() {
        if (network == null) {
            return Network.UNORDERED;
        }
        return Vector.of(Network.values())
                .find(kind -> kind.label().equals(network))
                .getOrElseThrow(() ->
                        new Refusal(
                                "--network must be unordered, ordered or unordered-duplicating:"
                                        + " --network="
                                        + network));
    }

    /**
     * What may happen.
     *
     * @param nodes how many nodes can crash
     * @param survives how many of them may be down at once, as the scenario declares
     */
    Trouble trouble(String scenario, int nodes, int survives) {
        checkHistory();
        Trouble trouble = Trouble.NONE.over(network());
        if (drops != null) {
            trouble = trouble.drops((int) Counts.parse("--max-drops", drops, 1_000_000));
        } else if (lossy) {
            trouble = trouble.drops(Trouble.UNLIMITED);
        }
        if (crashes != null || down != null) {
            if (nodes == 0) {
                throw new Refusal(
                        (crashes == null ? "--max-down" : "--max-crashes")
                                + " needs nodes that can crash, and "
                                + scenario
                                + " has none; leave the option out");
            }
            trouble =
                    trouble.crashes(
                            crashes == null
                                    ? Trouble.UNLIMITED
                                    : (int) Counts.parse("--max-crashes", crashes, 1_000_000),
                            down == null
                                    ? Math.max(1, survives)
                                    : (int) Counts.parse("--max-down", down, nodes));
        }
        return "recorded".equals(history) ? trouble.recording() : trouble;
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
