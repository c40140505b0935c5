package dev.rehearsal.cli;

import dev.rehearsal.campaign.report.GithubSummary;
import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Reliability;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.spelling.Amount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code soak} and {@code merge} say in lines, and to GitHub. */
final class SoakText {

    private SoakText() {}

    static int exitCode(Summary summary) {
        return summary.isRed() ? Exit.VIOLATED : summary.isGreen() ? Exit.HOLDS : Exit.INCONCLUSIVE;
    }

    /**
     * The lines; the last one shows more, or goes on.
     *
     * @param classPath the words that a replay needs besides its file
     */
    static List<String> of(Shell shell, Summary summary, String again, List<String> classPath) {
        List<String> lines = new ArrayList<>();
        boolean green = summary.isGreen();
        lines.add(
                shell.strong(summary.isRed() ? "red" : green ? "green" : "inconclusive", !green)
                        + ": "
                        + Amount.of(summary.seedsDone(), "run")
                        + " of "
                        + Amount.of(summary.subjects().size(), "scenario")
                        + ", "
                        + time(summary.simulated())
                        + " of simulated time in "
                        + time(Duration.ofNanos(summary.cpuNanos()))
                        + " of CPU; ended by "
                        + ended(summary.end()));
        for (Finding finding : summary.findings()) {
            lines.addAll(finding(shell, summary, finding, classPath));
        }
        if (summary.findings().isEmpty()) {
            lines.add("  findings: none");
        }
        lines.add(
                "  goals reached: "
                        + (summary.goals().isEmpty()
                                ? "there are none"
                                : summary.goals()
                                        .map(goal ->
                                                goal._1
                                                        + " "
                                                        + (goal._2 == 0
                                                                ? "never"
                                                                : Amount.of(goal._2)))
                                        .mkString(", ")));
        lines.add(
                "  faults that took effect: "
                        + summary.faults().filterValues(count -> count.effective() > 0).size()
                        + " of "
                        + summary.faults().size()
                        + " kinds; vacuous runs: "
                        + Amount.of(summary.vacuous())
                        + (summary.inconclusive() == 0
                                ? ""
                                : "; ended by a budget: " + summary.inconclusive()));
        if (summary.canaries().sent() > 0) {
            lines.add(
                    "  canary: the planted bug of "
                            + summary.canaries().subject()
                            + " was found "
                            + summary.canaries().found()
                            + " of "
                            + Amount.of(summary.canaries().sent(), "time"));
        }
        summary.unmet().forEach(sentence -> lines.add("  " + sentence));
        if (summary.open().isEmpty() && summary.seedsDone() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  no failure in %,d runs: at 95 %% confidence at most %.2g of runs"
                                    + " drawn like these fail",
                            summary.seedsDone(),
                            Reliability.excluded(summary.seedsDone(), Reliability.CONFIDENCE)));
        }
        lines.add("read " + summary.dir().resolve("report.html"));
        if (!again.isEmpty() && !summary.end().equals("done")) {
            lines.add("go on:");
            lines.add(again);
        }
        return lines;
    }

    private static String ended(String end) {
        return switch (end) {
            case "done" -> "its last seed";
            case "time" -> "its time";
            case "plateau" -> "a plateau";
            case "disk" -> "a full disk";
            default -> "an interruption";
        };
    }

    private static List<String> finding(
            Shell shell, Summary summary, Finding finding, List<String> classPath) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "  "
                        + shell.strong(finding.fate().getOrElse("found"), !finding.isFixed())
                        + ": "
                        + finding.signature()
                        + " in "
                        + finding.subject()
                        + String.format(
                                Locale.ROOT,
                                ", %,d of %,d runs, lowest seed ",
                                finding.count(),
                                finding.runs())
                        + Seeds.text(finding.lowest()));
        lines.add("    " + finding.message());
        if (finding.isFixed()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "    %,d green runs since; the fix may be believed after %,d",
                            finding.greenRuns(),
                            finding.greenRunsNeeded()));
        }
        if (finding.story().isDefined()) {
            var size = finding.story().get().size();
            lines.add("    smallest story: " + size);
            List<String> words = new ArrayList<>();
            words.add(summary.dir().resolve(finding.file()).toString());
            words.addAll(classPath);
            lines.add("    " + shell.command("replay", words));
        } else {
            lines.add("    " + summary.dir().resolve(finding.file()));
        }
        return lines;
    }

    /** {@code 3d 4h}, {@code 12m 5s}, {@code 1.5s}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds >= 86_400) {
            return String.format(
                    Locale.ROOT, "%,dd %dh", seconds / 86_400, seconds % 86_400 / 3_600);
        }
        if (seconds >= 3_600) {
            return seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m";
        }
        if (seconds >= 60) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        return String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1e3);
    }

    /** Tells the runner of a GitHub workflow, when there is one. */
    static void github(Shell shell, Summary summary) {
        if (!shell.isSet("GITHUB_ACTIONS")) {
            return;
        }
        GithubSummary.annotations(summary).forEach(shell::err);
        if (shell.isSet("GITHUB_STEP_SUMMARY")) {
            Path file = Path.of(shell.variable("GITHUB_STEP_SUMMARY"));
            try {
                Files.writeString(
                        file,
                        GithubSummary.of(summary),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                shell.err("the step summary could not be written: " + file + ": " + e);
            }
        }
    }
}
