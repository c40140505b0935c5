package dev.rehearsal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.Disk;
import dev.rehearsal.actor.DiskFailedException;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.DiskName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Write, a sync that fails, send: the same actor on the simulated disk and on real files. No
 * message leaves, the actor exits with what failed, and its next start sees the one disk or the
 * other.
 */
class FailedSyncTest {

    /** Its state is what it found; on "go" it writes, syncs and says so. */
    private record Writer() implements Actor<String, String> {
        @Override
        public String start(Context<String> context) {
            context.timer("go", Duration.ofMillis(5));
            return "found "
                    + context.disk()
                            .read("log")
                            .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                            .getOrElse("nothing");
        }

        @Override
        public String receive(String found, String go, Context<String> context) {
            context.disk().append("log", new byte[] {'x'});
            context.disk().sync("log");
            context.disk().syncFolder();
            context.send(ActorRef.<String>to("b"), "kept");
            return "kept";
        }
    }

    private record Ear() implements Actor<Vector<String>, String> {
        @Override
        public Vector<String> start(Context<String> context) {
            return Vector.empty();
        }

        @Override
        public Vector<String> receive(Vector<String> heard, String said, Context<String> context) {
            return heard.append(said);
        }
    }

    /**
     * What came of it.
     *
     * @param sent what left before the actor ended
     * @param next what its next start returned
     */
    private record Outcome(Vector<String> sent, String exit, String next) {}

    private static final String EXIT = "disk failed: operation=sync file=log why=error";

    private static Outcome outcome(String next) {
        return new Outcome(Vector.empty(), EXIT, next);
    }

    // ----------------------------------------------------------------------------- simulated disk

    private record Pair() implements Scenario {
        @Override
        public String name() {
            return "pair";
        }

        @Override
        public String summary() {
            return "one who writes and one who hears of it";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("a", new Writer())
                    .node("b", new Ear())
                    .survives(1)
                    .survivesExits()
                    .onEscalation(new Escalation.Boots(Duration.ofMillis(100)))
                    .build();
        }
    }

    /**
     * The sync fails at 5 ms, and the process is there again 100 ms later; then perhaps the power
     * is lost.
     */
    private static Outcome simulated(@Nullable Aftermath powerLoss) {
        Vector<Departure> story =
                Vector.of(
                        new Departure.DiskTrouble(
                                DiskName.parse("a.String#1 / a : sync log ~ 1"),
                                new DiskFault.Fails(0)));
        if (powerLoss != null) {
            story =
                    story.append(
                            new Departure.Crash(
                                    "a", 0, new Point.At(106_000_000), 1_000_000, powerLoss));
        }
        Run run =
                Simulation.of(new Pair().settings())
                        .with(Simulation.Options.DEFAULT.verbose().nanos(109_000_000))
                        .run(Vector.empty(), new Script(story));
        Vector<TraceEvent> events = run.trace().events();
        String exit =
                events.filter(event -> event instanceof TraceEvent.Exited)
                        .map(event -> ((TraceEvent.Exited) event).reason().toString())
                        .head();
        Vector<String> sent =
                events.filter(event -> event instanceof TraceEvent.Sent)
                        .map(event -> ((TraceEvent.Sent) event).message().toString());
        String next =
                events.filter(event ->
                                event instanceof TraceEvent.Turned turned
                                        && turned.actor().equals("a"))
                        .map(event -> ((TraceEvent.Turned) event).state().toString())
                        .last();
        return new Outcome(sent, exit, next);
    }

    @Test
    void simulatedDisk_afterAFailedSync_isTheOneOrTheOther() {
        assertEquals(outcome("found x"), simulated(null));
        assertEquals(outcome("found nothing"), simulated(Aftermath.NONE));
        assertEquals(outcome("found x"), simulated(Aftermath.parse("2+")));
    }

    // --------------------------------------------------------------------------------- real files

