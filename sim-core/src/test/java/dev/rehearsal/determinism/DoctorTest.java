package dev.rehearsal.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.determinism.canary.Canaries;
import dev.rehearsal.determinism.canary.CanaryRuns;
import dev.rehearsal.simulation.Run;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** Each canary that a comparison can see is found at its first step, and no twin is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class DoctorTest {

    /** One step of each canary is its start; the first poke is the next. */
    private static final long FIRST_POKE = 2;

    private final CanaryRuns runs = new CanaryRuns();
    private Doctor doctor;

    @BeforeAll
    void open() {
        doctor = new Doctor(runs, Vector.empty());
    }

    @AfterAll
    void close() {
        doctor.close();
    }

    static List<Canaries.Row> all() {
        return Canaries.ALL.asJava();
    }

    static List<Canaries.Row> dynamic() {
        return Canaries.ALL.filter(Canaries.Row::isDynamic).asJava();
    }

    private static Comparison marked(Canaries.Row row) {
        return Comparison.valueOf(row.differs().name());
    }

    @ParameterizedTest
    @MethodSource("dynamic")
    void leakingActor_isFoundAtItsFirstPokeByTheComparisonThatIsMarked(Canaries.Row row) {
        String name = CanaryRuns.name(row, true);

        Divergence found = doctor.compare(name, marked(row)).get();

        assertEquals(FIRST_POKE, found.step(), found::toString);
        assertNotEquals(found.left(), found.right());
        assertTrue(found.left().exists(event -> event.contains("Poke")), found::toString);
        assertTrue(found.right().exists(event -> event.contains("Poke")), found::toString);
    }

    /** A stack may be deeper or not when a method has been compiled meanwhile. */
    static List<Canaries.Row> dynamicButTheDepthOfTheStack() {
        return Canaries.ALL
                .filter(row -> row.isDynamic() && !row.name().equals("StackDepth"))
                .asJava();
    }

    @ParameterizedTest
    @MethodSource("dynamicButTheDepthOfTheStack")
    void leakingActor_isNotShownByTheComparisonsWithinThisJvmBeforeTheOneMarked(Canaries.Row row) {
        String name = CanaryRuns.name(row, true);
        runs.run(name); // What is computed once in a JVM is computed now.

        for (Comparison earlier : List.of(Comparison.AGAIN, Comparison.FRESH_THREAD)) {
            if (earlier.compareTo(marked(row)) < 0) {
                assertEquals(Option.none(), doctor.compare(name, earlier));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void healthyTwin_isTheSameInEveryComparison(Canaries.Row row) {
        assertEquals(Option.none(), doctor.examine(CanaryRuns.name(row, false)));
    }

    @Test
    void examine_ofALeak_namesTheFirstComparisonThatShowsIt() {
        assertEquals(Comparison.AGAIN, doctor.examine("StaticCounter leaking").get().comparison());
        assertEquals(
                Comparison.FRESH_THREAD, doctor.examine("ThreadName leaking").get().comparison());
        assertEquals(
                Comparison.SECOND_JVM, doctor.examine("SetOfOrder leaking").get().comparison());
        assertEquals(
                Comparison.PERTURBED_JVM,
                doctor.examine("DefaultCharset leaking").get().comparison());
    }

    /** Throws where the other JVM makes it, and speaks several lines of what is not ASCII. */
    static final class Throwing implements Repertoire {
        @Override
        public Run run(String name) {
            if (Thread.currentThread().getName().equals(name)) {
                throw new IllegalStateException("two\nlines: ü \\");
            }
            return new CanaryRuns().run("NanoTime healthy");
        }
    }

    @Test
    void run_thatThrowsInAnotherJvm_differsAndSaysWhatWasThrown() {
        try (Doctor other = new Doctor(new Throwing(), Vector.empty())) {
            String here = Thread.currentThread().getName();
            Thread.currentThread().setName("not the other's");
            try {
                Divergence found = other.compare("main", Comparison.PERTURBED_JVM).get();
                assertEquals(
                        Vector.of(
                                "the run threw java.lang.IllegalStateException:"
                                        + " two\nlines: ü \\"),
                        found.right());
                assertEquals(Comparison.FRESH_THREAD, other.examine("doctor").get().comparison());
                assertEquals(Option.none(), other.compare("someone", Comparison.PERTURBED_JVM));
            } finally {
                Thread.currentThread().setName(here);
            }
        }
    }
}
