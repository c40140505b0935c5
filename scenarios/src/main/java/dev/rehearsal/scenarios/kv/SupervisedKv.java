package dev.rehearsal.scenarios.kv;

import static dev.rehearsal.supervisor.Supervisor.child;
import static dev.rehearsal.supervisor.Supervisor.intensity;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Escalation;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.supervisor.ChildSpec;
import dev.rehearsal.supervisor.Flags;
import dev.rehearsal.supervisor.Server;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * Nodes s1, s2, … that each hold some keys, and on each the tree
 *
 * <pre>
 * s1/kv (rest-for-one)
 * |- journal
 * |- store
 * `- sessions (one-for-one)
 *    |- a
 *    `- b
 * </pre>
 *
 * <p>Who stands further down depends on who stands above: the store on what the journal holds, a
 * session on the store that it knows. So whoever ends takes those below along, and all of them
 * begin again from what is above. When that happens too often the tree gives up, the process ends,
 * and the machine starts it again.
 */
public final class SupervisedKv implements Scenario {

    private static final Flags RESTARTS = intensity(10, Duration.ofSeconds(1));

    /** How often a store may be started in a run of few operations. */
    private static final int STARTS_MAX = 200;

    private static final Vector<String> SESSIONS = Vector.of("a", "b");

    /**
     * Where a session lives: at its own path, or beside an orphan that has outlived its supervisor.
     */
    private static final Vector<String> PLACES = Vector.of("", "~2", "~3", "~4");

    private static final Vector<String> KEYS = Vector.of("x", "y", "z");

    private static final Parameter.Count NODES =
            new Parameter.Count("nodes", "how many nodes hold keys", 2, 1, 3);
    private static final Parameter.Count CLIENTS =
            new Parameter.Count("clients", "how many clients", 4, 1, 20);
    private static final Parameter.Count OPERATIONS =
            new Parameter.Count("operations", "how many operations each performs", 12, 1, 1_000);
    private static final Parameter.Count IMPOSSIBLE =
            new Parameter.Count(
                    "impossible", "how many operations in a hundred cannot be done", 3, 0, 100);

    private static final String KNOWS = "sessions-know-who-serves";
    private static final String REACHES = "sessions-reach-their-store";
    private static final String AGREES = "store-agrees-with-journal";
    private static final String BOUNDED = "starts-are-bounded";
    private static final String LINEARIZABLE = "linearizable";

    private static final Variant FORGETS =
            new Variant("store-without-journal", "a store that is restarted begins empty");
    private static final Variant DEAD =
            new Variant(
                            "dead-reference",
                            "the tree is one-for-one: sessions keep the reference to a store that"
                                    + " is dead")
                    .known(
                            "V9",
                            Vector.of(KNOWS, REACHES),
                            "a sibling ends on which others depend",
                            "apache/couchdb#1571, #1572");
    private static final Variant STALE =
            new Variant(
                            "stale-reply",
                            "the store answers whoever lives at a path: a session takes the reply"
                                    + " to the incarnation before it for its own")
                    .known(
                            "V22",
                            Vector.of(LINEARIZABLE),
                            "a session ends between its question and the reply",
                            "generic");
    private static final Variant LATE =
            new Variant(
                            "late-write",
                            "the journal tells a new store what is durable, and writes later what"
                                    + " the old one gave it")
                    .known(
                            "V23",
                            Vector.of(AGREES, LINEARIZABLE),
                            "a store ends while its write is gathered, and is restarted at once",
                            "generic");
    private static final Variant POISON =
            new Variant("poison-kept", "a write is kept before it is known whether it can be done")
                    .known(
                            "V24",
                            Vector.of(BOUNDED, REACHES),
                            "a write that cannot be done: no fault is needed",
                            "generic");

    @Override
    public String name() {
        return "supervised-kv";
    }

    @Override
    public String summary() {
        return "a store under supervision: is any acknowledged write ever lost?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Vector.of(NODES, CLIENTS, OPERATIONS, IMPOSSIBLE);
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(FORGETS, DEAD, STALE, LATE, POISON);
    }

    @Override
    public Cluster cluster(Settings settings) {
        int nodes = settings.get(NODES);
        int clients = settings.get(CLIENTS);
        Vector<String> names = Vector.rangeClosed(1, nodes).map(n -> "s" + n);
        Cluster.Builder cluster = Cluster.builder();
        for (String node : names) {
            cluster.node(node, LinkedHashMap.of("kv", (Actor<?, ?>) tree(node, settings)));
        }
        for (int c = 0; c < clients; c++) {
            String session = "/kv/sessions/" + SESSIONS.get(c % SESSIONS.size());
            cluster.client(
                    "c" + (c + 1),
                    new KvClient(
                            "c" + (c + 1), key -> names.get(KEYS.indexOf(key) % nodes) + session));
        }
        return cluster.workload(
                        new Workload(
                                KvCall.class,
                                settings.get(OPERATIONS),
                                Duration.ofMillis(10),
                                Duration.ofMillis(20),
                                (client, index, draw) ->
                                        call(
                                                client,
                                                index,
                                                clients,
                                                settings.get(IMPOSSIBLE),
                                                draw)))
                .linearizable(new KvModel())
                .always(KNOWS, knowing(names))
                .always(AGREES, agreeing(names))
                .always(BOUNDED, bounded(names, startsMax(settings)))
                .eventually(REACHES, reached(names))
                .within(Duration.ofSeconds(2))
                .sometimes(
                        "a-store-was-restarted",
                        world -> names.exists(node -> isRestarted(world, node)))
                .survives(nodes)
                .frozenClock()
                .timersLast()
                .survivesExits()
                .mayGrow()
                .onEscalation(new Escalation.Boots(Duration.ofMillis(50)))
                .build();
    }

