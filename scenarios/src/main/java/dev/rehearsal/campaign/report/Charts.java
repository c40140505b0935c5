package dev.rehearsal.campaign.report;

import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;

import java.util.Locale;
import java.util.function.ToIntFunction;

/** Curves as SVG elements, in the colours of the page. */
final class Charts {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 210;
    private static final int LEFT = 58;
    private static final int RIGHT = 14;
    private static final int TOP = 12;
    private static final int BOTTOM = 30;

    private Charts() {}

    private static double x(double share) {
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double share) {
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    /** How much was known after so many runs. */
    static String steps(
            Vector<Summary.Point> points,
            ToIntFunction<Summary.Point> value,
            String what,
            String colour) {
        StringBuilder svg = begin(what + " over runs");
        long runsMax = points.map(Summary.Point::runs).max().getOrElse(0L);
        int most = Math.max(1, points.map(value::applyAsInt).max().getOrElse(0));
        for (int i = 0; i <= 4; i++) {
            if (most >= 4 || i == 0 || i == 4) {
                rule(svg, i / 4.0, Amount.of(Math.round(most * i / 4.0)));
            }
        }
        for (int i = 0; i <= 3; i++) {
            tick(
                    svg,
                    i / 3.0,
                    Amount.of(Math.round(runsMax * i / 3.0)) + (i == 3 ? " runs" : ""),
                    i == 3 ? "end" : i == 0 ? "start" : "middle");
        }
        StringBuilder path = new StringBuilder();
        double before = y(0);
        path.append(String.format(Locale.ROOT, "M%.1f %.1f", x(0), before));
        for (Summary.Point point : points) {
            double at = x(runsMax == 0 ? 0 : (double) point.runs() / runsMax);
            path.append(
                    String.format(
                            Locale.ROOT,
                            "H%.1fV%.1f",
                            at,
                            y((double) value.applyAsInt(point) / most)));
        }
        return end(svg, path.toString(), colour);
    }

    /** Percentiles: to the right ever rarer, to the top ever longer. */
    static String percentiles(Summary.Percentiles percentiles) {
        StringBuilder svg = begin("latency by percentile");
        double least = Math.max(1, percentiles.values().head());
        double most = Math.max(least * 1.01, percentiles.values().last());
        double bottom = Math.floor(Math.log10(least));
        double top = Math.ceil(Math.log10(most));
        double decades = Math.max(1, top - bottom);
        int every = decades > 6 ? 2 : 1;
        for (int i = 0; i <= decades; i += every) {
            rule(svg, i / decades, Format.nanos(Math.pow(10, bottom + i)));
        }
        Vector<Double> marks = Vector.of(0.0, 90.0, 99.0, 99.9, 99.99);
        for (double mark : marks) {
            tick(svg, rarity(mark), label(mark), mark == 0 ? "start" : "middle");
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < percentiles.values().size(); i++) {
            double value = Math.max(least, percentiles.values().get(i));
            path.append(
                    String.format(
                            Locale.ROOT,
                            "%s%.1f %.1f",
                            i == 0 ? "M" : "L",
                            x(rarity(Summary.Percentiles.AT.get(i))),
                            y((Math.log10(value) - bottom) / decades)));
        }
        return end(svg, path.toString(), "var(--accent)");
    }

    private static String label(double percent) {
        return percent == 0
                ? "0 %"
                : (percent == Math.rint(percent)
                                ? String.valueOf(Math.round(percent))
                                : String.valueOf(percent))
                        + " %";
    }

    /** Five decades: 0 %, 90 %, 99 %, 99.9 %, 99.99 %, and the rest. */
    private static double rarity(double percent) {
        return percent >= 100 ? 1 : Math.min(1, -Math.log10(1 - percent / 100) / 4.6);
    }

    private static StringBuilder begin(String label) {
        return new StringBuilder("<svg class=\"chart\" role=\"img\" aria-label=\"")
                .append(Html.escaped(label))
                .append("\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\">\n");
    }

    private static void rule(StringBuilder svg, double share, String label) {
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<line class=\"rule\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\""
                                        + " y2=\"%.1f\"/><text x=\"%.1f\" y=\"%.1f\""
                                        + " text-anchor=\"end\">",
                                x(0),
                                x(1),
                                y(share),
                                y(share),
                                x(0) - 6,
                                y(share) + 4))
                .append(Html.escaped(label))
                .append("</text>\n");
    }

    private static void tick(StringBuilder svg, double share, String label, String anchor) {
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">",
                                x(share),
                                HEIGHT - 8,
                                anchor))
                .append(Html.escaped(label))
                .append("</text>\n");
    }

    private static String end(StringBuilder svg, String path, String colour) {
        return svg.append("<path d=\"")
                .append(path)
                .append(
                        "\" fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\""
                                + " style=\"stroke:")
                .append(colour)
                .append("\"/>\n</svg>\n")
                .toString();
    }
}
