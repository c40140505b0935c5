package dev.rehearsal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.ToolProvider;

/** Scenarios that a user has written, compiled into a folder {@code classes}. */
final class UserCode {

    private UserCode() {}

    static void compile(Path folder, String name, String source) throws IOException {
        Path file = folder.resolve("src").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        compile(file, Files.createDirectories(folder.resolve("classes")));
    }

    /** The test class of the template, where Maven would put it. */
    static void compileTemplate(Path template) throws IOException {
        compile(
                template.resolve("src/test/java/com/example/CoinsTest.java"),
                Files.createDirectories(template.resolve("target/test-classes")));
    }

    private static void compile(Path file, Path classes) {
        String path =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                path,
                                "-d",
                                classes.toString(),
                                file.toString());
        assertEquals(0, code);
    }
}
