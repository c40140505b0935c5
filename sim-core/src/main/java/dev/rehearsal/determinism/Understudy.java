package dev.rehearsal.determinism;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;

/**
 * The main class of a JVM that stands in for this one: it answers questions about runs, one line
 * each, until its input ends.
 *
 * <p>First it says in which order its {@code Set.of} runs. {@code run NAME} makes a run and says
 * how many steps it has; {@code hash STEP} and {@code events STEP} are about that run, the latter
 * with as many lines as the first one says. A line that begins with {@code !} says what was thrown.
 */
final class Understudy {

    private Understudy() {}

    /** Answers questions about the runs of the repertoire whose class is named. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // What an actor prints is no answer.
        answers.println(Surroundings.setOrder());
        var questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Repertoire repertoire = null;
        Recording recording = null;
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            if (repertoire == null) {
                repertoire = repertoire(arguments[0]);
            }
            String[] question = line.split(" ", 2);
            if (question[0].equals("run")) {
                recording = run(repertoire, unescaped(question[1]), answers);
            } else if (recording != null) {
                answer(recording, question[0], Long.parseLong(question[1]), answers);
            }
        }
    }

    private static Repertoire repertoire(String name) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Repertoire) constructor.newInstance();
    }

    private static @Nullable Recording run(
            Repertoire repertoire, String name, PrintStream answers) {
        try {
            Recording recording = Recording.of(repertoire.run(name), repertoire);
            answers.println(recording.steps());
            return recording;
        } catch (RuntimeException | Error e) {
            answers.println("!" + escaped(e.toString()));
            return null;
        }
    }

    private static void answer(Recording recording, String what, long step, PrintStream answers) {
        if (what.equals("hash")) {
            answers.println(Long.toHexString(recording.hash(step)));
            return;
        }
        var events = recording.events(step);
        answers.println(events.size());
        events.forEach(event -> answers.println(escaped(event)));
    }

    /** On one line. */
    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    static String unescaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            i++;
            char escaped = line.charAt(i);
            text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
        }
        return text.toString();
    }
}
