package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.recorded.Check;
import dev.rehearsal.recorded.HistoryReport;
import dev.rehearsal.recorded.MalformedFileException;
import dev.rehearsal.recorded.Values;
import dev.rehearsal.recorded.Vocabularies.Initial;
import dev.rehearsal.recorded.Vocabularies.NullRead;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code rehearse history}: the consistency of recorded histories.
 *
 * <p>Exit codes: 0 every history holds, 1 one is illegal, 2 the call was wrong or a file is no
 * history, 3 none is illegal and one is undecided.
 */
@Command(
        name = "history",
        description = "Consistency of recorded histories, one JSON event a line, plain or gzipped.",
        footerHeading = "%nThe event format: one JSON object a line, in the order observed%n",
        footer = {
            "  i    number of the event: 0, 1, 2, ...",
            "  p    process: a number; a text marks a note of the harness, no operation",
            "  t    invoke, ok (it happened), fail (it did not), info (nobody knows)",
            "  op   number of the operation, the same on both its events",
            "  f    the function: read, write, cas, txn, ...",
            "  k    the key, where the model has keys of their own",
            "  v    the argument on invoke, the result on ok; null is none",
            "  e    the text of an error; time: nanoseconds; both may be left out",
            "A process has one operation open at a time and none after info; no end is info.",
            "A file without any event is malformed: it would fit every model.",
            "",
            "  {\"i\":0,\"p\":1,\"t\":\"invoke\",\"op\":0,\"f\":\"write\",\"v\":4}",
            "  {\"i\":1,\"p\":2,\"t\":\"invoke\",\"op\":1,\"f\":\"read\",\"v\":null}",
            "  {\"i\":2,\"p\":2,\"t\":\"ok\",\"op\":1,\"f\":\"read\",\"v\":4}",
            "  {\"i\":3,\"p\":1,\"t\":\"ok\",\"op\":0,\"f\":\"write\",\"v\":4}",
        })
