package dev.rehearsal.scenarios.register;

import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Runs some seeds and says what became of them, one line for each: the same lines on every JVM.
 *
 * <p>Each line has the trace hash, and fingerprints of what the hash leaves out: the states after
 * each turn, and the texts that people read.
 */
final class TraceHashes {

    private static final int SEEDS = 4;
    private static final Vector<String> PROFILES = Vector.of("calm", "lossy", "harsh", "swarm");

    private TraceHashes() {}

    /** Every register, and the settings in which they fail. */
    static Vector<Settings> settings() {
        return Vector.of(
                new SingleCopyRegister().settings(),
                new DedupRegister().settings(),
                new DedupRegister().settings().with("servers", "2"),
                new ReplicatedRegister().settings(),
                new AbdRegister().settings(),
                new AbdRegister().settings().with("dedup", "false"));
    }

    static Vector<String> profiles() {
        return PROFILES;
    }

    static Vector<String> lines() {
        return settings()
                .flatMap(settings ->
                        PROFILES.flatMap(profile ->
                                Vector.range(0, SEEDS).map(seed -> line(settings, profile, seed))));
    }

    private static String line(Settings settings, String profile, long seed) {
        Simulation simulation = Simulation.of(settings).with(Simulation.Options.DEFAULT.verbose());
        Run run =
                simulation.run(
                        seed,
                        FaultProfile.named(profile, seed).adversary(simulation.cluster(), seed));
        long states = 0;
        for (TraceEvent event : run.trace().events()) {
            if (event instanceof TraceEvent.Turned turned) {
                states = Fingerprint.fold(states, Fingerprint.of(turned.state()));
            }
        }
        return settings
                + " "
                + profile
                + " "
                + seed
                + " "
                + run.verdict()
                + " "
                + run.steps()
                + " "
                + run.nanos()
                + " "
                + Long.toHexString(run.traceHash())
                + " "
                + Long.toHexString(states)
                + " "
                + Long.toHexString(Fingerprint.of(run.story().toString()))
                + " "
                + Long.toHexString(Fingerprint.of(run.violation().toString()))
                + " "
                + Long.toHexString(Fingerprint.of(run.trace().toString()));
    }

    /** What this JVM is like. */
    static String surroundings() {
        return Locale.getDefault()
                + " "
                + TimeZone.getDefault().getID()
                + " "
                + Charset.defaultCharset();
    }

    /** For a JVM of its own. */
    public static void main(String[] arguments) {
        System.out.println(surroundings());
        for (String line : lines()) {
            System.out.println(line);
        }
    }
}
