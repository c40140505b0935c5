package dev.rehearsal.scenarios.chain;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.chain.ChainMessage.Chain;
import dev.rehearsal.scenarios.chain.Server.Bug;
import dev.rehearsal.scenarios.replication.RegisterUser;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * A register on a chain of the servers {@code s1}, {@code s2}, …, which a master {@code master}
 * closes up around who is dead and lengthens by who comes back.
 */
public final class ChainReplication implements Scenario {

    private static final String MASTER = "master/chain/end";
    private static final Vector<String> LINEARIZABLE = Vector.of("linearizable");

    private static final Parameter.Count SERVERS =
            new Parameter.Count("servers", "how many servers", 3, 1, 7);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 3, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many operations each performs", 8, 1, 1_000);
    private static final Parameter.Flag CRAQ =
            new Parameter.Flag("craq", "whether all servers read, not the tail alone", false);

    private static final Variant READS_ANYWHERE =
            new Variant(
                            "reads-anywhere",
                            "any server answers reads with the last version that it has")
                    .known(
                            "C1",
                            LINEARIZABLE,
                            "a write that is slow on its way to the tail",
                            "van Renesse, Schneider: Chain Replication, OSDI 2004");
    private static final Variant READS_COLLECTED =
            new Variant(
                            "reads-collected-version",
                            "with craq: the version that the tail said is gone meanwhile, and is"
                                    + " read as if nothing had been written")
                    .known(
                            "C2",
                            LINEARIZABLE,
                            "a write that is committed between the tail's answer and its arrival",
                            "Whittaker 2020, on Terrace, Freedman: Object Storage on CRAQ, 2009");
    private static final Variant FORGETS =
            new Variant(
                            "new-tail-forgets",
                            "who becomes the tail drops what it does not know to be committed")
                    .known(
                            "C3",
                            LINEARIZABLE,
                            "a crash of the tail between its answer to a client and its word up the"
                                    + " chain",
                            "van Renesse, Schneider: Chain Replication, OSDI 2004");

    @Override
    public String name() {
        return "chain-replication";
    }

    @Override
    public String summary() {
        return "writes down a chain, reads at its tail, links that come and go: is it one"
                + " register?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(SERVERS, CLIENTS, OPERATIONS, CRAQ);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(READS_ANYWHERE, READS_COLLECTED, FORGETS);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        boolean craq = settings.get(CRAQ) || draw.in("craq").chance(0.5);
        return settings.with(CRAQ, craq)
                .unlessSet(SERVERS, 1 + draw.in("servers").below(4))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(4))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(16));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> nodes =
                Vector.rangeClosed(1, settings.get(SERVERS)).map(number -> "s" + number);
        Vector<String> servers = nodes.map(node -> node + "/chain/end");
        Cluster.Builder cluster = Cluster.builder().node("master", tree(new Master(servers)));
        nodes.zip(servers)
                .forEach(server ->
                        cluster.node(
                                server._1,
                                tree(
                                        new Server(
                                                server._2,
                                                MASTER,
                                                settings.get(CRAQ),
                                                bug(settings)))));
        int clients = settings.get(CLIENTS);
        for (int c = 1; c <= clients; c++) {
            cluster.client("c" + c, new ChainClient("c" + c, servers, settings.get(CRAQ)));
        }
        return cluster.workload(
                        RegisterUser.workload(
                                clients,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(10),
                                Duration.ofMillis(200)))
                .checked(client ->
                        client == 0
                                ? Vector.of(new Register.Write<>(1), new Register.Write<>(2))
                                : Vector.of(new Register.Read<>(), new Register.Read<>()))
                .linearizable(Register.holding(0))
                .always("passed-on-in-order", world -> outOfOrder(world, servers))
                .eventually("all-in-the-chain", world -> apart(world, nodes, servers))
                .within(Duration.ofSeconds(2))
                .sometimes(
                        "a-link-is-taken-out",
                        world -> chain(world).exists(one -> one.members().size() < nodes.size()))
                .sometimes(
                        "a-link-joins",
                        world -> chain(world).exists(one -> !one.joining().isEmpty()))
                .frozenClock()
                .timersLast()
                .survives(nodes.size() + 1)
                .survivesExits()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static Bug bug(Settings settings) {
        if (settings.has(READS_ANYWHERE)) {
            return Bug.READS_ANYWHERE;
        }
        if (settings.has(READS_COLLECTED)) {
            return Bug.READS_COLLECTED;
        }
        return settings.has(FORGETS) ? Bug.FORGETS : Bug.NONE;
    }

    private static Map<String, Actor<?, ?>> tree(Actor<?, ?> end) {
        return LinkedHashMap.of(
                "chain",
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /** Nobody has what the one before it in its chain has not, or knows less to be committed. */
    private static Option<String> outOfOrder(View world, Vector<String> servers) {
        for (String path : servers) {
            for (Server.State behind : state(world, path).filter(one -> one.copy().complete())) {
                Chain chain = behind.chain();
                for (String before : chain.before(path)) {
                    for (Server.State ahead :
                            state(world, before).filter(one -> one.serves(chain.number()))) {
                        if (ahead.contents().last() < behind.contents().last()
                                || ahead.contents().clean() > behind.contents().clean()) {
                            return Option.some(
                                    before
                                            + " is before "
                                            + path
                                            + " and has the versions "
                                            + range(ahead)
                                            + " and not "
                                            + range(behind));
                        }
                    }
                }
            }
        }
        return Option.none();
    }

    private static String range(Server.State state) {
        return state.contents().clean() + ".." + state.contents().last();
    }

    /** All are in the chain and have the same, unless one is gone for good. */
    private static Option<String> apart(View world, Vector<String> nodes, Vector<String> servers) {
        Chain chain = chain(world).getOrNull();
        if (chain == null || !nodes.forAll(world::isUp)) {
            return Option.none();
        }
        Vector<Server.State> states =
                servers.flatMap(path -> state(world, path))
                        .filter(one -> one.serves(chain.number()));
        return states.size() == servers.size()
                        && states.map(Server.State::contents).distinct().size() == 1
                ? Option.none()
                : Option.some("of " + chain + " these have everything: " + states);
    }

    private static Option<Chain> chain(View world) {
        return world.state(MASTER, Master.State.class).map(Master.State::chain);
    }

    private static Option<Server.State> state(View world, String path) {
        return world.state(path, Server.State.class);
    }
}
