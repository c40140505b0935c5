package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.diagram.Brief;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.control.Option;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A trace as JSON lines: the first says of what, each other is one event with its step and time.
 */
final class TraceFile {

    private TraceFile() {}

    static void write(Run run, Option<Long> seed, Path file) {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            line(
                    writer,
                    "rehearsal.trace/1",
                    json -> {
                        json.writeStringField("scenario", run.story().settings().scenario().name());
                        json.writeStringField("seed", seed.map(Seeds::text).getOrNull());
                        json.writeStringField(
                                "traceHash", HexFormat.of().toHexDigits(run.traceHash()));
                        json.writeArrayFieldStart("lanes");
                        for (String lane : run.trace().lanes()) {
                            json.writeString(lane);
                        }
                        json.writeEndArray();
                    });
            for (TraceEvent event : run.trace().events()) {
                line(writer, "rehearsal.event/1", json -> write(json, event));
            }
        } catch (IOException e) {
            throw new Refusal("--trace must name a file that can be written: --trace " + file, e);
        }
    }

    private static void line(BufferedWriter writer, String schema, Verb.Fields fields)
            throws IOException {
        writer.write(Verb.object(schema, fields));
        writer.write('\n');
    }

    private static void write(JsonGenerator json, TraceEvent event) throws IOException {
        json.writeNumberField("step", event.step());
        json.writeNumberField("nanos", event.nanos());
        json.writeStringField("event", EventText.kind(event));
        switch (event) {
            case TraceEvent.Sent sent -> {
                message(json, sent.id(), sent.from(), sent.to(), sent.message());
                json.writeStringField("name", sent.name() == null ? null : sent.name().toString());
                json.writeBooleanField("dropped", sent.dropped());
            }
            case TraceEvent.Delivered arrival -> {
                message(json, arrival.id(), arrival.from(), arrival.to(), arrival.message());
                json.writeNumberField("copy", arrival.copy());
            }
            case TraceEvent.Lost arrival -> {
                message(json, arrival.id(), arrival.from(), arrival.to(), arrival.message());
                json.writeNumberField("copy", arrival.copy());
            }
            case TraceEvent.Fired fired -> {
                json.writeStringField("actor", fired.actor());
                json.writeStringField("message", Brief.of(fired.message()));
            }
            case TraceEvent.Synced synced -> json.writeStringField("actor", synced.actor());
            case TraceEvent.Chosen chosen -> {
                json.writeStringField("actor", chosen.actor());
                json.writeStringField("occasion", chosen.occasion().toString());
                json.writeStringField("value", Brief.of(chosen.value()));
                json.writeNumberField("option", chosen.chosen() + 1);
                json.writeNumberField("options", chosen.options().size());
            }
            case TraceEvent.Turned turned -> {
                json.writeStringField("actor", turned.actor());
                json.writeStringField("state", Brief.of(turned.state()));
            }
            case TraceEvent.Exited exited -> {
                json.writeStringField("actor", exited.actor());
                json.writeStringField("reason", exited.reason().toString());
            }
            case TraceEvent.Spawned spawned -> {
                json.writeStringField("actor", spawned.parent());
                json.writeStringField("child", spawned.child());
            }
            case TraceEvent.Reported reported -> {
                json.writeStringField("actor", reported.actor());
                json.writeStringField("event", reported.event().toString());
            }
            case TraceEvent.Invoked invoked -> {
                operation(json, invoked.client(), invoked.index());
                json.writeStringField("operation", Brief.of(invoked.operation()));
            }
            case TraceEvent.Completed completed -> {
                operation(json, completed.client(), completed.index());
                json.writeStringField(
                        "result", completed.result() == null ? null : Brief.of(completed.result()));
            }
            case TraceEvent.Abandoned abandoned ->
                    operation(json, abandoned.client(), abandoned.index());
            case TraceEvent.Crashed crashed -> {
                json.writeStringField("node", crashed.node());
                json.writeBooleanField("powerless", crashed.powerless());
            }
            case TraceEvent.Booted booted -> {
                json.writeStringField("node", booted.node());
                json.writeNumberField("boot", booted.boot());
            }
            case TraceEvent.Healed healed ->
                    json.writeStringField("heal", healed.heal().toString());
            case TraceEvent.Interrupted cut -> {
                json.writeStringField("actor", cut.actor());
                json.writeArrayFieldStart("done");
                for (String effect : cut.done()) {
                    json.writeString(effect);
                }
                json.writeEndArray();
                json.writeStringField("next", cut.next());
            }
            case TraceEvent.Departed departed ->
                    json.writeStringField("departure", departed.departure().toString());
        }
    }

    private static void message(JsonGenerator json, long id, String from, String to, Object message)
            throws IOException {
        json.writeNumberField("id", id);
        json.writeStringField("from", from);
        json.writeStringField("to", to);
        json.writeStringField("message", Brief.of(message));
    }

    private static void operation(JsonGenerator json, String client, int index) throws IOException {
        json.writeStringField("client", client);
        json.writeNumberField("index", index);
    }
}
