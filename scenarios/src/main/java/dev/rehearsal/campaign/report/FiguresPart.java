package dev.rehearsal.campaign.report;

import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.Locale;

/** The figures of a page: what was discovered when, and how much of everything there was. */
final class FiguresPart {

    private final Summary summary;
    private final Html html;

    FiguresPart(Summary summary, Html html) {
        this.summary = summary;
        this.html = html;
    }

    /** From discovery over time to the faults. */
    void write() {
        discovery();
        subjects();
        latencies();
        goals();
        faults();
    }

    private void discovery() {
        html.section("Discovery");
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
        html.section("Scenarios");
        html.open("div", "class", "scroll");
        html.open("table", "class", "figures");
        html.columns(
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
            html.cell(Amount.of(share.runs()));
            html.cell(Amount.of(share.failing()));
            html.cell(Amount.of(share.vacuous()));
            html.cell(Format.time(Duration.ofNanos(share.cpuNanos())));
            html.cell(Format.nanos(at(share.cpuPerRun(), 50)));
            html.cell(Format.nanos(at(share.cpuPerRun(), 99)));
            html.cell(Amount.of(at(share.stepsPerRun(), 50)));
            html.cell(Amount.of(at(share.stepsPerRun(), 99)));
            html.cell(Amount.of(share.behaviours()));
            html.cell("about " + Format.percent(share.unseen()));
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

    private void latencies() {
        Vector<Summary.Share> asked =
                summary.subjects().filter(share -> share.latency().count() > 0);
        if (asked.isEmpty()) {
            return;
        }
        html.section("Latency");
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
        html.columns(
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
            html.cell(Amount.of(share.latency().count()));
            share.latency().values().forEach(nanos -> html.cell(Format.nanos(nanos)));
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
        html.section("Goals");
        html.open("ul", "class", "bars");
        long most = summary.goals().values().max().getOrElse(0L);
        for (var goal : summary.goals()) {
            html.open("li");
            html.element("span", goal._1, "class", "name");
            bar(goal._2, goal._2, most);
            html.element(
                    "span",
                    goal._2 == 0 ? "never reached" : Amount.of(goal._2, "run"),
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
        html.section("Faults");
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
                    Amount.of(fault._2.effective()) + " of " + Amount.of(fault._2.injected()),
                    "class",
                    fault._2.effective() == 0 ? "value alarm" : "value");
            html.close("li");
        }
        html.close("ul");
        html.close("section");
    }
}
