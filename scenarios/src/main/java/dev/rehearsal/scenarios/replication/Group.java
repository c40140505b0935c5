package dev.rehearsal.scenarios.replication;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A group of servers that keep one register, of which a minority may be lost, and those who ask it.
 */
public final class Group {

    private static final Parameter.Count SERVERS =
            new Parameter.Count("servers", "how many servers", 3, 2, 7);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 3, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many operations each performs", 8, 1, 1_000);

    /** How large it is, and how much is asked of it. */
    public static final Vector<Parameter<?>> PARAMETERS = Vector.of(SERVERS, CLIENTS, OPERATIONS);

    private Group() {}

    /** Other sizes for each seed. */
    public static Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(SERVERS, 3 + draw.in("servers").below(3))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(4))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(16));
    }

    /** How many servers there are. */
    public static int size(Settings settings) {
        return settings.get(SERVERS);
    }

    /** What a server's node has: a supervisor, which starts the server again when it has ended. */
    public static Supervisor tree(Actor<?, ?> server) {
        return Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("replica", server));
    }

    /** Adds the clients, and what they must see. */
    public static <M> Cluster.Builder asked(
            Cluster.Builder cluster,
            Settings settings,
            Vector<String> servers,
            Function<Command, M> ask,
            IntFunction<M> retry) {
        int clients = settings.get(CLIENTS);
        for (int c = 1; c <= clients; c++) {
            cluster.client("c" + c, new RegisterUser<>("c" + c, servers, ask, retry));
        }
        return cluster.workload(RegisterUser.workload(clients, settings.get(OPERATIONS)))
                .linearizable(Register.holding(0))
                .survives((size(settings) - 1) / 2)
                .survivesExits()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .mayGrow();
    }
}
