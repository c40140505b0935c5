package dev.rehearsal.campaign.report;

import dev.rehearsal.campaign.summary.Reliability;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.spelling.Amount;

import java.time.Duration;

/**
 * A summary as one page that needs nothing but itself: no network, no script, no font.
 *
 * <p>Order: what to act on first; then whether the rest may be trusted; then the figures.
 *
 * <p>Errors: a finding whose story cannot be run any more is shown without its picture, and says
 * why.
 */
public final class HtmlReport {

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
        new FindingsPart(summary, catalogue, html).write();
        trust();
        new FiguresPart(summary, html).write();
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
        return Amount.of(summary.seedsDone(), "run");
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
        card("runs", Amount.of(summary.seedsDone()), speed());
        card(
                "simulated",
                Format.time(summary.simulated()),
                "in " + Format.time(Duration.ofNanos(summary.cpuNanos())) + " of CPU");
        card(
                "findings",
                Amount.of(summary.open().size()),
                Amount.of(summary.duplicatesFolded()) + " duplicates folded");
        long reached = summary.goals().filterValues(count -> count > 0).size();
        card(
                "goals reached",
                summary.goals().isEmpty() ? "none set" : reached + " of " + summary.goals().size(),
                "by at least one run");
        long effective = summary.faults().filterValues(count -> count.effective() > 0).size();
        card(
                "fault kinds with effect",
                effective + " of " + summary.faults().size(),
                Amount.of(summary.vacuous()) + " vacuous runs");
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
            return Amount.of(open, "finding") + " to act on";
        }
        if (summary.canaries().areMissed()) {
            return "A planted bug was missed: nothing here can be trusted";
        }
        if (summary.unmet().nonEmpty()) {
            return "What was expected never came";
        }
        return summary.isGreen()
                ? "Nothing was found"
                : Amount.of(summary.inconclusive(), "run") + " ended without a verdict";
    }

    private String when() {
        Summary.Work last = summary.sessions().last();
        return Format.minute(summary.sessions().head().at())
                + (summary.sessions().size() > 1
                        ? ", last gone on with " + Format.minute(last.at())
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
                : Amount.of(Math.round(summary.seedsDone() / seconds)) + " per CPU second";
    }

    // --------------------------------------------------------------------------------------- trust

    private void trust() {
        html.section("May it be trusted?");
        html.open("ul", "class", "plain");
        Summary.Canaries canaries = summary.canaries();
        html.item(
                canaries.sent() == 0
                        ? "No canary was sent."
                        : canaries.areMissed()
                                ? "The planted bug of "
                                        + canaries.subject()
                                        + " was looked for "
                                        + Amount.of(canaries.sent(), "time")
                                        + " and found "
                                        + canaries.found()
                                        + " times only: whatever else stands here, something does"
                                        + " not look."
                                : "The planted bug of "
                                        + canaries.subject()
                                        + " was looked for "
                                        + Amount.of(canaries.sent(), "time")
                                        + " in a worker of its own and found each time.");
        html.item(
                Amount.of(summary.vacuous())
                        + " of "
                        + runs()
                        + " are vacuous: no fault made a difference in them, or nothing was"
                        + " answered."
                        + (summary.inconclusive() == 0
                                ? " None ended by a budget."
                                : " "
                                        + Amount.of(summary.inconclusive())
                                        + " ended by a budget and hold nothing."));
        for (Summary.Share share : summary.subjects()) {
            if (share.failing() == 0 && share.runs() > 0) {
                html.item(
                        share.subject()
                                + ": no failure in "
                                + Amount.of(share.runs(), "run")
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

    private void sessions() {
        html.section("Who ran it");
        html.open("div", "class", "scroll");
        html.open("table", "class", "figures left");
        html.columns("begun", "for", "shard", "workers", "faults", "machine", "Java", "Rehearsal");
        html.open("tbody");
        for (Summary.Work work : summary.sessions().takeRight(50)) {
            html.open("tr");
            html.cell(Format.minute(work.at()));
            html.cell(
                    work.duration()
                            .map(time -> time.isZero() ? "a plateau" : Format.time(time))
                            .getOrElse("a range of seeds"));
            html.cell(work.shard() + " of " + work.shards());
            html.cell(String.valueOf(work.jobs()));
            html.cell(work.faults());
            html.cell(work.machine());
            html.cell(work.java());
            html.cell(work.version());
            html.close("tr");
        }
        html.close("tbody");
        html.close("table");
        html.close("div");
        html.close("section");
    }
}
