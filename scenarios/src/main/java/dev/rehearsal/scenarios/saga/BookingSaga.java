package dev.rehearsal.scenarios.saga;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.scenarios.saga.Orchestrator.Bug;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * An orchestrator {@code boss} and the services {@code reserve}, {@code charge}, {@code ship}: each
 * order takes units from all of them, one after the other, or gives back what it has taken.
 */
public final class BookingSaga implements Scenario {

    private static final String ORCHESTRATOR = "boss/saga/end";
    private static final Vector<String> SERVICES = Vector.of("reserve", "charge", "ship");
    private static final String SOURCE = "Garcia-Molina, Salem: Sagas, SIGMOD 1987";

    private static final Parameter.Count STEPS =
            new Parameter.Count("services", "how many services", 3, 1, SERVICES.size());
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 2, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many sagas each wants", 5, 1, 1_000);
    private static final Parameter.Count STOCK =
            new Parameter.Count(
                    "stock",
                    "units of the first service; each further one has 2 less",
                    12,
                    5,
                    1_000);

    private static final Variant REPEATS =
            new Variant("compensation-repeats", "what is undone is given back once more")
                    .known(
                            "S1",
                            Vector.of("balance"),
                            "an undoing that is asked for twice",
                            SOURCE);
    private static final Variant IMPATIENT =
            new Variant("timeout-is-failure", "a step without an answer is taken for not done")
                    .known(
                            "S2",
                            Vector.of("whole-or-undone", "as-told"),
                            "an answer that is lost or late",
                            SOURCE);
    private static final Variant FORGETS =
            new Variant("orchestrator-forgets", "the orchestrator writes nothing down")
                    .known(
                            "S3",
                            Vector.of("whole-or-undone", "as-told"),
                            "a crash of the orchestrator between two steps, or a request that comes"
                                    + " again after one",
                            SOURCE);

    @Override
    public String name() {
        return "saga";
    }

    @Override
    public String summary() {
        return "steps and compensations at several services: is each order whole or undone?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(STEPS, CLIENTS, OPERATIONS, STOCK);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(REPEATS, IMPATIENT, FORGETS);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(STEPS, 1 + draw.in("services").below(3))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(3))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(8))
                .unlessSet(STOCK, 5 + draw.in("stock").below(30));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> nodes = SERVICES.take(settings.get(STEPS));
        Vector<String> services = nodes.map(node -> node + "/saga/end");
        Cluster.Builder cluster =
                Cluster.builder().node("boss", tree(new Orchestrator(services, bug(settings))));
        nodes.forEach(node ->
                cluster.node(
                        node, tree(new Service(stock(settings, node), settings.has(REPEATS)))));
        for (int c = 1; c <= settings.get(CLIENTS); c++) {
            cluster.client("c" + c, new SagaClient("c" + c, ORCHESTRATOR));
        }
        return cluster.workload(
                        new Workload(
                                SagaClient.Order.class,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(10),
                                Duration.ofMillis(300),
                                (_, _, draw) -> new SagaClient.Order(1 + draw.below(4))))
                .always("balance", world -> unbalanced(world, settings))
                .always("as-told", world -> otherThanTold(world, services))
                .eventually("whole-or-undone", world -> torn(world, services))
                .within(Duration.ofSeconds(2))
                .survives(nodes.size() + 1)
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static int stock(Settings settings, String service) {
        return settings.get(STOCK) - 2 * SERVICES.indexOf(service);
    }

    private static Bug bug(Settings settings) {
        if (settings.has(IMPATIENT)) {
            return Bug.TIMEOUT_FAILS;
        }
        return settings.has(FORGETS) ? Bug.FORGETS : Bug.NONE;
    }

    private static Map<String, Actor<?, ?>> tree(Actor<?, ?> end) {
        return LinkedHashMap.of(
                "saga",
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /** At each service, what is left and what the sagas have is what there was. */
    private static Option<String> unbalanced(View world, Settings settings) {
        for (String node : SERVICES.take(settings.get(STEPS))) {
            for (Service.State state : state(world, node + "/saga/end")) {
                int stock = stock(settings, node);
                if (state.left() + state.taken() != stock) {
                    return Option.some(
                            node
                                    + " had "
                                    + stock
                                    + ", has "
                                    + state.left()
                                    + " left, and the sagas have "
                                    + state.taken());
                }
            }
        }
        return Option.none();
    }

    /** What a client was told is whole is done at each service, what is undone at none. */
    private static Option<String> otherThanTold(View world, Vector<String> services) {
        for (SagaClient.State client : world.states(SagaClient.State.class)) {
            for (var told : client.told()) {
                for (String path : services) {
                    if (state(world, path).exists(state -> state.done(told._1) != told._2)) {
                        return Option.some(
                                told._1
                                        + " was told to be "
                                        + (told._2 ? "whole" : "undone")
                                        + ", and is not so at "
                                        + path);
                    }
                }
            }
        }
        return Option.none();
    }

    /** What is done at one service is done at all, unless nobody is there who sees to it. */
    private static Option<String> torn(View world, Vector<String> services) {
        if (!world.isUp("boss")) {
            return Option.none();
        }
        for (Service.State one : services.flatMap(path -> state(world, path))) {
            for (Service.Note note : one.notes().values().filter(Service.Note::done)) {
                for (String path : services) {
                    if (state(world, path).exists(state -> !state.done(note.saga()))) {
                        return Option.some(note.saga() + " is done elsewhere and not at " + path);
                    }
                }
            }
        }
        return Option.none();
    }

    private static Option<Service.State> state(View world, String path) {
        return world.state(path, Service.State.class);
    }
}
