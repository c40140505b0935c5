package dev.rehearsal.scenarios.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same seed is the same run: once more, without the seed, in another JVM, with less to do. */
class DeterminismTest {

    private static final Simulation.Options VERBOSE = Simulation.Options.DEFAULT.verbose();

    @Provide
    Arbitrary<Settings> settings() {
        return Arbitraries.of(TraceHashes.settings().toJavaList());
    }

    @Provide
    Arbitrary<String> profiles() {
        return Arbitraries.of(TraceHashes.profiles().toJavaList());
    }

    private static Run run(Simulation simulation, String profile, long seed) {
        return simulation.run(seed, adversary(simulation, profile, seed));
    }

    private static Adversary adversary(Simulation simulation, String profile, long seed) {
        return FaultProfile.named(profile, seed).adversary(simulation.cluster(), seed);
    }

    @Property(tries = 200)
    void sameSeed_runTwice_givesSameTraceHash(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll long seed) {
        Run first = run(Simulation.of(settings).with(VERBOSE), profile, seed);
        Run second = run(Simulation.of(settings).with(VERBOSE), profile, seed);
        assertEquals(first, second);
    }

    @Property(tries = 2_000)
    @Tag("long")
    void sameSeed_runTwiceTwoThousandTimes_givesSameTraceHash(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll long seed) {
        sameSeed_runTwice_givesSameTraceHash(settings, profile, seed);
    }

    @Property(tries = 200)
    void run_thatNobodyWatches_isTheSameAsOneThatIsTraced(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll long seed) {
        Run watched = run(Simulation.of(settings).with(VERBOSE), profile, seed);
        Run alone = run(Simulation.of(settings), profile, seed);
        assertEquals(watched.traceHash(), alone.traceHash());
        assertEquals(watched.story(), alone.story());
        assertEquals(watched.violation(), alone.violation());
        assertEquals(watched.effective(), alone.effective());
    }

    @Property(tries = 2_000)
    @Tag("long")
    void run_thatNobodyWatches_isTheSameAsOneThatIsTracedTwoThousandTimes(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll long seed) {
        run_thatNobodyWatches_isTheSameAsOneThatIsTraced(settings, profile, seed);
    }

    @Property(tries = 300)
    void story_replayedWithoutASeed_isTheSameRun(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll long seed) {
        Simulation simulation = Simulation.of(settings).with(VERBOSE);
        Run run = run(simulation, profile, seed);
        Run replayed = simulation.run(run.story());
        assertEquals(run.stepHashes(), replayed.stepHashes());
        assertEquals(run.traceHash(), replayed.traceHash());
        assertEquals(run.steps(), replayed.steps());
        assertEquals(run.story(), replayed.story());
        assertSame(run, replayed);
        assertEquals(Vector.empty(), replayed.unused());
    }

    @Property(tries = 20_000)
    @Tag("long")
    void story_replayedWithoutASeed_isTheSameRunTwentyThousandTimes(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll long seed) {
        Simulation simulation = Simulation.of(settings);
        Run run = run(simulation, profile, seed);
        assertSame(run, simulation.run(run.story()));
    }

    /** All but the tallies: a replay knows the form of a fault and not the kind that drew it. */
    private static void assertSame(Run run, Run replayed) {
        assertEquals(
                run,
                new Run(
                        replayed.story(),
                        replayed.verdict(),
                        replayed.violation(),
                        replayed.traceHash(),
                        replayed.stepHashes(),
                        replayed.steps(),
                        replayed.nanos(),
                        replayed.injected(),
                        replayed.effective(),
                        run.tallies(),
                        replayed.ok(),
                        replayed.failed(),
                        replayed.unknown(),
                        replayed.undelivered(),
                        replayed.unused(),
                        replayed.goals(),
                        replayed.history(),
                        replayed.trace(),
                        replayed.latencies()));
    }

    /** What befell every message between nodes, by its name. */
    private static Map<MessageName, Set<Departure>> fates(Run run) {
        Map<MessageName, Set<Departure>> fates = HashMap.empty();
        for (TraceEvent event : run.trace().events()) {
            if (event instanceof TraceEvent.Sent sent && sent.name() != null) {
                assertTrue(!fates.containsKey(sent.name()), () -> "sent twice: " + sent.name());
                fates = fates.put(sent.name(), HashSet.empty());
            }
        }
        for (Departure departure : run.story().departures()) {
            if (departure instanceof Departure.OfMessage of) {
                fates = fates.put(of.message(), fates.get(of.message()).get().add(departure));
            }
        }
        return fates;
    }

    /**
     * A decision depends on its name alone. So whatever else changes when an operation is taken
     * away, each message that is still sent under its name meets the same fate. The quiet time is
     * no part of the name; no run here lasts so long.
     */
    @Property(tries = 300)
    void operation_takenAway_leavesTheFateOfEveryMessageThatIsStillSent(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll long seed,
            @ForAll @IntRange(max = 14) int which) {
        Simulation simulation = Simulation.of(settings).with(VERBOSE);
        FaultProfile faults = whateverTheTime(FaultProfile.named(profile, seed));
        Run whole = simulation.run(seed, faults.adversary(simulation.cluster(), seed));
        Vector<PlannedOperation> fewer = whole.story().operations().removeAt(which);
        Run without = simulation.run(fewer, faults.adversary(simulation.cluster(), seed));
        long quiet = faults.healing().after().toNanos();
        assertTrue(whole.nanos() < quiet && without.nanos() < quiet);
        Map<MessageName, Set<Departure>> before = fates(whole);
        Map<MessageName, Set<Departure>> after = fates(without);
        int common = 0;
        for (MessageName name : before.keySet()) {
            if (after.containsKey(name)) {
                assertEquals(before.get(name), after.get(name), name::toString);
                common++;
            }
        }
        assertTrue(common > 0);
        assertEquals(
                whole.story().operations().map(PlannedOperation::name).removeAt(which),
                without.story().operations().map(PlannedOperation::name));
    }