    private static Supervisor tree(String node, Settings settings) {
        String store = node + "/kv/store";
        ChildSpec[] children = {
            child("journal", () -> new JournalServer(settings.has(LATE)).actor()),
            child(
                    "store",
                    () ->
                            new StoreServer(
                                            node + "/kv/journal",
                                            settings.has(FORGETS),
                                            settings.has(STALE),
                                            settings.has(POISON))
                                    .actor()),
            Supervisor.oneForOne(
                    "sessions",
                    RESTARTS,
                    SESSIONS.map(name -> child(name, () -> new SessionServer(store).actor()))
                            .toJavaArray(ChildSpec[]::new))
        };
        return settings.has(DEAD)
                ? Supervisor.oneForOne(RESTARTS, children)
                : Supervisor.restForOne(RESTARTS, children);
    }

    /**
     * Puts of values that nobody else puts, swaps of what may be there, and now and then a get; a
     * few divisions that cannot be done.
     */
    private static KvCall call(int client, int index, int clients, int impossible, Draw draw) {
        String key = KEYS.get(draw.in("key").below(KEYS.size()));
        if (draw.in("impossible").below(100) < impossible) {
            return new KvCall.Div(key, 0);
        }
        int value = (index - 1) * clients + client + 1;
        double kind = index % 4 == 0 ? 1 : draw.in("kind").unit();
        if (kind < 0.5) {
            return new KvCall.Put(key, value);
        }
        int earlier = Math.max(0, value - client - 1 - draw.in("from").below(2 * clients));
        return kind < 0.7 ? new KvCall.Cas(key, earlier, value) : new KvCall.Get(key);
    }

    /** No session that is supervised knows another store than the one that serves. */
    private static Invariant knowing(Vector<String> nodes) {
        return world -> {
            for (String node : nodes) {
                for (String session : SESSIONS) {
                    ActorRef<?> known = known(world, node, session).getOrNull();
                    if (known != null && !world.isAlive(known) && serves(world, node)) {
                        return Option.some(
                                session + " on " + node + " knows " + known + ", which is dead");
                    }
                }
            }
            return Option.none();
        };
    }

    /** A store that serves and has no write under way knows as many entries as are durable. */
    private static Invariant agreeing(Vector<String> nodes) {
        return world -> {
            for (String node : nodes) {
                JournalServer.State journal =
                        Server.state(world, node + "/kv/journal", JournalServer.State.class)
                                .getOrNull();
                StoreServer.State store =
                        Server.state(world, node + "/kv/store", StoreServer.State.class)
                                .getOrNull();
                if (journal != null
                        && store != null
                        && !store.isWriting()
                        && store.contents().isDefined()
                        && store.contents().get().entries() != journal.entries().size()) {
                    return Option.some(
                            "the store of "
                                    + node
                                    + " knows "
                                    + store.contents().get().entries()
                                    + " entries of "
                                    + journal.entries().size());
                }
            }
            return Option.none();
        };
    }

    /** Faults stop, operations end, and so must restarts: each operation may end a store once. */
    private static int startsMax(Settings settings) {
        return Math.max(STARTS_MAX, 2 * settings.get(CLIENTS) * settings.get(OPERATIONS));
    }

    /** No store is started again and again. */
    private static Invariant bounded(Vector<String> nodes, int startsMax) {
        return world -> {
            for (String node : nodes) {
                ActorRef<?> store = world.life(node + "/kv/store").getOrNull();
                if (store != null && store.incarnation() > startsMax) {
                    return Option.some(
                            "the store of "
                                    + node
                                    + " was started "
                                    + store.incarnation()
                                    + " times");
                }
            }
            return Option.none();
        };
    }

    /** Every session of every node that is up knows a store that serves. */
    private static Invariant reached(Vector<String> nodes) {
        return Invariant.that(
                "every session knows a store that serves",
                world ->
                        nodes.filter(world::isUp)
                                .forAll(node ->
                                        serves(world, node)
                                                && SESSIONS.forAll(session ->
                                                        known(world, node, session)
                                                                .exists(world::isAlive))));
    }

    private static Option<ActorRef<Object>> known(View world, String node, String session) {
        String place = node + "/kv/sessions/" + session;
        return PLACES.map(place::concat)
                .find(path -> world.isAlive(path) && !world.isOrphan(path))
                .flatMap(path -> Server.state(world, path, SessionServer.State.class))
                .map(SessionServer.State::store);
    }

    private static boolean serves(View world, String node) {
        return Server.state(world, node + "/kv/store", StoreServer.State.class)
                .exists(store -> store.contents().isDefined());
    }

    private static boolean isRestarted(View world, String node) {
        return world.life(node + "/kv/store").exists(store -> store.incarnation() > 1);
    }
}
