package dev.rehearsal.scenarios.register;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.check.Interchange;
import dev.rehearsal.check.Interchange.Renaming;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * What all registers have in common: servers s1, s2, …, clients c1, c2, … that put and get, and the
 * demand that the history be that of one register.
 */
abstract class RegisterScenario implements Scenario {

    /** The value before the first put; no client writes it. */
    static final int INITIAL = 0;

    private static final Duration SPACING = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Parameter.Count servers;
    private final Parameter.Count clients =
            new Parameter.Count("clients", "how many clients", 3, 1, 20);
    private final Parameter.Count operations =
            new Parameter.Count(
                    "operations", "how many operations each client performs", 5, 1, 1_000);

    private final Parameter.Count puts =
            new Parameter.Count(
                    "puts", "under check: how often each client puts before it gets", 1, 1, 5);

    RegisterScenario(int serversByDefault, int serversMin) {
        servers =
                new Parameter.Count("servers", "how many servers", serversByDefault, serversMin, 9);
    }

    /** The server {@code number}, from 0. */
    abstract Actor<?, RegisterMessage> server(
            int number, Vector<ActorRef<RegisterMessage>> all, Settings settings);

    /** How many servers may be down at once. */
    abstract int survives(int servers);

    /** Whether servers remember each request for as long as they run. */
    boolean keepsRequests(Settings settings) {
        return false;
    }

    /** Whether nobody but their numbers tells the clients apart. */
    boolean areClientsAlike(int servers) {
        return false;
    }

    /** Whether nothing but their names tells those servers apart that no client asks. */
    boolean areOthersAlike() {
        return false;
    }

    /** Parameters of this protocol alone. */
    Vector<Parameter<?>> further() {
        return Vector.empty();
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.<Parameter<?>>of(servers, clients, operations, puts).appendAll(further());
    }

    /** Fewer or more clients and operations, and servers where their number is free. */
    @Override
    public Settings swarm(Settings settings, Draw draw) {
        Settings drawn =
                settings.unlessSet(clients, 1 + draw.in("clients").below(4))
                        .unlessSet(
                                operations,
                                1 + draw.in("operations").below(2 * operations.fallback()));
        return servers.fallback() == 1
                ? drawn
                : drawn.unlessSet(servers, 3 + 2 * draw.in("servers").below(2));
    }

    @Override
    public Cluster cluster(Settings settings) {
        int serverCount = settings.get(servers);
        int clientCount = settings.get(clients);
        Vector<ActorRef<RegisterMessage>> all =
                Vector.rangeClosed(1, serverCount).map(i -> ActorRef.to("s" + i));
        Cluster.Builder cluster = Cluster.builder();
        for (int s = 0; s < serverCount; s++) {
            cluster.node(all.get(s).path(), server(s, all, settings));
        }
        for (int c = 0; c < clientCount; c++) {
            cluster.client("c" + (c + 1), new RegisterClient(c, clientCount, all));
        }
        if (areClientsAlike(serverCount) && clientCount > 1 && clientCount <= 6) {
            cluster.interchangeable(
                    new Interchange(
                            Vector.rangeClosed(1, clientCount).map(c -> "c" + c),
                            new ClientsAlike(clientCount)));
        }
        Vector<String> others = all.drop(clientCount + settings.get(puts)).map(ActorRef::path);
        if (areOthersAlike() && others.size() > 1 && others.size() <= 6) {
            cluster.interchangeable(new Interchange(others, Renaming.NONE));
        }
        if (keepsRequests(settings)) {
            cluster.mayGrow();
        }
        return cluster.workload(
                        new Workload(
                                Register.Call.class,
                                settings.get(operations),
                                SPACING,
                                PATIENCE,
                                (client, index, draw) ->
                                        operation(client + (index - 1) * clientCount + 1, draw)))
                .checked(client -> puts(client, clientCount, settings.get(puts)))
                .linearizable(Register.holding(INITIAL))
                .survives(survives(serverCount))
                .build();
    }

    /** Puts of values that nobody else puts, and a get. */
    private static Vector<Object> puts(int client, int clients, int count) {
        return Vector.range(0, count)
                .<Object>map(n -> new Register.Write<>(client + n * clients + 1))
                .append(new Register.Read<Integer>());
    }

    /** A put of a value that nobody else puts, or a get. */
    private static Register.Call<Integer> operation(int value, Draw draw) {
        return draw.chance(0.4) ? new Register.Write<>(value) : new Register.Read<>();
    }
}
