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
import dev.rehearsal.story.StoryText;

import io.vavr.collection.Vector;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A summary as one page that needs nothing but itself: no network, no script, no font.
 *
 * <p>Order: what to act on first; then whether the rest may be trusted; then the figures.
 *
 * <p>Errors: a finding whose story cannot be run any more is shown without its picture, and says
 * why.
 *
 * <p>Over 500 lines because a page has one short method for each of its parts.
 */
public final class HtmlReport {

    /** A longer run is a picture that nobody reads. */
    private static final int STEPS_MAX = 400;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Summary summary;
    private final Catalogue catalogue;
    private final Html html = new Html();

    /**
     * A page.
     *
     * @param catalogue where the scenarios of the findings are
     */
    public HtmlReport(Summary summary, Catalogue catalogue) {
        this.summary = summary;
        this.catalogue = catalogue;
    }

    /** The text of the page. */
    public String text() {
        html.raw("<!doctype html>\n");
        html.open("html", "lang", "en");
        html.open("head");
        html.raw("<meta charset=\"utf-8\"/>\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n");
        html.element("title", "Rehearsal: " + verdict() + ", " + runs());
        html.raw("<style>\n" + Style.TEXT + "</style>\n");
        html.close("head");
        html.open("body");
        head();
        html.open("main");
        findings();
        trust();
        discovery();
        subjects();
        latencies();
        goals();
        faults();
        sessions();
        html.close("main");
        html.open("footer");
        html.text("Written by Rehearsal from ");
        html.element("code", "journal.jsonl");
        html.text(" in the same folder; ");
        html.element("code", "summary.json");
        html.text(" has the same for scripts, ");
        html.element("code", "*.hlog");
        html.text(" every distribution for the tools of HdrHistogram.");
        html.close("footer");
        html.close("body");
        html.close("html");
        return html.toString();
    }

    private String verdict() {
        return summary.isRed() ? "red" : summary.isGreen() ? "green" : "inconclusive";
    }

    private String runs() {
        return Format.count(summary.seedsDone(), "run");
    }

    // --------------------------------------------------------------------------------------- head

    private void head() {
        html.open("header");
        html.open("div", "class", "title");
        html.element("span", verdict(), "class", "verdict " + verdict());
        html.element("h1", headline());
        html.close("div");
        html.element("p", when(), "class", "quiet");
        html.open("dl", "class", "cards");
        card("runs", Format.count(summary.seedsDone()), speed());
        card(
                "simulated",
                Format.time(summary.simulated()),
                "in " + Format.time(Duration.ofNanos(summary.cpuNanos())) + " of CPU");
        card(
                "findings",
                Format.count(summary.open().size()),
                Format.count(summary.duplicatesFolded()) + " duplicates folded");
        long reached = summary.goals().filterValues(count -> count > 0).size();
        card(
                "goals reached",
                summary.goals().isEmpty() ? "none set" : reached + " of " + summary.goals().size(),
                "by at least one run");
        long effective = summary.faults().filterValues(count -> count.effective() > 0).size();
        card(
                "fault kinds with effect",
                effective + " of " + summary.faults().size(),
                Format.count(summary.vacuous()) + " vacuous runs");
        card(
                "canary",
                summary.canaries().sent() == 0
                        ? "not sent"
                        : summary.canaries().found() + " of " + summary.canaries().sent(),
                summary.canaries().areMissed() ? "a planted bug was missed" : "found again");
        html.close("dl");
        html.close("header");
    }

    private void card(String name, String value, String more) {
        html.open("div");
        html.element("dt", name);
        html.element("dd", value, "class", "big");
        html.element("dd", more, "class", "quiet");
        html.close("div");
    }

    private String headline() {
        int open = summary.open().size();
        if (open > 0) {
            return Format.count(open, "finding") + " to act on";
        }
        if (summary.canaries().areMissed()) {
            return "A planted bug was missed: nothing here can be trusted";
        }
        if (summary.unmet().nonEmpty()) {
            return "What was expected never came";
        }
        return summary.isGreen()
                ? "Nothing was found"
                : Format.count(summary.inconclusive(), "run") + " ended without a verdict";
    }

