package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Calls of the command line in this process, in a folder of the test's own. */
final class Calls {

    /** What came of a call. */
    record Result(int code, String out, String err) {

        /** The one object on standard output. */
        Map<String, @Nullable Object> json() {
            assertEquals(1, out.lines().count(), this::toString);
            assertTrue(out.chars().allMatch(c -> c < 0x7F), this::toString);
            return parse(out);
        }

        String lastLine() {
            return out.lines().reduce("", (_, line) -> line);
        }
    }

    private final Path folder;
    private final Map<String, String> environment;
    private final boolean terminal;
    private final Charset charset;
    private final AtomicLong seeds = new AtomicLong();

    Calls(Path folder) {
        this(folder, Map.of(), false, StandardCharsets.UTF_8);
    }

    Calls(Path folder, Map<String, String> environment, boolean terminal, Charset charset) {
        this.folder = folder;
        this.environment = environment;
        this.terminal = terminal;
        this.charset = charset;
    }

    Result call(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell =
                new Shell(
                        new PrintStream(out, true, charset),
                        new PrintStream(err, true, charset),
                        folder,
                        environment,
                        terminal,
                        seeds::incrementAndGet);
        int code = Main.run(shell, words);
        return new Result(code, out.toString(charset), err.toString(charset));
    }

    /** A failing run of the replicated register under the lossy profile: its seed. */
    long failingSeed() {
        for (long seed = 0; seed < 50; seed++) {
            if (call("run", "replicated-register", "--seed", "" + seed, "--json").code() == 1) {
                return seed;
            }
        }
        throw new AssertionError("no seed below 50 fails");
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> parse(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            Map<String, @Nullable Object> object = (Map<String, Object>) value(parser);
            assertEquals(null, parser.nextToken());
            return object;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
