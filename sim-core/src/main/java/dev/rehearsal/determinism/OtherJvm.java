package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own that makes runs and answers questions about the last one, line by line: see
 * {@link Understudy}. It ends when this one closes its input or ends itself.
 */
final class OtherJvm implements AutoCloseable {

    private final Process process;
    private final OutputStream questions;
    private final BufferedReader answers;
    private final String setOrder;

    private OtherJvm(Process process) throws IOException {
        this.process = process;
        this.questions = process.getOutputStream();
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.setOrder = answer();
    }

    static OtherJvm start(Repertoire repertoire, Vector<Path> classPath, Vector<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags.asJava());
        command.add("-cp");
        command.add(
                classPath
                        .map(Path::toString)
                        .prepend(System.getProperty("java.class.path"))
                        .mkString(File.pathSeparator));
        command.add(Understudy.class.getName());
        command.add(repertoire.getClass().getName());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // They may choose a collector, and a JVM with two refuses to start.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = null;
        try {
            process = builder.start();
            return new OtherJvm(process);
        } catch (IOException e) {
            if (process != null) {
                process.destroyForcibly();
            }
            throw new IllegalStateException(
                    "another JVM must start: command=" + String.join(" ", command), e);
        }
    }

    /** In which order its {@code Set.of} runs. */
    String setOrder() {
        return setOrder;
    }

    Recording record(String run) {
        String answer = ask("run " + Understudy.escaped(run));
        if (answer.startsWith("!")) {
            return Recording.thrown(Understudy.unescaped(answer.substring(1)));
        }
        long steps = Long.parseLong(answer);
        return new Recording() {
            @Override
            public long steps() {
                return steps;
            }

            @Override
            public long hash(long step) {
                return Long.parseUnsignedLong(ask("hash " + step), 16);
            }

            @Override
            public Vector<String> events(long step) {
                int lines = Integer.parseInt(ask("events " + step));
                return Vector.range(0, lines).map(_ -> Understudy.unescaped(next(run)));
            }
        };
    }

    private String ask(String question) {
        try {
            questions.write((question + "\n").getBytes(StandardCharsets.UTF_8));
            questions.flush();
        } catch (IOException e) {
            throw ended(question, e);
        }
        return next(question);
    }

    private String next(String question) {
        try {
            return answer();
        } catch (IOException e) {
            throw ended(question, e);
        }
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("it has ended");
        }
        return line;
    }

    private IllegalStateException ended(String question, @Nullable IOException why) {
        return new IllegalStateException(
                "another JVM must stay until it is closed: question="
                        + question
                        + (process.isAlive() ? "" : " exit=" + process.exitValue()),
                why);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