final class HistoryCommand extends Verb {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Histories in the event format.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description =
                    "register, cas-register, kv, kv-append, multi-register, mutex, fifo-queue,"
                            + " stack, priority-queue, set, counter, log, list-append, bank,"
                            + " counter-bounds, set-full or long-fork.")
    private String model = "";

    @Option(
            names = "--consistency",
            paramLabel = "NAME",
            description =
                    "linearizable (default) or sequential; for list-append serializable (default)"
                            + " or snapshot-isolation, also as session-… and strict-….")
    private String consistency = "";

    @Option(
            names = "--budget",
            paramLabel = "CONFIGURATIONS",
            description = "What the search may cost for each history, such as 2e6 (the default).")
    private @Nullable String budget;

    @Option(
            names = "--init",
            paramLabel = "VALUE",
            description =
                    "The initial value: JSON, a bare word, or k=v,k=v (default: the model's).")
    private @Nullable String init;

    @Option(
            names = "--null-read",
            paramLabel = "value|unknown",
            description = "Is a read of null a definite observation (the default) or unknown?")
    private String nullRead = "value";

    @Option(
            names = "--explain",
            paramLabel = "FILE",
            description =
                    "Write the explanations there: .html or .svg with a drawing, else text; orders"
                            + " for legal ones.")
    private @Nullable Path explain;

    HistoryCommand(Shell shell) {
        super(shell);
    }

    /** One argument and what came of it; the message of a malformed file in place of a result. */
    private record Line(Path file, Check.@Nullable Result result, String malformed, long millis) {}

    @Override
    public Integer call() throws IOException {
        Check check = check();
        List<Line> lines = new ArrayList<>();
        for (Path file : files) {
            long began = System.nanoTime();
            Check.Result result = null;
            String malformed = "";
            try {
                result = check.file(shell.resolve(file), explain != null);
            } catch (MalformedFileException e) {
                malformed = file + ": " + e.getMessage();
            } catch (NoSuchFileException e) {
                throw new Refusal("there is no history " + file, e);
            } catch (IOException e) {
                throw new Refusal(
                        "a history must be a file that can be read: "
                                + file
                                + ": "
                                + e.getMessage(),
                        e);
            }
            lines.add(new Line(file, result, malformed, (System.nanoTime() - began) / 1_000_000));
        }
        if (explain != null) {
            writeExplanations(explain, lines);
        }
        if (json) {
            answer(check.consistency(), lines);
        } else {
            lines.forEach(this::print);
        }
        return exitCode(lines);
    }

    private Check check() {
        try {
            return Check.of(model, consistency, initial(), nullReads(), budget());
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage(), e);
        }
    }

    private static @Nullable String firstMalformed(List<Line> lines) {
        for (Line line : lines) {
            if (line.result() == null) {
                return line.malformed();
            }
        }
        return null;
    }

    private static int exitCode(List<Line> lines) {
        int code = Exit.HOLDS;
        for (Line line : lines) {
            Check.Result result = line.result();
            if (result == null) {
                return Exit.WRONG_CALL;
            }
            code =
                    switch (result.outcome()) {
                        case OK -> code;
                        case ILLEGAL -> Exit.VIOLATED;
                        case UNKNOWN -> code == Exit.VIOLATED ? code : Exit.INCONCLUSIVE;
                    };
        }
        return code;
    }

    private void print(Line line) {
        Check.Result result = line.result();
        if (result == null) {
            shell.err("rehearse: " + line.malformed());
            return;
        }
        String verdict = word(result.outcome());
        shell.out(
                line.file()
                        + ": "
                        + verdict
                        + ", "
                        + result.operations()
                        + " operations"
                        + (result.effort().isEmpty() ? "" : ", " + result.effort()));
        if (!result.explanation().isEmpty() && result.outcome() != Check.Outcome.OK) {
            result.explanation().lines().forEach(each -> shell.out("  " + each));
            shell.out("  again: " + again(line.file()));
        }
    }

    private String again(Path file) {
        List<String> words = new ArrayList<>(List.of(file.toString(), "--model", model));
        if (!consistency.isEmpty()) {
            words.addAll(List.of("--consistency", consistency));
        }
        if (budget != null) {
            words.addAll(List.of("--budget", budget));
        }
        if (init != null) {
            words.addAll(List.of("--init", init));
        }
        if (!nullRead.equals("value")) {
            words.addAll(List.of("--null-read", nullRead));
        }
        return shell.command("history", words);
    }

    /** One object; that of an error, with the other verdicts, when a file is no history. */
    private void answer(String property, List<Line> lines) {
        String error = firstMalformed(lines);
        answer(
                error == null ? "rehearsal.history/1" : "rehearsal.error/1",
                fields -> {
                    if (error != null) {
                        fields.writeStringField("message", error);
                    }
                    fields.writeStringField("model", model);
                    fields.writeStringField("consistency", property);
                    fields.writeArrayFieldStart("histories");
                    for (Line line : lines) {
                        line(fields, line);
                    }
                    fields.writeEndArray();
                });
    }

    private static void line(JsonGenerator generator, Line line) throws IOException {
        Check.Result result = line.result();
        generator.writeStartObject();
        generator.writeStringField("file", line.file().toString());
        generator.writeStringField(
                "verdict", result == null ? "malformed" : word(result.outcome()));
        if (result == null) {
            generator.writeStringField("explanation", line.malformed());
        } else {
            if (result.badPrefixEnd() >= 0) {
                generator.writeNumberField("badPrefixEnd", result.badPrefixEnd());
            }
            generator.writeNumberField("operations", result.operations());
            if (!result.explanation().isEmpty()) {
                generator.writeStringField("explanation", result.explanation());
            }
            if (!result.anomalies().isEmpty()) {
                strings(generator, "anomalies", result.anomalies());
                strings(generator, "cycle", result.cycle());
            }
        }
        generator.writeNumberField("millis", line.millis());
        generator.writeEndObject();
    }

    private static void strings(JsonGenerator generator, String field, List<String> values)
            throws IOException {
        generator.writeArrayFieldStart(field);
        for (String value : values) {
            generator.writeString(value);
        }
        generator.writeEndArray();
    }

    private static String word(Check.Outcome outcome) {
        return switch (outcome) {
            case OK -> "ok";
            case ILLEGAL -> "illegal";
            case UNKNOWN -> "unknown";
        };
    }

    private void writeExplanations(Path target, List<Line> lines) {
        List<HistoryReport.Section> sections = new ArrayList<>();
        for (Line line : lines) {
            Check.Result result = line.result();
            sections.add(
                    result == null
                            ? new HistoryReport.Section(
                                    line.malformed(), "", java.util.Optional.empty())
                            : new HistoryReport.Section(
                                    line.file() + ": " + word(result.outcome()),
                                    result.explanation(),
                                    result.picture()));
        }
        try {
            Files.writeString(
                    shell.resolve(target), HistoryReport.render(target.toString(), sections));
        } catch (IOException e) {
            throw new Refusal("cannot write " + target + ": " + e.getMessage(), e);
        }
    }

    private Initial initial() {
        try {
            return init == null ? Initial.DEFAULT : Initial.of(Values.parse(init));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--init must be JSON, a bare word, or k=v,k=v: --init=" + init, e);
        }
    }

    private NullRead nullReads() {
        return switch (nullRead) {
            case "value" -> NullRead.VALUE;
            case "unknown" -> NullRead.UNKNOWN;
            default ->
                    throw new IllegalArgumentException(
                            "--null-read must be value or unknown: --null-read=" + nullRead);
        };
    }

    private OptionalLong budget() {
        return budget == null
                ? OptionalLong.empty()
                : OptionalLong.of(Counts.parse("--budget", budget, Long.MAX_VALUE));
    }
}
