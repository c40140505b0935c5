package dev.rehearsal.campaign.report;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;

import io.vavr.collection.Vector;

import java.util.Locale;

/**
 * A summary as JUnit XML, which build servers read: a test suite, a case for each subject and each
 * finding's failure in it, a case for the canary and for what was expected.
 */
public final class JunitXml {

    private JunitXml() {}

    /** The text of the file. */
    public static String of(Summary summary) {
        StringBuilder cases = new StringBuilder();
        int tests = 0;
        int failures = 0;
        for (Summary.Share share : summary.subjects()) {
            Vector<Finding> open =
                    summary.open().filter(finding -> finding.subject().equals(share.subject()));
            if (open.isEmpty()) {
                tests++;
                cases.append(start(share.subject(), "holds in every run", share.cpuNanos()))
                        .append("/>\n");
            }
            for (Finding finding : open) {
                tests++;
                failures++;
                cases.append(start(share.subject(), finding.signature(), share.cpuNanos()))
                        .append(">\n      <failure message=\"")
                        .append(escaped(finding.message()))
                        .append("\" type=\"")
                        .append(escaped(finding.property()))
                        .append("\">")
                        .append(escaped(body(summary, finding)))
                        .append("</failure>\n    </testcase>\n");
            }
        }
        if (summary.canaries().sent() > 0) {
            tests++;
            failures += summary.canaries().areMissed() ? 1 : 0;
            cases.append(start("canary", summary.canaries().subject() + " is found", 0))
                    .append(
                            summary.canaries().areMissed()
                                    ? ">\n      <failure message=\"a planted bug was not"
                                            + " found\"/>\n    </testcase>\n"
                                    : "/>\n");
        }
        for (String sentence : summary.unmet()) {
            tests++;
            failures++;
            cases.append(start("expected", sentence, 0))
                    .append(">\n      <failure message=\"")
                    .append(escaped(sentence))
                    .append("\"/>\n    </testcase>\n");
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite"
                + " name=\"rehearsal.soak\" tests=\""
                + tests
                + "\" failures=\""
                + failures
                + "\" errors=\"0\" skipped=\"0\">\n"
                + cases
                + "  </testsuite>\n</testsuites>\n";
    }

    private static String body(Summary summary, Finding finding) {
        return finding.count()
                + " of "
                + finding.runs()
                + " runs; lowest seed "
                + Format.seed(finding.lowest())
                + "\n"
                + finding.lines().map(line -> line + "\n").mkString()
                + Commands.again(summary, finding)
                + "\n";
    }

    private static String start(String type, String name, long cpuNanos) {
        return "    <testcase classname=\""
                + escaped(type)
                + "\" name=\""
                + escaped(name)
                + "\" time=\""
                + String.format(Locale.ROOT, "%.3f", cpuNanos / 1e9)
                + "\"";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        case '\n' -> escaped.append("&#10;");
                        case '\t' -> escaped.append("&#9;");
                        default -> {
                            // XML 1.0 has no other control characters, escaped or not.
                            boolean allowed =
                                    c >= 0x20 && c <= 0xD7FF
                                            || c >= 0xE000 && c <= 0xFFFD
                                            || c >= 0x10000;
                            escaped.appendCodePoint(allowed ? c : 0xFFFD);
                        }
                    }
                });
        return escaped.toString();
    }
}
