package dev.rehearsal.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that was approved once and may change only on purpose: {@code -Dgolden=refresh} writes
 * what the test found, to be read as a diff.
 */
final class Golden {

    private Golden() {}

    static void check(String name, String found) {
        Path file =
                Path.of(
                        System.getProperty("basedir", "."),
                        "src/test/resources/dev/rehearsal/diagram",
                        name);
        try {
            if ("refresh".equals(System.getProperty("golden"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, found);
            }
            String approved = Files.exists(file) ? Files.readString(file) : "";
            assertEquals(approved, found, () -> name + "; approve it by -Dgolden=refresh");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
