package dev.rehearsal.scenarios.pool;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Nodes s1, s2, … that each perform what customers ask, and on each the tree
 *
 * <pre>
 * s1/root (rest-for-one)
 * |- log
 * |- clock
 * |- pool (a supervisor that its author wrote)
 * |  |- a
 * |  |- b
 * |  |- c
 * |  `- t1, t2, … (temporary)
 * `- foreman
 * </pre>
 *
 * <p>The foreman adds the workers a, b and c to the pool, and stops, resumes and performs tasks as
 * customers wish. A worker that is stopped hands over to the foreman of the next node before it
 * leaves.
 */
public final class SupervisedPool implements Scenario {

    private static final Vector<String> WORKERS = Vector.of("a", "b", "c");

    private static final Parameter.Count NODES =
            new Parameter.Count("nodes", "how many nodes have a pool", 2, 2, 3);
    private static final Parameter.Count CUSTOMERS =
            new Parameter.Count("customers", "how many customers", 4, 1, 20);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many operations each performs", 16, 1, 1_000);

    @Override
    public String name() {
        return "supervised-pool";
    }

    @Override
    public String summary() {
        return "a supervisor that its author wrote: does it keep what supervisors promise?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(NODES, CUSTOMERS, OPERATIONS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(Bug.values()).map(Bug::variant);
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> nodes = Vector.rangeClosed(1, settings.get(NODES)).map(n -> "s" + n);
        Option<Bug> bug = Vector.of(Bug.values()).find(one -> settings.has(one.variant()));
        Cluster.Builder cluster = Cluster.builder();
        for (String node : nodes) {
            Actor<?, ?> root =
                    Supervisor.restForOne(
                            intensity(10, Duration.ofSeconds(1)),
                            child("log", new Log()),
                            child("clock", new Clock()),
                            child("pool", new PoolSupervisor(path(node, "log"), bug)).supervisor(),
                            child(
                                    "foreman",
                                    new Foreman(
                                            path(node, "pool"),
                                            path(node, "clock"),
                                            path(next(nodes, node), "foreman"),
                                            WORKERS,
                                            bug)));
            cluster.node(node, LinkedHashMap.of("root", root));
        }
        for (int c = 0; c < settings.get(CUSTOMERS); c++) {
            cluster.client(
                    "c" + (c + 1), new Customer(path(nodes.get(c % nodes.size()), "foreman")));
        }
        cluster.workload(
                new Workload(
                        Customer.Wish.class,
                        settings.get(OPERATIONS),
                        Duration.ofMillis(50),
                        Duration.ofMillis(30),
                        (_, _, draw) -> wish(draw)));
        new PoolLaws(nodes, WORKERS).demandOf(cluster);
        return cluster.survives(nodes.size())
                .survivesExits()
                .detectsCutsAfter(Duration.ofMillis(100))
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    static String path(String node, String actor) {
        return node + "/root/" + actor;
    }

    /** The node after that one, in a ring. */
    static String next(Vector<String> nodes, String node) {
        return nodes.get((nodes.indexOf(node) + 1) % nodes.size());
    }

    private static Customer.Wish wish(Draw draw) {
        String worker = WORKERS.get(draw.in("worker").below(WORKERS.size()));
        double kind = draw.in("kind").unit();
        if (kind < 0.45) {
            return new Customer.Wish.Work(worker, !draw.in("impossible").chance(0.2));
        }
        if (kind < 0.6) {
            return new Customer.Wish.Halt(worker);
        }
        if (kind < 0.8) {
            return new Customer.Wish.Resume(worker);
        }
        return new Customer.Wish.Perform(Duration.ofMillis(1 + draw.in("takes").below(40)));
    }
}
