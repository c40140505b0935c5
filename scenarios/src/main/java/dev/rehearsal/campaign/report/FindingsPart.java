package dev.rehearsal.campaign.report;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Reliability;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.failure.FailureFileException;
import dev.rehearsal.failure.Replay;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.spelling.Amount;
import dev.rehearsal.story.StoryText;

/** The findings of a page, each with its story, its picture and the commands that show it again. */
final class FindingsPart {

    /** A longer run is a picture that nobody reads. */
    private static final int STEPS_MAX = 400;

    private final Summary summary;
    private final Catalogue catalogue;
    private final Html html;

    FindingsPart(Summary summary, Catalogue catalogue, Html html) {
        this.summary = summary;
        this.catalogue = catalogue;
        this.html = html;
    }

    /** All of them, the open ones first. */
    void write() {
        html.section("Findings");
        if (summary.findings().isEmpty()) {
            html.element("p", "None of " + Amount.of(summary.seedsDone(), "run") + " failed.");
        }
        summary.unmet().forEach(sentence -> html.element("p", sentence, "class", "alarm"));
        for (Finding finding : summary.findings().sortBy(finding -> finding.isFixed() ? 1 : 0)) {
            finding(finding);
        }
        html.close("section");
    }

    private void finding(Finding finding) {
        html.open("article", "class", finding.isFixed() ? "finding fixed" : "finding");
        html.open("h3");
        html.element("span", finding.property());
        html.text(" in ");
        html.element("span", finding.subject());
        html.close("h3");
        html.open("p", "class", "chips");
        chip(finding.kind());
        chip(finding.fate().getOrElse("new"));
        chip(
                Amount.of(finding.count())
                        + " of "
                        + Amount.of(finding.runs(), "run")
                        + ", "
                        + Format.percent((double) finding.count() / finding.runs())
                        + " (95 %: "
                        + Format.percent(Reliability.low(finding.count(), finding.runs()))
                        + " to "
                        + Format.percent(Reliability.high(finding.count(), finding.runs()))
                        + ")");
        finding.story().forEach(story -> chip(story.size().toString()));
        html.close("p");
        html.element("p", finding.message(), "class", "message");
        if (finding.isFixed()) {
            html.element(
                    "p",
                    "Its story holds now. "
                            + Amount.of(finding.greenRuns(), "run")
                            + " since then did not fail so; it takes "
                            + Amount.of(finding.greenRunsNeeded())
                            + " until the fix may be believed at 95 %.");
        }
        finding.story().forEach(story -> story(finding, story));
        if (finding.lines().nonEmpty()) {
            html.element("p", "Where its thread was, or what its process said last:");
            html.open("div", "class", "scroll");
            html.element("pre", finding.lines().mkString("\n"));
            html.close("div");
        }
        html.open("div", "class", "scroll");
        html.element("pre", commands(finding), "class", "command");
        html.close("div");
        html.open("details");
        html.element("summary", "more about it");
        html.open("table", "class", "facts");
        fact("signature", finding.signature());
        fact("lowest seed", Format.seed(finding.lowest()));
        fact(
                "seed with the shortest run",
                Format.seed(finding.fewest())
                        + (finding.fewestSteps() == 0
                                ? ""
                                : ", " + Amount.of(finding.fewestSteps(), "step")));
        fact("first seen", Format.minute(finding.first()));
        finding.story()
                .forEach(story -> {
                    fact("story shrunk from", Format.seed(story.seed()));
                    fact(
                            "search",
                            Amount.of(story.runs(), "run")
                                    + ", "
                                    + (story.canonical() ? "canonical" : "local")
                                    + (story.oneMinimal() ? ", 1-minimal" : ", not 1-minimal")
                                    + (story.exhausted() ? "" : ", ended by its budget"));
                });
        fact(
                "runs until a fix may be believed",
                Amount.of(finding.greenRunsNeeded())
                        + " without it, at 95 % and from the lower end of its share");
        fact("file", finding.file());
        html.close("table");
        html.close("details");
        html.close("article");
    }

    private void chip(String text) {
        html.element("span", text, "class", "chip");
    }

    private void fact(String name, String value) {
        html.open("tr");
        html.element("th", name, "scope", "row");
        html.element("td", value);
        html.close("tr");
    }

    private String commands(Finding finding) {
        return finding.story().isDefined()
                ? Commands.replay(summary, finding) + "\n" + Commands.run(summary, finding)
                : Commands.run(summary, finding);
    }

    /** The sentences and the picture, from the story run again. */
    private void story(Finding finding, Finding.Story story) {
        Run run;
        try {
            Failure failure = FailureFile.parse(story.failure(), catalogue);
            run = Replay.of(failure).run();
        } catch (FailureFileException e) {
            html.element("p", "Its story cannot be shown: " + e.getMessage(), "class", "quiet");
            return;
        }
        html.open("ol", "class", "story");
        for (String sentence : StoryText.of(run)) {
            html.element("li", sentence);
        }
        html.close("ol");
        if (!run.fails(finding.signature())) {
            html.element(
                    "p", "Run again for this page, the story does not fail so.", "class", "quiet");
        }
        if (run.steps() > STEPS_MAX) {
            html.element(
                    "p", "No diagram of " + Amount.of(run.steps(), "step") + ".", "class", "quiet");
            return;
        }
        html.open("div", "class", "scroll picture");
        html.raw(Diagram.of(run).svg());
        html.close("div");
    }
}
