package dev.rehearsal.recorded;

import java.util.List;
import java.util.Optional;

/**
 * Explanations as one file that needs nothing else: HTML with drawings, one drawing alone, or text,
 * by the ending of its name.
 */
public final class HistoryReport {

    /** What there is to say about one file. */
    public record Section(String title, String text, Optional<Picture> picture) {}

    private static final String STYLE =
            "body{font-family:sans-serif;margin:2em}pre{background:#f6f6f4;padding:1em;overflow:auto}.lanes{overflow:auto;border:1px"
                + " solid #ccc}";

    private HistoryReport() {}

    /** The contents of a file of this name. */
    public static String render(String name, List<Section> sections) {
        if (name.endsWith(".svg")) {
            return sections.stream()
                    .flatMap(section -> section.picture().stream())
                    .findFirst()
                    .map(Picture::svg)
                    .orElse(
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\""
                                    + " height=\"10\"/>\n");
        }
        StringBuilder text = new StringBuilder();
        if (name.endsWith(".html") || name.endsWith(".htm")) {
            text.append(
                            "<!doctype html>\n"
                                    + "<html lang=\"en\"><head><meta"
                                    + " charset=\"utf-8\"><title>Histories</title><style>")
                    .append(STYLE)
                    .append("</style></head><body>\n");
            for (Section section : sections) {
                text.append("<h2>").append(Picture.escaped(section.title())).append("</h2>\n");
                section.picture()
                        .ifPresent(picture ->
                                text.append("<div class=\"lanes\">")
                                        .append(picture.svg())
                                        .append("</div>\n"));
                text.append("<pre>").append(Picture.escaped(section.text())).append("</pre>\n");
            }
            return text.append("</body></html>\n").toString();
        }
        for (Section section : sections) {
            text.append(section.title()).append('\n').append(section.text());
            if (!section.text().isEmpty() && !section.text().endsWith("\n")) {
                text.append('\n');
            }
        }
        return text.toString();
    }
}
