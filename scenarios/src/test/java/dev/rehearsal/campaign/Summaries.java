package dev.rehearsal.campaign;

import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.nio.file.Path;
import java.time.Instant;

/** Summaries made in this process, by the code that workers run. */
public final class Summaries {

    /** What a user's code may say, to be shown and not to be obeyed. */
    public static final String EVIL =
            "</script><img src=x onerror=\"alert('&')\"> ]]> \u0001 \u00e4";

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private Summaries() {}

    /** Of a register that fails, with a story; of a hang; and of one whose words are markup. */
    public static Summary red() {
        Ledger ledger = new Ledger();
        ledger.add(session(Vector.empty()));
        Settings settings = new ReplicatedRegister().settings();
        runs(settings, 40).forEach(ledger::add);
        ledger.add(
                new Entry.Stopped(
                        "planted:hang",
                        3,
                        1,
                        "hang",
                        "Planted.Server.receive",
                        EVIL,
                        Vector.of("at " + EVIL),
                        AT));
        ledger.add(new Entry.Canary("replicated-register", true, 3, AT));
        ledger.add(new Entry.Closed(AT, "done", 1));
        return ledger.summary(Path.of("a folder"), Vector.of("the goal " + EVIL + " was expected"));
    }

    /** Of runs that all hold. */
    public static Summary green() {
        Ledger ledger = new Ledger();
        ledger.add(session(Vector.empty()));
        Settings settings = new Planted().settings();
        runs(settings, 20).forEach(ledger::add);
        ledger.add(new Entry.Canary("replicated-register", true, 3, AT));
        ledger.add(new Entry.Closed(AT, "done", 1));
        return ledger.summary(Path.of("folder"), Vector.empty());
    }

    /** Of a handler that throws markup. */
    public static Summary throwing() {
        Ledger ledger = new Ledger();
        ledger.add(session(Vector.empty()));
        Variant planted = Planted.THROW;
        runs(new Planted().settings().withVariant(planted.name()), 20).forEach(ledger::add);
        ledger.add(new Entry.Closed(AT, "done", 1));
        return ledger.summary(Path.of("folder"), Vector.empty());
    }

    private static Entry.Session session(Vector<Path> classPath) {
        return new Entry.Session(
                AT,
                "development",
                "2 processors, Linux",
                "25",
                Vector.of(Subject.named("replicated-register")),
                "lossy",
                classPath.map(Path::toString),
                0,
                39,
                Option.none(),
                0,
                1,
                2);
    }

    /** The runs of some seeds under lossy faults, and the story of the first that fails. */
    private static Vector<Entry> runs(Settings settings, int seeds) {
        FaultChoice faults = FaultChoice.named("lossy");
        Simulation simulation = faults.simulation(settings, 0);
        String subject = Subject.of(settings, Summaries.class.getClassLoader()).name();
        RunsSum sum = new RunsSum(subject, new Task.Run(0, 0, 1, seeds, false));
        Option<Entry> story = Option.none();
        for (long seed = 0; seed < seeds; seed++) {
            Run run = faults.run(simulation, seed);
            sum.add(simulation, run, 1_000_000 + seed);
            if (run.violation().isDefined() && story.isEmpty()) {
                story = Option.some(story(subject, simulation, run, seed));
            }
        }
        return Vector.<Entry>of(sum.entry()).appendAll(story);
    }

    private static Entry story(String subject, Simulation simulation, Run run, long seed) {
        Shrunk shrunk = Shrinker.of(simulation).budget(2_000).shrink(run);
        return new Entry.Shrunk(
                subject,
                run.violation().get().signature(),
                seed,
                0,
                Size.of(shrunk.after()),
                shrunk.runs(),
                shrunk.oneMinimal(),
                shrunk.exhausted(),
                false,
                1,
                FailureFile.text(Failure.of(shrunk).from(seed, "lossy")));
    }
}
