package dev.rehearsal.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenarios.register.SingleCopyRegister;
import dev.rehearsal.scenarios.shards.ShardedKv;
import dev.rehearsal.simulation.Story;

import io.vavr.collection.Vector;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What the stories of the grammar ask, and in which order they come. */
class WorkloadsTest {

    private static final int EACH = 2;

    private static List<Vector<PlannedOperation>> all(int operations) {
        Cluster cluster = new SingleCopyRegister().settings().cluster();
        List<Vector<PlannedOperation>> all = new ArrayList<>();
        new Workloads(new Alphabet(cluster), cluster.clients(), 0)
                .any(
                        operations,
                        asked -> {
                            all.add(asked);
                            return false;
                        });
        return all;
    }

    @Test
    void alphabet_ofARegister_isTheReadAndTheWriteOfThatPlace() {
        Alphabet alphabet = new Alphabet(new SingleCopyRegister().settings().cluster());
        assertEquals(
                List.of(new Register.Read<Integer>(), new Register.Write<>(5)),
                alphabet.at("c2", 2));
        assertEquals(List.of(), alphabet.at("c9", 1));
    }

    /** One in twenty is no number: without it the store that such a value ends has no story. */
    @Test
    void alphabet_ofValuesOfWhichFewAreNoNumbers_hasOneThatIsNone() {
        Alphabet alphabet = new Alphabet(new ShardedKv().settings().cluster());
        List<String> asked = alphabet.at("c1", 1).stream().map(Object::toString).toList();
        assertEquals(List.of("get u", "get v", "put u 1", "put v 1", "put v ?1"), asked);
    }

    /**
     * Four places make six pairs. In four of them the clients differ, and either may wait for the
     * other; each place has two inputs.
     */
    @Test
    void twoOperations_areAskedInEveryWayOnce() {
        assertEquals(2, all(1).size());
        assertEquals((4 * 3 + 2) * EACH * EACH, all(2).size());
        for (int operations = 1; operations <= 3; operations++) {
            var all = all(operations);
            assertEquals(all.size(), new HashSet<>(all).size());
        }
    }

    /** Three places of different clients: sixteen forests, as Cayley counts them. */
    @Test
    void threeClientsOnce_waitForEachOtherInSixteenWays() {
        long ways =
                all(3).stream()
                        .filter(asked -> asked.forAll(one -> one.index() == 1))
                        .map(asked -> asked.map(PlannedOperation::begin))
                        .distinct()
                        .count();
        assertEquals(16, ways);
    }

    @Test
    void workloads_comeByTheLargestIndex() {
        int last = 1;
        for (Vector<PlannedOperation> asked : all(3)) {
            int largest = asked.map(PlannedOperation::index).max().get();
            assertTrue(largest >= last);
            last = largest;
        }
        assertEquals(3, last);
    }

    @Test
    void operationTakenAway_handsOnWhatItWaitedFor() {
        Vector<PlannedOperation> chain =
                Vector.of(
                        new PlannedOperation("c1", 1, "a", 7),
                        new PlannedOperation("c2", 1, "b", new Point.AfterOperation("c1", 1)),
                        new PlannedOperation("c3", 1, "c", new Point.AfterOperation("c2", 1)));
        var story = new Story(new SingleCopyRegister().settings(), chain, Vector.empty());
        assertEquals(
                chain.get(2).beginning(new Point.AfterOperation("c1", 1)),
                Elements.without(story, 1).operations().get(1));
        assertEquals(
                chain.get(2).beginning(new Point.At(7)),
                Elements.withoutOperations(story, 0, 2).operations().get(0));
    }

    @Property
    void levels_comeInOrderAndEndAtTheBound(
            @ForAll @IntRange(min = 1, max = 4) int operations,
            @ForAll @IntRange(max = 3) int faults,
            @ForAll @IntRange(max = 2) int kind) {
        Vector<FaultKind> kinds = Vector.fill(faults, FaultKind.values()[kind]);
        Vector<FaultKind> alphabet = kinds.append(FaultKind.CRASH).distinct();
        Level bound = new Level(operations, kinds.append(FaultKind.CRASH));
        List<Level> levels = bound.upTo(alphabet, true, bound.elements()).toJavaList();
        for (int i = 1; i < levels.size(); i++) {
            assertTrue(levels.get(i - 1).compareTo(levels.get(i)) < 0);
        }
        assertEquals(bound, levels.getLast());
        assertTrue(levels.stream().allMatch(level -> level.operations() >= 1));
        assertTrue(levels.stream().noneMatch(level -> level.kinds().isEmpty()));
    }
}
