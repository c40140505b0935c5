package dev.rehearsal.campaign;

import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.failure.Json;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.shrink.Standing;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Strategy;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntConsumer;

/**
 * The main class of a worker process: it runs seeds, one after another, on one thread, and answers
 * in lines on standard output; what a handler prints there goes to standard error.
 *
 * <p>The first line that it reads says what there is to run, each further one is a {@link Task} or
 * {@code stop}. It answers {@code ready}, at most one {@link Entry} for each task and then {@code
 * idle}, and a {@code beat} now and then. When its input ends it is nobody's, and ends too.
 *
 * <p>A run that does not end, and one for which there is no memory, ends the process: first comes
 * what was known of the runs before, then a {@link Entry.Stopped}. A run that its scenario makes
 * impossible is reported in the same way, and the process goes on.
 */
final class Worker {

    /** Exit code after a run that ended the process. */
    static final int STOPPED = 3;

    private static final long TICK_MILLIS = 100;
    private static final int TICKS_PER_BEAT = 5;

    /** A collector that is not asked to lets the old generation grow to all that it may have. */
    private static final long COLLECT_EVERY_NANOS = 30_000_000_000L;

    /** A thread that neither runs nor waits is given that much longer: it may be swapped out. */
    private static final int PATIENCE = 10;

    /** A search is many runs, none of which tells that it ended. */
    private static final int SEARCH = 20;

    private final BufferedReader in;
    private final PrintStream out;
    private final IntConsumer halt;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(1);
    private final Vector<Subject> subjects;
    private final FaultChoice faults;
    private final Strategy strategy;
    private final long hangNanos;
    private final Catalogue catalogue;
    private final Thread runner;
    private final Map<Settings, Simulation> simulations = new HashMap<>();
    private long collectedNanos = System.nanoTime();

    /** What the runner is at; written by the runner, read by the watchdog when it does not move. */
    private volatile @Nullable Task task;

    private volatile @Nullable RunsSum sum;
    private volatile long moves;
    private volatile boolean stopping;
    private volatile boolean ended;

    private Worker(BufferedReader in, PrintStream out, IntConsumer halt, Json hello) {
        this.in = in;
        this.out = out;
        this.halt = halt;
        this.catalogue = Catalogue.of(Worker.class.getClassLoader());
        this.subjects = Vector.ofAll(hello.get("subjects").list()).map(Subject::read);
        String name = hello.get("faults").text();
        this.faults =
                hello.get("profile").isNull()
                        ? FaultChoice.named(name)
                        : FaultChoice.of(name, FaultProfile.read(hello.get("profile").text()));
        this.strategy = Strategy.parse(hello.get("strategy").text());
        this.hangNanos = hello.get("hangMillis").whole(1, Integer.MAX_VALUE) * 1_000_000;
        this.runner = Thread.ofPlatform().name("runs").unstarted(this::work);
    }

    /** The first line of a worker's input. */
    static String hello(
            Vector<Subject> subjects, FaultChoice faults, Strategy strategy, Duration hang) {
        return EntryText.line(
                "hello",
                json -> {
                    json.writeStringField("faults", faults.name());
                    json.writeStringField(
                            "profile", faults.profile().map(FaultProfile::toJson).getOrNull());
                    json.writeStringField("strategy", strategy.toString());
                    json.writeNumberField("hangMillis", hang.toMillis());
                    json.writeArrayFieldStart("subjects");
                    for (Subject subject : subjects) {
                        subject.write(json);
                    }
                    json.writeEndArray();
                });
    }

