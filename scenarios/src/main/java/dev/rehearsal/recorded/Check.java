package dev.rehearsal.recorded;

import dev.rehearsal.history.Consistency;
import dev.rehearsal.history.Explanation;
import dev.rehearsal.history.History;
import dev.rehearsal.history.Model;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Verdict;
import dev.rehearsal.history.transaction.Isolation;
import dev.rehearsal.history.transaction.IsolationVerdict;
import dev.rehearsal.history.transaction.Level;
import dev.rehearsal.recorded.Vocabularies.Initial;
import dev.rehearsal.recorded.Vocabularies.NullRead;
import dev.rehearsal.spelling.Names;

import io.vavr.collection.Vector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A check of recorded files by the name of a model and of a property, as manifests and the command
 * line write them.
 *
 * <p>Errors: a combination that makes no sense is refused by {@link #of} with {@link
 * IllegalArgumentException}; a file that is no history of the model by {@link #file} with {@link
 * MalformedFileException}.
 */
public sealed interface Check {

    /** What came of one file. */
    enum Outcome {
        OK,
        ILLEGAL,
        UNKNOWN
    }

    /**
     * The result for one file.
     *
     * @param badPrefixEnd the end of the smallest illegal prefix; -1 where there is none
     * @param effort what was spent, in a few words
     * @param explanation why it is illegal or undecided, or an order for a legal one if it was
     *     asked for; else empty
     * @param anomalies names of anomalies, for transactions
     * @param cycle the sentences of the cheapest forbidden cycle, for transactions
     * @param picture the operations to be drawn, for a history that is explained
     */
    record Result(
            Outcome outcome,
            int operations,
            int badPrefixEnd,
            String effort,
            String explanation,
            List<String> anomalies,
            List<String> cycle,
            Optional<Picture> picture) {}

    /** The property that is checked, by its name. */
    String consistency();

    /** The verdict on one file; {@code witness} asks for an order of a legal one. */
    Result file(Path file, boolean witness) throws IOException;

    /**
     * The check of this model and property; an empty property stands for the usual one of the
     * model, an empty budget for {@link Consistency#BUDGET_DEFAULT} where there is a search.
     */
    static Check of(
            String model,
            String consistency,
            Initial initial,
            NullRead nullRead,
            OptionalLong budget) {
        if (model.equals("list-append")) {
            if (initial.given()) {
                throw new IllegalArgumentException(
                        "lists begin empty: --init is not for the model list-append");
            }
            withoutSearch(model, nullRead, budget);
            return new OfTransactions(level(consistency));
        }
        if (DomainRules.NAMES.contains(model)) {
            if (!consistency.isEmpty() || initial.given()) {
                throw new IllegalArgumentException(
                        "the rule "
                                + model
                                + " is a property of its own: --consistency and --init are not for"
                                + " it");
            }
            withoutSearch(model, nullRead, budget);
            return new OfDomain(model);
        }
        if (!Vocabularies.NAMES.contains(model)) {
            List<String> names = new ArrayList<>(Vocabularies.NAMES);
            names.add("list-append");
            names.addAll(DomainRules.NAMES);
            throw new IllegalArgumentException(
                    "no model '" + model + "'" + Names.suggest(model, Vector.ofAll(names)));
        }
        Consistency.Kind kind =
                switch (consistency) {
                    case "", "linearizable" -> Consistency.Kind.LINEARIZABLE;
                    case "sequential" -> Consistency.Kind.SEQUENTIAL;
                    default ->
                            throw new IllegalArgumentException(
                                    "the consistency of model "
                                            + model
                                            + " is linearizable or sequential: "
                                            + consistency);
                };
        return new OfObject<>(
                Vocabularies.named(model, initial, nullRead),
                kind,
                budget.orElse(Consistency.BUDGET_DEFAULT));
    }

    private static void withoutSearch(String model, NullRead nullRead, OptionalLong budget) {
        if (budget.isPresent()) {
            throw new IllegalArgumentException(
                    "the check of " + model + " is no search: --budget is not for it");
        }
        if (nullRead == NullRead.UNKNOWN) {
            throw new IllegalArgumentException(
                    "a read of null has one meaning in " + model + ": --null-read is not for it");
        }
    }

