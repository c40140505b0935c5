package dev.rehearsal.campaign.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.campaign.Summaries;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.scenario.Catalogue;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.List;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

/**
 * The page and the files beside it: whole, of nothing but themselves, and deaf to what users say.
 */
class ReportTest {

    private static final List<String> FROM_ELSEWHERE =
            List.of("src", "href", "srcset", "action", "data", "poster", "xlink:href");

    private static String page(Summary summary) {
        return new HtmlReport(summary, Catalogue.of(ReportTest.class.getClassLoader())).text();
    }

    /** Well-formed as XML, which is more than a browser asks for. */
    private static Document parsed(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(text)));
    }

    private static Document parsedPage(Summary summary) throws Exception {
        String text = page(summary);
        assertTrue(text.startsWith("<!doctype html>\n"));
        return parsed(text.substring(text.indexOf('\n') + 1));
    }

    @Test
    void page_isWellFormedAndNeedsNothingFromElsewhere() throws Exception {
        for (Summary summary : List.of(Summaries.red(), Summaries.green(), Summaries.throwing())) {
            NodeList all = parsedPage(summary).getElementsByTagName("*");
            for (int i = 0; i < all.getLength(); i++) {
                Element element = (Element) all.item(i);
                assertFalse(
                        List.of("script", "link", "img", "iframe", "object", "embed", "base")
                                .contains(element.getTagName()),
                        element::getTagName);
                for (String attribute : FROM_ELSEWHERE) {
                    assertFalse(element.hasAttribute(attribute), attribute);
                }
                for (int a = 0; a < element.getAttributes().getLength(); a++) {
                    assertFalse(element.getAttributes().item(a).getNodeName().startsWith("on"));
                }
            }
            assertFalse(Style.TEXT.contains("url(") || Style.TEXT.contains("@import"));
        }
    }

    @Test
    void page_ofAFailingCampaign_showsStoryPictureAndCommands() throws Exception {
        Document page = parsedPage(Summaries.red());
        String text = page.getDocumentElement().getTextContent();

        assertTrue(text.contains("2 findings to act on"), text);
        assertTrue(text.contains("linearizable is violated here"), text);
        assertTrue(
                text.contains("./rehearse replay 'a folder/findings/replicated-register-"), text);
        assertTrue(text.contains("runs until a fix may be believed"), text);
        NodeList pictures = page.getElementsByTagName("svg");
        assertEquals("diagram", ((Element) pictures.item(0)).getAttribute("class"));
        assertTrue(pictures.getLength() >= 4);
    }

    @Test
    void page_ofAGreenCampaign_saysWhatItSupports() throws Exception {
        String text = parsedPage(Summaries.green()).getDocumentElement().getTextContent();

        assertTrue(text.contains("Nothing was found"), text);
        assertTrue(text.contains("no failure in 20 runs supports, at 95 % confidence"), text);
    }

    @Test
    void words_ofUsers_areShownAndNotObeyed() throws Exception {
        Summary summary = Summaries.red();
        String shown = Summaries.EVIL.replace('\u0001', '\uFFFD');

        assertTrue(parsedPage(summary).getDocumentElement().getTextContent().contains(shown));
        assertTrue(
                parsed(JunitXml.of(summary)).getDocumentElement().getTextContent().contains(shown));
        assertFalse(GithubSummary.of(summary).contains("<img"));
        assertTrue(page(Summaries.throwing()).contains("&lt;b&gt;seven &amp; &quot;eight"));
    }

    @Test
    void junitXml_countsWhatItHas() throws Exception {
        Element suite =
                (Element)
                        parsed(JunitXml.of(Summaries.red()))
                                .getElementsByTagName("testsuite")
                                .item(0);

        assertEquals(
                suite.getAttribute("tests"),
                String.valueOf(suite.getElementsByTagName("testcase").getLength()));
        assertEquals(
                suite.getAttribute("failures"),
                String.valueOf(suite.getElementsByTagName("failure").getLength()));
        assertEquals("3", suite.getAttribute("failures"));
    }

    @Test
    void annotations_areOneLineEach() {
        GithubSummary.annotations(Summaries.red())
                .forEach(line -> {
                    assertTrue(line.startsWith("::error title="), line);
                    assertFalse(line.contains("\n"), line);
                });
    }

    @Test
    void summaryJson_isAsciiOnOneLine() {
        String json = SummaryJson.of(Summaries.red());

        assertTrue(json.startsWith("{\"schema\":\"rehearsal.soak/1\","), json);
        assertTrue(json.chars().allMatch(c -> c >= 0x20 && c < 0x7F), json);
    }
}
