package dev.rehearsal.failure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.shrink.Standing;

import io.vavr.collection.Vector;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/**
 * A failure as a JSON file: readable, comparable, made to be committed.
 *
 * <p>Shape: one object, {@code "schema": "rehearsal.failure/1"}. Times are whole nanoseconds. What
 * a departure is about stands under its name as {@link dev.rehearsal.decision.MessageName} writes
 * it, so that the file outlives changes in how names are hashed.
 *
 * <p>Errors: a file that this code cannot replay is refused with {@link FailureFileException}; its
 * one sentence names the file, the rule and the value. An operation that has no form in the file is
 * refused with {@link IllegalArgumentException} before anything is written.
 *
 * <p>Durability: written under another name, synced and renamed, so that there is the old file or
 * the whole new one.
 */
public final class FailureFile {

    /** The schema that is written and read. */
    public static final String SCHEMA = "rehearsal.failure/1";

    private static final long BYTES_MAX = 512_000_000;
    private static final int HASHES_PER_LINE = 8;

    private FailureFile() {}

    // ------------------------------------------------------------------------------------ writing

    /**
     * Writes a failure, with the folders that are missing.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public static void write(Failure failure, Path file) {
        byte[] bytes = text(failure).getBytes(StandardCharsets.UTF_8);
        Path target = file.toAbsolutePath();
        Path temporary =
                target.resolveSibling(
                        "." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(target.getParent());
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(target.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            discard(temporary);
        }
    }

    /** Makes the new name durable, where the system lets a folder be opened. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Not on every system; the file itself is synced.
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException _) {
            // It is in nobody's way.
        }
    }

    /** The text of the file. */
    public static String text(Failure failure) {
        StringWriter text = new StringWriter();
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(
                                Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                        .withObjectIndenter(indent)
                        .withArrayIndenter(indent);
        try (JsonGenerator json =
                JsonFactory.builder().build().createGenerator(text).setPrettyPrinter(printer)) {
            write(json, failure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Failure failure) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("rehearsal", failure.version());
        json.writeStringField("scenario", failure.settings().scenario().name());
        json.writeStringField("scenarioClass", failure.settings().scenario().getClass().getName());
        json.writeStringField("variant", failure.settings().variant().getOrNull());
        json.writeObjectFieldStart("parameters");
        for (var parameter : failure.settings().values()) {
            switch (parameter._2) {
                case Integer count -> json.writeNumberField(parameter._1, count);
                case Boolean flag -> json.writeBooleanField(parameter._1, flag);
                default -> json.writeStringField(parameter._1, String.valueOf(parameter._2));
            }
        }
        json.writeEndObject();
        for (Failure.Origin origin : failure.origin()) {
            json.writeStringField("seed", "0x" + hex(origin.seed()));
            json.writeStringField("faults", origin.faults());
        }
        json.writeStringField("signature", failure.signature());
        json.writeObjectFieldStart("violation");
        json.writeStringField("property", failure.violation().property());
        json.writeStringField("kind", failure.violation().kind());
        json.writeStringField("place", failure.violation().place());
        json.writeStringField("message", failure.violation().message());
        json.writeNumberField("step", failure.violation().step());
        json.writeNumberField("nanos", failure.violation().nanos());
        json.writeEndObject();
        writeStory(json, failure);
        json.writeStringField("traceHash", hex(failure.traceHash()));
        writeHashes(json, failure.hashes());
        json.writeObjectFieldStart("found");
        writeSize(json, failure.found());
        json.writeEndObject();
        for (Failure.Shrinking shrinking : failure.shrinking()) {
            json.writeObjectFieldStart("shrunk");
            writeSize(json, shrinking.size());
            json.writeNumberField("runs", shrinking.runs());
            json.writeBooleanField("oneMinimal", shrinking.oneMinimal());
            json.writeBooleanField("budgetEnded", !shrinking.exhausted());
            json.writeBooleanField("canonical", shrinking.standing() == Standing.CANONICAL);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeStory(JsonGenerator json, Failure failure) throws IOException {
        json.writeArrayFieldStart("operations");
        if (failure.story().operations().nonEmpty()) {
            Workload workload = failure.settings().cluster().requireWorkload();
            for (PlannedOperation operation : failure.story().operations()) {
                json.writeStartObject();
                json.writeStringField("client", operation.client());
                json.writeNumberField("index", operation.index());
                Departures.writePoint(json, operation.begin());
                json.writeFieldName("operation");
                Values.write(json, operation.input(), workload.operationType(), operation.name());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("departures");
        for (Departure departure : failure.story().departures()) {
            Departures.write(json, departure);
        }
        json.writeEndArray();
        Heal heal = failure.story().heal();
        if (heal.comes()) {
            json.writeObjectFieldStart("heal");
            json.writeNumberField("atNanos", heal.atNanos());
            writeNames(json, "lost", heal.lost());
            if (!heal.broken().isEmpty()) {
                writeNames(json, "broken", heal.broken());
            }
            json.writeEndObject();
        }
    }

    private static void writeNames(JsonGenerator json, String field, Vector<String> names)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static void writeHashes(JsonGenerator json, StepHashes hashes) throws IOException {
        json.writeObjectFieldStart("stepHashes");
        json.writeNumberField("steps", hashes.steps());
        json.writeNumberField("every", hashes.every());
        json.writeArrayFieldStart("hashes");
        for (Vector<Integer> line : hashes.hashes().grouped(HASHES_PER_LINE)) {
            json.writeString(line.map(hash -> HexFormat.of().toHexDigits(hash)).mkString(" "));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeSize(JsonGenerator json, Size size) throws IOException {
        json.writeNumberField("operations", size.operations());
        json.writeNumberField("faults", size.faults());
        json.writeNumberField("decisions", size.decisions());
        json.writeNumberField("steps", size.steps());
    }

    private static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    // ------------------------------------------------------------------------------------ reading

    /**
     * Reads a failure.
     *
     * @throws FailureFileException when it is none that this code can replay
     */
    public static Failure read(Path file, Catalogue catalogue) {
        try {
            if (Files.isDirectory(file)) {
                throw new FailureFileException("it must be a file, and it is a folder");
            }
            if (Files.size(file) > BYTES_MAX) {
                throw new FailureFileException("it must have at most 512 MB");
            }
            String text = Files.readString(file);
            if (text.startsWith("\uFEFF")) {
                throw new FailureFileException("it must begin without a byte order mark");
            }
            return parse(text, catalogue);
        } catch (NoSuchFileException e) {
            throw new FailureFileException("there is no failure file " + file);
        } catch (CharacterCodingException e) {
            throw refused(file, "it must be text in UTF-8");
        } catch (IOException e) {
            throw refused(file, "it must be readable: " + e);
        } catch (FailureFileException e) {
            throw refused(file, e.getMessage());
        }
    }

    private static FailureFileException refused(Path file, String sentence) {
        return new FailureFileException(file + " cannot be replayed: " + sentence);
    }

    /**
     * Reads the text of a file.
     *
     * @throws FailureFileException when it is none that this code can replay
     */
    public static Failure parse(String text, Catalogue catalogue) {
        return new FailureReader(catalogue).failure(Json.read(text));
    }
}
