package dev.rehearsal.scenarios.shards;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.disk.DiskImage;
import dev.rehearsal.disk.ImageDisk;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.model.KeyValue;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.scenarios.shards.Shard.Bug;
import dev.rehearsal.scenarios.shards.ShardMessage.Entry;
import dev.rehearsal.scenarios.shards.ShardMessage.Report;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * A map whose keys are spread over the shards {@code s1}, {@code s2}, …, each with a journal; what
 * their values come to is added up at {@code sums}.
 */
public final class ShardedKv implements Scenario {

    private static final String SUMS = "sums/kv/end";
    private static final Vector<String> KEYS = Vector.of("u", "v", "w", "x", "y", "z");

    /** How often a shard may be started in a run: faults stop, and so must restarts. */
    private static final int STARTS_MAX = 300;

    private static final Parameter.Count SHARDS =
            new Parameter.Count("shards", "how many hold the keys", 3, 1, 6);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 3, 1, 10);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many operations each performs", 8, 1, 1_000);
    private static final Parameter.Count GARBAGE =
            new Parameter.Count(
                    "garbage", "how many writes in a hundred are no numbers", 5, 0, 100);

    private static final String LINEARIZABLE = "linearizable";
    private static final String FOLD = "reports-are-folds";
    private static final String BOUNDED = "starts-are-bounded";
    private static final String CATCHES_UP = "sums-catch-up";

    private static final Variant NEVER_REARMED =
            new Variant(
                            "timer-never-re-armed",
                            "after a tick that is late a shard reports nothing any more")
                    .known(
                            "J1",
                            Vector.of(CATCHES_UP),
                            "a pause or a slow disk while the timer is due",
                            "known in the trade");
    private static final Variant TAKES_GARBAGE =
            new Variant(
                            "garbage-kills",
                            "anything is written down: a shard fails over what is no number, and"
                                    + " again at each start")
                    .known(
                            "J2",
                            Vector.of(BOUNDED, CATCHES_UP),
                            "a write that is no number: no fault is needed",
                            "known in the trade");
    private static final Variant HASTY =
            new Variant(
                            "acknowledged-before-durable",
                            "a write is acknowledged first and kept then")
                    .known(
                            "J3",
                            Vector.of(LINEARIZABLE),
                            "a crash in the sync of a write, and a read",
                            "known in the trade");

    @Override
    public String name() {
        return "sharded-kv";
    }

    @Override
    public String summary() {
        return "keys on shards with journals, and their sum: is it the fold over what was kept?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(SHARDS, CLIENTS, OPERATIONS, GARBAGE);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(NEVER_REARMED, TAKES_GARBAGE, HASTY);
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return settings.unlessSet(SHARDS, 1 + draw.in("shards").below(4))
                .unlessSet(CLIENTS, 1 + draw.in("clients").below(4))
                .unlessSet(OPERATIONS, 1 + draw.in("operations").below(16));
    }

    @Override
    public Cluster cluster(Settings settings) {
        Vector<String> nodes =
                Vector.rangeClosed(1, settings.get(SHARDS)).map(number -> "s" + number);
        Map<String, String> shards =
                KEYS.zipWithIndex()
                        .toLinkedMap(
                                key -> Tuple.of(key._1, shard(nodes.get(key._2 % nodes.size()))));
        Cluster.Builder cluster = Cluster.builder().node("sums", tree(new Sums()));
        nodes.forEach(
                node -> cluster.node(node, tree(new Shard(ActorRef.to(SUMS), bug(settings)))));
        int clients = settings.get(CLIENTS);
        for (int c = 1; c <= clients; c++) {
            cluster.client("c" + c, new ShardClient("c" + c, shards));
        }
        return cluster.workload(
                        new Workload(
                                KeyValue.Call.class,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(10),
                                Duration.ofMillis(100),
                                (client, index, draw) ->
                                        call(
                                                client + (index - 1) * clients + 1,
                                                settings.get(GARBAGE),
                                                draw)))
                .checked(client ->
                        client == 0
                                ? Vector.of(new KeyValue.Put<>("u", "1"))
                                : Vector.of(new KeyValue.Get<>("u"), new KeyValue.Get<>("u")))
                .linearizable(KeyValue.<String, String>empty())
                .always(FOLD, world -> otherThanFold(world, nodes))
                .always(BOUNDED, world -> restless(world, nodes))
                .eventually(CATCHES_UP, world -> behind(world, nodes))
                .within(Duration.ofSeconds(2))
                .sometimes(
                        "a-torn-record-is-cut-off",
                        world -> world.states(Shard.State.class).exists(Shard.State::torn))
                .frozenClock()
                .timersLast()
                .survives(nodes.size() + 1)
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(10)))
                .build();
    }

    private static String shard(String node) {
        return node + "/kv/end";
    }

    private static KeyValue.Call<String, String> call(int number, int garbage, Draw draw) {
        String key = KEYS.get(draw.in("key").below(KEYS.size()));
        if (draw.in("get").chance(0.4)) {
            return new KeyValue.Get<>(key);
        }
        boolean numeric = draw.in("garbage").below(100) >= garbage;
        return new KeyValue.Put<>(key, numeric ? "" + number : "?" + number);
    }

    private static Bug bug(Settings settings) {
        if (settings.has(NEVER_REARMED)) {
            return Bug.NEVER_REARMED;
        }
        if (settings.has(TAKES_GARBAGE)) {
            return Bug.TAKES_GARBAGE;
        }
        return settings.has(HASTY) ? Bug.HASTY : Bug.NONE;
    }

    private static Map<String, Actor<?, ?>> tree(Actor<?, ?> end) {
        return LinkedHashMap.of(
                "kv",
                Supervisor.oneForOne(intensity(10, Duration.ofSeconds(1)), child("end", end)));
    }

    // ----------------------------------------------------------------------------- what must hold

    /** What a shard was reported to come to is what the beginning of its journal comes to. */
    private static Option<String> otherThanFold(View world, Vector<String> nodes) {
        for (Sums.State sums : world.state(SUMS, Sums.State.class)) {
            for (String node : nodes) {
                for (Report report : sums.reports().get(shard(node))) {
                    for (Shard.State shard : world.state(shard(node), Shard.State.class)) {
                        Vector<Entry> covered = shard.entries().take(report.count());
                        if (covered.size() < report.count()
                                || Totals.of(covered).sum() != report.sum()) {
                            return Option.some(
                                    node + " has " + shard.entries() + " and reported " + report);
                        }
                    }
                }
            }
        }
        return Option.none();
    }

    /** No shard is started again and again. */
    private static Option<String> restless(View world, Vector<String> nodes) {
        for (String node : nodes) {
            for (ActorRef<?> shard : world.life(shard(node))) {
                if (shard.incarnation() > STARTS_MAX) {
                    return Option.some(
                            "the shard of "
                                    + node
                                    + " was started "
                                    + shard.incarnation()
                                    + " times");
                }
            }
        }
        return Option.none();
    }

    /** Each shard that is up serves, and all that its disk has is in the sum. */
    private static Option<String> behind(View world, Vector<String> nodes) {
        for (Sums.State sums : world.state(SUMS, Sums.State.class)) {
            for (String node : nodes.filter(world::isUp)) {
                if (world.state(shard(node), Shard.State.class).isEmpty()) {
                    return Option.some("the shard of " + node + " does not serve");
                }
                Vector<Entry> kept = kept(shard(node), world.disk(node));
                Report whole = new Report(kept.size(), Totals.of(kept).sum());
                if (!sums.reports().get(shard(node)).contains(whole)) {
                    return Option.some(
                            "the disk of "
                                    + node
                                    + " has "
                                    + kept
                                    + " and "
                                    + sums.reports().get(shard(node))
                                    + " was reported");
                }
            }
        }
        return Option.none();
    }

    /** What a shard would find; opening writes, for which a disk that is full has no room. */
    private static Vector<Entry> kept(String shard, DiskImage disk) {
        DiskImage roomy = disk.withCapacity(DiskImage.UNLIMITED);
        return Shard.ENTRIES.open(new ImageDisk(shard, roomy)).records();
    }
}
