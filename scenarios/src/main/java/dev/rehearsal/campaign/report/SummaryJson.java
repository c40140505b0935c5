package dev.rehearsal.campaign.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A summary as the one JSON object of {@code soak} and {@code merge}, in ASCII on one line. */
public final class SummaryJson {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private SummaryJson() {}

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(String schema, Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", schema);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** {@code rehearsal.soak/1}. */
    public static String of(Summary summary) {
        return object("rehearsal.soak/1", json -> write(json, summary));
    }

    /** {@code rehearsal.finding/1}: a finding that has no story to be replayed. */
    public static String finding(Finding finding) {
        return object(
                        "rehearsal.finding/1",
                        json -> {
                            json.writeStringField("signature", finding.signature());
                            json.writeStringField("property", finding.property());
                            json.writeStringField("scenario", finding.scenario());
                            json.writeStringField("variant", finding.variant().getOrNull());
                            json.writeStringField("seed", Format.seed(finding.lowest()));
                            json.writeStringField("message", finding.message());
                            json.writeArrayFieldStart("lines");
                            for (String line : finding.lines()) {
                                json.writeString(line);
                            }
                            json.writeEndArray();
                        })
                + "\n";
    }

    private static void write(JsonGenerator json, Summary summary) throws IOException {
        json.writeStringField(
                "verdict",
                summary.isRed() ? "violated" : summary.isGreen() ? "holds" : "inconclusive");
        json.writeNumberField("seedsDone", summary.seedsDone());
        json.writeNumberField("runs", summary.seedsDone());
        json.writeStringField("simulatedTime", summary.simulated().toString());
        json.writeNumberField("cpuSeconds", summary.cpuNanos() / 1_000_000 / 1e3);
        json.writeArrayFieldStart("findings");
        for (Finding finding : summary.findings()) {
            json.writeStartObject();
            write(json, summary, finding);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("goals");
        for (var goal : summary.goals()) {
            json.writeNumberField(goal._1, goal._2);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("faultsInjected");
        for (var fault : summary.faults()) {
            json.writeNumberField(fault._1, fault._2.injected());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("faultsEffective");
        for (var fault : summary.faults()) {
            json.writeNumberField(fault._1, fault._2.effective());
        }
        json.writeEndObject();
        json.writeNumberField("vacuous", summary.vacuous());
        json.writeNumberField("inconclusive", summary.inconclusive());
        json.writeNumberField("duplicatesFolded", summary.duplicatesFolded());
        json.writeObjectFieldStart("canary");
        json.writeStringField("scenario", summary.canaries().subject());
        json.writeNumberField("sent", summary.canaries().sent());
        json.writeNumberField("found", summary.canaries().found());
        json.writeEndObject();
        json.writeArrayFieldStart("unmet");
        for (String sentence : summary.unmet()) {
            json.writeString(sentence);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("unseen");
        for (Summary.Share share : summary.subjects()) {
            json.writeNumberField(share.subject(), share.unseen());
        }
        json.writeEndObject();
        json.writeStringField("end", summary.end());
        json.writeStringField("dir", summary.dir().toString());
    }

    private static void write(JsonGenerator json, Summary summary, Finding finding)
            throws IOException {
        json.writeStringField("signature", finding.signature());
        json.writeStringField("property", finding.property());
        json.writeStringField("kind", finding.kind());
        json.writeStringField("scenario", finding.scenario());
        json.writeStringField("variant", finding.variant().getOrNull());
        json.writeStringField("message", finding.message());
        json.writeStringField("seed", Format.seed(finding.lowest()));
        json.writeStringField("fewestStepsSeed", Format.seed(finding.fewest()));
        json.writeNumberField("count", finding.count());
        json.writeNumberField("runs", finding.runs());
        for (Finding.Story story : finding.story()) {
            json.writeObjectFieldStart("shrunk");
            json.writeNumberField("operations", story.size().operations());
            json.writeNumberField("faults", story.size().faults());
            json.writeNumberField("decisions", story.size().decisions());
            json.writeNumberField("steps", story.size().steps());
            json.writeStringField("seed", Format.seed(story.seed()));
            json.writeBooleanField("canonical", story.canonical());
            json.writeEndObject();
        }
        for (String fate : finding.fate()) {
            json.writeStringField("fate", fate);
        }
        json.writeStringField("failureFile", summary.dir().resolve(finding.file()).toString());
    }
}
