package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.faults.FaultProfile;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.SettingsInWords;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.TraceEvent;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Every whole world that simulated runs reach, actors and messages in flight, is among the states
 * of the search: without time, and with a message whose delivery changed nothing still in flight,
 * as the search has it.
 */
class WorldAgreementTest {

    /** A world as text: the states of the actors by path, and the messages in flight, sorted. */
    private static String text(TreeMap<String, Object> states, Vector<String> flights) {
        return states.mkString(", ") + " | " + flights.sorted().mkString(", ");
    }

    private static Set<String> searched(Settings settings, Trouble trouble) {
        var system = settings.cluster().system();
        Space.Expander<Snapshot> expander = new ActorSpace(system, trouble).expander();
        Vector<String> paths =
                system.topology().nodes().flatMap(node -> node.actors()).map(one -> one.path());
        Set<Long> known = new HashSet<>();
        Set<String> texts = new HashSet<>();
        ArrayDeque<Snapshot> waiting = new ArrayDeque<>();
        Trail.Steps<Snapshot> steps = Trail.Steps.initial(expander);
        while (true) {
            for (int i = 0; i < steps.keys.size(); i++) {
                if (known.add(steps.keys.get(i))) {
                    waiting.add(steps.states.get(i));
                    texts.add(text(paths, steps.states.get(i)));
                }
            }
            if (waiting.isEmpty()) {
                return texts;
            }
            steps = Trail.Steps.from(expander, waiting.remove());
        }
    }

    private static String text(Vector<String> paths, Snapshot state) {
        TreeMap<String, Object> states = TreeMap.empty();
        for (int a = 0; a < paths.size(); a++) {
            Object own = state.actors()[a].state();
            states = own == null ? states : states.put(paths.get(a), own);
        }
        Vector<String> flights = Vector.empty();
        for (Delivery delivery : state.flights()) {
            flights =
                    flights.append(
                            flight(
                                    delivery.senderRef().path(),
                                    paths.get(delivery.receiver()),
                                    delivery.message()));
        }
        return text(states, flights);
    }

    private static String flight(String from, String to, Object message) {
        return from + "→" + to + " " + message;
    }

    /** The world of a run as its trace tells of it. */
    private static final class Shadow {
        private TreeMap<String, Object> states = TreeMap.empty();
        private final Map<Long, String> flights = new HashMap<>();
        private final Set<String> between = new HashSet<>();
        private final Set<String> busy = new HashSet<>();
        private long step;
        private TraceEvent.@Nullable Delivered delivered;
        private boolean hasEffects;
        private boolean hasTurned;

        Shadow(Vector<String> clients) {
            clients.forEach(between::add);
        }

        /** The step is over; its world, unless a search is never at such a point. */
        @Nullable String end() {
            TraceEvent.Delivered last = delivered;
            if (last != null) {
                if (!hasTurned) {
                    busy.add(last.to());
                }
                if (hasEffects || !hasTurned) {
                    flights.remove(last.id());
                }
            }
            delivered = null;
            hasEffects = false;
            hasTurned = false;
            return between.isEmpty() && busy.isEmpty()
                    ? text(states, Vector.ofAll(flights.values()))
                    : null;
        }

        void see(TraceEvent event, int operations) {
            switch (event) {
                case TraceEvent.Sent sent -> {
                    hasEffects = true;
                    if (!sent.dropped()) {
                        flights.put(sent.id(), flight(sent.from(), sent.to(), sent.message()));
                    }
                }
                case TraceEvent.Delivered arrived -> delivered = arrived;
                case TraceEvent.Turned turned -> {
                    hasTurned = true;
                    busy.remove(turned.actor());
                    hasEffects |= !states.get(turned.actor()).contains(turned.state());
                    states = states.put(turned.actor(), turned.state());
                }
                case TraceEvent.Invoked invoked -> between.remove(invoked.client());
                case TraceEvent.Completed completed -> {
                    hasEffects = true;
                    if (completed.index() < operations) {
                        between.add(completed.client());
                    }
                }
                default -> {}
            }
        }
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "single-copy-register servers=1 clients=3",
                "paxos-register servers=3 clients=1"
            })
    void simulatedRunsOfLargerSystems_reachOnlyWorldsOfTheSearch(String words) {
        simulatedRuns_reachOnlyWorldsOfTheSearch(words);
    }

    @ParameterizedTest
    @ValueSource(strings = "abd-register dedup=false servers=2 clients=2")
    void simulatedRuns_reachOnlyWorldsOfTheSearch(String words) {
        Settings settings = SettingsInWords.of(words);
        Set<String> searched = searched(settings, Trouble.NONE.drops(Trouble.UNLIMITED));
        Simulation simulation =
                Simulation.of(settings).with(Simulation.Options.DEFAULT.tracing().steps(2_000));
        var asked = simulation.cluster().system().operations();
        Vector<PlannedOperation> operations =
                asked.toVector()
                        .flatMap(client ->
                                client._2.zipWithIndex((operation, i) ->
                                        new PlannedOperation(client._1, i + 1, operation, 0)));
        int each = asked.values().head().size();
        Set<String> reached = new HashSet<>();
        for (long seed = 0; seed < 1_000; seed++) {
            Run run =
                    simulation.run(
                            operations,
                            FaultProfile.LOSSY
                                    .without("duplicate")
                                    .adversary(simulation.cluster(), seed));
            Shadow shadow = new Shadow(simulation.cluster().clients());
            for (TraceEvent event : run.trace().events()) {
                if (event instanceof TraceEvent.Abandoned) {
                    break;
                }
                if (event.step() != shadow.step) {
                    String world = shadow.end();
                    if (world != null) {
                        reached.add(world);
                    }
                    shadow.step = event.step();
                }
                shadow.see(event, each);
            }
        }
        assertTrue(reached.size() > 10, "reached=" + reached.size());
        Set<String> strange = new HashSet<>(reached);
        strange.removeAll(searched);
        assertEquals(Set.of(), strange);
    }
}
