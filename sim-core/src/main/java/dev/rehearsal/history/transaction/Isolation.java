package dev.rehearsal.history.transaction;

import dev.rehearsal.history.History;
import dev.rehearsal.history.transaction.IsolationVerdict.Anomaly;

import io.vavr.collection.Seq;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A check of transactions over lists against a level of isolation.
 *
 * <p>Shape: each operation of the history is one transaction; its input and its output are its
 * accesses, in the output with what was read. Each element is appended to a key at most once.
 *
 * <p>Order and determinism: verdict, order and cycle are functions of the history and the level.
 * Searches are bounded in steps, not in time.
 *
 * <p>Errors: {@link IllegalArgumentException} if an element is appended twice, with both
 * transactions.
 *
 * <p>Cost: linear in transactions, reads and dependencies, apart from the bounded search for a
 * short cycle.
 *
 * <p>Source: Adya 1999; Kingsbury and Alvaro, "Elle", VLDB 2020; Cerone and Gotsman 2018.
 */
public final class Isolation {
    private static final int REPAIRS_MAX = 200;

    private final Level level;
    private final Versions versions;
    private final Dependencies dependencies;

    private Isolation(Level level, Versions versions, Dependencies dependencies) {
        this.level = level;
        this.versions = versions;
        this.dependencies = dependencies;
    }

    /** The verdict on this history. */
    public static IsolationVerdict check(
            History<? extends Seq<Access>, ? extends Seq<Access>> history, Level level) {
        Versions versions = new Versions(history);
        Dependencies dependencies = new Dependencies(versions);
        return new Isolation(level, versions, dependencies).verdict();
    }

    private IsolationVerdict verdict() {
        Optional<Anomaly> noChoice = Optional.empty();
        if (versions.anomalies.isEmpty()) {
            Optional<List<Integer>> order = order(level);
            if (order.isPresent()) {
                return new IsolationVerdict.Holds(order.get());
            }
            if (!level.serializable()) {
                noChoice = new Cases(versions, dependencies, level.respected()).contradiction();
            }
        }
        List<Anomaly> anomalies = new ArrayList<>(Cycles.forbidden(versions, dependencies, level));
        anomalies.addAll(firstOfEach(versions.anomalies));
        if (anomalies.isEmpty()) {
            noChoice.ifPresent(anomalies::add);
        }
        if (anomalies.isEmpty()) {
            return new IsolationVerdict.Unknown(
                    "no order was found within "
                            + REPAIRS_MAX
                            + " attempts to order appends that nobody read, and no cycle; reads at"
                            + " the end of the run help");
        }
        return new IsolationVerdict.Violated(anomalies, strongestThatHolds());
    }

    private static List<Anomaly> firstOfEach(List<Anomaly> anomalies) {
        Set<String> names = new HashSet<>();
        return anomalies.stream().filter(anomaly -> names.add(anomaly.name())).toList();
    }

    private Optional<Level> strongestThatHolds() {
        if (!versions.anomalies.isEmpty()) {
            return Optional.empty();
        }
        for (Level weaker : level.weaker()) {
            if (order(weaker).isPresent()) {
                return Optional.of(weaker);
            }
        }
        return Optional.empty();
    }

    /** An order that was replayed; empty if there is none or none was found. */
    private Optional<List<Integer>> order(Level at) {
        if (at.serializable()) {
            int[] sorted = dependencies.serial(at.respected()).topological();
            return sorted.length < dependencies.nodes(at)
                    ? Optional.empty()
                    : Optional.of(
                            Proof.serial(
                                    versions,
                                    at.respected(),
                                    dependencies.transactionsOf(sorted, at)));
        }
        // Appends that nobody read are in no known order, and two of them to one list must not
        // overlap: try, and turn round whichever pair stands in the way.
        Chosen chosen = new Chosen();
        for (int attempt = 0; attempt < REPAIRS_MAX; attempt++) {
            Graph graph = dependencies.snapshots(at.respected(), chosen);
            int[] sorted = graph.topological();
            if (sorted.length < graph.nodes()) {
                if (!chosen.turnOne(graph, dependencies)) {
                    return Optional.empty();
                }
                continue;
            }
            if (!chosen.chooseConflicts(versions, sorted)) {
                return Optional.of(Proof.snapshots(versions, at.respected(), sorted));
            }
        }
        return Optional.empty();
    }
}