    private String when() {
        Summary.Work last = summary.sessions().last();
        return MINUTE.format(summary.sessions().head().at())
                + (summary.sessions().size() > 1
                        ? ", last gone on with " + MINUTE.format(last.at())
                        : "")
                + "; ended by "
                + switch (summary.end()) {
                    case "done" -> "its last seed";
                    case "time" -> "its time";
                    case "plateau" -> "a plateau";
                    case "disk" -> "a full disk";
                    default -> "an interruption";
                }
                + "; faults "
                + last.faults()
                + ".";
    }

    private String speed() {
        double seconds = summary.cpuNanos() / 1e9;
        return seconds == 0
                ? ""
                : Format.count(Math.round(summary.seedsDone() / seconds)) + " per CPU second";
    }

    // ------------------------------------------------------------------------------------ findings

    private void findings() {
        section("Findings");
        if (summary.findings().isEmpty()) {
            html.element("p", "None of " + runs() + " failed.");
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
                Format.count(finding.count())
                        + " of "
                        + Format.count(finding.runs(), "run")
                        + ", "
                        + Format.percent((double) finding.count() / finding.runs())
                        + " (95 %: "
                        + Format.percent(Reliability.low(finding.count(), finding.runs()))
                        + " to "
                        + Format.percent(Reliability.high(finding.count(), finding.runs()))
                        + ")");
        finding.story()
                .forEach(story ->
                        chip(
                                Format.count(story.size().operations(), "operation")
                                        + ", "
                                        + story.size().decisions()
                                        + (story.size().decisions() == 1
                                                ? " fault or delay, "
                                                : " faults and delays, ")
                                        + Format.count(story.size().steps(), "step")));
        html.close("p");
        html.element("p", finding.message(), "class", "message");
        if (finding.isFixed()) {
            html.element(
                    "p",
                    "Its story holds now. "
                            + Format.count(finding.greenRuns(), "run")
                            + " since then did not fail so; it takes "
                            + Format.count(finding.greenRunsNeeded())
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
                                : ", " + Format.count(finding.fewestSteps(), "step")));
        fact("first seen", MINUTE.format(finding.first()));
        finding.story()
                .forEach(story -> {
                    fact("story shrunk from", Format.seed(story.seed()));
                    fact(
                            "search",
                            Format.count(story.runs(), "run")
                                    + ", "
                                    + (story.canonical() ? "canonical" : "local")
                                    + (story.oneMinimal() ? ", 1-minimal" : ", not 1-minimal")
                                    + (story.exhausted() ? "" : ", ended by its budget"));
                });
        fact(
                "runs until a fix may be believed",
                Format.count(finding.greenRunsNeeded())
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
            html.element("li", sentence.replaceFirst("^\\s*\\d+\\.\\s+", ""));
        }
        html.close("ol");
        if (!run.fails(finding.signature())) {
            html.element(
                    "p", "Run again for this page, the story does not fail so.", "class", "quiet");
        }
        if (run.steps() > STEPS_MAX) {
            html.element(
                    "p",
                    "No diagram of " + Format.count(run.steps(), "step") + ".",
                    "class",
                    "quiet");
            return;
        }
        html.open("div", "class", "scroll picture");
        html.raw(Diagram.of(run).svg());
        html.close("div");
    }

    // --------------------------------------------------------------------------------------- trust

