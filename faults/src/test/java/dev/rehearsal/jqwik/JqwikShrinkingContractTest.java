package dev.rehearsal.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import net.jqwik.api.ShrinkingMode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@link GeneratedPlan} and {@link Removal} rely on in jqwik, of which {@link
 * Shrinkable#shrink} is marked as internal.
 */
class JqwikShrinkingContractTest {

    /** What was asked for, and with what the property was called, in order. */
    private static final List<String> LOG = new ArrayList<>();

    private static final Set<Thread> THREADS = new HashSet<>();

    /** A value of a tree, and its distance. */
    record Node(String value, long size, List<Node> children) implements Shrinkable<String> {

        static Node of(String value, long size, Node... children) {
            return new Node(value, size, List.of(children));
        }

        @Override
        public ShrinkingDistance distance() {
            return ShrinkingDistance.of(size);
        }

        @Override
        public Stream<Shrinkable<String>> shrink() {
            LOG.add("shrink " + value);
            return children.stream()
                    .map(child -> {
                        LOG.add("offer " + child.value);
                        return child;
                    });
        }
    }

    static class TreeFixture {
        @Provide
        Arbitrary<String> tree() {
            Node root =
                    Node.of(
                            "root",
                            9,
                            Node.of("passes", 8, Node.of("never", 1)),
                            Node.of("larger", 10),
                            Node.of(
                                    "fails",
                                    5,
                                    Node.of("passes", 4),
                                    Node.of("fails again", 5, Node.of("other error", 2))),
                            Node.of("not asked for", 1));
            return Arbitraries.fromGenerator(random -> root);
        }

        @Property(
                tries = 10,
                shrinking = ShrinkingMode.FULL,
                edgeCases = EdgeCasesMode.NONE,
                afterFailure = AfterFailureMode.PREVIOUS_SEED)
        void fails(@ForAll("tree") String value) {
            LOG.add("call " + value);
            THREADS.add(Thread.currentThread());
            if (value.equals("other error")) {
                throw new IllegalStateException(value);
            }
            if (!value.equals("passes")) {
                throw new AssertionError(value);
            }
        }
    }

    @BeforeEach
    void forget() {
        LOG.clear();
        THREADS.clear();
    }

    @Test
    void shrinking_full_takesTheFirstCandidateThatFailsAndGoesOnWithItsOwn() {
        String failure = Platform.run(TreeFixture.class).failure();

        assertEquals("fails again", failure);
        assertEquals(
                List.of(
                        "call root",
                        "shrink root",
                        "offer passes",
                        "call passes",
                        "offer larger",
                        "offer fails",
                        "call fails",
                        "shrink fails",
                        "offer passes",
                        "offer fails again",
                        "call fails again",
                        "shrink fails again",
                        "offer other error",
                        "call other error"),
                LOG.subList(0, 14));
    }

    @Test
    void shrinking_full_callsEachValueOnceAndStaysOnItsThread() {
        Platform.run(TreeFixture.class);

        List<String> calls = LOG.stream().filter(line -> line.startsWith("call ")).toList();
        assertEquals(new HashSet<>(calls).size(), calls.size(), calls::toString);
        assertEquals(Set.of(Thread.currentThread()), THREADS);
    }

    @Test
    void sample_afterShrinking_isReportedByItsValue() {
        String reported = Platform.run(TreeFixture.class).reported();

        assertTrue(reported.contains("value: \"fails again\""), reported);
    }
}
