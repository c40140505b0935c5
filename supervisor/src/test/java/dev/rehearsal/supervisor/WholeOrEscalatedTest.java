package dev.rehearsal.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.actor.Signal;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.decision.TurnName;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Whoever is killed, in whatever turn and before whichever effect: in the end the tree is whole or
 * its process has ended.
 */
class WholeOrEscalatedTest {

    private static final String ROOT = "n/top";
    private static final Vector<ExitReason> REASONS =
            Vector.of(
                    new ExitReason.Killed(),
                    new ExitReason.Shutdown(),
                    new ExitReason.Because("boom"));

    /** Beats its heart, and may trap exits; then it ends with its parent. */
    private record Worker(boolean trapsExits) implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            context.timer("beat", Duration.ofMillis(100));
            return 0;
        }

        @Override
        public Integer receive(Integer beats, String message, Context<String> context) {
            if (beats < 30) {
                context.timer("beat", Duration.ofMillis(100));
            }
            return beats + 1;
        }

        @Override
        public Integer signal(Integer beats, Signal signal, Context<String> context) {
            if (signal instanceof Signal.Exit exit) {
                context.exit(exit.reason());
            }
            return beats;
        }
    }

    /** A tree that is drawn; leaves are workers. */
    private record Drawn(Draw draw) implements Scenario {
        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public String summary() {
            return "a random tree on one node";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("n", LinkedHashMap.of("top", (Actor<?, ?>) supervisor(draw, 1)))
                    .onEscalation(new Escalation.StaysDown())
                    .survives(1)
                    .build();
        }

        private static Supervisor supervisor(Draw draw, int depth) {
            Flags flags =
                    Supervisor.intensity(
                            draw.in("intensity").below(10),
                            Duration.ofSeconds(1 + draw.in("period").below(3)));
            ChildSpec[] children =
                    Vector.range(0, 1 + draw.in("children").below(3))
                            .map(n -> child(draw.in(n), "c" + n, depth))
                            .toJavaArray(ChildSpec[]::new);
            return switch (draw.in("strategy").below(3)) {
                case 0 -> Supervisor.oneForOne(flags, children);
                case 1 -> Supervisor.oneForAll(flags, children);
                default -> Supervisor.restForOne(flags, children);
            };
        }

        private static ChildSpec child(Draw draw, String id, int depth) {
            ChildSpec spec =
                    depth < 4 && draw.in("nested").chance(0.4)
                            ? Supervisor.nested(id, supervisor(draw, depth + 1))
                            : Supervisor.child(id, new Worker(draw.in("traps").chance(0.3)));
            return spec.restart(
                    switch (draw.in("restart").below(6)) {
                        case 0 -> Restart.TRANSIENT;
                        case 1 -> Restart.TEMPORARY;
                        default -> Restart.PERMANENT;
                    });
        }
    }

    /** Kills at times and cuts turns, by an exit and now and then by a loss of power. */
    private record Killing(Draw draw) implements Adversary {
        @Override
        public void decide(Delivery message, long key, long nowNanos, Decision decision) {}

        @Override
        public Vector<Departure.Incident> incidents() {
            return Vector.range(0, draw.in("kills").below(8))
                    .map(slot -> {
                        Point at = new Point.At(draw.in("at").in(slot).below(2_000_000_000L));
                        return new Departure.Kill("anybody", slot, at, reason(draw.in(slot)));
                    });
        }

        private static ExitReason reason(Draw draw) {
            return REASONS.get(draw.in("reason").below(REASONS.size()));
        }

        @Override
        public @Nullable String victim(Departure.Kill kill, Vector<String> living) {
            return living.isEmpty()
                    ? null
                    : living.get(draw.in("victim").in(kill.slot()).below(living.size()));
        }

        @Override
        public Heal heal() {
            return Heal.at(2_500_000_000L);
        }

        @Override
        public boolean cutsTurns() {
            return true;
        }

        @Override
        public Departure.@Nullable Cut cut(
                long key, Supplier<TurnName> name, int effects, long nowNanos) {
            Draw own = draw.in("cut").in(key);
            if (!own.in("whether").chance(draw.in("rate").unit() * 0.02)) {
                return null;
            }
            Departure.Cut.Ending ending =
                    own.in("power").chance(0.05)
                            ? new Departure.Cut.PowerLoss(5_000_000, Aftermath.NONE)
                            : new Departure.Cut.Exit(reason(own));
            return new Departure.Cut(name.get(), own.in("at").below(effects + 1), ending);
        }
    }

    /** What a trace says about who lives, and what one supervisor has decided in its life. */
    private static final class Reading {
        private final TreeSet<String> living = new TreeSet<>();
        private final Map<String, Object> states = new TreeMap<>();
        private final Map<String, Integer> restarted = new TreeMap<>();
        private final Map<String, Deque<Long>> times = new TreeMap<>();
        private boolean up;

        Reading(Run run) {
            run.trace().events().forEach(this::read);
        }

        private void read(TraceEvent event) {
            switch (event) {
                case TraceEvent.Booted _ -> {
                    up = true;
                    living.add(ROOT);
                }
                case TraceEvent.Crashed _ -> {
                    up = false;
                    living.clear();
                    states.clear();
                }
                case TraceEvent.Spawned spawned -> living.add(spawned.child());
                case TraceEvent.Exited exited -> {
                    living.remove(exited.actor());
                    states.remove(exited.actor());
                }
                case TraceEvent.Turned turned -> states.put(turned.actor(), turned.state());
                case TraceEvent.Reported reported -> decided(reported);
                default -> {}
            }
        }

        private void decided(TraceEvent.Reported reported) {
            String path = reported.actor();
            switch (reported.event()) {
                case SupervisorEvent.Initialising _ -> {
                    restarted.put(path, 0);
                    times.put(path, new ArrayDeque<>());
                }
                case SupervisorEvent.Restarted _ -> restarted.merge(path, 1, Integer::sum);
                case SupervisorEvent.Restarting restart -> {
                    assertEquals(
                            counted(path, reported.nanos(), restart.period()), restart.count());
                    assertTrue(restart.count() <= restart.intensity(), restart::toString);
                }
                case SupervisorEvent.GivingUp end -> {
                    assertEquals(counted(path, reported.nanos(), end.period()), end.count());
                    assertEquals(end.intensity() + 1, end.count());
                }
                default -> {}
            }
        }

        /** How many restarts there were within the period, with one more now. */
        private int counted(String path, long nanos, Duration period) {
            Deque<Long> all = times.get(path);
            all.addLast(nanos);
            while (all.getFirst() < nanos - period.toNanos()) {
                all.removeFirst();
            }
            return all.size();
        }

        /** Everybody who should live according to the supervisors, from the root down. */
        private List<String> whole(Supervisor supervisor, String path) {
            List<String> all = new ArrayList<>(List.of(path));
            SupervisorState state = (SupervisorState) states.get(path);
            assertEquals(new Work.Waiting(), state.work(), path);
            assertEquals(Vector.empty(), state.mailbox(), path);
            assertEquals(
                    restarted.get(path),
                    state.children().map(SupervisorState.Child::restarted).sum().intValue(),
                    () -> path + " has counted " + state);
            for (SupervisorState.Child child : state.children()) {
                ChildSpec spec = supervisor.spec(child.id());
                switch (child.place()) {
                    case Place.Running(var ref) ->
                            all.addAll(
                                    spec.start().actor(null) instanceof Supervisor below
                                            ? whole(below, ref.path())
                                            : List.of(ref.path()));
                    case Place.Undefined() ->
                            assertNotEquals(Restart.PERMANENT, spec.traits().restart(), path);
                    case Place.Restarting _ ->
                            throw new AssertionError(path + " still restarts " + child.id());
                }
            }
            return all;
        }
    }

    private static Run run(Draw draw) {
        return Simulation.of(new Drawn(draw.in("tree")).settings())
                .with(Simulation.Options.DEFAULT.verbose().nanos(10_000_000_000L))
                .run(Vector.empty(), new Killing(draw.in("killing")));
    }

    private static void check(long seed) {
        Draw draw = Draw.seed(seed);
        Run run = run(draw);
        assertEquals(Run.Verdict.HOLDS, run.verdict(), () -> String.valueOf(run.violation()));
        Reading reading = new Reading(run);
        if (reading.up) {
            Supervisor root = Drawn.supervisor(draw.in("tree"), 1);
            List<String> whole = reading.whole(root, ROOT);
            assertEquals(new TreeSet<>(whole), reading.living, "no orphan, and nobody missing");
            assertEquals(whole.size(), new TreeSet<>(whole).size());
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void randomTree_killsAndCutsAnywhere_endsWholeOrEscalated(@ForAll long seed) {
        check(seed);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    @Tag("long")
    void twentyThousandTrees_killsAndCutsAnywhere_endWholeOrEscalated(@ForAll long seed) {
        check(seed);
    }

    @Property(tries = 1)
    void randomTrees_hundredSeeds_haveKillsAndBothEnds() {
        int whole = 0;
        int kills = 0;
        for (int seed = 0; seed < 100; seed++) {
            Run run = run(Draw.seed(seed));
            whole += new Reading(run).up ? 1 : 0;
            kills += run.effective().getOrElse(FaultKind.KILL, 0);
        }
        assertTrue(whole >= 20 && whole <= 80, whole + " of 100 trees were whole in the end");
        assertTrue(kills >= 150, kills + " kills");
    }

    /** A tree of one supervisor below the other, with one worker. */
    private record Chain() implements Scenario {
        private static final Supervisor TOP =
                Supervisor.oneForOne(
                        Flags.DEFAULT,
                        Supervisor.oneForOne("sub", Supervisor.child("w", new Worker(false))));

        @Override
        public String name() {
            return "chain";
        }

        @Override
        public String summary() {
            return "a worker under two supervisors";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("n", LinkedHashMap.of("top", (Actor<?, ?>) TOP)).build();
        }
    }

    /**
     * As in Erlang: a normal end passes no link of those who do not trap exits. A supervisor that
     * does its duty never ends so before its children, and no fault should make it.
     */
    @Property(tries = 1)
    void supervisorMadeToEndNormally_leavesAnOrphan() {
        var kill =
                new Departure.Kill(
                        "n/top/sub", 0, new Point.At(1_000_000), new ExitReason.Normal());
        Run run =
                Simulation.of(new Chain().settings())
                        .with(Simulation.Options.DEFAULT.verbose().nanos(1_000_000_000L))
                        .run(Vector.empty(), new Script(Vector.of(kill)));
        Reading reading = new Reading(run);
        List<String> whole = reading.whole(Chain.TOP, ROOT);
        assertEquals(List.of(ROOT, "n/top/sub", "n/top/sub/w~2"), whole);
        assertTrue(reading.living.contains("n/top/sub/w"), "the orphan");
    }
}
