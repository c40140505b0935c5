package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;

/** A verb of the command line: what all have in common. */
@Command(
        mixinStandardHelpOptions = false,
        headerHeading = "",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footerHeading = "%nExamples:%n",
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100)
abstract class Verb implements Callable<Integer> {

    /** Writes fields of an object. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    final Shell shell;

    @Option(
            names = "--json",
            order = 100,
            description = "Print one JSON object and nothing else on standard output.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            order = 101,
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    Verb(Shell shell) {
        this.shell = shell;
    }

    /** Prints the one object of {@code --json}. */
    void answer(String schema, Fields fields) {
        shell.out(object(schema, fields));
    }

    /** An object on one line, in ASCII. */
    static String object(String schema, Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", schema);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
