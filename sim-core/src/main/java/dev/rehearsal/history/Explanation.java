package dev.rehearsal.history;

import dev.rehearsal.history.Verdict.Contradiction;
import dev.rehearsal.history.Verdict.Placed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a history is illegal, in words and as data: the event that gives it away, what could have
 * been true just before, why each of these possibilities fails, and the few observations that
 * contradict each other.
 *
 * <p>Shape: texts are finished sentences in the words of the model; operations are those of the
 * history, with its numbers.
 *
 * <p>Order and determinism: a function of history, model and verdict. Looking for few observations
 * is bounded in checks and configurations, so that it ends on any history; where the bound was
 * reached more observations are shown than needed.
 *
 * @param sentence what, which part, which event
 * @param part the key, as text; empty where the model is not divided
 * @param badPrefixEnd the index of the event
 * @param culprit the operation that ends there
 * @param possible what the object could have been just before, one sentence each; empty if there
 *     were too many
 * @param deadEnds why the operation cannot happen, each reason once with how often it was met
 * @param observations the observations that already contradict each other, with the operations that
 *     change something
 * @param window the operations to be drawn, in order of invocation
 * @param order a longest legal order before the event, of the operations in the window
 * @param weaker a weaker property that holds
 */
public record Explanation<I, O>(
        String sentence,
        String part,
        int badPrefixEnd,
        Operation<I, O> culprit,
        List<String> possible,
        List<String> deadEnds,
        List<Operation<I, O>> observations,
        List<Operation<I, O>> window,
        List<Placed<I, O>> order,
        Optional<String> weaker) {

    private static final int CHECKS_MAX = 400;
    private static final long OPERATIONS_MAX = 600_000;
    private static final long CHECK_BUDGET = 3_000;
    private static final long STATES_BUDGET = 20_000;
    private static final int WINDOW_MAX = 60;
    private static final int WEAKER_MAX = 400;
    private static final int POSSIBLE_MAX = 12;

    /** The explanation of a violated linearizability. */
    public static <S, I, O> Explanation<I, O> of(
            Model<S, I, O> model, History<I, O> history, Verdict.Violated<S, I, O> verdict) {
        return new Author<>(model, history, verdict.first()).write();
    }

    /**
     * An operation and what came of it, in the words of the model: "write 4", "read → 4", "cas 4→5
     * failed", "write 5 → unknown".
     */
    public static <I, O> String describe(Model<?, I, O> model, Operation<I, O> operation) {
        String call = model.describeCall(operation.input());
        return switch (operation.outcome()) {
            case OK -> {
                String result = model.describeResult(operation.input(), operation.output());
                yield result.isEmpty() ? call : call + " → " + result;
            }
            case FAIL -> call + " failed";
            case UNKNOWN -> call + " → unknown";
        };
    }

    /** The pieces of one explanation while it is put together. */
    private static final class Author<S, I, O> {
        private static final Set<Rules> PLAIN =
                Set.of(
                        Rules.OBSERVERS_AT_ONCE,
                        Rules.EQUALS_ORDERED,
                        Rules.DOMINANCE,
                        Rules.FORCED_MOVES);

        private final Model<S, I, O> model;
        private final History<I, O> history;
        private final Contradiction<I, O> contradiction;
        private int checks;
        private long operationsChecked;

        Author(Model<S, I, O> model, History<I, O> history, Contradiction<I, O> contradiction) {
            this.model = model;
            this.history = history;
            this.contradiction = contradiction;
        }

        Explanation<I, O> write() {
            List<Operation<I, O>> part = new ArrayList<>();
            for (Operation<I, O> operation : history.operations()) {
                if (model.part(operation.input()).equals(contradiction.part())
                        && (operation.outcome() != Outcome.FAIL
                                || model.failed(operation.input()).isPresent())) {
                    part.add(operation);
                }
            }
            List<Operation<I, O>> prefix = Cut.after(contradiction.badPrefixEnd(), part);
            List<Operation<I, O>> needed = fewestObservations(prefix);
            List<Operation<I, O>> observations = needed.stream().filter(this::observes).toList();
            List<String> possible = new ArrayList<>();
            Map<String, Integer> reasons = new LinkedHashMap<>();
            states(needed, possible, reasons);
            List<String> deadEnds = new ArrayList<>();
            reasons.forEach((reason, times) ->
                    deadEnds.add(times == 1 ? reason : reason + " (" + times + " times)"));
            Operation<I, O> culprit = contradiction.operation();
            String key =
                    contradiction.part().equals(Model.WHOLE)
                            ? ""
                            : String.valueOf(contradiction.part());
            String sentence =
                    (key.isEmpty() ? "not linearizable" : "key " + key + " is not linearizable")
                            + ": at event "
                            + contradiction.badPrefixEnd()
                            + " operation "
                            + culprit.number()
                            + " of process "
                            + culprit.process()
                            + " ends, "
                            + describe(model, culprit)
                            + (contradiction.exact() ? "" : " (an earlier event may do)");
            return new Explanation<>(
                    sentence,
                    key,
                    contradiction.badPrefixEnd(),
                    culprit,
                    List.copyOf(possible),
                    List.copyOf(deadEnds),
                    observations,
                    window(needed),
                    contradiction.longest(),
                    weaker());
        }

        private boolean observes(Operation<I, O> operation) {
            return operation.outcome() == Outcome.OK
                            && model.observes(operation.input(), operation.output())
                    || operation.outcome() == Outcome.FAIL;
        }

        /**
         * Leaves out observations as long as the rest is illegal: half of them, then smaller runs,
         * then one by one. What changes the object stays, for without it a value could come from
         * nowhere.
         */
        private List<Operation<I, O>> fewestObservations(List<Operation<I, O>> prefix) {
            List<Operation<I, O>> rest = new ArrayList<>(prefix);
            List<Operation<I, O>> optional =
                    new ArrayList<>(rest.stream().filter(this::observes).toList());
            int run = Math.max(1, optional.size() / 2);
            while (!optional.isEmpty() && mayCheck(rest)) {
                boolean shrunk = false;
                for (int at = 0; at < optional.size() && mayCheck(rest); ) {
                    List<Operation<I, O>> out =
                            optional.subList(at, Math.min(at + run, optional.size()));
                    Set<Operation<I, O>> left = new HashSet<>(out);
                    List<Operation<I, O>> fewer =
                            rest.stream().filter(operation -> !left.contains(operation)).toList();
                    if (illegal(fewer)) {
                        rest = new ArrayList<>(fewer);
                        out.clear();
                        shrunk = true;
                    } else {
                        at += run;
                    }
                }
                if (run == 1 && !shrunk) {
                    break;
                }
                run = Math.max(1, run / 2);
            }
            return rest;
        }

        private boolean mayCheck(List<Operation<I, O>> rest) {
            return checks < CHECKS_MAX && operationsChecked + rest.size() <= OPERATIONS_MAX;
        }

        private boolean illegal(List<Operation<I, O>> operations) {
            checks++;
            operationsChecked += operations.size();
            return PartCheck.illegal(model, contradiction.part(), operations, CHECK_BUDGET);
        }

        /** What could have been true just before the event, and why the operation does not fit. */
        private void states(
                List<Operation<I, O>> needed, List<String> possible, Map<String, Integer> reasons) {
            Participants<I, O> participants = new Participants<>(model, needed);
            LinearSearch<S, I, O> search =
                    new LinearSearch<>(
                            new Timeline<>(participants),
                            null,
                            Steps.of(model, participants.operations, PLAIN),
                            PLAIN,
                            needed.size() > 4_000 ? 0 : STATES_BUDGET);
            if (search.run() != Search.End.EXHAUSTED) {
                return;
            }
            for (S state : search.statesAtFurthest()) {
                String described = model.describeState(state);
                if (!possible.contains(described) && possible.size() < POSSIBLE_MAX) {
                    possible.add(described);
                }
                Operation<I, O> culprit = contradiction.operation();
                if (culprit.outcome() == Outcome.OK
                        && model.step(state, culprit.input(), culprit.output())
                                instanceof Step.Illegal<S>(var why)) {
                    reasons.merge(describe(model, culprit) + ": " + why.get(), 1, Integer::sum);
                }
            }
        }

        /**
         * From the oldest operation that is needed and still matters to the event; the last ones if
         * that is too many.
         */
        private List<Operation<I, O>> window(List<Operation<I, O>> needed) {
            int from = Math.max(0, needed.size() - WINDOW_MAX);
            return List.copyOf(needed.subList(from, needed.size()));
        }

        private Optional<String> weaker() {
            if (history.operations().size() > WEAKER_MAX) {
                return Optional.empty();
            }
            return Consistency.sequential(model).budget(STATES_BUDGET).check(history).holds()
                    ? Optional.of("sequentially consistent")
                    : Optional.empty();
        }
    }

    /**
     * The whole explanation as text, at most {@value Lanes#WIDTH} columns where the author's own
     * values allow it.
     */
    public String text(Model<?, I, O> model) {
        StringBuilder text = new StringBuilder(sentence).append('\n');
        if (!possible.isEmpty()) {
            text.append("Just before, by what was seen so far:\n");
            possible.forEach(each -> text.append("  ").append(each).append('\n'));
        }
        if (!deadEnds.isEmpty()) {
            text.append("It cannot have happened:\n");
            deadEnds.forEach(each -> text.append("  ").append(each).append('\n'));
        }
        text.append(observations.isEmpty() ? "" : "These observations contradict each other:\n");
        for (Operation<I, O> operation : observations) {
            text.append("  #")
                    .append(operation.number())
                    .append(" process ")
                    .append(operation.process())
                    .append(", events ")
                    .append(operation.invokedAt())
                    .append(" to ")
                    .append(operation.completedAt())
                    .append(": ")
                    .append(describe(model, operation))
                    .append('\n');
        }
        List<Placed<I, O>> last = order.subList(Math.max(0, order.size() - 12), order.size());
        if (!last.isEmpty()) {
            text.append("A longest legal order ends with:\n");
            for (Placed<I, O> placed : last) {
                text.append("  #")
                        .append(placed.operation().number())
                        .append(' ')
                        .append(describe(model, placed.operation()))
                        .append(placed.assumed() ? " (assumed to have happened)" : "")
                        .append('\n');
            }
        }
        weaker.ifPresent(each -> text.append("It is ").append(each).append(".\n"));
        return text.append(Lanes.draw(model, window, order, badPrefixEnd)).toString();
    }
}
