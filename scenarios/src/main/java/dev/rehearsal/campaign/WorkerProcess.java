package dev.rehearsal.campaign;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/** A worker as its owner sees it: a process that is given tasks and sends lines. */
final class WorkerProcess {

    /** So much of what it says on standard error is kept. */
    private static final int LINES_MAX = 40;

    /** What comes of a worker. */
    sealed interface Event {
        WorkerProcess worker();

        /** A line. */
        record Said(WorkerProcess worker, String line) implements Event {}

        /** It has ended; all its lines came before. */
        record Ended(WorkerProcess worker, int code) implements Event {}
    }

    private final Process process;
    private final OutputStream in;
    private final Deque<String> lastWords = new ArrayDeque<>();
    private final Thread errors;
    private final Silence silence = new Silence(System.nanoTime());
    @Nullable Task task;
    boolean isReady;

    /** Whether it has said itself why it ends; a handler that exits says nothing. */
    boolean hasStopped;

    boolean isStopping;

    private WorkerProcess(Process process, BlockingQueue<Event> events) {
        this.process = process;
        this.in = process.getOutputStream();
        this.errors = Thread.ofPlatform().daemon().start(() -> keep(process.getErrorStream()));
        Thread.ofPlatform().daemon().start(() -> listen(events));
    }

    /**
     * Starts a worker.
     *
     * @param classPath what it needs besides our own classes
     */
    static WorkerProcess start(
            Machine machine,
            String hello,
            Vector<Path> classPath,
            int heapMegabytes,
            BlockingQueue<Event> events) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(heapMegabytes));
        command.add("-cp");
        command.add(
                classPath
                        .map(Path::toString)
                        .prepend(System.getProperty("java.class.path"))
                        .mkString(File.pathSeparator));
        command.add(Worker.class.getName());
        try {
            WorkerProcess worker = new WorkerProcess(machine.start(command), events);
            worker.send(hello);
            return worker;
        } catch (IOException e) {
            throw new CampaignException(
                    "a worker process must start: " + String.join(" ", command) + ": " + e, e);
        }
    }

    /**
     * What its JVM is told. One thread works, so the collector has one and the compiler two.
     *
     * <p>A night is to end with the memory that it began with: a small young generation, an old one
     * that shrinks as soon as it is collected, code that makes room when it is not called, and what
     * the C library keeps given back. The heap may still grow to all that it is allowed.
     *
     * <p>What the JVM has to say goes to standard error: standard output is the worker's.
     */
    private static List<String> flags(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-Xms" + Math.min(64, heapMegabytes) + "m",
                "-Xmn" + Math.min(32 * 1024, heapMegabytes * 256) + "k",
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40",
                "-XX:-ShrinkHeapInSteps",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:TrimNativeHeapInterval=30000",
                "-XX:CICompilerCount=2",
                "-XX:-UsePerfData",
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr");
    }

    private void keep(InputStream stream) {
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lastWords) {
                    lastWords.addLast(line);
                    if (lastWords.size() > LINES_MAX) {
                        lastWords.removeFirst();
                    }
                }
            }
        } catch (IOException _) {
            // The process has ended; what was read is kept.
        }
    }

    private void listen(BlockingQueue<Event> events) {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                silence.end(System.nanoTime());
                if (!line.equals("{\"beat\":{}}")) {
                    events.add(new Event.Said(this, line));
                }
            }
        } catch (IOException _) {
            // As when it ends.
        }
        try {
            int code = process.waitFor();
            errors.join(1_000);
            events.add(new Event.Ended(this, code));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isIdle() {
        return task == null && isReady;
    }

    void give(Task next) {
        task = next;
        isStopping = false;
        send(next.line());
    }

    /** Asks it to end what it is at with the present run. */
    void stop() {
        if (!isStopping) {
            isStopping = true;
            send(EntryText.line("stop", _ -> {}));
        }
    }

    private void send(String line) {
        try {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException _) {
            // It has ended, which the listener says.
        }
    }

    /** How long nothing was heard of it. */
    long silentNanos() {
        return silence.nanos(System.nanoTime());
    }

    Vector<String> lastWords() {
        synchronized (lastWords) {
            return Vector.ofAll(lastWords);
        }
    }

    void kill() {
        process.destroyForcibly();
    }
}
