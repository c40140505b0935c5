package dev.rehearsal.campaign;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The distributions of a campaign in HdrHistogram's interval log format, for its usual tools: an
 * interval for each minute in which a subject was run, tagged with its name.
 */
final class IntervalLogs {

    private static final long MINUTE = 60_000;

    private record Interval(long minute, String subject) implements Comparable<Interval> {
        @Override
        public int compareTo(Interval other) {
            int byMinute = Long.compare(minute, other.minute);
            return byMinute != 0 ? byMinute : subject.compareTo(other.subject);
        }
    }

    private IntervalLogs() {}

    static void write(Folder folder) {
        TreeMap<Interval, Histograms> intervals = new TreeMap<>();
        TreeMap<String, SeedSet> done = new TreeMap<>();
        Journal.read(
                Folder.journal(folder.dir()),
                entry -> {
                    if (entry instanceof Entry.Runs runs
                            && done.computeIfAbsent(runs.subject(), _ -> new SeedSet())
                                            .add(runs.first(), runs.stride(), runs.count())
                                    == SeedSet.Meeting.NEW) {
                        intervals
                                .computeIfAbsent(
                                        new Interval(minute(runs.ended()), runs.subject()),
                                        _ -> new Histograms())
                                .add(runs.logs());
                    }
                });
        folder.write(
                "latency.hlog",
                log(intervals, Histograms::latency, 1e6, "milliseconds of simulated time"));
        folder.write("steps.hlog", log(intervals, Histograms::steps, 1, "steps"));
        folder.write(
                "cpu.hlog", log(intervals, Histograms::cpu, 1e6, "milliseconds of processor time"));
    }

    private static long minute(Instant at) {
        return at.toEpochMilli() / MINUTE;
    }

    private static String log(
            TreeMap<Interval, Histograms> intervals,
            Function<Histograms, Histogram> which,
            double unit,
            String unitName) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter log =
                new HistogramLogWriter(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        log.outputComment("Interval_Max in " + unitName);
        log.outputLogFormatVersion();
        if (!intervals.isEmpty()) {
            log.outputStartTime(intervals.firstKey().minute * MINUTE);
        }
        log.outputLegend();
        for (var interval : intervals.entrySet()) {
            Histogram histogram = which.apply(interval.getValue());
            histogram.setTag(interval.getKey().subject.replaceAll("[,\\s]", "_"));
            double start = interval.getKey().minute * MINUTE / 1e3;
            log.outputIntervalHistogram(start, start + MINUTE / 1e3, histogram, unit);
        }
        log.close();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
