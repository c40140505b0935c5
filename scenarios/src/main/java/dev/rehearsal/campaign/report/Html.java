package dev.rehearsal.campaign.report;

/** HTML that is well-formed and in which every text is escaped. */
final class Html {

    private final StringBuilder text = new StringBuilder();

    /** Opens an element; names and values of attributes in turn. */
    void open(String name, String... attributes) {
        text.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        text.append('>');
    }

    void close(String name) {
        text.append("</").append(name).append(">\n");
    }

    /** A whole element with a text. */
    void element(String name, String content, String... attributes) {
        open(name, attributes);
        text(content);
        text.append("</").append(name).append(">\n");
    }

    /** Opens a section with its heading. */
    void section(String title) {
        open("section");
        element("h2", title);
    }

    /** The head of a table. */
    void columns(String... names) {
        open("thead");
        open("tr");
        for (String name : names) {
            element("th", name, "scope", "col");
        }
        close("tr");
        close("thead");
    }

    /** A cell of a table. */
    void cell(String content) {
        element("td", content);
    }

    /** An item of a list. */
    void item(String content) {
        element("li", content);
    }

    void text(String content) {
        text.append(escaped(content));
    }

    /** What is HTML already. */
    void raw(String html) {
        text.append(html);
    }

    static String escaped(String content) {
        StringBuilder escaped = new StringBuilder(content.length());
        content.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        case '\'' -> escaped.append("&#39;");
                        default -> {
                            boolean allowed =
                                    c >= 0x20 && c != 0x7F && !(c >= 0xD800 && c < 0xE000)
                                            || c == '\n'
                                            || c == '\t';
                            escaped.appendCodePoint(allowed ? c : 0xFFFD);
                        }
                    }
                });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
