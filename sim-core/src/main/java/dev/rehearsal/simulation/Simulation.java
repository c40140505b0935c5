package dev.rehearsal.simulation;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Script;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.Consistency;
import dev.rehearsal.history.History;
import dev.rehearsal.history.Model;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Property;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs a scenario in virtual time, as often as one likes.
 *
 * <p>Shape: the system is built once; every run begins with empty disks. A run ends when all
 * operations have ended, when nothing is left to happen, or when a limit is reached; without
 * clients, reaching the limit of time is an end like any other, and reaching that of steps leaves
 * the verdict open. Its first violation is the first handler that threw, else a step limit that was
 * reached, else the first property that does not hold.
 *
 * <p>Determinism: a run is a function of the settings, the operations and the adversary's answers.
 *
 * <p>Errors: a state or message that is not an immutable value leaves {@link #run} as {@link
 * dev.rehearsal.value.NotAValueException}; it is a mistake in the scenario and no outcome.
 */
public final class Simulation {

    /**
     * What a run may cost, and what it keeps.
     *
     * @param stepsMax how many actions; a run that reaches it is a livelock
     * @param nanosMax how much simulated time
     * @param configurationsMax the budget of a history check
     * @param traced whether to keep the events for people
     * @param hashed whether to keep the running hash after each step
     */
    public record Options(
            long stepsMax, long nanosMax, long configurationsMax, boolean traced, boolean hashed) {

        /** Refuses limits below 0 and a budget below 1. */
        public Options {
            if (stepsMax < 0 || nanosMax < 0 || configurationsMax < 1) {
                throw new IllegalArgumentException(
                        "stepsMax and nanosMax must be at least 0, configurationsMax at least 1:"
                                + " stepsMax="
                                + stepsMax
                                + " nanosMax="
                                + nanosMax
                                + " configurationsMax="
                                + configurationsMax);
            }
        }

        /** A million steps, an hour, the history checker's own budget, nothing kept. */
        public static final Options DEFAULT =
                new Options(
                        1_000_000, 3_600_000_000_000L, Consistency.BUDGET_DEFAULT, false, false);

        /** With the events kept for people, and the hash of each step. */
        public Options verbose() {
            return new Options(stepsMax, nanosMax, configurationsMax, true, true);
        }

        /** With another limit of steps. */
        public Options steps(long limit) {
            return new Options(limit, nanosMax, configurationsMax, traced, hashed);
        }

        /** With another limit of simulated time. */
        public Options nanos(long limit) {
            return new Options(stepsMax, limit, configurationsMax, traced, hashed);
        }
    }

    private final Settings settings;
    private final Cluster cluster;
    private final Options options;

    private Simulation(Settings settings, Cluster cluster, Options options) {
        this.settings = settings;
        this.cluster = cluster;
        this.options = options;
    }

    /** The simulation of a scenario. */
    public static Simulation of(Settings settings) {
        return new Simulation(settings, settings.cluster(), Options.DEFAULT);
    }

    /** The same with other options. */
    public Simulation with(Options others) {
        return new Simulation(settings, cluster, others);
    }

    /** What is run. */
    public Settings settings() {
        return settings;
    }

    /** The system that is run. */
    public Cluster cluster() {
        return cluster;
    }

    /** The operations that the clients perform under a seed. */
    public Vector<PlannedOperation> operations(long seed) {
        return cluster.workload() == null
                ? Vector.empty()
                : cluster.workload().draw(cluster.clients(), Draw.seed(seed));
    }

    /** Runs the operations of a seed under an adversary. */
    public Run run(long seed, Adversary adversary) {
        return run(operations(seed), adversary);
    }

    /**
     * Runs a story again.
     *
     * @throws IllegalArgumentException when the story is of other settings
     */
    public Run run(Story story) {
        if (!story.settings().equals(settings)) {
            throw new IllegalArgumentException(
                    "a story must be run with its own settings: story="
                            + story.settings()
                            + " simulation="
                            + settings);
        }
        Script script = new Script(story.departures());
        Run run = run(story.operations(), script);
        return new Run(
                run.story(),
                run.verdict(),
                run.violation(),
                run.traceHash(),
                run.stepHashes(),
                run.steps(),
                run.nanos(),
                run.injected(),
                run.effective(),
                run.ok(),
                run.failed(),
                run.unknown(),
                script.unused(),
                run.history(),
                run.trace());
    }

