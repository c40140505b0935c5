package dev.rehearsal.scenarios.bank;

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
import dev.rehearsal.scenarios.bank.Shard.Bug;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * A bank whose accounts are spread over the shards {@code s1}, {@code s2}, …: money moves between
 * them, and none comes or goes.
 */
public final class Bank implements Scenario {

    private static final Parameter.Count SHARDS =
            new Parameter.Count("shards", "how many hold the accounts", 2, 1, 10);
    private static final Parameter.Count ACCOUNTS =
            new Parameter.Count("accounts", "how many there are", 4, 2, 100);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 2, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many transfers each orders", 5, 1, 1_000);

    private static final Variant LOSES =
            new Variant(
                            "forgets-what-left",
                            "that money is on its way is remembered only in memory: a restart loses"
                                    + " it")
                    .known(
                            "own",
                            Vector.of("all-kept"),
                            "a restart while money is on its way",
                            "known in the trade");
    private static final Variant DOUBLES =
            new Variant(
                            "forgets-what-arrived",
                            "that money has arrived is remembered only in memory: after a restart"
                                    + " it arrives again")
                    .known(
                            "own",
                            Vector.of("none-from-nothing", "as-told"),
                            "a restart, and a transfer that is sent again",
                            "known in the trade");

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public String summary() {
        return "transfers between accounts on shards that restart: is all the money still there?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(SHARDS, ACCOUNTS, CLIENTS, OPERATIONS);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(LOSES, DOUBLES);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(SHARDS, 1 + draw.in("shards").below(3))
                .unlessSet(ACCOUNTS, 2 + draw.in("accounts").below(5))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(3))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(8));
    }

    @Override
    public Cluster cluster(Settings settings) {
        int accounts = settings.get(ACCOUNTS);
        Vector<String> nodes =
                Vector.rangeClosed(1, settings.get(SHARDS)).map(number -> "s" + number);
        Vector<String> shards = nodes.map(Bank::shard);
        Cluster.Builder cluster = Cluster.builder();
        for (int s = 0; s < nodes.size(); s++) {
            cluster.node(nodes.get(s), tree(new Shard(s, accounts, shards, bug(settings))));
        }
        for (int c = 1; c <= settings.get(CLIENTS); c++) {
            cluster.client("c" + c, new BankClient("c" + c, shards));
        }
        return cluster.workload(
                        new Workload(
                                BankClient.Move.class,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(10),
                                Duration.ofMillis(100),
                                (_, _, draw) -> move(accounts, draw)))
                .always("none-from-nothing", world -> surplus(world, shards, accounts))
                .always("never-overdrawn", world -> overdrawn(world, shards))
                .always("as-told", world -> otherThanTold(world, shards))
                .eventually("all-kept", world -> deficit(world, nodes, accounts))
                .within(Duration.ofSeconds(2))
                .survives(nodes.size())
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(20)))
                .build();
    }

    private static String shard(String node) {
        return node + "/bank/shard";
    }

    private static BankClient.Move move(int accounts, Draw draw) {
        int from = draw.in("from").below(accounts);
        int to = (from + 1 + draw.in("to").below(accounts - 1)) % accounts;
        return new BankClient.Move(from, to, 1 + draw.in("amount").below(6));
    }

    private static Bug bug(Settings settings) {
        if (settings.has(LOSES)) {
            return Bug.FORGETS_WHAT_LEFT;
        }
        return settings.has(DOUBLES) ? Bug.FORGETS_WHAT_ARRIVED : Bug.NONE;
    }

    private static Map<String, Actor<?, ?>> tree(Actor<?, ?> shard) {
        return LinkedHashMap.of(
                "bank",
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("shard", shard)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /** There is never more on all accounts than there was at first; some may be on its way. */
    private static Option<String> surplus(View world, Vector<String> shards, int accounts) {
        return total(world, shards)
                .filter(total -> total > accounts * Shard.INITIAL)
                .map(total -> sum(total, accounts));
    }

    /** In the end there is no less, either; a node that is gone for good has what is on it. */
    private static Option<String> deficit(View world, Vector<String> nodes, int accounts) {
        if (!nodes.forAll(world::isUp)) {
            return Option.none();
        }
        Option<Integer> total = total(world, nodes.map(Bank::shard));
        return total.isEmpty()
                ? Option.some("a node is up without its shard")
                : total.filter(all -> all < accounts * Shard.INITIAL)
                        .map(all -> sum(all, accounts));
    }

    private static String sum(int total, int accounts) {
        return total + " is on all accounts, of " + accounts * Shard.INITIAL + " at first";
    }

    /** What is on all accounts, when all shards are there. */
    private static Option<Integer> total(View world, Vector<String> shards) {
        Vector<Shard.State> states = shards.flatMap(path -> state(world, path));
        return states.size() < shards.size()
                ? Option.none()
                : Option.some(states.flatMap(state -> state.balances().values()).sum().intValue());
    }

    private static Option<String> overdrawn(View world, Vector<String> shards) {
        return shards.flatMap(path -> state(world, path))
                .flatMap(Shard.State::balances)
                .find(balance -> balance._2 < 0)
                .map(balance -> balance._2 + " is on a" + balance._1);
    }

    /** What a client was told of a transfer its shard knows, and knows no other. */
    private static Option<String> otherThanTold(View world, Vector<String> shards) {
        Vector<Shard.State> states = shards.flatMap(path -> state(world, path));
        if (states.size() < shards.size()) {
            return Option.none();
        }
        for (BankClient.State client : world.states(BankClient.State.class)) {
            for (var told : client.told()) {
                if (!states.exists(state -> state.ordered().get(told._1).contains(told._2))) {
                    return Option.some(
                            told._1
                                    + (told._2 ? " was told" : " was not told")
                                    + " to have moved, and its shard knows nothing of that");
                }
            }
        }
        return Option.none();
    }

    private static Option<Shard.State> state(View world, String path) {
        return world.state(path, Shard.State.class);
    }
}
