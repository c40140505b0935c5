package dev.rehearsal.simulation;

import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Script;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.Consistency;
import dev.rehearsal.history.History;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Operation;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.StackExhaustedException;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Property;
import dev.rehearsal.scenario.Settings;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs a scenario in virtual time, as often as one likes.
 *
 * <p>Over 500 lines because what a run may cost, how it begins and how it ends stand together.
 *
 * <p>Shape: the system is built once; every run begins with empty disks. A run ends when all
 * operations have ended, when nothing is left to happen, or when a limit is reached; without
 * clients, reaching the limit of time is an end like any other, and reaching that of steps leaves
 * the verdict open. A broken invariant ends it at once. Properties about the time after the heal
 * keep it going until they are judged, and with them a run without clients ends as well.
 *
 * <p>Its first violation is the first handler that threw or, where handlers run twice, did not do
 * the same, else a handler that overflowed the stack, an invariant that was broken or a state that
 * grew without an end, else a step limit that was reached, else the first property that does not
 * hold.
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
     * @param stepsMax how many actions; a run that reaches it is a livelock; 0 for what is usual, a
     *     million, or {@value #STEPS_PER_NODE} for each node where that is more
     * @param nanosMax how much simulated time
     * @param configurationsMax the budget of a history check
     * @param traced whether to keep the events for people
     * @param hashed whether to keep the running hash after each step
     * @param paranoid whether to run every handler twice; one that does not do the same violates
     *     {@code handlers-are-deterministic}
     * @param brief whether a run ends when all operations have ended though properties about the
     *     time after the heal are still open, which are then not judged: what the users saw is the
     *     same as in the whole run
     */
    public record Options(
            long stepsMax,
            long nanosMax,
            long configurationsMax,
            boolean traced,
            boolean hashed,
            boolean paranoid,
            boolean brief) {

        private static final long STEPS_USUAL = 1_000_000;
        private static final long STEPS_PER_NODE = 10_000;

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

        /** The usual number of steps, an hour, the history checker's own budget, nothing kept. */
        public static final Options DEFAULT =
                new Options(
                        0,
                        3_600_000_000_000L,
                        Consistency.BUDGET_DEFAULT,
                        false,
                        false,
                        false,
                        false);

        private long stepsMax(Cluster cluster) {
            long large = STEPS_PER_NODE * cluster.topology().nodes().size();
            return stepsMax > 0 ? stepsMax : Math.max(STEPS_USUAL, large);
        }

        /** With the events kept for people, and the hash of each step. */
        public Options verbose() {
            return new Options(stepsMax, nanosMax, configurationsMax, true, true, paranoid, brief);
        }

        /** With the events kept for people. */
        public Options tracing() {
            return new Options(
                    stepsMax, nanosMax, configurationsMax, true, hashed, paranoid, brief);
        }

        /** With another limit of steps; 0 for the usual one. */
        public Options steps(long limit) {
            return new Options(limit, nanosMax, configurationsMax, traced, hashed, paranoid, brief);
        }

        /** With another limit of simulated time. */
        public Options nanos(long limit) {
            return new Options(stepsMax, limit, configurationsMax, traced, hashed, paranoid, brief);
        }

        /** With every handler run twice; a run costs about twice as much. */
        public Options twice() {
            return new Options(stepsMax, nanosMax, configurationsMax, traced, hashed, true, brief);
        }

        /**
         * With runs that end when all operations have ended. What must come after the faults is not
         * judged then: that a run holds says that no user saw a failure.
         */
        public Options briefly() {
            return new Options(
                    stepsMax, nanosMax, configurationsMax, traced, hashed, paranoid, true);
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

    /** What a run may cost, and what it keeps. */
    public Options options() {
        return options;
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
     * Runs the operations of a seed under an adversary, as a strategy chooses.
     *
     * <p>{@link Strategy.Pct} and {@link Strategy.Delay} run twice, once in the order of virtual
     * time, to count.
     */
    public Run run(long seed, Adversary adversary, Strategy strategy) {
        Vector<PlannedOperation> operations = operations(seed);
        Strategy own = strategy.of(seed);
        if (own instanceof Strategy.Time) {
            return run(operations, adversary);
        }
        Strategy.Odds odds = odds(operations, adversary, own);
        Draw draw = Draw.seed(seed).in("strategy").in(own.toString());
        Choices choices = new Choices(Choosers.of(own, draw, odds));
        return run(operations, adversary, new Agenda(adversary, choices, own));
    }

    /** With which probability that run finds a mistake, where the strategy is one that can say. */
    public Option<Strategy.Odds> odds(long seed, Adversary adversary, Strategy strategy) {
        Strategy own = strategy.of(seed);
        return switch (own) {
            case Strategy.Pct _, Strategy.Delay _ ->
                    Option.some(odds(operations(seed), adversary, own));
            case Strategy.Time _, Strategy.Random _, Strategy.Portfolio _ -> Option.none();
        };
    }

    private Strategy.Odds odds(
            Vector<PlannedOperation> operations, Adversary adversary, Strategy strategy) {
        return switch (strategy) {
            case Strategy.Pct _, Strategy.Delay _ -> {
                Choices inOrder = new Choices(Choices.IN_ORDER);
                run(operations, adversary, new Agenda(adversary, inOrder, Strategy.TIME));
                yield new Strategy.Odds(
                        strategy,
                        inOrder.threads(),
                        strategy instanceof Strategy.Pct ? inOrder.steps() : inOrder.arrivals());
            }
            case Strategy.Time _, Strategy.Random _, Strategy.Portfolio _ ->
                    new Strategy.Odds(strategy, 0, 0);
        };
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
        Script script = new Script(story.departures(), story.heal());
        return run(story.operations(), script).withUnused(script.unused());
    }

    /**
     * Runs some operations under an adversary.
     *
     * @throws dev.rehearsal.scenario.PropertyException when a property of the scenario throws
     */
    public Run run(Vector<PlannedOperation> operations, Adversary adversary) {
        return run(operations, adversary, new Agenda(adversary));
    }

    private Run run(Vector<PlannedOperation> operations, Adversary adversary, Agenda agenda) {
        Stage stage = new Stage(cluster, operations, adversary, agenda, options);
        Watch watch = Watch.of(settings.scenario().name(), cluster, stage, agenda);
        Growth growth = new Growth(cluster, stage.world());
        List<Long> hashes = new ArrayList<>();
        boolean endless = cluster.clients().isEmpty() && !cluster.demandsLiveness();
        boolean livelock = false;
        boolean late = false;
        Violation broken = null;
        long stepsMax = options.stepsMax(cluster);
        while (broken == null
                && (endless
                        || stage.users().areBusy()
                        || watch != null && !options.brief() && watch.isOpen())) {
            if (stage.steps() == stepsMax && agenda.isPending()) {
                livelock = true;
                break;
            }
            long deadline = watch == null ? Long.MAX_VALUE : watch.deadlineNanos();
            Action action = agenda.next(Math.min(options.nanosMax(), deadline));
            if (action == null && watch != null && watch.standingStill()) {
                continue;
            }
            if (action == null) {
                late = agenda.isPending() && deadline > options.nanosMax();
                break;
            }
            stage.begin(action);
            try {
                stage.world().apply(action);
            } catch (StackExhaustedException e) {
                broken = exhausted(e, stage, agenda);
            }
            if (options.hashed()) {
                hashes.add(stage.hash());
            }
            if (watch != null && broken == null) {
                broken = watch.after(action);
            }
            if (broken == null && stage.steps() % Growth.EVERY == 0) {
                broken = growth.after(stage.steps(), agenda.now());
            }
        }
        stage.close();
        History<Object, Object> history = stage.users().history();
        Judgement judgement =
                stage.exit() != null
                        ? Judgement.violated(stage.exit())
                        : broken != null
                                ? Judgement.violated(broken)
                                : livelock && !endless
                                        ? livelock(stage, agenda)
                                        : judge(stage, agenda, watch, history);
        boolean cut = endless ? livelock : late;
        return new Run(
                new Story(settings, operations, stage.departures(), adversary.heal()),
                cut && judgement.verdict() == Run.Verdict.HOLDS
                        ? Run.Verdict.INCONCLUSIVE
                        : judgement.verdict(),
                Option.of(judgement.violation()),
                stage.hash(),
                Vector.ofAll(hashes),
                stage.steps(),
                late ? options.nanosMax() : agenda.now(),
                stage.tallies().injected(),
                stage.tallies().effective(),
                stage.tallies().bySource(),
                stage.users().ok(),
                stage.users().failures(),
                stage.users().unknown(),
                stage.undelivered(),
                Vector.empty(),
                watch == null ? Vector.empty() : watch.goals(),
                history,
                stage.trace(),
                stage.users().latencies(history));
    }

    private static Violation exhausted(StackExhaustedException e, Stage stage, Agenda agenda) {
        return new Violation(
                "handlers-fit-the-stack",
                "limit",
                e.actor() + ":" + e.handled(),
                String.valueOf(e.getMessage()),
                stage.steps(),
                agenda.now());
    }

    private Judgement livelock(Stage stage, Agenda agenda) {
        return Judgement.violated(
                new Violation(
                        "terminates",
                        "livelock",
                        settings.scenario().name(),
                        "the run did not end within " + stage.steps() + " steps",
                        stage.steps(),
                        agenda.now()));
    }

    /** The first property that does not hold, now that the run is over. */
    private Judgement judge(
            Stage stage, Agenda agenda, @Nullable Watch watch, History<Object, Object> history) {
        Judgement whole = Judgement.HOLDS;
        for (Property property : cluster.properties()) {
            Judgement judgement =
                    switch (property) {
                        case Property.Linearizable linearizable ->
                                linearizable(linearizable, stage, history);
                        case Property.Always _,
                                Property.Monitored _,
                                Property.Sometimes _,
                                Property.Refines _ ->
                                Judgement.HOLDS;
                        case Property.Answers answers -> unanswered(answers, stage, agenda);
                        case Property.Eventually eventually ->
                                options.brief()
                                        ? Judgement.HOLDS
                                        : Objects.requireNonNull(watch).judge(eventually);
                        case Property.Settles settles ->
                                options.brief()
                                        ? Judgement.HOLDS
                                        : Objects.requireNonNull(watch).judge(settles);
                    };
            if (judgement.verdict() == Run.Verdict.VIOLATED) {
                return judgement;
            }
            whole = judgement.verdict() == Run.Verdict.INCONCLUSIVE ? judgement : whole;
        }
        return whole;
    }

    /** An operation that was given up, though it began when the faults were long over. */
    private static Judgement unanswered(Property.Answers property, Stage stage, Agenda agenda) {
        if (!agenda.heal().comes()) {
            return Judgement.INCONCLUSIVE;
        }
        Users.GivenUp last = stage.users().lastGivenUp();
        long since = agenda.heal().atNanos() + property.within().toNanos();
        return last == null || last.invokedNanos() < since
                ? Judgement.HOLDS
                : Judgement.violated(
                        new Violation(
                                property.name(),
                                "liveness",
                                last.input().getClass().getSimpleName(),
                                last.name()
                                        + " ("
                                        + last.input()
                                        + ") was never answered, though it began "
                                        + dev.rehearsal.decision.Point.time(
                                                last.invokedNanos() - agenda.heal().atNanos())
                                        + " after the "
                                        + agenda.heal(),
                                last.step(),
                                last.nanos()));
    }

    private Judgement linearizable(
            Property.Linearizable property, Stage stage, History<Object, Object> history) {
        @SuppressWarnings("unchecked")
        var model = (Model<Object, Object, Object>) property.model();
        try {
            return linearizable(property, model, stage, history);
        } catch (RuntimeException | StackOverflowError e) {
            AskedModel.Misfit misfit = misfit(property, model, stage, history);
            if (misfit == null) {
                throw e;
            }
            return Judgement.violated(violation(property, misfit, stage, history));
        }
    }

    /** Asks again, to learn what a model that threw was asked; null when it is not the model. */
    private AskedModel.@Nullable Misfit misfit(
            Property.Linearizable property,
            Model<Object, Object, Object> model,
            Stage stage,
            History<Object, Object> history) {
        try {
            linearizable(property, new AskedModel(model), stage, history);
            return null;
        } catch (AskedModel.Misfit misfit) {
            return misfit;
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private static Violation violation(
            Property.Linearizable property,
            AskedModel.Misfit misfit,
            Stage stage,
            History<Object, Object> history) {
        String threw = misfit.getCause().getClass().getSimpleName();
        var like =
                Vector.ofAll(history.operations())
                        .filter(known -> known.input().equals(misfit.input));
        var operation =
                like.find(known -> Objects.equals(known.output(), misfit.output))
                        .getOrElse(like::head);
        boolean open = operation.completedAt() == Operation.OPEN;
        Users.Event event =
                stage.users().event(open ? operation.invokedAt() : operation.completedAt());
        return new Violation(
                property.name(),
                "model",
                misfit.input.getClass().getSimpleName() + ":" + threw,
                stage.users().asked(operation.number()).name()
                        + " ("
                        + misfit.input
                        + (misfit.output == null ? "" : " → " + misfit.output)
                        + ") is nothing that the model knows: it threw "
                        + misfit.getCause(),
                event.step(),
                event.nanos());
    }

    private Judgement linearizable(
            Property.Linearizable property,
            Model<Object, Object, Object> model,
            Stage stage,
            History<Object, Object> history) {
        var verdict =
                Consistency.linearizable(model).budget(options.configurationsMax()).check(history);
        return switch (verdict) {
            case dev.rehearsal.history.Verdict.Holds<Object, Object, Object> _ -> Judgement.HOLDS;
            case dev.rehearsal.history.Verdict.Unknown<Object, Object, Object> _ ->
                    Judgement.INCONCLUSIVE;
            case dev.rehearsal.history.Verdict.Violated<Object, Object, Object> violated -> {
                var operation = violated.first().operation();
                PlannedOperation asked = stage.users().asked(operation.number());
                Users.Event event = stage.users().event(violated.badPrefixEnd());
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
