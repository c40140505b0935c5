package dev.rehearsal.supervisor;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.function.Supplier;

/** Declarations read as trees, and invalid ones are refused with the rule and the value. */
class DeclarationTest {

    private record Idle() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer state, String message, Context<String> context) {
            return state;
        }
    }

    private static void refused(String text, Supplier<?> declaration) {
        InvalidDefinitionException refused =
                assertThrows(InvalidDefinitionException.class, declaration::get);
        assertEquals(text, refused.getMessage());
    }

    @Test
    void tree_declared_hasOtpsDefaults() {
        Supervisor tree =
                Supervisor.restForOne(
                        intensity(3, Duration.ofSeconds(5)),
                        child("journal", Idle::new).permanent().shutdown(Duration.ofSeconds(2)),
                        child("replica", Idle::new),
                        Supervisor.oneForOne("sessions", child("session", Idle::new).transient_()));
        assertEquals(Strategy.REST_FOR_ONE, tree.strategy());
        assertEquals(
                new ChildSpec.Traits(
                        "replica",
                        Restart.PERMANENT,
                        false,
                        new Shutdown.Within(Duration.ofSeconds(5)),
                        ChildType.WORKER),
                tree.spec("replica").traits());
        assertEquals(
                new ChildSpec.Traits(
                        "sessions",
                        Restart.PERMANENT,
                        false,
                        new Shutdown.Infinity(),
                        ChildType.SUPERVISOR),
                tree.spec("sessions").traits());
        Supervisor sessions = (Supervisor) tree.spec("sessions").actor(null);
        assertEquals(1, sessions.flags().intensity());
        assertEquals(Duration.ofSeconds(5), sessions.flags().period());
        assertEquals(AutoShutdown.NEVER, sessions.flags().autoShutdown());
    }

    @Test
    void nestedSupervisor_ofEachStrategy_isAChildWithOtpsDefaultIntensity() {
        ChildSpec worker = child("worker", Idle::new);
        Vector<ChildSpec> nested =
                Vector.of(
                        Supervisor.oneForOne("one", worker),
                        Supervisor.oneForAll("all", worker),
                        Supervisor.restForOne("rest", worker),
                        Supervisor.simpleOneForOne("simple", Flags.DEFAULT, worker));
        assertEquals(
                Vector.of(
                        Strategy.ONE_FOR_ONE,
                        Strategy.ONE_FOR_ALL,
                        Strategy.REST_FOR_ONE,
                        Strategy.SIMPLE_ONE_FOR_ONE),
                nested.map(spec -> ((Supervisor) spec.actor(null)).strategy()));
        for (ChildSpec spec : nested) {
            assertEquals(ChildType.SUPERVISOR, spec.traits().type());
            assertEquals(Flags.DEFAULT, ((Supervisor) spec.actor(null)).flags());
        }
    }

    @Test
    void intensityAndPeriod_outOfRange_areRefused() {
        refused(
                "intensity must be at least 0: invalid_intensity=-1",
                () -> intensity(-1, Duration.ofSeconds(5)));
        refused(
                "period must be longer than 0: invalid_period=PT0S",
                () -> intensity(1, Duration.ZERO));
    }

    @Test
    void sameIdTwice_isRefused() {
        refused(
                "the ids of the children must be unique: duplicate_child_name=a",
                () ->
                        Supervisor.oneForAll(
                                Flags.DEFAULT, child("a", Idle::new), child("a", Idle::new)));
    }

    @Test
    void significantChild_thatNoRuleFits_isRefused() {
        refused(
                "a significant child needs a supervisor that shuts down automatically: child=a:"
                        + " bad_combination=Vector((auto_shutdown, never), (significant, true))",
                () ->
                        Supervisor.oneForOne(
                                Flags.DEFAULT, child("a", Idle::new).temporary().significant()));
        refused(
                "a significant child must not be permanent: child=a:"
                        + " bad_combination=Vector((restart, permanent), (significant, true))",
                () ->
                        Supervisor.oneForOne(
                                Flags.DEFAULT.autoShutdown(AutoShutdown.ANY_SIGNIFICANT),
                                child("a", Idle::new).significant()));
    }

    @Test
    void negativeShutdown_malformedId_andShrinkingBackOff_areRefused() {
        refused(
                "shutdown must not be negative: invalid_shutdown=PT-1S",
                () -> child("a", Idle::new).shutdown(Duration.ofSeconds(-1)));
        refused(
                "an id must be made of letters, digits and . _ -: invalid_id=a/b",
                () -> child("a/b", Idle::new));
        refused(
                "pauses must not be negative or shrink: invalid_back_off=PT2S",
                () -> Flags.DEFAULT.backOff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @Test
    void unknownNames_areRefused() {
        refused("strategy is unknown: invalid_strategy=all", () -> Strategy.of("all"));
        refused("restart type is unknown: invalid_restart_type=x", () -> Restart.of("x"));
        refused("child type is unknown: invalid_child_type=boss", () -> ChildType.of("boss"));
        refused(
                "automatic shutdown is unknown: invalid_auto_shutdown=always",
                () -> AutoShutdown.of("always"));
    }
}