    /** Works until its input ends. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Worker worker = greeted(System.in, out, Runtime.getRuntime()::halt);
        if (worker != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(worker::finish, "interrupted"));
            worker.serve();
        }
    }

    /**
     * The worker that the first line asks for; none when there is no line.
     *
     * @param halt ends the process that the worker is, with an exit code
     */
    static @Nullable Worker greeted(InputStream in, PrintStream out, IntConsumer halt)
            throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String hello = lines.readLine();
        return hello == null ? null : new Worker(lines, out, halt, Json.read(hello).get("hello"));
    }

    /** Works until its input ends. */
    void serve() throws IOException {
        runner.setDaemon(true);
        runner.start();
        Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
        say(EntryText.line("ready", _ -> {}));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            hear(line);
        }
        end(0);
    }

    private void end(int code) {
        ended = true;
        stopping = true;
        runner.interrupt();
        halt.accept(code);
    }

    /** Interrupted with its owner: what was done goes out before it ends. */
    private void finish() {
        stopping = true;
        long seen = moves;
        for (int i = 0; i < 20 && task != null; i++) {
            sleep();
            if (moves == seen) {
                break;
            }
            seen = moves;
        }
    }

    private void hear(String line) {
        Json json = Json.read(line);
        String kind = json.names().getFirst();
        if (kind.equals("stop")) {
            stopping = true;
        } else {
            stopping = false;
            tasks.add(Task.read(kind, json.get(kind)));
        }
    }

    private void say(String line) {
        synchronized (out) {
            out.print(line);
            out.print('\n');
            out.flush();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(TICK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ------------------------------------------------------------------------------- the one
    // thread

    private void work() {
        while (!ended) {
            try {
                Task next = tasks.take();
                moves++;
                task = next;
                answer(next);
                idle();
            } catch (InterruptedException e) {
                return;
            } catch (OutOfMemoryError e) {
                simulations.clear();
                stopped("out-of-memory", scenario(), e.toString(), e.getStackTrace());
                end(STOPPED);
            } catch (RuntimeException | Error e) {
                // A mistake in the scenario: no outcome of the run, and of no harm to the process.
                stopped("refused", e.getClass().getSimpleName(), e.toString(), e.getStackTrace());
                idle();
            }
        }
    }

    /** Waits for the next task: the best time to collect what the last ones left. */
    private void idle() {
        sum = null;
        task = null;
        say(EntryText.line("idle", _ -> {}));
        if (System.nanoTime() - collectedNanos > COLLECT_EVERY_NANOS) {
            System.gc();
            collectedNanos = System.nanoTime();
        }
    }

    private void answer(Task next) {
        Subject subject = subjects.get(next.subject());
        switch (next) {
            case Task.Run run -> run(subject, run);
            case Task.Shrink shrink -> say(EntryText.of(shrink(subject, shrink)));
            case Task.Verify verify -> say(EntryText.of(verify(subject, verify)));
        }
    }

    private Simulation simulation(Subject subject, long seed) {
        Settings settings = faults.settings(subject.settings(catalogue), seed);
        if (simulations.size() > 256) {
            simulations.clear();
        }
        return simulations.computeIfAbsent(settings, Simulation::of);
    }

    private void run(Subject subject, Task.Run run) {
        RunsSum all = new RunsSum(subject.name(), run);
        sum = all;
        boolean found = false;
        while (all.count() < run.count() && !stopping && !(found && run.untilFound())) {
            long seed = run.seed(all.count());
            long start = threads.getCurrentThreadCpuTime();
            Simulation simulation = simulation(subject, seed);
            Run result = faults.run(simulation, seed, strategy);
            found = result.violation().isDefined();
            all.add(simulation, result, threads.getCurrentThreadCpuTime() - start);
            moves++;
        }
        if (all.count() > 0) {
            say(EntryText.of(all.entry()));
        }
    }

    private Entry shrink(Subject subject, Task.Shrink shrink) {
        long start = threads.getCurrentThreadCpuTime();
        Option<Failure> earlier =
                Option.of(shrink.failure()).map(text -> FailureFile.parse(text, catalogue));
        Simulation simulation =
                earlier.map(failure -> Simulation.of(failure.settings()))
                        .getOrElse(() -> simulation(subject, shrink.seed()));
        Run run =
                earlier.map(failure -> simulation.run(failure.story()))
                        .getOrElse(() -> faults.run(simulation, shrink.seed(), strategy));
        if (!run.fails(shrink.signature())) {
            return unshrunk(subject, shrink, "the run does not fail so again");
        }
        Shrunk shrunk =
                Shrinker.of(simulation)
                        .budget(shrink.runsMax())
                        .steps(shrink.stepsMax())
                        .shrink(run);
        try {
            Failure failure =
                    earlier.map(before -> before.shrunk(shrunk))
                            .getOrElse(() -> Failure.of(shrunk).from(shrink.seed(), faults.name()));
            return new Entry.Shrunk(
                    subject.name(),
                    shrink.signature(),
                    shrink.seed(),
                    shrink.level(),
                    Size.of(shrunk.after()),
                    shrunk.runs(),
                    shrunk.oneMinimal(),
                    shrunk.exhausted(),
                    shrunk.standing() == Standing.CANONICAL,
                    threads.getCurrentThreadCpuTime() - start,
                    FailureFile.text(failure));
        } catch (IllegalArgumentException e) {
            return unshrunk(subject, shrink, "its story has no form in a file: " + e.getMessage());
        }
    }

    private static Entry.Unshrunk unshrunk(Subject subject, Task.Shrink shrink, String why) {
        return new Entry.Unshrunk(
                subject.name(), shrink.signature(), shrink.seed(), shrink.level(), why);
    }

    private Entry verify(Subject subject, Task.Verify verify) {
        Run run;
        if (verify.failure() == null) {
            run = faults.run(simulation(subject, verify.seed()), verify.seed(), strategy);
        } else {
            Failure failure = FailureFile.parse(verify.failure(), catalogue);
            run = Simulation.of(failure.settings()).run(failure.story());
        }
        String now = run.violation().map(found -> found.signature()).getOrElse("");
        return new Entry.Verified(
                subject.name(),
                verify.signature(),
                fate(verify.signature(), now),
                now,
                0,
                Instant.now());
    }

    static Entry.Fate fate(String signature, String now) {
        return now.isEmpty()
                ? Entry.Fate.FIXED
                : now.equals(signature) ? Entry.Fate.STILL_THERE : Entry.Fate.CHANGED;
    }

    // -------------------------------------------------------------------------------- the watchdog

    /**
     * Looks whether the runner moves. Its own ticks are its clock: time that passes while the whole
     * machine sleeps is none. A run has so much processor time, and may wait for so long.
     */
    private void watch() {
        long seen = -1;
        long cpuThen = 0;
        int waited = 0;
        int ticks = 0;
        for (int tick = 0; !ended; tick++) {
            sleep();
            if (tick % TICKS_PER_BEAT == 0) {
                say(EntryText.line("beat", _ -> {}));
            }
            Task present = task;
            long cpu = threads.getThreadCpuTime(runner.threadId());
            if (present == null || moves != seen) {
                seen = moves;
                cpuThen = cpu;
                waited = 0;
                ticks = 0;
                continue;
            }
            int factor = present instanceof Task.Run ? 1 : SEARCH;
            Thread.State state = runner.getState();
            waited = state == Thread.State.RUNNABLE ? 0 : waited + 1;
            ticks++;
            long limit = hangNanos * factor;
            long tickNanos = TICK_MILLIS * 1_000_000;
            if (cpu - cpuThen > limit
                    || waited * tickNanos > hangNanos
                    || ticks * tickNanos > PATIENCE * limit) {
                StackTraceElement[] stack = runner.getStackTrace();
                if (moves == seen) {
                    hung(present, stack);
                }
            }
        }
    }

    private void hung(Task present, StackTraceElement[] stack) {
        String message =
                present instanceof Task.Run
                        ? "the handler did not return within "
                                + Duration.ofNanos(hangNanos)
                                        .toString()
                                        .substring(2)
                                        .toLowerCase(Locale.ROOT)
                        : "the search did not end";
        stopped("hang", place(stack), message, stack);
        end(STOPPED);
    }

    /** The innermost method that the kernel called: the handler, whatever it is at. */
    private String place(StackTraceElement[] stack) {
        for (int i = 1; i < stack.length; i++) {
            if (isEngine(stack[i]) && !isEngine(stack[i - 1])) {
                return frame(stack[i - 1]);
            }
        }
        return scenario();
    }

    private static boolean isEngine(StackTraceElement frame) {
        return frame.getClassName().startsWith("dev.rehearsal.kernel.")
                || frame.getClassName().startsWith("dev.rehearsal.simulation.");
    }

    private static String frame(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.')
                + "."
                + frame.getMethodName();
    }

    private String scenario() {
        Task present = task;
        return present == null ? "worker" : subjects.get(present.subject()).scenario();
    }

    /** What was known of the runs before, and which run ended them. */
    private void stopped(String what, String place, String message, StackTraceElement[] stack) {
        Task present = task;
        RunsSum done = sum;
        String subject = present == null ? "?" : subjects.get(present.subject()).name();
        if (done != null && done.count() > 0) {
            say(EntryText.of(done.entry()));
        }
        long seed =
                switch (present) {
                    case Task.Run run -> run.seed(done == null ? 0 : done.count());
                    case Task.Shrink shrink -> shrink.seed();
                    case Task.Verify verify -> verify.seed();
                    case null -> 0;
                };
        say(
                EntryText.of(
                        new Entry.Stopped(
                                subject,
                                seed,
                                present instanceof Task.Run run ? run.stride() : 1,
                                what,
                                place,
                                message,
                                Vector.of(stack).take(60).map(frame -> "at " + frame),
                                Instant.now())));
    }
}
