package dev.rehearsal.campaign.report;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;

/** A summary for GitHub: Markdown for the page of a step, and a line for each annotation. */
public final class GithubSummary {

    /** GitHub shows no more of one step. */
    private static final int ANNOTATIONS_MAX = 10;

    private GithubSummary() {}

    /** The Markdown. */
    public static String of(Summary summary) {
        StringBuilder text = new StringBuilder();
        text.append("### Rehearsal: ")
                .append(summary.isRed() ? "red" : summary.isGreen() ? "green" : "inconclusive")
                .append("\n\n")
                .append(Amount.of(summary.seedsDone(), "run"))
                .append(", ")
                .append(Format.time(summary.simulated()))
                .append(" of simulated time, ")
                .append(Amount.of(summary.open().size(), "finding"))
                .append(", ")
                .append(Amount.of(summary.vacuous()))
                .append(" vacuous; canary found ")
                .append(summary.canaries().found())
                .append(" of ")
                .append(summary.canaries().sent())
                .append(" times.\n");
        if (summary.findings().nonEmpty()) {
            text.append("\n| scenario | finding | runs | smallest story | fate |\n")
                    .append("|---|---|---|---|---|\n");
            for (Finding finding : summary.findings()) {
                text.append("| ")
                        .append(cell(finding.subject()))
                        .append(" | ")
                        .append(cell(finding.signature()))
                        .append("<br>")
                        .append(cell(finding.message()))
                        .append(" | ")
                        .append(Amount.of(finding.count()))
                        .append(" of ")
                        .append(Amount.of(finding.runs()))
                        .append(" | ")
                        .append(
                                finding.story()
                                        .map(story -> story.size().toString())
                                        .getOrElse("none"))
                        .append(" | ")
                        .append(cell(finding.fate().getOrElse("new")))
                        .append(" |\n");
            }
            text.append("\n```\n");
            summary.findings()
                    .forEach(finding -> text.append(Commands.again(summary, finding)).append('\n'));
            text.append("```\n");
        }
        summary.unmet().forEach(sentence -> text.append("\n- ").append(cell(sentence)));
        return text.append('\n').toString();
    }

    /** Commands to the runner: an error for each open finding. */
    public static Vector<String> annotations(Summary summary) {
        return summary.open()
                .take(ANNOTATIONS_MAX)
                .map(finding ->
                        "::error title="
                                + property(finding.signature() + " in " + finding.subject())
                                + "::"
                                + data(
                                        finding.message()
                                                + "; "
                                                + Commands.again(summary, finding)));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String cell(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("|", "\\|")
                .replace("\n", " ");
    }
}
