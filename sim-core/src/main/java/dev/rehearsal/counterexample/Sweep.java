package dev.rehearsal.counterexample;

import dev.rehearsal.check.ActorSystem;
import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Result;
import dev.rehearsal.check.Result.Finding;
import dev.rehearsal.check.Search;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.decision.PlannedOperation;

import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** The searches for the fewest operations and faults of one failure. */
final class Sweep {
    /** With more faults there is too much to search. */
    private static final int FAULTS_MAX = 2;

    private final ActorSystem system;
    private final String property;
    private final long statesMax;
    private boolean isCut;

    Sweep(ActorSystem system, String property, long statesMax) {
        this.system = system;
        this.property = property;
        this.statesMax = statesMax;
    }

    Fewest fewest(Vector<PlannedOperation> operations, int faultsMax) {
        for (int faults = 0; faults <= Math.min(faultsMax, FAULTS_MAX); faults++) {
            boolean wasCut = isCut;
            for (Trouble trouble : troubles(faults)) {
                Option<Integer> steps = steps(operations, trouble, faults);
                if (steps.isDefined()) {
                    isCut = wasCut;
                    return least(operations, trouble, faults, steps.get());
                }
            }
        }
        return new Fewest.Missed(isCut);
    }

    private static Vector<Trouble> troubles(int faults) {
        Vector<Trouble> all = Vector.empty();
        for (int crashes = 0; crashes <= faults; crashes++) {
            Trouble some = Trouble.NONE.crashes(crashes, Math.min(crashes, 1));
            all = all.append(some.drops(faults - crashes));
            if (crashes < faults) {
                all =
                        all.append(
                                some.drops(faults - crashes - 1)
                                        .over(Network.UNORDERED_DUPLICATING));
            }
        }
        return all;
    }

    private Fewest.Reached least(
            Vector<PlannedOperation> operations, Trouble trouble, int faults, int steps) {
        boolean wasCut = isCut;
        for (int i = operations.size() - 1; i >= 0; i--) {
            Vector<PlannedOperation> fewer = operations.removeAt(i);
            Option<Integer> less = steps(fewer, trouble, faults);
            if (less.isDefined()) {
                isCut = wasCut;
                return least(fewer, trouble, faults, less.get());
            }
        }
        return new Fewest.Reached(operations.size(), faults, steps, !isCut);
    }

    /** How many steps it takes to break the property; none when nobody knows any. */
    private Option<Integer> steps(
            Vector<PlannedOperation> operations, Trouble trouble, int faults) {
        Map<String, Vector<Object>> asked =
                LinkedHashMap.ofEntries(
                        system.operations()
                                .keySet()
                                .toVector()
                                .map(client -> Tuple.of(client, of(client, operations))));
        Options options = Options.DEFAULT.states(Math.max(1, statesMax >> 2 * faults));
        Result result = Search.with(options).run(system.asking(asked), trouble);
        if (result.end() == Result.End.VIOLATED
                && result.verdict(property).finding() == Finding.INCONCLUSIVE) {
            // What is demanded of all broke first, and ended the search.
            result = Search.with(options.keepingGoing()).run(system.asking(asked), trouble);
        }
        Result.Verdict verdict = result.verdict(property);
        isCut |= verdict.finding() == Finding.INCONCLUSIVE;
        return verdict.finding() == Finding.VIOLATED
                ? verdict.path().map(path -> path.actions().size())
                : Option.none();
    }

    private static Vector<Object> of(String client, Vector<PlannedOperation> operations) {
        return operations
                .filter(operation -> operation.client().equals(client))
                .sortBy(PlannedOperation::index)
                .map(PlannedOperation::input);
    }
}
