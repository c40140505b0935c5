package dev.rehearsal.campaign.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.campaign.Summaries;
import dev.rehearsal.scenario.Catalogue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page in a browser: nothing sticks out at any width, and it is light or dark as the reader has
 * it. Needs Chromium, by {@code -Dchromium=} or on the PATH; CONTRIBUTING has the command.
 */
@Tag("soak")
@Timeout(120)
class BrowserTest {

    private static final Pattern MEASURED = Pattern.compile("<pre id=\"measured\">([^<]*)</pre>");

    @TempDir Path dir;

    @Test
    void page_inABrowser_fitsEveryWidthAndFollowsTheReadersColours() throws Exception {
        List<String> light = measured(false);
        List<String> dark = measured(true);

        assertEquals(4, light.size(), light::toString);
        for (String frame : light) {
            String[] numbers = frame.split(" ");
            assertTrue(
                    Integer.parseInt(numbers[1]) <= Integer.parseInt(numbers[0]),
                    () -> "the page is wider than its window: " + frame);
        }
        assertNotEquals(light.getFirst().split(" ", 3)[2], dark.getFirst().split(" ", 3)[2]);
    }

    /** For each width: the width, that of the page, and its background. */
    private List<String> measured(boolean dark) throws IOException, InterruptedException {
        String page =
                new HtmlReport(Summaries.red(), Catalogue.of(BrowserTest.class.getClassLoader()))
                        .text();
        Files.writeString(dir.resolve("page.html"), page);
        StringBuilder frames = new StringBuilder();
        for (int width : List.of(360, 414, 768, 1600)) {
            frames.append("<iframe width=\"")
                    .append(width)
                    .append("\" height=\"900\" srcdoc=\"")
                    .append(page.replace("&", "&amp;").replace("\"", "&quot;"))
                    .append("\"></iframe>");
        }
        Path all = dir.resolve("all.html");
        Files.writeString(
                all,
                "<!doctype html><meta name=\"color-scheme\" content=\"light dark\"><body>"
                        + frames
                        + "<pre id=\"measured\"></pre><script>onload = () => {measured.textContent"
                        + " = [...document.querySelectorAll('iframe')].map(f => {const d ="
                        + " f.contentDocument.documentElement;return [d.clientWidth, d.scrollWidth,"
                        + " f.contentWindow.getComputedStyle(d.querySelector('body')).backgroundColor].join('"
                        + " ')}).join('\\n')}</script>");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                chromium(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--user-data-dir=" + dir.resolve("profile"),
                                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                                "--dump-dom",
                                all.toUri().toString()));
        Path dom = dir.resolve("dom.html");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(dom.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        Matcher found = MEASURED.matcher(Files.readString(dom));
        assertTrue(found.find(), () -> "the browser must measure: " + command);
        return found.group(1).lines().toList();
    }

    private static String chromium() {
        String named = System.getProperty("chromium");
        if (named != null) {
            return named;
        }
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return program.toString();
                }
            }
        }
        throw new IllegalStateException(
                "this test needs Chromium, and none is on the PATH: install it (apt-get install"
                    + " chromium), or name it by -Dchromium=/path/to/chromium");
    }
}