    @Property(tries = 2_000)
    @Tag("long")
    void operation_takenAwayTwoThousandTimes_leavesTheFateOfEveryMessageThatIsStillSent(
            @ForAll("settings") Settings settings,
            @ForAll("profiles") String profile,
            @ForAll long seed,
            @ForAll @IntRange(max = 14) int which) {
        operation_takenAway_leavesTheFateOfEveryMessageThatIsStillSent(
                settings, profile, seed, which);
    }

    /** Without the kinds whose fate of a message also depends on when it is sent. */
    private static FaultProfile whateverTheTime(FaultProfile profile) {
        Set<String> keyed =
                HashSet.of(
                        "drop", "duplicate", "replay", "reorder", "hold", "slow", "crash", "stop");
        return new FaultProfile(
                profile.name(),
                profile.injectors().filter(injector -> keyed.contains(injector.label())),
                profile.healing());
    }

    /** Some runs of each kind, so that what holds of all runs does not hold of nothing. */
    @Test
    void runs_underTheReadyProfiles_departInEveryWayAndDiffer() {
        Set<FaultKind> effective = HashSet.empty();
        Set<Long> hashes = HashSet.empty();
        int runs = 0;
        for (Settings settings : TraceHashes.settings()) {
            Simulation simulation = Simulation.of(settings);
            for (long seed = 0; seed < 50; seed++) {
                Run run = run(simulation, "harsh", seed);
                effective = effective.addAll(run.effective().keySet());
                hashes = hashes.add(run.traceHash());
                runs++;
            }
        }
        assertEquals(
                HashSet.of(
                        FaultKind.HOLD,
                        FaultKind.DROP,
                        FaultKind.DUPLICATE,
                        FaultKind.CRASH,
                        FaultKind.STOP,
                        FaultKind.PAUSE,
                        FaultKind.PARTITION),
                effective);
        assertEquals(runs, hashes.size());
    }

    @Test
    void calmWorld_twoHundredSeeds_everyRegisterButTheReplicatedHolds() {
        for (Settings settings :
                Vector.of(
                        new SingleCopyRegister().settings(),
                        new DedupRegister().settings(),
                        new AbdRegister().settings(),
                        new AbdRegister().settings().with("servers", "5"),
                        new AbdRegister().settings().with("dedup", "false"))) {
            Simulation simulation = Simulation.of(settings);
            for (long seed = 0; seed < 200; seed++) {
                Run run = run(simulation, "calm", seed);
                assertEquals(Run.Verdict.HOLDS, run.verdict(), run.violation()::toString);
                assertTrue(run.vacuous());
                assertEquals(Vector.empty(), run.story().departures());
            }
        }
    }

    /**
     * Started with what must not matter: the runs are the same on each. The first has the first
     * compiler alone, the second the second one alone, the third only interprets.
     */
    @Test
    @Timeout(120)
    void seeds_onOtherJvms_giveTheSameTraceHashes(@TempDir Path folder)
            throws IOException, InterruptedException {
        List<String> here = TraceHashes.lines().toJavaList();
        List<List<String>> variations =
                List.of(
                        List.of(
                                "-Duser.timezone=Asia/Kathmandu",
                                "-Duser.language=tr",
                                "-Duser.country=TR",
                                "-Dfile.encoding=ISO-8859-1",
                                "-XX:ActiveProcessorCount=1",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1"),
                        List.of(
                                "-XX:+UnlockExperimentalVMOptions",
                                "-XX:hashCode=3",
                                "-XX:+UseParallelGC",
                                "-Duser.timezone=Pacific/Apia",
                                "-Duser.language=ar",
                                "-Duser.extensions=u-nu-arab",
                                "-XX:-TieredCompilation"),
                        List.of("-Xint", "-Duser.language=hi", "-Duser.country=IN"));
        List<String> surroundings = new ArrayList<>(List.of(TraceHashes.surroundings()));
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < variations.size(); i++) {
                processes.add(start(variations.get(i), folder.resolve("out-" + i)));
            }
            for (int i = 0; i < variations.size(); i++) {
                assertEquals(0, processes.get(i).waitFor());
                List<String> lines =
                        Files.readAllLines(folder.resolve("out-" + i), StandardCharsets.ISO_8859_1);
                surroundings.add(lines.getFirst());
                assertEquals(here, lines.subList(1, lines.size()));
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertEquals("tr_TR Asia/Kathmandu ISO-8859-1", surroundings.get(1));
        assertEquals(4, HashSet.ofAll(surroundings).size(), surroundings::toString);
    }

    /** To a file: waiting for the end of a process can be interrupted, reading from it cannot. */
    private static Process start(List<String> flags, Path out) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Xmx256m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(TraceHashes.class.getName());
        var builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        // They may choose a collector, and a JVM with two refuses to start.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder.start();
    }
}