    /** Runs turns as a driver must: the handler to its end, then what it issued in order. */
    private static final class Turns {
        private final FileDisk disk;
        private final List<Runnable> effects = new ArrayList<>();
        private final List<String> sent = new ArrayList<>();

        Turns(FileDisk disk) {
            this.disk = disk;
        }

        /** Issues what changes the disk, and reads at once. */
        private Disk issuing() {
            return proxy(
                    Disk.class,
                    (method, arguments) -> {
                        Runnable call =
                                () -> {
                                    switch (method) {
                                        case "append" ->
                                                disk.append(
                                                        (String) arguments[0],
                                                        (byte[]) arguments[1]);
                                        case "sync" -> disk.sync((String) arguments[0]);
                                        case "syncFolder" -> disk.syncFolder();
                                        default -> throw new UnsupportedOperationException(method);
                                    }
                                };
                        if (method.equals("read")) {
                            return disk.read((String) arguments[0]);
                        }
                        effects.add(call);
                        return null;
                    });
        }

        @SuppressWarnings("unchecked")
        private Context<String> context() {
            return proxy(
                    Context.class,
                    (method, arguments) ->
                            switch (method) {
                                case "disk" -> issuing();
                                case "timer" -> null;
                                case "send" -> {
                                    effects.add(() -> sent.add(arguments[1].toString()));
                                    yield null;
                                }
                                default -> throw new UnsupportedOperationException(method);
                            });
        }

        private interface Call {
            @Nullable Object on(String method, Object[] arguments);
        }

        private static <T> T proxy(Class<T> type, Call call) {
            return type.cast(
                    Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (_, method, arguments) -> call.on(method.getName(), arguments)));
        }

        @Nullable ExitReason perform() {
            try {
                effects.forEach(Runnable::run);
                return null;
            } catch (DiskFailedException failed) {
                return failed.reason();
            } finally {
                effects.clear();
            }
        }
    }

    private static FileDisk disk(Path root, FileDisk.Device device) throws IOException {
        return new FileDisk(root, "a", DiskImage.UNLIMITED, device);
    }

    private static final FileDisk.Device FAILING =
            new FileDisk.Device() {
                @Override
                public void force(FileChannel file) throws IOException {
                    throw new IOException("Input/output error");
                }

                @Override
                public void forceFolder(Path folder) throws IOException {
                    FileDisk.Device.REAL.forceFolder(folder);
                }
            };

    private static String start(Path root) throws IOException {
        try (FileDisk disk = disk(root, FileDisk.Device.REAL)) {
            return new Writer().start(new Turns(disk).context());
        }
    }

    @Test
    void realFiles_afterAFailedSync_areTheOneOrTheOther(@TempDir Path folder) throws IOException {
        Path root = Files.createDirectory(folder.resolve("now"));
        // What a loss of power leaves when nothing of the write has reached the medium.
        Path lost = Files.createDirectory(folder.resolve("lost"));
        Turns turns;
        ExitReason exit;
        try (FileDisk disk = disk(root, FAILING)) {
            turns = new Turns(disk);
            String found = new Writer().start(turns.context());
            turns.perform();
            new Writer().receive(found, "go", turns.context());
            exit = turns.perform();
        }
        assertEquals(
                outcome("found x"),
                new Outcome(Vector.ofAll(turns.sent), String.valueOf(exit), start(root)));
        assertEquals(
                outcome("found nothing"),
                new Outcome(Vector.ofAll(turns.sent), String.valueOf(exit), start(lost)));
    }

    @Test
    void realFiles_whoseSyncSucceeds_letTheMessageLeave(@TempDir Path root) throws IOException {
        try (FileDisk disk = disk(root, FileDisk.Device.REAL)) {
            Turns turns = new Turns(disk);
            new Writer().receive("found nothing", "go", turns.context());
            assertEquals(null, turns.perform());
            assertEquals(List.of("kept"), turns.sent);
        }
    }
}