    private void trust() {
        section("May it be trusted?");
        html.open("ul", "class", "plain");
        Summary.Canaries canaries = summary.canaries();
        item(
                canaries.sent() == 0
                        ? "No canary was sent."
                        : canaries.areMissed()
                                ? "The planted bug of "
                                        + canaries.subject()
                                        + " was looked for "
                                        + Format.count(canaries.sent(), "time")
                                        + " and found "
                                        + canaries.found()
                                        + " times only: whatever else stands here, something does"
                                        + " not look."
                                : "The planted bug of "
                                        + canaries.subject()
                                        + " was looked for "
                                        + Format.count(canaries.sent(), "time")
                                        + " in a worker of its own and found each time.");
        item(
                Format.count(summary.vacuous())
                        + " of "
                        + runs()
                        + " are vacuous: no fault made a difference in them, or nothing was"
                        + " answered."
                        + (summary.inconclusive() == 0
                                ? " None ended by a budget."
                                : " "
                                        + Format.count(summary.inconclusive())
                                        + " ended by a budget and hold nothing."));
        for (Summary.Share share : summary.subjects()) {
            if (share.failing() == 0 && share.runs() > 0) {
                item(
                        share.subject()
                                + ": no failure in "
                                + Format.count(share.runs(), "run")
                                + " supports, at 95 % confidence, that at most "
                                + Format.percent(
                                        Reliability.excluded(share.runs(), Reliability.CONFIDENCE))
                                + " of the runs of this profile fail.");
            }
        }
        html.close("ul");
        html.element(
                "p",
                "Such a statement is about runs drawn as these were: these scenarios, parameters,"
                    + " operations and faults. It says nothing about other loads, about faults that"
                    + " are not modelled, or about properties that nobody wrote down; and a run is"
                    + " a scenario of seconds, no year in the field.",
                "class",
                "quiet");
        html.close("section");
    }

    private void item(String text) {
        html.element("li", text);
    }

    // ------------------------------------------------------------------------------------- figures

    private void discovery() {
        section("Discovery");
        html.element(
                "p",
                "How many different findings, and different ways for a run to behave, had been seen"
                        + " after so many runs. A curve that is flat has little left to show.");
        html.open("div", "class", "pair");
        Vector<Summary.Point> points = summary.discovery();
        figure(
                "findings",
                Charts.steps(points, point -> point.findings(), "findings", "var(--bad)"));
        figure(
                "ways to behave",
                Charts.steps(points, point -> point.behaviours(), "ways", "var(--accent)"));
        html.close("div");
        html.close("section");
    }

    private void figure(String caption, String svg) {
        html.open("figure");
        html.raw(svg);
        html.element("figcaption", caption);
        html.close("figure");
    }

    private void subjects() {
        section("Scenarios");
        html.open("div", "class", "scroll");
        html.open("table", "class", "figures");
        header(
                "scenario",
                "runs",
                "failing",
                "vacuous",
                "CPU",
                "CPU per run, median",
                "99 %",
                "steps per run, median",
                "99 %",
                "ways to behave",
                "of the next runs new");
        html.open("tbody");
        for (Summary.Share share : summary.subjects()) {
            html.open("tr");
            html.element("th", share.subject(), "scope", "row");
            cell(Format.count(share.runs()));
            cell(Format.count(share.failing()));
            cell(Format.count(share.vacuous()));
            cell(Format.time(Duration.ofNanos(share.cpuNanos())));
            cell(Format.nanos(at(share.cpuPerRun(), 50)));
            cell(Format.nanos(at(share.cpuPerRun(), 99)));
            cell(Format.count(at(share.stepsPerRun(), 50)));
            cell(Format.count(at(share.stepsPerRun(), 99)));
            cell(Format.count(share.behaviours()));
            cell("about " + Format.percent(share.unseen()));
            html.close("tr");
        }
        html.close("tbody");
        html.close("table");
        html.close("div");
        html.element(
                "p",
                "The last column is Good and Turing's estimate: the share of runs whose way to"
                    + " behave was seen once. A way is the verdict, the goals reached, the forms of"
                    + " fault that took effect, and how operations of each type ended.",
                "class",
                "quiet");
        html.close("section");
    }

    private static long at(Summary.Percentiles percentiles, double percent) {
        return percentiles.values().get(Summary.Percentiles.AT.indexOf(percent));
    }

    private void header(String... names) {
        html.open("thead");
        html.open("tr");
        for (String name : names) {
            html.element("th", name, "scope", "col");
        }
        html.close("tr");
        html.close("thead");
    }

    private void cell(String text) {
        html.element("td", text);
    }