    /** Runs some operations under an adversary. */
    public Run run(Vector<PlannedOperation> operations, Adversary adversary) {
        Agenda agenda = new Agenda(adversary);
        Stage stage = new Stage(cluster, operations, adversary, agenda, options.traced());
        List<Long> hashes = new ArrayList<>();
        boolean endless = cluster.clients().isEmpty();
        boolean livelock = false;
        boolean late = false;
        while (endless || stage.isBusy()) {
            Action action = agenda.next();
            if (action == null) {
                break;
            }
            if (agenda.now() > options.nanosMax()) {
                late = true;
                break;
            }
            if (stage.steps() == options.stepsMax()) {
                livelock = true;
                break;
            }
            stage.begin();
            stage.world().apply(action);
            if (options.hashed()) {
                hashes.add(stage.hash());
            }
        }
        stage.close();
        History<Object, Object> history = stage.history();
        Judgement judgement =
                livelock && !endless && stage.exit() == null
                        ? livelock(stage, agenda)
                        : judge(stage, history);
        boolean cut = endless ? livelock : late;
        return new Run(
                new Story(settings, operations, stage.departures()),
                cut && judgement.verdict == Run.Verdict.HOLDS
                        ? Run.Verdict.INCONCLUSIVE
                        : judgement.verdict,
                Option.of(judgement.violation),
                stage.hash(),
                Vector.ofAll(hashes),
                stage.steps(),
                Math.min(agenda.now(), options.nanosMax()),
                stage.injected(),
                stage.effective(),
                stage.ok(),
                stage.failures(),
                stage.unknown(),
                Vector.empty(),
                history,
                stage.trace());
    }

    private record Judgement(Run.Verdict verdict, @Nullable Violation violation) {

        static Judgement violated(Violation violation) {
            return new Judgement(Run.Verdict.VIOLATED, violation);
        }
    }

    private Judgement livelock(Stage stage, Agenda agenda) {
        return Judgement.violated(
                new Violation(
                        "terminates",
                        "livelock",
                        settings.scenario().name(),
                        "the run did not end within " + options.stepsMax() + " steps",
                        stage.steps(),
                        agenda.now()));
    }

    private Judgement judge(Stage stage, History<Object, Object> history) {
        Violation exit = stage.exit();
        if (exit != null) {
            return Judgement.violated(exit);
        }
        Run.Verdict verdict = Run.Verdict.HOLDS;
        for (Property property : cluster.properties()) {
            Judgement judgement =
                    switch (property) {
                        case Property.Linearizable linearizable ->
                                linearizable(linearizable, stage, history);
                    };
            if (judgement.verdict == Run.Verdict.VIOLATED) {
                return judgement;
            }
            verdict = judgement.verdict == Run.Verdict.INCONCLUSIVE ? judgement.verdict : verdict;
        }
        return new Judgement(verdict, null);
    }

    @SuppressWarnings("unchecked")
    private Judgement linearizable(
            Property.Linearizable property, Stage stage, History<Object, Object> history) {
        var model = (Model<Object, Object, Object>) property.model();
        var verdict =
                Consistency.linearizable(model).budget(options.configurationsMax()).check(history);
        return switch (verdict) {
            case dev.rehearsal.history.Verdict.Holds<Object, Object, Object> _ ->
                    new Judgement(Run.Verdict.HOLDS, null);
            case dev.rehearsal.history.Verdict.Unknown<Object, Object, Object> _ ->
                    new Judgement(Run.Verdict.INCONCLUSIVE, null);
            case dev.rehearsal.history.Verdict.Violated<Object, Object, Object> violated -> {
                var operation = violated.first().operation();
                PlannedOperation asked = stage.asked(operation.number());
                Stage.Event event = stage.event(violated.badPrefixEnd());
                String result = model.describeResult(operation.input(), operation.output());
                yield Judgement.violated(
                        new Violation(
                                property.name(),
                                "history",
                                operation.input().getClass().getSimpleName(),
                                asked.name()
                                        + " ("
                                        + model.describeCall(operation.input())
                                        + (result.isEmpty() ? "" : " → " + result)
                                        + ") fits no order of the operations in which each takes"
                                        + " effect between its beginning and its end",
                                event.step(),
                                event.nanos()));
            }
        };
    }
}