    private static Level level(String name) {
        return switch (name) {
            case "" -> Level.SERIALIZABLE;
            case "linearizable" -> Level.STRICT_SERIALIZABLE;
            case "sequential" -> Level.SESSION_SERIALIZABLE;
            default ->
                    Arrays.stream(Level.values())
                            .filter(level -> level.label().equals(name))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "no such consistency: "
                                                    + name
                                                    + "; transactions have "
                                                    + Arrays.toString(Level.values())));
        };
    }

    /** An object with a sequential model. */
    record OfObject<S, I, O>(Vocabulary<S, I, O> words, Consistency.Kind kind, long budget)
            implements Check {
        @Override
        public String consistency() {
            return kind == Consistency.Kind.LINEARIZABLE ? "linearizable" : "sequential";
        }

        @Override
        public Result file(Path file, boolean witness) throws IOException {
            History<I, O> history = HistoryFile.read(file, words);
            Model<S, I, O> model = words.model();
            Verdict<S, I, O> verdict =
                    (kind == Consistency.Kind.LINEARIZABLE
                                    ? Consistency.linearizable(model)
                                    : Consistency.sequential(model))
                            .budget(budget)
                            .check(history);
            int operations = history.operations().size();
            String effort = verdict.configurations() + " configurations";
            return switch (verdict) {
                case Verdict.Holds<S, I, O> holds ->
                        new Result(
                                Outcome.OK,
                                operations,
                                -1,
                                effort,
                                witness ? orders(model, holds) : "",
                                List.of(),
                                List.of(),
                                Optional.empty());
                case Verdict.Violated<S, I, O> violated ->
                        illegal(
                                history,
                                violated,
                                violated.probed() == 0
                                        ? effort
                                        : effort
                                                + " and "
                                                + violated.probed()
                                                + " for the end of the bad prefix");
                case Verdict.Unknown<S, I, O>(Verdict.Progress progress, long spent) ->
                        new Result(
                                Outcome.UNKNOWN,
                                operations,
                                -1,
                                effort,
                                "undecided after "
                                        + spent
                                        + " configurations"
                                        + (progress.part().equals(Model.WHOLE)
                                                ? ""
                                                : ", key " + progress.part())
                                        + ": the furthest event reached is "
                                        + progress.furthestEvent()
                                        + ", up to "
                                        + progress.widest()
                                        + " operations are open at once; a larger --budget, fewer"
                                        + " clients or shorter runs help",
                                List.of(),
                                List.of(),
                                Optional.empty());
            };
        }

        private Result illegal(
                History<I, O> history, Verdict.Violated<S, I, O> violated, String effort) {
            Model<S, I, O> model = words.model();
            String text;
            Optional<Picture> picture;
            if (kind == Consistency.Kind.LINEARIZABLE) {
                Explanation<I, O> explanation = Explanation.of(model, history, violated);
                text = explanation.text(model);
                picture = Optional.of(Picture.of(model, explanation, history));
            } else {
                Operation<I, O> culprit = violated.first().operation();
                text =
                        "not sequentially consistent: no order of the operations up to event "
                                + violated.badPrefixEnd()
                                + " keeps each process' own order; there operation "
                                + culprit.number()
                                + " of process "
                                + culprit.process()
                                + " ends, "
                                + Explanation.describe(model, culprit)
                                + "\n";
                picture = Optional.empty();
            }
            return new Result(
                    Outcome.ILLEGAL,
                    history.operations().size(),
                    violated.badPrefixEnd(),
                    effort,
                    text,
                    List.of(),
                    List.of(),
                    picture);
        }

        private static <S, I, O> String orders(Model<S, I, O> model, Verdict.Holds<S, I, O> holds) {
            StringBuilder text = new StringBuilder();
            for (Verdict.Order<I, O> order : holds.parts()) {
                text.append(
                        order.part().equals(Model.WHOLE)
                                ? "an order:\n"
                                : "an order of key " + order.part() + ":\n");
                for (Verdict.Placed<I, O> placed : order.placed()) {
                    text.append("  #")
                            .append(placed.operation().number())
                            .append(' ')
                            .append(Explanation.describe(model, placed.operation()))
                            .append(placed.assumed() ? " (assumed to have happened)" : "")
                            .append('\n');
                }
            }
            return text.toString();
        }
    }

    /** Transactions over lists. */
    record OfTransactions(Level level) implements Check {
        @Override
        public String consistency() {
            return level.label();
        }

        @Override
        public Result file(Path file, boolean witness) throws IOException {
            var history = HistoryFile.read(file, new ListTransactions());
            int operations = history.operations().size();
            IsolationVerdict verdict;
            try {
                verdict = Isolation.check(history, level);
            } catch (IllegalArgumentException e) {
                throw new MalformedFileException(1, e.getMessage());
            }
            return switch (verdict) {
                case IsolationVerdict.Holds(List<Integer> order) ->
                        new Result(
                                Outcome.OK,
                                operations,
                                -1,
                                order.size() + " transactions in order",
                                witness ? "an order: " + order + "\n" : "",
                                List.of(),
                                List.of(),
                                Optional.empty());
                case IsolationVerdict.Violated violated -> {
                    StringBuilder text = new StringBuilder("not " + level.label() + ":\n");
                    violated.anomalies()
                            .forEach(anomaly ->
                                    text.append("  ")
                                            .append(anomaly.name())
                                            .append(": ")
                                            .append(anomaly.sentence())
                                            .append('\n'));
                    violated.holds()
                            .ifPresent(
                                    weaker -> text.append("It is ").append(weaker).append(".\n"));
                    yield new Result(
                            Outcome.ILLEGAL,
                            operations,
                            -1,
                            violated.anomalies().size() + " anomalies",
                            text.toString(),
                            violated.anomalies().stream()
                                    .map(IsolationVerdict.Anomaly::name)
                                    .distinct()
                                    .toList(),
                            violated.cycle()
                                    .map(cycle ->
                                            cycle.cycle().stream()
                                                    .map(edge -> edge.sentence())
                                                    .toList())
                                    .orElse(List.of()),
                            Optional.empty());
                }
                case IsolationVerdict.Unknown(String reason) ->
                        new Result(
                                Outcome.UNKNOWN,
                                operations,
                                -1,
                                "",
                                "undecided: " + reason,
                                List.of(),
                                List.of(),
                                Optional.empty());
            };
        }
    }

    /** A rule of a domain. */
    record OfDomain(String rule) implements Check {
        @Override
        public String consistency() {
            return rule;
        }

        @Override
        public Result file(Path file, boolean witness) throws IOException {
            DomainRules.Finding finding = DomainRules.check(rule, file);
            return new Result(
                    finding.sentence().isEmpty() ? Outcome.OK : Outcome.ILLEGAL,
                    finding.operations(),
                    finding.event(),
                    "",
                    finding.sentence(),
                    List.of(),
                    List.of(),
                    Optional.empty());
        }
    }
}