    private void latencies() {
        Vector<Summary.Share> asked =
                summary.subjects().filter(share -> share.latency().count() > 0);
        if (asked.isEmpty()) {
            return;
        }
        section("Latency");
        html.element(
                "p",
                "How long operations that completed took, in simulated time and under all faults"
                        + " together; both axes are logarithmic.");
        html.open("div", "class", "grid");
        for (Summary.Share share : asked) {
            figure(share.subject(), Charts.percentiles(share.latency()));
        }
        html.close("div");
        html.open("details");
        html.element("summary", "the same as a table");
        html.open("div", "class", "scroll");
        html.open("table", "class", "figures");
        header(
                Vector.of("scenario", "operations")
                        .appendAll(
                                Summary.Percentiles.AT.map(percent ->
                                        percent == 0
                                                ? "least"
                                                : percent == 100
                                                        ? "most"
                                                        : (percent == Math.rint(percent)
                                                                        ? String.valueOf(
                                                                                Math.round(percent))
                                                                        : String.valueOf(percent))
                                                                + " %"))
                        .toJavaArray(String[]::new));
        html.open("tbody");
        for (Summary.Share share : asked) {
            html.open("tr");
            html.element("th", share.subject(), "scope", "row");
            cell(Format.count(share.latency().count()));
            share.latency().values().forEach(nanos -> cell(Format.nanos(nanos)));
            html.close("tr");
        }
        html.close("tbody");
        html.close("table");
        html.close("div");
        html.close("details");
        html.close("section");
    }

    private void goals() {
        if (summary.goals().isEmpty()) {
            return;
        }
        section("Goals");
        html.open("ul", "class", "bars");
        long most = summary.goals().values().max().getOrElse(0L);
        for (var goal : summary.goals()) {
            html.open("li");
            html.element("span", goal._1, "class", "name");
            bar(goal._2, goal._2, most);
            html.element(
                    "span",
                    goal._2 == 0 ? "never reached" : Format.count(goal._2, "run"),
                    "class",
                    goal._2 == 0 ? "value alarm" : "value");
            html.close("li");
        }
        html.close("ul");
        html.close("section");
    }

    /** A bar on a logarithmic scale, of which a part is filled. */
    private void bar(long whole, long part, long most) {
        html.open("span", "class", "bar", "aria-hidden", "true");
        html.raw(
                String.format(
                        Locale.ROOT,
                        "<i style=\"width:%.1f%%\"></i><b style=\"width:%.1f%%\"></b>",
                        length(whole, most),
                        length(part, most)));
        html.close("span");
    }

    private static double length(long number, long most) {
        return number == 0 ? 0 : 100 * (1 + Math.log(number)) / (1 + Math.log(Math.max(1, most)));
    }

    private void faults() {
        section("Faults");
        if (summary.faults().isEmpty()) {
            html.element("p", "No fault was injected.");
            html.close("section");
            return;
        }
        html.element(
                "p",
                "Injected, and in the darker part effective: a fault that nobody could notice is"
                        + " injected and not effective. The bars are logarithmic.");
        long most = summary.faults().values().map(Summary.FaultCount::injected).max().getOrElse(0L);
        html.open("ul", "class", "bars many");
        for (var fault : summary.faults()) {
            html.open("li");
            html.element("span", fault._1, "class", "name");
            bar(fault._2.injected(), fault._2.effective(), most);
            html.element(
                    "span",
                    Format.count(fault._2.effective()) + " of " + Format.count(fault._2.injected()),
                    "class",
                    fault._2.effective() == 0 ? "value alarm" : "value");
            html.close("li");
        }
        html.close("ul");
        html.close("section");
    }

    private void sessions() {
        section("Who ran it");
        html.open("div", "class", "scroll");
        html.open("table", "class", "figures left");
        header("begun", "for", "shard", "workers", "faults", "machine", "Java", "Rehearsal");
        html.open("tbody");
        for (Summary.Work work : summary.sessions().takeRight(50)) {
            html.open("tr");
            cell(MINUTE.format(work.at()));
            cell(
                    work.duration()
                            .map(time -> time.isZero() ? "a plateau" : Format.time(time))
                            .getOrElse("a range of seeds"));
            cell(work.shard() + " of " + work.shards());
            cell(String.valueOf(work.jobs()));
            cell(work.faults());
            cell(work.machine());
            cell(work.java());
            cell(work.version());
            html.close("tr");
        }
        html.close("tbody");
        html.close("table");
        html.close("div");
        html.close("section");
    }

    private void section(String title) {
        html.open("section");
        html.element("h2", title);
    }
}
