package dev.rehearsal.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes events, one JSON object a line; gzipped if the name of the file ends in {@code .gz}. */
public final class EventWriter implements Closeable {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator generator;

    private EventWriter(JsonGenerator generator) {
        this.generator = generator;
        generator.setRootValueSeparator(null);
    }

    /** A writer of this file, which is replaced if it exists. */
    public static EventWriter create(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return new EventWriter(
                JSON.createGenerator(
                        file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out));
    }

    /** Writes one line. */
    public void write(Event event) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("i", event.index());
        if (event.harness() == null) {
            generator.writeNumberField("p", event.process());
        } else {
            generator.writeStringField("p", event.harness());
        }
        generator.writeStringField("t", event.kind().name().toLowerCase(Locale.ROOT));
        if (event.harness() == null) {
            generator.writeNumberField("op", event.operation());
        }
        generator.writeStringField("f", event.function());
        if (event.key() != null) {
            generator.writeFieldName("k");
            value(generator, event.key());
        }
        generator.writeFieldName("v");
        value(generator, event.value());
        if (event.error() != null) {
            generator.writeStringField("e", event.error());
        }
        generator.writeEndObject();
        generator.writeRaw('\n');
    }

    static void value(JsonGenerator generator, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Boolean yes -> generator.writeBoolean(yes);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case Seq<?> elements -> {
                generator.writeStartArray();
                for (Object element : elements) {
                    value(generator, element);
                }
                generator.writeEndArray();
            }
            case Map<?, ?> fields -> {
                generator.writeStartObject();
                for (Tuple2<?, ?> field : fields) {
                    generator.writeFieldName(String.valueOf(field._1));
                    value(generator, field._2);
                }
                generator.writeEndObject();
            }
            default -> generator.writeString(value.toString());
        }
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }
}
